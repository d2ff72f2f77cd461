package io.github.swfsdk.dicom.internal.dimse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.swfsdk.api.dataset.DataSet;
import io.github.swfsdk.api.dataset.Tags;
import io.github.swfsdk.api.dataset.Uid;
import io.github.swfsdk.api.dataset.Uids;
import io.github.swfsdk.dicom.TestCertificates;
import io.github.swfsdk.dicom.internal.pdu.AssociateAccept;
import io.github.swfsdk.dicom.net.AccessPolicy;
import io.github.swfsdk.dicom.net.AssociationOptions;
import io.github.swfsdk.dicom.net.TlsCredentials;
import io.github.swfsdk.dicom.net.TlsOptions;
import io.github.swfsdk.dicom.service.DimseAssociation;
import io.github.swfsdk.dicom.service.DimseResponse;
import io.github.swfsdk.dicom.service.Status;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A peer that stops reading below TLS, whose layer keeps locks of its own while it writes. */
@Timeout(60)
class TlsServerTest {
    private static final Uid MWL = Uids.MODALITY_WORKLIST_INFORMATION_MODEL_FIND;

    @TempDir
    static Path folder;

    private static TlsOptions tls;

    private final Events events = new Events();
    private final CompletableFuture<DimseAssociation> asked = new CompletableFuture<>();
    private final CompletableFuture<Boolean> wanted = new CompletableFuture<>();
    private long lastSent;

    @BeforeAll
    static void makeCertificate() throws Exception {
        TestCertificates both = TestCertificates.make(folder, "both", "EC");
        tls = TlsOptions.of(TlsCredentials.builder()
                .key(both.key(), both.certificate())
                .trust(both.certificate())
                .read());
    }

    private AssociationServer start(Duration write) throws Exception {
        AssociationServer server = new AssociationServer(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                AccessPolicy.anyone(),
                Optional.empty(),
                List.of(TestService.of(MWL, (request, pending) -> {
                    asked.complete(request.association());
                    DataSet match = DataSet.builder()
                            .put(Tags.PATIENT_COMMENTS, "x".repeat(10_000))
                            .build();
                    boolean more = true;
                    for (int i = 0; i < 100_000 && more; i++) {
                        more = pending.send(Status.PENDING, match);
                    }
                    wanted.complete(more);
                    return DimseResponse.success();
                })),
                new Engine(
                        AssociationOptions.builder()
                                .write(write)
                                .release(Duration.ofMillis(500))
                                .drain(Duration.ofMillis(500))
                                .build(),
                        Optional.of(tls),
                        TestCoder.withDefaults(),
                        List.of(events)));
        server.start();
        return server;
    }

    /** Asks for very much, and reads none of it. */
    private static ScriptedPeer askAndStopReading(AssociationServer server) throws Exception {
        SSLSocket socket = (SSLSocket) tls.credentials()
                .get()
                .getSocketFactory()
                .createSocket(InetAddress.getLoopbackAddress(), server.address().getPort());
        ScriptedPeer peer = ScriptedPeer.over(socket);
        peer.send(ScriptedPeer.request(MWL));
        peer.receive(AssociateAccept.class);
        CommandSet find = CommandSet.of(0x0020)
                .put(CommandElement.AFFECTED_SOP_CLASS, MWL)
                .put(CommandElement.MESSAGE_ID, 1)
                .put(CommandElement.PRIORITY, 0);
        peer.sendMessage(1, find, new byte[] {0x10, 0x00, 0x20, 0x00, 0, 0, 0, 0}); // (0010,0020), empty
        return peer;
    }

    @Test
    void holdsAThreadNoLongerThanTheWriteDeadline() throws Exception {
        try (AssociationServer server = start(Duration.ofMillis(200));
                ScriptedPeer peer = askAndStopReading(server)) {
            assertThat(peer.socket().isConnected()).isTrue();
            assertThat(wanted.get(20, TimeUnit.SECONDS)).isFalse();
            assertThat(events.heard()).contains("aborted: write deadline of PT0.2S passed with it");
            await().until(() -> server.associations().isEmpty());
        }
    }

    @Test
    void isAbortedWithoutWaiting() throws Exception {
        try (AssociationServer server = start(Duration.ofMinutes(10));
                ScriptedPeer peer = askAndStopReading(server)) {
            assertThat(peer.socket().isConnected()).isTrue();
            DimseAssociation association = asked.get(20, TimeUnit.SECONDS);
            await().until(() -> stuck(server)); // the writer waits for the peer
            association.abort(); // would wait for the writer if it had to say good-bye through TLS
            assertThat(wanted.get(20, TimeUnit.SECONDS)).isFalse();
            await().until(() -> server.associations().isEmpty());
        }
    }

    /** Whether nothing has left since the last look. */
    private boolean stuck(AssociationServer server) {
        long sent = server.associations().get(0).bytesSent();
        boolean same = sent > 100_000 && sent == lastSent;
        lastSent = sent;
        return same;
    }
}
