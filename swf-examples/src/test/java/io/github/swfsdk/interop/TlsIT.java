package io.github.swfsdk.interop;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.swfsdk.dicom.DicomClient;
import io.github.swfsdk.dicom.DicomServer;
import io.github.swfsdk.dicom.net.RemoteAe;
import io.github.swfsdk.dicom.net.TlsCredentials;
import io.github.swfsdk.dicom.net.TlsOptions;
import io.github.swfsdk.dicom.service.Status;
import io.github.swfsdk.examples.department.StorageKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** TLS with DCMTK: its profiles, and who is turned away. */
class TlsIT {
    @TempDir
    static Path folder;

    private static PeerKeys ours;
    private static PeerKeys theirs;

    @BeforeAll
    static void needsPeers() {
        Peers.require(Peer.DCMTK, Peer.OPENSSL);
        ours = PeerKeys.make(folder, "ours");
        theirs = PeerKeys.make(folder, "theirs");
    }

    private static DicomServer start(TlsOptions tls) {
        return DicomServer.builder().ae("SWF", 0).tls(tls).start();
    }

    @ParameterizedTest
    @ValueSource(strings = {"--profile-bcp195", "--profile-bcp195-nd", "--profile-bcp195-ex"})
    void eachProfileOfDcmtkThatIsNotTooOldIsUnderstoodInBothRoles(String profile) throws IOException {
        List<String> options = new ArrayList<>(List.of(Dcmtk.tls(theirs, ours)));
        options.add(profile);
        try (DicomServer server = start(ours.trusting(theirs))) {
            Dcmtk.echoscu(server.port(), "SWF", options.toArray(String[]::new));
        }
        int port = Peers.freePort();
        Path received = Files.createTempDirectory(folder, "received");
        try (PeerProcess storescp = Dcmtk.storescp(port, received, options.toArray(String[]::new))) {
            DicomClient client =
                    DicomClient.builder("CT1").tls(ours.trusting(theirs)).build();
            assertThat(client.echo(new RemoteAe("STORESCP", "localhost", port)))
                    .as(storescp.output())
                    .isEqualTo(Status.SUCCESS);
        }
    }

    @Test
    void strangersAndPlainPeersAreTurnedAway() throws IOException {
        PeerKeys stranger = PeerKeys.make(folder, "stranger");
        try (DicomServer server = start(ours.trusting(theirs))) {
            String port = String.valueOf(server.port());
            assertThat(echoscu(port, Dcmtk.tls(stranger, ours))).isNotZero();
            assertThat(echoscu(port)).isNotZero();
            assertThat(echoscu(port, Dcmtk.tls(theirs, ours))).isZero();
        }
    }

    private static int echoscu(String port, String... options) {
        List<String> command = new ArrayList<>(List.of(Dcmtk.tool("echoscu")));
        command.addAll(List.of(options));
        command.addAll(List.of("localhost", port));
        try (PeerProcess process = PeerProcess.start(Path.of("."), command)) {
            return process.awaitExit(Dcmtk.DEADLINE);
        }
    }

    @Test
    void aKeyThatOpensslHasEncryptedIsReadWithItsPassword() throws IOException {
        Path encrypted = folder.resolve("encrypted.key");
        openssl("pkcs8", "-topk8", "-in", ours.key(), "-out", encrypted, "-passout", "pass:secret");
        assertThat(encrypted).content().contains("BEGIN ENCRYPTED PRIVATE KEY");
        TlsCredentials credentials = TlsCredentials.builder()
                .key(encrypted, ours.certificate(), "secret".toCharArray())
                .trust(theirs.certificate())
                .read();
        try (DicomServer server = start(TlsOptions.of(credentials))) {
            Dcmtk.echoscu(server.port(), "SWF", Dcmtk.tls(theirs, ours));
        }
    }

    @Test
    void aDepartmentIsSecuredFromItsCommandLine() throws IOException {
        Path password = Files.writeString(folder.resolve("password"), "secret\n");
        Path store = folder.resolve("ours.p12");
        openssl(
                "pkcs12",
                "-export",
                "-inkey",
                ours.key(),
                "-in",
                ours.certificate(),
                "-out",
                store,
                "-passout",
                "file:" + password);
        try (ServeProcess serve = ServeProcess.start(
                folder.resolve("data"),
                StorageKind.FILE,
                "--tls-key=" + store,
                "--tls-password-file=" + password,
                "--tls-trust=" + theirs.certificate())) {
            Dcmtk.echoscu(serve.dicomPort(), "SWF", Dcmtk.tls(theirs, ours));
            assertThat(echoscu(String.valueOf(serve.dicomPort()))).isNotZero();
        }
    }

    private static void openssl(Object... arguments) {
        List<String> command = new ArrayList<>(List.of(Peers.tool("openssl").toString()));
        for (Object argument : arguments) {
            command.add(argument.toString());
        }
        PeerProcess.run(Dcmtk.DEADLINE, command.toArray(String[]::new));
    }
}
