package io.github.swfsdk.dicom.net;

/** The peer answered A-ASSOCIATE-RJ (PS3.8, 9.3.4). */
public final class AssociationRejectedException extends AssociationException {
    private static final long serialVersionUID = 1L;

    private final int result;
    private final int source;
    private final int reason;

    /** Creates a failure from the numbers of the PDU. */
    public AssociationRejectedException(String peer, int result, int source, int reason) {
        super(peer + " rejects the association: " + describe(source, reason) + " (" + result + "/" + source + "/"
                + reason + ")");
        this.result = result;
        this.source = source;
        this.reason = reason;
    }

    /** 1 permanent, 2 transient. */
    public int result() {
        return result;
    }

    /** 1 service user, 2 service provider (ACSE), 3 service provider (presentation). */
    public int source() {
        return source;
    }

    /** The reason; its meaning depends on the source. */
    public int reason() {
        return reason;
    }

    /** Whether a later attempt may succeed without a change on either side. */
    public boolean isTransient() {
        return result == 2;
    }

    /** What the numbers mean (PS3.8, Table 9-21). */
    static String describe(int source, int reason) {
        return switch (source * 10 + reason) {
            case 12 -> "application context name not supported";
            case 13 -> "calling AE title not recognized";
            case 17 -> "called AE title not recognized";
            case 22 -> "protocol version not supported";
            case 31 -> "temporary congestion";
            case 32 -> "local limit exceeded";
            default -> "no reason given";
        };
    }
}
