package io.github.swfsdk.dicom.internal.transport;

import io.github.swfsdk.dicom.net.TlsOptions;
import io.github.swfsdk.dicom.net.TlsProfile;
import io.github.swfsdk.dicom.net.TlsSession;
import java.io.IOException;
import java.net.Socket;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;

/** Lays TLS over one connected socket, in the role of the side that we are on. */
@FunctionalInterface
public interface TlsLayer {
    /** Returns the secured socket, whose handshake is still to come. May read files; does not use the network. */
    SSLSocket over(Socket connected) throws IOException;

    /** For connections that peers make. */
    static TlsLayer accepting(TlsOptions options) {
        return connected -> {
            SSLSocketFactory factory = options.credentials().get().getSocketFactory();
            SSLSocket secured = (SSLSocket) factory.createSocket(connected, null, true); // no byte has been read
            SSLParameters parameters = parameters(options.profile(), secured);
            parameters.setNeedClientAuth(options.mutual());
            parameters.setUseCipherSuitesOrder(true);
            secured.setSSLParameters(parameters);
            return secured;
        };
    }

    /** For connections that we make. */
    static TlsLayer connecting(TlsOptions options, String host) {
        return connected -> {
            SSLSocketFactory factory = options.credentials().get().getSocketFactory();
            SSLSocket secured = (SSLSocket) factory.createSocket(connected, host, connected.getPort(), true);
            SSLParameters parameters = parameters(options.profile(), secured);
            if (options.checkHostName()) {
                parameters.setEndpointIdentificationAlgorithm("HTTPS"); // RFC 2818, which RFC 6125 follows
            }
            secured.setSSLParameters(parameters);
            return secured;
        };
    }

    /** What was agreed on; after the handshake. */
    static TlsSession describe(SSLSocket secured) {
        SSLSession session = secured.getSession();
        return new TlsSession(session.getProtocol(), session.getCipherSuite(), peerCertificates(session));
    }

    private static List<X509Certificate> peerCertificates(SSLSession session) {
        Certificate[] certificates;
        try {
            certificates = session.getPeerCertificates();
        } catch (SSLPeerUnverifiedException e) {
            return List.of(); // it showed none, and need not
        }
        return Stream.of(certificates).map(X509Certificate.class::cast).toList();
    }

    private static SSLParameters parameters(TlsProfile profile, SSLSocket socket) {
        Set<String> known = Set.of(socket.getSupportedCipherSuites());
        SSLParameters parameters = socket.getSSLParameters();
        parameters.setProtocols(profile.protocols().toArray(String[]::new));
        parameters.setCipherSuites(
                profile.cipherSuites().stream().filter(known::contains).toArray(String[]::new));
        return parameters;
    }
}
