package io.github.swfsdk.dicom.net;

/** The association broke: one side aborted it or the connection was lost. */
public final class AssociationAbortedException extends AssociationException {
    private static final long serialVersionUID = 1L;

    /** Who ended it. */
    public enum By {
        /** The application of the peer: A-ABORT, source service user. */
        PEER,
        /** The protocol machine of the peer: A-ABORT, source service provider. */
        PEER_PROVIDER,
        /** This side, on request. */
        LOCAL,
        /** This side, because the peer broke the protocol. */
        LOCAL_PROVIDER,
        /** The network: the connection was closed or failed. */
        NETWORK
    }

    private final By by;
    private final int reason;

    /**
     * Creates a failure.
     *
     * @param reason the provider's reason (PS3.8, Table 9-26), 0 where there is none
     */
    public AssociationAbortedException(String message, By by, int reason) {
        super(message);
        this.by = by;
        this.reason = reason;
    }

    /** Creates a failure and what led to it. */
    public AssociationAbortedException(String message, By by, int reason, Throwable cause) {
        super(message, cause);
        this.by = by;
        this.reason = reason;
    }

    /** Who ended it. */
    public By by() {
        return by;
    }

    /** The provider's reason (PS3.8, Table 9-26), 0 where there is none. */
    public int reason() {
        return reason;
    }
}
