package io.github.swfsdk.dicom.internal.pdu;

import java.nio.ByteBuffer;

/** A-RELEASE-RQ (PS3.8, 9.3.6): one side has nothing more to ask. */
public record ReleaseRequest() implements Pdu {

    static ReleaseRequest read(ByteBuffer body) throws PduException {
        FixedBody.check(PduType.RELEASE_RQ, body); // bytes 7-10: reserved
        return new ReleaseRequest();
    }

    @Override
    public PduType type() {
        return PduType.RELEASE_RQ;
    }

    @Override
    public void writeBody(ItemWriter out) {
        out.reserved(FixedBody.LENGTH);
    }
}
