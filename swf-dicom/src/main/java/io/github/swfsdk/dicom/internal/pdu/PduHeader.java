package io.github.swfsdk.dicom.internal.pdu;

import java.nio.ByteBuffer;

/**
 * The six bytes before every PDU body (PS3.8, 9.3.1).
 *
 * @param type the kind of PDU
 * @param bodyLength bytes that follow the header, 0 to 2^32 - 1 as declared by the peer
 */
public record PduHeader(PduType type, long bodyLength) {

    /** Bytes of a header. */
    public static final int LENGTH = 6;

    private static final int SHORT_BODY = 4;

    /**
     * Reads a header and compares the declared length with what may legally follow, so that nothing is allocated or awaited
     * for a PDU that can only be refused.
     *
     * @param in at least {@link #LENGTH} bytes
     * @param maxAssociate longest body of an A-ASSOCIATE PDU that is read
     * @param maxPData longest body of a P-DATA-TF PDU, as we announced it; 0 means no limit (bounded by an int)
     * @throws PduException for an unknown type or a length beyond the limit
     */
    public static PduHeader read(ByteBuffer in, int maxAssociate, int maxPData) throws PduException {
        int code = Byte.toUnsignedInt(in.get()); // byte 1
        in.get(); // byte 2: reserved
        long length = Integer.toUnsignedLong(in.getInt()); // bytes 3-6
        PduType type = PduType.of(code)
                .orElseThrow(
                        () -> new PduException(AbortReason.UNRECOGNIZED_PDU, "PDU type " + code + " is not known"));
        long limit = limit(type, maxAssociate, maxPData);
        if (length > limit) {
            throw new PduException(
                    AbortReason.INVALID_PARAMETER_VALUE,
                    type + " declares " + length + " bytes, the limit is " + limit + lengthHint(type));
        }
        return new PduHeader(type, length);
    }

    private static long limit(PduType type, int maxAssociate, int maxPData) {
        return switch (type) {
            case ASSOCIATE_RQ, ASSOCIATE_AC -> maxAssociate;
            case P_DATA_TF -> maxPData == 0 ? Integer.MAX_VALUE - LENGTH : maxPData;
            case ASSOCIATE_RJ, RELEASE_RQ, RELEASE_RP, ABORT -> SHORT_BODY;
        };
    }

    private static String lengthHint(PduType type) {
        return type == PduType.P_DATA_TF ? " (PDU longer than negotiated)" : "";
    }
}
