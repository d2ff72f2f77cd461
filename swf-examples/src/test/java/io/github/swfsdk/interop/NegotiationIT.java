package io.github.swfsdk.interop;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.swfsdk.api.dataset.DataSet;
import io.github.swfsdk.api.dataset.Tags;
import io.github.swfsdk.api.dataset.Uid;
import io.github.swfsdk.api.dataset.Uids;
import io.github.swfsdk.dicom.DicomClient;
import io.github.swfsdk.dicom.DicomServer;
import io.github.swfsdk.dicom.io.DicomFile;
import io.github.swfsdk.dicom.io.TransferSyntax;
import io.github.swfsdk.dicom.net.AssociationInfo;
import io.github.swfsdk.dicom.net.AssociationOptions;
import io.github.swfsdk.dicom.net.IdentityVerifier;
import io.github.swfsdk.dicom.net.RemoteAe;
import io.github.swfsdk.dicom.net.UserIdentity;
import io.github.swfsdk.dicom.service.DimseAssociation;
import io.github.swfsdk.dicom.service.DimseMessage;
import io.github.swfsdk.dicom.service.DimseRequest;
import io.github.swfsdk.dicom.service.DimseResponse;
import io.github.swfsdk.dicom.service.DimseService;
import io.github.swfsdk.dicom.service.HostedContext;
import io.github.swfsdk.dicom.service.PendingResponses;
import io.github.swfsdk.dicom.service.ProposedContext;
import io.github.swfsdk.dicom.service.Status;
import io.github.swfsdk.examples.modality.SyntheticImages;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is negotiated besides presentation contexts (PS3.7, D.3.3), with peers that know it. */
@Timeout(120)
class NegotiationIT {
    private static final Duration DEADLINE = Duration.ofSeconds(60);
    private static final int WINDOW = 3;
    private static final Uid CT = Uids.CT_IMAGE_STORAGE;

    @TempDir
    Path folder;

    /** Takes images and forgets them. */
    private record Sink() implements DimseService {
        @Override
        public List<HostedContext> contexts() {
            return List.of(HostedContext.of(CT, List.of()));
        }

        @Override
        public DimseResponse handle(DimseRequest request, PendingResponses pending) {
            try (var content = request.content()) {
                content.readAllBytes();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            return DimseResponse.success();
        }
    }

    /** Lets in who presents the token that is expected. */
    private static final class Doorkeeper implements IdentityVerifier {
        final ConcurrentLinkedQueue<UserIdentity> seen = new ConcurrentLinkedQueue<>();

        @Override
        public Verdict verify(AssociationInfo association, Optional<UserIdentity> identity) {
            identity.ifPresent(seen::add);
            return identity.filter(said -> text(said.primary()).equals("token"))
                    .map(said -> Verdict.accepted("anna", "answer".getBytes(StandardCharsets.US_ASCII)))
                    .orElse(Verdict.refused());
        }
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.US_ASCII);
    }

    private static DicomServer serve(Doorkeeper doorkeeper) {
        return DicomServer.builder()
                .ae("SWF", 0)
                .users(doorkeeper)
                .host(new Sink())
                .start();
    }

    private Path image() throws IOException {
        DataSet image = SyntheticImages.of("CT").orElseThrow().image(Uid.random(), 1).toBuilder()
                .put(Tags.STUDY_INSTANCE_UID, Uid.random())
                .build();
        Path file = folder.resolve("image.dcm");
        DicomFile.of(image, TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN).write(file);
        return file;
    }

    @ParameterizedTest
    @CsvSource({
        "USERNAME, --user token",
        "USERNAME_AND_PASSCODE, --user token --password secret",
        "KERBEROS, --kerberos FILE",
        "SAML, --saml FILE",
        "JSON_WEB_TOKEN, --jwt FILE"
    })
    void verifiesTheUsersThatDcmtkNames(UserIdentity.Type type, String options) throws IOException {
        Peers.require(Peer.DCMTK);
        Path token = Files.writeString(folder.resolve("token"), "token");
        Doorkeeper doorkeeper = new Doorkeeper();
        List<String> arguments = new ArrayList<>(
                List.of(options.replace("FILE", token.toString()).split(" ")));
        arguments.add("-rsp");
        try (DicomServer server = serve(doorkeeper)) {
            Dcmtk.storescu(server.port(), "SWF", arguments, image());
        }

        assertThat(doorkeeper.seen).singleElement().satisfies(said -> {
            assertThat(said.type()).isEqualTo(type);
            assertThat(said.responseWanted()).isTrue();
            assertThat(text(said.secondary())).isEqualTo(options.contains("secret") ? "secret" : "");
        });
    }

    @Test
    void sendsAwayAUserOfDcmtkWhoIsNotKnown() throws IOException {
        Peers.require(Peer.DCMTK);
        try (DicomServer server = serve(new Doorkeeper());
                PeerProcess storescu = PeerProcess.start(
                        Dcmtk.tool("storescu"),
                        "--user",
                        "nobody",
                        "localhost",
                        Integer.toString(server.port()),
                        image().toString())) {
            assertThat(storescu.awaitExit(DEADLINE)).isNotZero();
            assertThat(storescu.output()).contains("Association Rejected");
        }
    }

    /** It uses no window that it has asked for: it sends one request after the other. */
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5})
    void dcmjsAgreesOnAWindowAsAUserWeKnow(int type) throws IOException {
        Peers.require(Peer.DCMJS_DIMSE);
        Doorkeeper doorkeeper = new Doorkeeper();
        try (DicomServer server = serve(doorkeeper);
                PeerProcess user = NodePeer.start(
                        "negotiating-user.js", server.port(), image(), type, "token", type == 2 ? "secret" : "")) {
            assertThat(user.awaitExit(DEADLINE)).isZero();
            assertThat(NodePeer.told(user)).containsExactly("window 3 confirmed true", "0000", "0000", "0000");
        }
        assertThat(doorkeeper.seen)
                .singleElement()
                .satisfies(said -> assertThat(said.type().number()).isEqualTo(type));
    }

    @Test
    void weHaveSeveralOperationsOutstandingAtDcmjs() throws Exception {
        Peers.require(Peer.DCMJS_DIMSE);
        int port = Peers.freePort();
        ExecutorService senders = Executors.newFixedThreadPool(WINDOW);
        DicomClient client = DicomClient.builder("CT1")
                .associations(AssociationOptions.builder()
                        .maxOperationsInvoked(WINDOW)
                        .build())
                .identity(() ->
                        UserIdentity.of(UserIdentity.Type.JSON_WEB_TOKEN, "token".getBytes(StandardCharsets.US_ASCII)))
                .build();
        DataSet image = DicomFile.read(image()).dataSet();
        try (PeerProcess provider =
                NodePeer.start("negotiating-provider.js", port).awaitPort(port, DEADLINE)) {
            ProposedContext context =
                    new ProposedContext(CT, List.of(Uids.IMPLICIT_VR_LITTLE_ENDIAN), false, ProposedContext.Role.BOTH);
            try (DimseAssociation association =
                    client.open(new RemoteAe("DCMJS", "127.0.0.1", port), List.of(context))) {
                List<Future<DimseResponse>> answers = new ArrayList<>();
                for (int i = 0; i < WINDOW; i++) {
                    DimseMessage store = DimseMessage.store(CT, Uid.random(), new DimseMessage.Values(image));
                    answers.add(senders.submit(() -> association.send(store)));
                }
                for (Future<DimseResponse> answer : answers) {
                    assertThat(answer.get(30, TimeUnit.SECONDS).status()).isEqualTo(Status.SUCCESS);
                }
            }
            assertThat(NodePeer.told(provider)).contains("invoked 3", "identity 5 token", "roles true true");
        } finally {
            senders.shutdownNow();
        }
    }
}
