package io.github.swfsdk.dicom.internal.dimse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.swfsdk.api.dataset.Uid;
import io.github.swfsdk.api.dataset.Uids;
import io.github.swfsdk.dicom.internal.pdu.Abort;
import io.github.swfsdk.dicom.internal.pdu.AeTitles;
import io.github.swfsdk.dicom.internal.pdu.AnsweredContext;
import io.github.swfsdk.dicom.internal.pdu.AssociateAccept;
import io.github.swfsdk.dicom.internal.pdu.AssociateReject;
import io.github.swfsdk.dicom.internal.pdu.AssociateRequest;
import io.github.swfsdk.dicom.internal.pdu.AsyncWindow;
import io.github.swfsdk.dicom.internal.pdu.CommonExtendedNegotiation;
import io.github.swfsdk.dicom.internal.pdu.ContextResult;
import io.github.swfsdk.dicom.internal.pdu.ExtendedNegotiation;
import io.github.swfsdk.dicom.internal.pdu.PData;
import io.github.swfsdk.dicom.internal.pdu.PDataValue;
import io.github.swfsdk.dicom.internal.pdu.Pdu;
import io.github.swfsdk.dicom.internal.pdu.RequestedContext;
import io.github.swfsdk.dicom.internal.pdu.UserIdentityAnswer;
import io.github.swfsdk.dicom.internal.pdu.UserIdentityRequest;
import io.github.swfsdk.dicom.internal.pdu.UserInformation;
import io.github.swfsdk.dicom.net.AccessPolicy;
import io.github.swfsdk.dicom.net.AssociationInfo;
import io.github.swfsdk.dicom.net.AssociationOptions;
import io.github.swfsdk.dicom.net.IdentityVerifier;
import io.github.swfsdk.dicom.net.IdentityVerifier.Verdict;
import io.github.swfsdk.dicom.net.Network;
import io.github.swfsdk.dicom.net.PeerLimits;
import io.github.swfsdk.dicom.service.ApplicationInformation;
import io.github.swfsdk.dicom.service.DimseRequest;
import io.github.swfsdk.dicom.service.DimseResponse;
import io.github.swfsdk.dicom.service.DimseService;
import io.github.swfsdk.dicom.service.Generalization;
import io.github.swfsdk.dicom.service.HostedContext;
import io.github.swfsdk.dicom.service.PendingResponses;
import io.github.swfsdk.dicom.service.VerificationService;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who is let in, as whom, for what, and within which limits. */
@Timeout(60)
class AdmissionTest {
    private static final Uid CT = Uids.CT_IMAGE_STORAGE;
    private static final Uid MPPS = Uids.MODALITY_PERFORMED_PROCEDURE_STEP;
    private static final byte[] NOTHING = {};

    private final Events events = new Events();
    private final List<AutoCloseable> open = new ArrayList<>();
    private AccessPolicy policy = AccessPolicy.anyone();
    private IdentityVerifier verifier;
    private AssociationOptions options =
            AssociationOptions.builder().drain(Duration.ofMillis(500)).build();

    @AfterEach
    void closeAll() throws Exception {
        for (AutoCloseable each : open) {
            each.close();
        }
    }

    private int start(DimseService... services) throws IOException {
        List<DimseService> hosted = new ArrayList<>(List.of(services));
        hosted.add(new VerificationService());
        AssociationServer server = new AssociationServer(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                policy,
                Optional.ofNullable(verifier),
                hosted,
                new Engine(options, Optional.empty(), TestCoder.withDefaults(), List.of(events)));
        server.start();
        open.add(server);
        return server.address().getPort();
    }

    private ScriptedPeer connect(int port) throws IOException {
        ScriptedPeer peer = ScriptedPeer.connect(port);
        open.add(0, peer);
        return peer;
    }

    private static AssociateRequest request(String calling, UserInformation.Builder information, Uid... uids) {
        List<RequestedContext> contexts = new ArrayList<>();
        for (Uid uid : uids) {
            contexts.add(new RequestedContext(2 * contexts.size() + 1, uid.value(), List.of("1.2.840.10008.1.2")));
        }
        return new AssociateRequest(AeTitles.of("SWF", calling), contexts, information.build());
    }

    private static UserInformation.Builder information() {
        return UserInformation.builder(16384, "1.2.3");
    }

    private <T extends Pdu> T ask(int port, AssociateRequest request, Class<T> answer) throws IOException {
        ScriptedPeer peer = connect(port);
        peer.send(request);
        return peer.receive(answer);
    }

    private <T extends Pdu> T askAs(String calling, int port, Class<T> answer) throws IOException {
        return ask(port, request(calling, information(), Uids.VERIFICATION), answer);
    }

    private static TestService answering(Uid sopClass) {
        return TestService.of(sopClass, (request, pending) -> DimseResponse.success());
    }

    // ---- policies

    @Test
    void eachTitleHasItsOwnPolicyAndOthersAreRefused() throws Exception {
        policy = AccessPolicy.perPeer(
                Map.of("CT1", AccessPolicy.onlyFor(Set.of(CT)), "CT2", AccessPolicy.called(Set.of("OTHER"))),
                AccessPolicy.calling(Set.of()));
        int port = start(answering(CT));

        AssociateAccept ct1 = ask(port, request("CT1", information(), CT, Uids.VERIFICATION), AssociateAccept.class);
        assertThat(ct1.contexts())
                .extracting(AnsweredContext::result)
                .containsExactly(ContextResult.ACCEPTANCE, ContextResult.USER_REJECTION);
        assertThat(askAs("CT2", port, AssociateReject.class)).isEqualTo(AssociateReject.CALLED_AE_TITLE_NOT_RECOGNIZED);
        assertThat(askAs("CT3", port, AssociateReject.class))
                .isEqualTo(AssociateReject.CALLING_AE_TITLE_NOT_RECOGNIZED);
    }

    @ParameterizedTest
    @CsvSource({
        "127.0.0.0/8,true",
        "127.0.0.1,true",
        "10.0.0.0/8,false",
        "::1/128,false",
        "126.0.0.0/7,true",
        "126.0.0.0/8,false"
    })
    void aNetworkIsAskedForTheAddress(String network, boolean allowed) throws Exception {
        policy = AccessPolicy.from(List.of(Network.parse(network)));
        int port = start();
        if (allowed) {
            askAs("CT1", port, AssociateAccept.class);
        } else {
            assertThat(askAs("CT1", port, AssociateReject.class)).isEqualTo(AssociateReject.NO_REASON);
        }
    }

    // ---- limits

    @Test
    void oneAssociationOfATitleTooManyIsRejected() throws Exception {
        policy = AccessPolicy.limited(PeerLimits.builder().maxAssociations(1).build())
                .and(AccessPolicy.anyone());
        int port = start();
        ScriptedPeer first = connect(port);
        first.send(request("CT1", information(), Uids.VERIFICATION));
        first.receive(AssociateAccept.class);

        assertThat(askAs("CT1", port, AssociateReject.class)).isEqualTo(AssociateReject.LOCAL_LIMIT_EXCEEDED);
        askAs("CT2", port, AssociateAccept.class);
        first.close();
        await().until(() -> {
            ScriptedPeer next = connect(port);
            next.send(request("CT1", information(), Uids.VERIFICATION));
            return next.receive(Pdu.class) instanceof AssociateAccept;
        });
    }

    @Test
    void tooManyAssociationsASecondAreCongestion() throws Exception {
        policy = AccessPolicy.limited(
                PeerLimits.builder().associationsPerSecond(1).build());
        int port = start();
        await().until(() -> ask(port, request("CT1", information(), Uids.VERIFICATION), Pdu.class)
                .equals(AssociateReject.TEMPORARY_CONGESTION));
        assertThat(events.heard()).contains("rejected 2/3/1");
    }

    @Test
    void tooManyOperationsASecondAreAnsweredWithALackOfResources() throws Exception {
        policy =
                AccessPolicy.limited(PeerLimits.builder().operationsPerSecond(1).build());
        int port = start(answering(CT), answering(MPPS));
        ScriptedPeer peer = connect(port);
        peer.send(request("CT1", information(), CT, MPPS, Uids.VERIFICATION));
        peer.receive(AssociateAccept.class);

        await().until(() -> statusOf(peer, 1, 0x0001, CT) == 0xA700);
        await().until(() -> statusOf(peer, 3, 0x0110, MPPS) == 0x0213);
        assertThat(statusOf(peer, 5, 0x0030, Uids.VERIFICATION)).isZero();
        peer.release();
    }

    private static int statusOf(ScriptedPeer peer, int contextId, int field, Uid sopClass) throws IOException {
        boolean store = field == 0x0001;
        CommandSet command = CommandSet.of(field)
                .put(field == 0x0110 ? CommandElement.REQUESTED_SOP_CLASS : CommandElement.AFFECTED_SOP_CLASS, sopClass)
                .put(CommandElement.MESSAGE_ID, 1);
        if (store) {
            command.put(CommandElement.AFFECTED_SOP_INSTANCE, Uid.of("1.2.3"));
        }
        peer.sendMessage(contextId, command, store ? new byte[3000] : NOTHING);
        return peer.receiveMessage().status();
    }

    @Test
    void aPeerIsToldItsPduLengthAndHeldToIt() throws Exception {
        policy = AccessPolicy.limited(PeerLimits.builder().maxPduLength(4096).build());
        int port = start(answering(CT));
        ScriptedPeer peer = connect(port);
        peer.send(request("CT1", information(), CT));
        assertThat(peer.receive(AssociateAccept.class).userInformation().maxLength())
                .isEqualTo(4096);
        peer.send(new PData(List.of(new PDataValue(1, true, false, ByteBuffer.allocate(5000)))));
        assertThat(peer.receive(Abort.class).source()).isEqualTo(2);
    }

    @Test
    void aPeerGetsNoWiderWindowThanItsLimit() throws Exception {
        policy = AccessPolicy.limited(PeerLimits.builder().maxOperations(2).build());
        int port = start(answering(CT));
        AssociateAccept accept =
                ask(port, request("CT1", information().asyncWindow(new AsyncWindow(5, 1)), CT), AssociateAccept.class);
        assertThat(accept.userInformation().asyncWindow()).contains(new AsyncWindow(2, 1));
    }

    // ---- users

    private static UserInformation.Builder user(int type, boolean response, String primary, String secondary) {
        return information()
                .userIdentity(new UserIdentityRequest(
                        type,
                        response,
                        StandardCharsets.UTF_8.encode(primary),
                        StandardCharsets.UTF_8.encode(secondary)));
    }

    @ParameterizedTest
    @CsvSource({"1,USERNAME", "2,USERNAME_AND_PASSCODE", "3,KERBEROS", "4,SAML", "5,JSON_WEB_TOKEN"})
    void aUserIsVerifiedAndConfirmedIfThatIsWanted(int number, String type) throws Exception {
        verifier = (association, identity) -> {
            var user = identity.orElseThrow();
            assertThat(user.type().name()).isEqualTo(type);
            assertThat(user.text()).isEqualTo("jürgen");
            assertThat(new String(user.secondary(), StandardCharsets.UTF_8)).isEqualTo(number == 2 ? "geheim" : "");
            assertThat(user).asString().doesNotContain("jürgen").doesNotContain("geheim");
            return Verdict.accepted("juergen@hospital", new byte[] {7, 8});
        };
        int port = start();
        AssociateAccept accept = ask(
                port,
                request("CT1", user(number, true, "jürgen", number == 2 ? "geheim" : ""), Uids.VERIFICATION),
                AssociateAccept.class);
        assertThat(accept.userInformation().userIdentityAnswer().orElseThrow())
                .isEqualTo(new UserIdentityAnswer(ByteBuffer.wrap(new byte[] {7, 8})));
        await().untilAsserted(() -> assertThat(events.heard()).contains("user juergen@hospital"));
    }

    @Test
    void aUserWhoAsksForNoConfirmationGetsNone() throws Exception {
        verifier = (association, identity) -> Verdict.accepted("eva");
        int port = start();
        AssociateAccept accept =
                ask(port, request("CT1", user(1, false, "eva", ""), Uids.VERIFICATION), AssociateAccept.class);
        assertThat(accept.userInformation().userIdentityAnswer()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"1,wrong", "6,eva", "1,broken"})
    void aUserWhoCannotBeVerifiedIsRejected(int type, String name) throws Exception {
        verifier = (association, identity) -> {
            String user = identity.orElseThrow().text();
            if (user.equals("broken")) {
                throw new IllegalStateException("the directory is down");
            }
            return user.equals("eva") ? Verdict.accepted(user) : Verdict.refused();
        };
        int port = start();
        AssociateReject reject =
                ask(port, request("CT1", user(type, true, name, ""), Uids.VERIFICATION), AssociateReject.class);
        assertThat(reject).isEqualTo(new AssociateReject(1, 1, 1));
        assertThat(events.heard()).contains("rejected 1/1/1");
        ask(port, request("CT1", user(1, true, "eva", ""), Uids.VERIFICATION), AssociateAccept.class);
    }

    /** Whom a verifier lets in who does not say who they are, it need not know by an identity that nobody can read. */
    @Test
    void anIdentityOfNoKnownTypeIsNotTakenForNone() throws Exception {
        verifier = (association, identity) -> Verdict.accepted("guest");
        int port = start();
        askAs("CT1", port, AssociateAccept.class);
        assertThat(ask(port, request("CT1", user(6, false, "eva", ""), Uids.VERIFICATION), AssociateReject.class))
                .isEqualTo(AssociateReject.NO_REASON);
    }

    @Test
    void aVerifierThatDoesNotDecideHoldsThePeerNoLongerThanAHandler() throws Exception {
        CountDownLatch end = new CountDownLatch(1);
        open.add(end::countDown);
        options = AssociationOptions.builder()
                .handler(Duration.ofMillis(200))
                .drain(Duration.ofMillis(200))
                .build();
        verifier = (association, identity) -> {
            try {
                end.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return Verdict.accepted("late");
        };
        int port = start();
        ScriptedPeer peer = connect(port);
        peer.send(request("CT1", information(), Uids.VERIFICATION));
        peer.receive(Abort.class);
        assertThat(events.heard()).contains("aborted: handler deadline of PT0.2S passed with it");
    }

    @Test
    void aPolicyThatFailsAfterTheUserWasVerifiedLeavesNobodyWaiting() throws Exception {
        verifier = (association, identity) -> Verdict.accepted("eva");
        policy = new AccessPolicy() {
            @Override
            public Decision decide(AssociationInfo association) {
                return Decision.ALLOW;
            }

            @Override
            public boolean allows(AssociationInfo association, Uid abstractSyntax) {
                throw new IllegalStateException("no policy today");
            }
        };
        int port = start();
        ask(port, request("CT1", information(), Uids.VERIFICATION), Abort.class);
        await().untilAsserted(() -> assertThat(events.heard()).contains("aborted: internal failure on it"));
    }

    @Test
    void withoutAVerifierAnIdentityIsNotConfirmed() throws Exception {
        int port = start();
        AssociateAccept accept =
                ask(port, request("CT1", user(1, true, "eva", ""), Uids.VERIFICATION), AssociateAccept.class);
        assertThat(accept.userInformation().userIdentityAnswer()).isEmpty();
    }

    // ---- extended negotiation

    /** Supports the first byte only, and takes what is like CT. */
    private record Careful(CompletableFuture<String> seen) implements DimseService {
        @Override
        public List<HostedContext> contexts() {
            return List.of(HostedContext.of(CT, List.of(Uids.IMPLICIT_VR_LITTLE_ENDIAN)));
        }

        @Override
        public Optional<HostedContext> specialize(Uid sopClass, Generalization generalization) {
            return generalization.relatedGeneral().contains(CT)
                    ? Optional.of(HostedContext.of(sopClass, List.of(Uids.IMPLICIT_VR_LITTLE_ENDIAN)))
                    : Optional.empty();
        }

        @Override
        public Optional<ApplicationInformation> negotiate(Uid sopClass, ApplicationInformation proposed) {
            return Optional.of(ApplicationInformation.of((byte) Math.min(1, proposed.octet(1)), (byte) 0));
        }

        @Override
        public DimseResponse handle(DimseRequest request, PendingResponses pending) {
            seen.complete(
                    request.sopClassUid() + " " + request.association().extendedNegotiation(request.sopClassUid()));
            return DimseResponse.success();
        }
    }

    private static ExtendedNegotiation extended(Uid uid, int... bytes) {
        ByteBuffer buffer = ByteBuffer.allocate(bytes.length);
        for (int each : bytes) {
            buffer.put((byte) each);
        }
        return new ExtendedNegotiation(uid.value(), buffer.flip());
    }

    @Test
    void aServiceAnswersExtendedNegotiationAndFindsItLater() throws Exception {
        Careful service = new Careful(new CompletableFuture<>());
        int port = start(service);
        ScriptedPeer peer = connect(port);
        peer.send(request(
                "CT1",
                information().extended(extended(CT, 2, 1)).extended(extended(Uids.VERIFICATION, 1)),
                CT,
                Uids.VERIFICATION));
        assertThat(peer.receive(AssociateAccept.class).userInformation().extended())
                .containsExactly(extended(CT, 1, 0)); // Verification has none to answer
        statusOf(peer, 1, 0x0001, CT);
        assertThat(service.seen().get(10, TimeUnit.SECONDS)).isEqualTo(CT + " Optional[ApplicationInformation[1, 0]]");
    }

    @Test
    void aSopClassThatNobodyKnowsIsServedByWhatServesTheGeneralOne() throws Exception {
        Uid priv = Uid.of("1.2.3.4.5");
        Uid other = Uid.of("1.2.3.4.6");
        Careful service = new Careful(new CompletableFuture<>());
        int port = start(service);
        ScriptedPeer peer = connect(port);
        peer.send(request(
                "CT1",
                information()
                        .commonExtended(
                                new CommonExtendedNegotiation(priv.value(), Uids.STORAGE.value(), List.of(CT.value())))
                        .commonExtended(new CommonExtendedNegotiation(
                                other.value(), Uids.STORAGE.value(), List.of(MPPS.value()))),
                priv,
                other));
        assertThat(peer.receive(AssociateAccept.class).contexts())
                .extracting(AnsweredContext::result)
                .containsExactly(ContextResult.ACCEPTANCE, ContextResult.ABSTRACT_SYNTAX_NOT_SUPPORTED);
        assertThat(statusOf(peer, 1, 0x0001, priv)).isZero();
        assertThat(service.seen().get(10, TimeUnit.SECONDS)).startsWith(priv + " ");

        assertThat(ask(port, request("CT1", information(), priv), AssociateAccept.class)
                        .contexts())
                .extracting(AnsweredContext::result)
                .containsExactly(ContextResult.ABSTRACT_SYNTAX_NOT_SUPPORTED); // what one has said holds for it alone
    }
}
