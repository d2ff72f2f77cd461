package io.github.swfsdk.dicom.internal.pdu;

import java.nio.ByteBuffer;

/**
 * A-ASSOCIATE-RJ (PS3.8, 9.3.4): the association is refused. The numbers are kept as received; the constants are the
 * combinations that we send.
 *
 * @param result 1 permanent, 2 transient
 * @param source 1 service user, 2 service provider (ACSE), 3 service provider (presentation)
 * @param reason meaning depends on the source
 */
public record AssociateReject(int result, int source, int reason) implements Pdu {

    public static final AssociateReject NO_REASON = new AssociateReject(1, 1, 1);
    public static final AssociateReject APPLICATION_CONTEXT_NOT_SUPPORTED = new AssociateReject(1, 1, 2);
    public static final AssociateReject CALLING_AE_TITLE_NOT_RECOGNIZED = new AssociateReject(1, 1, 3);
    public static final AssociateReject CALLED_AE_TITLE_NOT_RECOGNIZED = new AssociateReject(1, 1, 7);
    public static final AssociateReject PROTOCOL_VERSION_NOT_SUPPORTED = new AssociateReject(1, 2, 2);
    public static final AssociateReject TEMPORARY_CONGESTION = new AssociateReject(2, 3, 1);
    public static final AssociateReject LOCAL_LIMIT_EXCEEDED = new AssociateReject(2, 3, 2);

    static AssociateReject read(ByteBuffer body) throws PduException {
        FixedBody.check(PduType.ASSOCIATE_RJ, body);
        body.get(); // byte 7: reserved
        int result = Byte.toUnsignedInt(body.get()); // byte 8
        int source = Byte.toUnsignedInt(body.get()); // byte 9
        int reason = Byte.toUnsignedInt(body.get()); // byte 10
        return new AssociateReject(result, source, reason);
    }

    @Override
    public PduType type() {
        return PduType.ASSOCIATE_RJ;
    }

    @Override
    public void writeBody(ItemWriter out) {
        out.reserved(1).uint8(result).uint8(source).uint8(reason);
    }
}
