package io.github.swfsdk.dicom.internal.pdu;

import java.nio.ByteBuffer;

/** The four-byte body that A-ASSOCIATE-RJ, A-RELEASE-RQ, A-RELEASE-RP and A-ABORT share. */
final class FixedBody {

    static final int LENGTH = 4;

    private FixedBody() {}

    static void check(PduType type, ByteBuffer body) throws PduException {
        if (body.remaining() != LENGTH) {
            throw new PduException(
                    AbortReason.INVALID_PARAMETER_VALUE,
                    type + " length is " + body.remaining() + ", expected " + LENGTH);
        }
    }
}
