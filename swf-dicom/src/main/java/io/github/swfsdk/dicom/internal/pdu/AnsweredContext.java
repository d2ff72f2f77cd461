package io.github.swfsdk.dicom.internal.pdu;

/**
 * A presentation context as the acceptor answers it (PS3.8, 9.3.3.2).
 *
 * @param id the identifier proposed by the requestor
 * @param transferSyntax the chosen encoding; of no significance unless the result is acceptance, and then possibly empty
 */
public record AnsweredContext(int id, ContextResult result, String transferSyntax) {

    /** Whether messages may use this context. */
    public boolean accepted() {
        return result == ContextResult.ACCEPTANCE;
    }

    static AnsweredContext read(ItemReader in) throws PduException {
        int id = RequestedContext.contextId(in); // byte 5
        in.skip(1); // byte 6: reserved
        ContextResult result = ContextResult.of(in.uint8()); // byte 7
        in.skip(1); // byte 8: reserved
        String transferSyntax = "";
        while (in.hasMore()) {
            int type = in.itemType();
            ItemReader content = in.content();
            if (type != ItemType.TRANSFER_SYNTAX) {
                in.tolerance().countUnknown();
            } else if (result == ContextResult.ACCEPTANCE) {
                transferSyntax = content.uid();
            }
        }
        return new AnsweredContext(id, result, transferSyntax);
    }

    void write(ItemWriter out) {
        int start = out.beginItem(ItemType.ANSWERED_CONTEXT);
        out.uint8(id).reserved(1).uint8(result.code()).reserved(1);
        out.textItem(ItemType.TRANSFER_SYNTAX, transferSyntax).endItem(start);
    }
}
