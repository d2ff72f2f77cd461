package io.github.swfsdk.dicom.internal.pdu;

import io.github.swfsdk.dicom.net.Leniency;
import java.util.ArrayList;
import java.util.List;

/**
 * A presentation context as the requestor proposes it (PS3.8, 9.3.2.2).
 *
 * @param id odd, 1 to 255
 * @param abstractSyntax UID of the SOP class; empty when the peer left it out
 * @param transferSyntaxes proposed encodings; their order is no ranking
 */
public record RequestedContext(int id, String abstractSyntax, List<String> transferSyntaxes) {

    public RequestedContext {
        transferSyntaxes = List.copyOf(transferSyntaxes);
    }

    static RequestedContext read(ItemReader in) throws PduException {
        int id = contextId(in); // byte 5
        in.skip(3); // bytes 6-8: reserved
        String abstractSyntax = "";
        List<String> transferSyntaxes = new ArrayList<>();
        while (in.hasMore()) {
            int type = in.itemType();
            ItemReader content = in.content();
            switch (type) {
                case ItemType.ABSTRACT_SYNTAX -> abstractSyntax = content.uid();
                case ItemType.TRANSFER_SYNTAX -> transferSyntaxes.add(content.uid());
                default -> in.tolerance().countUnknown();
            }
        }
        return new RequestedContext(id, abstractSyntax, transferSyntaxes);
    }

    void write(ItemWriter out) {
        int start = out.beginItem(ItemType.PROPOSED_CONTEXT);
        out.uint8(id).reserved(3).textItem(ItemType.ABSTRACT_SYNTAX, abstractSyntax);
        transferSyntaxes.forEach(uid -> out.textItem(ItemType.TRANSFER_SYNTAX, uid));
        out.endItem(start);
    }

    static int contextId(ItemReader in) throws PduException {
        int id = in.uint8();
        if (id % 2 == 0) {
            in.tolerance().use(Leniency.EVEN_CONTEXT_ID);
        }
        return id;
    }
}
