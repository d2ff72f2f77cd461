package io.github.swfsdk.dicom.internal.pdu;

import java.nio.ByteBuffer;

/**
 * A-ABORT (PS3.8, 9.3.8): one side gives up at once.
 *
 * @param source 0 service user, 2 service provider; other values are kept as received
 * @param reason meaningful only when the provider is the source, see {@link AbortReason}
 */
public record Abort(int source, int reason) implements Pdu {

    /** The application on the other side gave up. */
    public static final int SERVICE_USER = 0;

    /** The protocol machine on the other side gave up. */
    public static final int SERVICE_PROVIDER = 2;

    /** An abort by the application; its reason is always 0 (PS3.8, Table 9-26). */
    public static Abort byUser() {
        return new Abort(SERVICE_USER, 0);
    }

    /** An abort by the protocol machine. */
    public static Abort byProvider(AbortReason reason) {
        return new Abort(SERVICE_PROVIDER, reason.code());
    }

    static Abort read(ByteBuffer body) throws PduException {
        FixedBody.check(PduType.ABORT, body);
        body.getShort(); // bytes 7-8: reserved
        int source = Byte.toUnsignedInt(body.get()); // byte 9
        int reason = Byte.toUnsignedInt(body.get()); // byte 10
        return new Abort(source, reason);
    }

    @Override
    public PduType type() {
        return PduType.ABORT;
    }

    @Override
    public void writeBody(ItemWriter out) {
        out.reserved(2).uint8(source).uint8(reason);
    }
}
