package io.github.swfsdk.dicom;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.github.swfsdk.api.dataset.Uids;
import io.github.swfsdk.dicom.net.AssociationException;
import io.github.swfsdk.dicom.net.AssociationInfo;
import io.github.swfsdk.dicom.net.AssociationListener;
import io.github.swfsdk.dicom.net.AssociationOptions;
import io.github.swfsdk.dicom.net.AssociationTimeoutException;
import io.github.swfsdk.dicom.net.RemoteAe;
import io.github.swfsdk.dicom.net.TlsCredentials;
import io.github.swfsdk.dicom.net.TlsHandshakeException;
import io.github.swfsdk.dicom.net.TlsOptions;
import io.github.swfsdk.dicom.net.TlsProfile;
import io.github.swfsdk.dicom.net.TlsSession;
import io.github.swfsdk.dicom.service.DimseAssociation;
import io.github.swfsdk.dicom.service.DimseMessage;
import io.github.swfsdk.dicom.service.ProposedContext;
import io.github.swfsdk.dicom.service.Status;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** TLS over real sockets: who is let in, who is not, and how certificates are renewed. */
@Timeout(60)
class TlsTest {
    private static final List<ProposedContext> VERIFICATION =
            List.of(ProposedContext.of(Uids.VERIFICATION, List.of(Uids.IMPLICIT_VR_LITTLE_ENDIAN)));

    @TempDir
    static Path folder;

    private static TestCertificates server;
    private static TestCertificates client;
    private static TestCertificates stranger;

    private final Queue<String> heard = new ConcurrentLinkedQueue<>();
    private final Queue<AssociationInfo> accepted = new ConcurrentLinkedQueue<>();

    /** Keeps what the server hears. */
    private final AssociationListener listener = new AssociationListener() {
        @Override
        public void accepted(AssociationInfo association) {
            accepted.add(association);
        }

        @Override
        public void released(AssociationInfo association) {
            heard.add("released");
        }

        @Override
        public void aborted(AssociationInfo association, AssociationException cause) {
            heard.add(cause.getClass().getSimpleName());
        }
    };

    @BeforeAll
    static void makeCertificates() throws Exception {
        server = TestCertificates.make(folder, "server", "RSA");
        client = TestCertificates.make(folder, "client", "EC");
        stranger = TestCertificates.make(folder, "stranger", "EC");
    }

    private static TlsCredentials credentials(TestCertificates own, TestCertificates trusted) throws IOException {
        return TlsCredentials.builder()
                .key(own.key(), own.certificate())
                .trust(trusted.certificate())
                .read();
    }

    private DicomServer start(TlsOptions tls, AssociationOptions options) {
        return DicomServer.builder()
                .ae("SWF", 0)
                .tls(tls)
                .associations(options)
                .associationListener(listener)
                .start();
    }

    private DicomServer start() throws IOException {
        return start(TlsOptions.of(credentials(server, client)), AssociationOptions.defaults());
    }

    private static DicomClient client(TestCertificates own, TestCertificates trusted) throws IOException {
        return DicomClient.builder("CT1")
                .tls(TlsOptions.of(credentials(own, trusted)))
                .build();
    }

    private static RemoteAe address(DicomServer server) {
        return new RemoteAe("SWF", "localhost", server.port());
    }

    @Test
    void bothSidesShowTheirCertificatesAndBothSaySo() throws Exception {
        try (DicomServer running = start()) {
            Queue<TlsSession> seen = new ConcurrentLinkedQueue<>();
            DicomClient calling = DicomClient.builder("CT1")
                    .tls(TlsOptions.of(credentials(client, server)))
                    .associationListener(new AssociationListener() {
                        @Override
                        public void accepted(AssociationInfo association) {
                            association.tls().ifPresent(seen::add);
                        }
                    })
                    .build();

            assertThat(calling.echo(address(running))).isEqualTo(Status.SUCCESS);

            TlsSession session = accepted.remove().tls().orElseThrow();
            assertThat(session.protocol()).isEqualTo("TLSv1.3");
            assertThat(subject(session)).isEqualTo("CN=client");
            assertThat(subject(seen.remove())).isEqualTo("CN=server");
            await().untilAsserted(() -> assertThat(heard).containsExactly("released"));
        }
    }

    private static String subject(TlsSession session) {
        return session.peerCertificates().get(0).getSubjectX500Principal().getName();
    }

    @Test
    void aPeerWithAnotherCertificateIsNotLetIn() throws Exception {
        try (DicomServer running = start()) {
            DicomClient unknown = client(stranger, server);
            // in TLS 1.3 the client has finished before the server looks at its certificate
            assertThatThrownBy(() -> unknown.echo(address(running))).isInstanceOf(AssociationException.class);
            await().untilAsserted(() -> assertThat(heard).containsExactly("TlsHandshakeException"));
            assertThat(client(client, server).echo(address(running))).isEqualTo(Status.SUCCESS);
        }
    }

    @Test
    void aServerWithAnotherCertificateIsNotTrusted() throws Exception {
        try (DicomServer running = start()) {
            assertThatThrownBy(() -> client(client, stranger).echo(address(running)))
                    .isInstanceOf(TlsHandshakeException.class)
                    .hasRootCauseInstanceOf(java.security.cert.CertPathBuilderException.class);
        }
    }

    @Test
    void aPeerNeedsNoCertificateWhereThatIsSaid() throws Exception {
        TlsOptions oneSided =
                TlsOptions.builder(credentials(server, client)).mutual(false).build();
        try (DicomServer running = start(oneSided, AssociationOptions.defaults())) {
            assertThat(client(stranger, server).echo(address(running))).isEqualTo(Status.SUCCESS);
            assertThat(accepted.remove().tls().orElseThrow().peerCertificates()).isEmpty();
        }
    }

    @Test
    void theHostNameIsComparedWhereThatIsSaid() throws Exception {
        TlsOptions strict = TlsOptions.builder(credentials(client, server))
                .checkHostName(true)
                .build();
        try (DicomServer running = start()) {
            DicomClient calling = DicomClient.builder("CT1").tls(strict).build();
            assertThatThrownBy(() -> calling.echo(address(running)))
                    .isInstanceOf(TlsHandshakeException.class)
                    .hasMessageContaining("localhost");
        }
    }

    @ParameterizedTest
    @EnumSource(TlsProfile.class)
    void aProfileTakesTls12AndNothingBelow(TlsProfile profile) throws Exception {
        TlsOptions options =
                TlsOptions.builder(credentials(server, client)).profile(profile).build();
        try (DicomServer running = start(options, AssociationOptions.defaults())) {
            try (SSLSocket old = socket(running, "TLSv1.2", "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256")) {
                old.startHandshake();
                assertThat(old.getSession().getProtocol()).isEqualTo("TLSv1.2");
            }
            // what the JDK itself still offers for TLS 1.2, and no profile does
            try (SSLSocket weak = socket(running, "TLSv1.2", "TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA")) {
                assertThatThrownBy(weak::startHandshake).isInstanceOf(SSLException.class);
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"BCP_195_RFC_8996_9325,false", "NON_DOWNGRADING_BCP_195,true"})
    void profilesDifferInDiffieHellmanWithoutCurves(TlsProfile profile, boolean taken) throws Exception {
        TlsOptions options =
                TlsOptions.builder(credentials(server, client)).profile(profile).build();
        try (DicomServer running = start(options, AssociationOptions.defaults());
                SSLSocket peer = socket(running, "TLSv1.2", "TLS_DHE_RSA_WITH_AES_128_GCM_SHA256")) {
            if (taken) {
                peer.startHandshake();
                assertThat(peer.getSession().getCipherSuite()).isEqualTo("TLS_DHE_RSA_WITH_AES_128_GCM_SHA256");
            } else {
                assertThatThrownBy(peer::startHandshake).isInstanceOf(SSLException.class);
            }
        }
    }

    private static SSLSocket socket(DicomServer running, String protocol, String suite) throws Exception {
        SSLSocket socket = (SSLSocket) credentials(client, server)
                .get()
                .getSocketFactory()
                .createSocket(InetAddress.getLoopbackAddress(), running.port());
        socket.setEnabledProtocols(new String[] {protocol});
        socket.setEnabledCipherSuites(new String[] {suite});
        return socket;
    }

    @Test
    void aPeerThatSpeaksPlainIsTurnedAway() throws Exception {
        try (DicomServer running = start()) {
            assertThatThrownBy(() -> DicomClient.of("CT1").echo(address(running)))
                    .isInstanceOf(AssociationException.class);
            await().untilAsserted(() -> assertThat(heard).containsExactly("TlsHandshakeException"));
        }
    }

    @Test
    void aSilentPeerEndsWithTheHandshakeDeadline() throws Exception {
        AssociationOptions quick = AssociationOptions.builder()
                .tlsHandshake(Duration.ofMillis(300))
                .build();
        try (DicomServer running = start(TlsOptions.of(credentials(server, client)), quick);
                Socket silent = new Socket(InetAddress.getLoopbackAddress(), running.port())) {
            silent.setSoTimeout(10_000);
            assertThat(endOf(silent)).isTrue();
            await().untilAsserted(() -> assertThat(heard).containsExactly("AssociationTimeoutException"));
        }
    }

    private static boolean endOf(Socket socket) throws IOException {
        try {
            return socket.getInputStream().read() < 0;
        } catch (java.net.SocketException e) {
            return true; // reset
        }
    }

    @Test
    void aServerThatDoesNotAnswerEndsWithTheHandshakeDeadline() throws Exception {
        try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            DicomClient calling = DicomClient.builder("CT1")
                    .tls(TlsOptions.of(credentials(client, server)))
                    .associations(AssociationOptions.builder()
                            .tlsHandshake(Duration.ofMillis(300))
                            .build())
                    .build();
            assertThatThrownBy(() -> calling.echo(new RemoteAe("SWF", "localhost", silent.getLocalPort())))
                    .isInstanceOfSatisfying(
                            AssociationTimeoutException.class,
                            e -> assertThat(e.deadline()).isEqualTo("tlsHandshake"));
        }
    }

    @Test
    void aRenewedCertificateIsShownToTheNextPeerAndOpenAssociationsGoOn() throws Exception {
        TestCertificates renewed = TestCertificates.make(folder, "renewed", "EC");
        Path key = Files.copy(server.key(), folder.resolve("current.key"));
        Path certificate = Files.copy(server.certificate(), folder.resolve("current.crt"));
        TlsCredentials own = TlsCredentials.builder()
                .key(key, certificate)
                .trust(client.certificate())
                .checkEvery(Duration.ZERO)
                .read();
        try (DicomServer running = start(TlsOptions.of(own), AssociationOptions.defaults());
                DimseAssociation open = client(client, server).open(address(running), VERIFICATION)) {
            Files.writeString(key, "half written"); // now the pair does not fit: the previous one stays
            assertThat(client(client, server).echo(address(running))).isEqualTo(Status.SUCCESS);

            replace(renewed.key(), key);
            replace(renewed.certificate(), certificate);

            assertThat(client(client, renewed).echo(address(running))).isEqualTo(Status.SUCCESS);
            assertThatThrownBy(() -> client(client, server).echo(address(running)))
                    .isInstanceOf(TlsHandshakeException.class);
            assertThat(open.send(DimseMessage.echo(Uids.VERIFICATION)).status()).isEqualTo(Status.SUCCESS);
        }
    }

    /** With a time of its own, for two files may come in the same moment. */
    private static void replace(Path source, Path target) throws IOException {
        Files.copy(source, target, StandardCopyOption.REPLACE_EXISTING);
        Files.setLastModifiedTime(target, FileTime.fromMillis(System.currentTimeMillis() + 5000));
    }

    /** Half a certificate is not told from the whole one where the times of files are coarse. */
    @Test
    void filesAreReadAgainOnlyWhenTheyChangeOrCouldNotBeRead() throws Exception {
        TestCertificates renewed = TestCertificates.make(folder, "again", "EC");
        Path key = Files.copy(server.key(), folder.resolve("again-current.key"));
        Path certificate = Files.copy(server.certificate(), folder.resolve("again-current.crt"));
        TlsCredentials own = TlsCredentials.builder()
                .key(key, certificate)
                .trust(client.certificate())
                .checkEvery(Duration.ZERO)
                .read();
        SSLContext first = own.get();
        assertThat(own.get()).isSameAs(first);

        byte[] whole = Files.readAllBytes(renewed.certificate());
        FileTime written = FileTime.fromMillis(System.currentTimeMillis() + 5000);
        replace(renewed.key(), key);
        Files.write(certificate, new byte[whole.length]);
        Files.setLastModifiedTime(certificate, written);
        assertThat(own.get()).isSameAs(first);
        Files.write(certificate, whole);
        Files.setLastModifiedTime(certificate, written);

        assertThat(own.get()).isNotSameAs(first);
    }

    @Test
    void credentialsThatCannotBeHadLeaveNoConnectionBehind() throws Exception {
        try (DicomServer running = start()) {
            DicomClient calling = DicomClient.builder("CT1")
                    .tls(TlsOptions.of(() -> {
                        throw new IllegalStateException("the token is not there");
                    }))
                    .build();
            assertThatThrownBy(() -> calling.echo(address(running))).hasMessage("the token is not there");
            assertThat(calling.associations()).isEmpty();
            await().until(() -> running.associations().isEmpty());
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "-----BEGIN EC PRIVATE KEY-----MA==-----END EC PRIVATE KEY-----|pkcs8",
                "-----BEGIN CERTIFICATE-----MA==-----END CERTIFICATE-----|holds no key",
                "nothing|holds no key"
            })
    void whatIsNoKeyIsSaidSo(String content, String said) throws Exception {
        Path file = Files.writeString(folder.resolve("other.key"), content);
        assertThatThrownBy(() -> TlsCredentials.builder()
                        .key(file, server.certificate())
                        .trust(client.certificate())
                        .read())
                .isInstanceOf(IOException.class)
                .hasMessageContaining(said);
    }

    @Test
    void keysComeFromPkcs12Too() throws Exception {
        TlsCredentials own = TlsCredentials.builder()
                .keyStore(server.keyStore(), TestCertificates.PASSWORD.toCharArray())
                .trust(client.certificate())
                .read();
        try (DicomServer running = start(TlsOptions.of(own), AssociationOptions.defaults())) {
            assertThat(client(client, server).echo(address(running))).isEqualTo(Status.SUCCESS);
        }
    }
}
