package io.github.swfsdk.dicom.net;

/**
 * A connection was made, but TLS was not agreed on: no common version or cipher suite, a certificate that one side does not
 * trust, or a peer that does not speak TLS. The cause says which.
 */
public final class TlsHandshakeException extends AssociationException {
    private static final long serialVersionUID = 1L;

    /** Creates a failure with what the JDK says as its cause. */
    public TlsHandshakeException(String peer, Throwable cause) {
        super("no TLS with " + peer + ": " + cause.getMessage(), cause);
    }
}
