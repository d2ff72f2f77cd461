package io.github.swfsdk.dicom.internal.pdu;

import java.nio.ByteBuffer;

/** A-RELEASE-RP (PS3.8, 9.3.7): the other side agrees; the association is over. */
public record ReleaseReply() implements Pdu {

    static ReleaseReply read(ByteBuffer body) throws PduException {
        FixedBody.check(PduType.RELEASE_RP, body); // bytes 7-10: reserved
        return new ReleaseReply();
    }

    @Override
    public PduType type() {
        return PduType.RELEASE_RP;
    }

    @Override
    public void writeBody(ItemWriter out) {
        out.reserved(FixedBody.LENGTH);
    }
}
