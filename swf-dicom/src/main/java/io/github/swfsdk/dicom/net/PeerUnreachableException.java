package io.github.swfsdk.dicom.net;

/** No connection to the peer: unknown host, nobody listens, or the connect deadline passed. */
public final class PeerUnreachableException extends AssociationException {
    private static final long serialVersionUID = 1L;

    /** Creates a failure with the reason of the operating system as its cause. */
    public PeerUnreachableException(String peer, Throwable cause) {
        super("cannot connect to " + peer, cause);
    }
}
