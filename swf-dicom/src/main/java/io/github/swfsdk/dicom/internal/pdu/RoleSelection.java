package io.github.swfsdk.dicom.internal.pdu;

/**
 * SCP/SCU role selection for one SOP class (PS3.7, D.3.3.4). In a request: the roles that the requestor wants; in an
 * answer: the ones that it gets.
 */
public record RoleSelection(String sopClass, boolean scu, boolean scp) {

    static RoleSelection read(ItemReader in) throws PduException {
        String sopClass = in.counted().uid(); // bytes 5-6, 7-n
        boolean scu = in.uint8() != 0;
        boolean scp = in.uint8() != 0;
        in.end("role selection");
        return new RoleSelection(sopClass, scu, scp);
    }

    void write(ItemWriter out) {
        int start = out.beginItem(ItemType.ROLE_SELECTION);
        out.countedText(sopClass).uint8(scu ? 1 : 0).uint8(scp ? 1 : 0).endItem(start);
    }
}
