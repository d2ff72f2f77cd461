package io.github.swfsdk.dicom.net;

import java.security.cert.X509Certificate;
import java.util.List;

/**
 * How the connection of an association is secured.
 *
 * @param protocol as the JDK names it, for example {@code TLSv1.3}
 * @param cipherSuite IANA's name
 * @param peerCertificates that of the peer first, verified against what we trust; none if it showed none and need not
 */
public record TlsSession(String protocol, String cipherSuite, List<X509Certificate> peerCertificates) {
    /** Copies the list. */
    public TlsSession {
        peerCertificates = List.copyOf(peerCertificates);
    }
}
