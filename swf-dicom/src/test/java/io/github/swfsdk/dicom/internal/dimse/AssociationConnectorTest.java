package io.github.swfsdk.dicom.internal.dimse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

import io.github.swfsdk.api.dataset.DataSet;
import io.github.swfsdk.api.dataset.Tags;
import io.github.swfsdk.api.dataset.Uid;
import io.github.swfsdk.api.dataset.Uids;
import io.github.swfsdk.dicom.internal.pdu.Abort;
import io.github.swfsdk.dicom.internal.pdu.AbortReason;
import io.github.swfsdk.dicom.internal.pdu.AnsweredContext;
import io.github.swfsdk.dicom.internal.pdu.AssociateAccept;
import io.github.swfsdk.dicom.internal.pdu.AssociateReject;
import io.github.swfsdk.dicom.internal.pdu.AssociateRequest;
import io.github.swfsdk.dicom.internal.pdu.AsyncWindow;
import io.github.swfsdk.dicom.internal.pdu.CommonExtendedNegotiation;
import io.github.swfsdk.dicom.internal.pdu.ContextResult;
import io.github.swfsdk.dicom.internal.pdu.ExtendedNegotiation;
import io.github.swfsdk.dicom.internal.pdu.ReleaseReply;
import io.github.swfsdk.dicom.internal.pdu.ReleaseRequest;
import io.github.swfsdk.dicom.internal.pdu.RequestedContext;
import io.github.swfsdk.dicom.internal.pdu.RoleSelection;
import io.github.swfsdk.dicom.internal.pdu.UserIdentityAnswer;
import io.github.swfsdk.dicom.internal.pdu.UserInformation;
import io.github.swfsdk.dicom.net.AssociationAbortedException;
import io.github.swfsdk.dicom.net.AssociationException;
import io.github.swfsdk.dicom.net.AssociationOptions;
import io.github.swfsdk.dicom.net.AssociationRejectedException;
import io.github.swfsdk.dicom.net.AssociationTimeoutException;
import io.github.swfsdk.dicom.net.PeerUnreachableException;
import io.github.swfsdk.dicom.net.RemoteAe;
import io.github.swfsdk.dicom.net.UserIdentity;
import io.github.swfsdk.dicom.service.ApplicationInformation;
import io.github.swfsdk.dicom.service.DimseAssociation;
import io.github.swfsdk.dicom.service.DimseMessage;
import io.github.swfsdk.dicom.service.DimseResponse;
import io.github.swfsdk.dicom.service.DimseService;
import io.github.swfsdk.dicom.service.Generalization;
import io.github.swfsdk.dicom.service.ProposedContext;
import io.github.swfsdk.dicom.service.Status;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a requestor does with peers, well-behaved and otherwise. The peer is played by the test. */
@Timeout(60)
class AssociationConnectorTest {
    private static final Uid CT = Uids.CT_IMAGE_STORAGE;
    private static final Uid MWL = Uids.MODALITY_WORKLIST_INFORMATION_MODEL_FIND;
    private static final Uid COMMITMENT = Uids.STORAGE_COMMITMENT_PUSH_MODEL;
    private static final List<Uid> IMPLICIT = List.of(Uids.IMPLICIT_VR_LITTLE_ENDIAN);
    private static final byte[] NOTHING = {};

    /** What the peer does once it is connected. */
    @FunctionalInterface
    private interface Script {
        void play(ScriptedPeer peer) throws Exception;
    }

    private final Events events = new Events();
    private ServerSocket listening;
    private UserIdentity identity;
    private CompletableFuture<Void> playing = CompletableFuture.completedFuture(null);

    @BeforeEach
    void listen() throws IOException {
        listening = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
    }

    /** What the peer has seen wrong fails the test too. */
    @AfterEach
    void peerIsContent() throws Exception {
        playing.get(20, TimeUnit.SECONDS);
        listening.close();
    }

    private void peer(Script script) {
        playing = Background.run(() -> {
            try (ScriptedPeer peer = ScriptedPeer.accept(listening)) {
                script.play(peer);
            }
        });
    }

    /** A peer that accepts everything and then plays the script. */
    private void acceptingPeer(Script script) {
        peer(peer -> {
            peer.acceptAll(peer.receive(AssociateRequest.class), UserInformation.builder(16384, "1.2.3"));
            script.play(peer);
        });
    }

    private static void awaitRelease(ScriptedPeer peer) throws IOException {
        peer.receive(ReleaseRequest.class);
        peer.send(new ReleaseReply());
        peer.expectClosed();
    }

    private RemoteAe address() {
        return new RemoteAe("PEER", "127.0.0.1", listening.getLocalPort());
    }

    private DimseAssociation open(AssociationOptions options, ProposedContext... contexts) {
        return open(options, List.of(), contexts);
    }

    private DimseAssociation open(AssociationOptions options, List<DimseService> hosted, ProposedContext... contexts) {
        Engine engine = new Engine(options, Optional.empty(), TestCoder.withDefaults(), List.of(events));
        return new AssociationConnector("SWF", () -> identity, engine).open(address(), List.of(contexts), hosted);
    }

    private DimseAssociation open(Uid... abstractSyntaxes) {
        ProposedContext[] contexts = List.of(abstractSyntaxes).stream()
                .map(uid -> ProposedContext.of(uid, IMPLICIT))
                .toArray(ProposedContext[]::new);
        return open(AssociationOptions.defaults(), contexts);
    }

    private static CommandSet response(ScriptedPeer.Message to, int status) {
        return CommandSet.of(to.command().field() | 0x8000)
                .put(CommandElement.MESSAGE_ID_RESPONDED_TO, to.command().messageId())
                .put(CommandElement.STATUS, status);
    }

    // ---- opening

    @Test
    void proposesWhatIsAskedFor() throws Exception {
        peer(peer -> {
            AssociateRequest request = peer.receive(AssociateRequest.class);
            assertThat(request.titles().called()).isEqualTo("PEER");
            assertThat(request.titles().calling()).isEqualTo("SWF");
            assertThat(request.contexts())
                    .containsExactly(
                            new RequestedContext(1, CT.value(), List.of("1.2.840.10008.1.2.1")),
                            new RequestedContext(3, CT.value(), List.of("1.2.840.10008.1.2.4.70")),
                            new RequestedContext(5, COMMITMENT.value(), List.of("1.2.840.10008.1.2")));
            assertThat(request.userInformation().roles())
                    .containsExactly(new RoleSelection(COMMITMENT.value(), false, true));
            assertThat(request.userInformation().asyncWindow()).isEmpty();
            peer.acceptAll(request, UserInformation.builder(0, "1.2.3"));
            awaitRelease(peer);
        });
        try (DimseAssociation association = open(
                AssociationOptions.defaults(),
                new ProposedContext(
                        CT,
                        List.of(Uids.EXPLICIT_VR_LITTLE_ENDIAN, Uids.JPEG_LOSSLESS_SV1),
                        true,
                        ProposedContext.Role.USER),
                new ProposedContext(COMMITMENT, IMPLICIT, false, ProposedContext.Role.PROVIDER))) {
            assertThat(association.isOpen()).isTrue();
            assertThat(association.peerAeTitle()).isEqualTo("PEER");
            assertThat(association.transferSyntaxes(CT))
                    .containsExactly(Uids.EXPLICIT_VR_LITTLE_ENDIAN, Uids.JPEG_LOSSLESS_SV1);
            assertThat(association.transferSyntaxes(MWL)).isEmpty();
        }
        // the peer did not answer the role selection
        assertThat(events.heard()).containsExactly("accepted 3", "leniency MISSING_ROLE_SELECTION", "released");
    }

    @Test
    void saysWhoTheUserIsAndReturnsTheConfirmation() throws Exception {
        identity = UserIdentity.passcode("eva", "geheim").withResponse();
        peer(peer -> {
            AssociateRequest request = peer.receive(AssociateRequest.class);
            var item = request.userInformation().userIdentity().orElseThrow();
            assertThat(item.type()).isEqualTo(2);
            assertThat(item.positiveResponseRequested()).isTrue();
            assertThat(StandardCharsets.UTF_8.decode(item.primary()).toString()).isEqualTo("eva");
            assertThat(StandardCharsets.UTF_8.decode(item.secondary()).toString())
                    .isEqualTo("geheim");
            peer.acceptAll(
                    request,
                    UserInformation.builder(16384, "1.2.3")
                            .userIdentityAnswer(new UserIdentityAnswer(ByteBuffer.wrap(new byte[] {1, 2}))));
        });
        DimseAssociation association = open(CT);
        assertThat(association.identityResponse()).contains(new byte[] {1, 2});
    }

    @Test
    void negotiatesWhatAContextSaysAboutItself() throws Exception {
        peer(peer -> {
            AssociateRequest request = peer.receive(AssociateRequest.class);
            UserInformation said = request.userInformation();
            assertThat(said.extended())
                    .containsExactly(new ExtendedNegotiation(CT.value(), ByteBuffer.wrap(new byte[] {2, 0, 1})));
            assertThat(said.commonExtended())
                    .containsExactly(
                            new CommonExtendedNegotiation(MWL.value(), Uids.STORAGE.value(), List.of(CT.value())));
            peer.acceptAll(
                    request,
                    UserInformation.builder(16384, "1.2.3")
                            .extended(new ExtendedNegotiation(CT.value(), ByteBuffer.wrap(new byte[] {1})))
                            .extended(new ExtendedNegotiation(MWL.value(), ByteBuffer.wrap(new byte[] {1}))));
        });
        DimseAssociation association = open(
                AssociationOptions.defaults(),
                ProposedContext.of(CT, IMPLICIT).withExtended(ApplicationInformation.of((byte) 2, (byte) 0, (byte) 1)),
                ProposedContext.of(MWL, IMPLICIT).withGeneralization(new Generalization(Uids.STORAGE, List.of(CT))));
        assertThat(association.extendedNegotiation(CT).orElseThrow().octet(1)).isEqualTo(1);
        assertThat(association.extendedNegotiation(MWL)).isEmpty(); // it was not asked
    }

    @Test
    void saysWhyThePeerRejects() {
        peer(peer -> {
            peer.receive(AssociateRequest.class);
            peer.send(AssociateReject.CALLED_AE_TITLE_NOT_RECOGNIZED);
            peer.expectClosed();
        });
        assertThat(catchThrowable(() -> open(CT))).isInstanceOfSatisfying(AssociationRejectedException.class, e -> {
            assertThat(e.result()).isEqualTo(1);
            assertThat(e.source()).isEqualTo(1);
            assertThat(e.reason()).isEqualTo(7);
            assertThat(e).hasMessageContaining("called AE title not recognized (1/1/7)");
        });
        assertThat(events.heard()).containsExactly("rejected 1/1/7");
    }

    @Test
    void saysThatNobodyListens() throws IOException {
        listening.close();
        assertThatThrownBy(() -> open(CT))
                .isInstanceOf(PeerUnreachableException.class)
                .hasCauseInstanceOf(IOException.class);
    }

    @Test
    void doesNotWaitForeverForAConnection() throws Exception {
        List<Socket> waiting = new ArrayList<>();
        try (ServerSocket full = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            // nobody accepts: when the queue is full, the system does not answer connections any more
            boolean answered = true;
            while (answered && waiting.size() < 20) {
                Socket socket = new Socket();
                waiting.add(socket);
                try {
                    socket.connect(full.getLocalSocketAddress(), 300);
                } catch (SocketTimeoutException e) {
                    answered = false;
                }
            }
            assertThat(answered).isFalse();
            AssociationOptions options =
                    AssociationOptions.builder().connect(Duration.ofMillis(200)).build();
            Engine engine = new Engine(options, Optional.empty(), TestCoder.withDefaults(), List.of(events));
            AssociationConnector connector = new AssociationConnector("SWF", () -> null, engine);
            assertThatThrownBy(() -> connector.open(
                            new RemoteAe("PEER", "localhost", full.getLocalPort()),
                            List.of(ProposedContext.of(CT, IMPLICIT))))
                    .isInstanceOf(PeerUnreachableException.class)
                    .hasCauseInstanceOf(SocketTimeoutException.class);
        } finally {
            for (Socket socket : waiting) {
                socket.close();
            }
        }
    }

    @Test
    void doesNotWaitForeverForAnAnswer() {
        peer(peer -> {
            peer.receive(AssociateRequest.class);
            assertThat(peer.receive(Abort.class)).isEqualTo(Abort.byUser());
        });
        AssociationOptions options =
                AssociationOptions.builder().associate(Duration.ofMillis(100)).build();
        assertThatThrownBy(() -> open(options, ProposedContext.of(CT, IMPLICIT)))
                .isInstanceOfSatisfying(
                        AssociationTimeoutException.class,
                        e -> assertThat(e.deadline()).isEqualTo("associate"));
    }

    @Test
    void abortsAnAnswerThatWasNotProposed() {
        peer(peer -> {
            AssociateRequest request = peer.receive(AssociateRequest.class);
            peer.send(new AssociateAccept(
                    request,
                    List.of(new AnsweredContext(1, ContextResult.ACCEPTANCE, "1.2.840.10008.1.2.2")),
                    request.userInformation()));
            assertThat(peer.receive(Abort.class)).isEqualTo(new Abort(2, 6));
        });
        assertThatThrownBy(() -> open(CT))
                .isInstanceOf(AssociationAbortedException.class)
                .hasMessageContaining("context 1 is accepted with a transfer syntax not proposed");
    }

    @Test
    void refusesTooManyContexts() {
        ProposedContext[] many = new ProposedContext[129];
        Arrays.fill(many, ProposedContext.of(CT, IMPLICIT));
        assertThatIllegalArgumentException().isThrownBy(() -> open(AssociationOptions.defaults(), many));
    }

    // ---- requests and responses

    @Test
    void returnsTheResponseWithItsElements() {
        acceptingPeer(peer -> {
            ScriptedPeer.Message set = peer.receiveMessage();
            assertThat(set.command().field()).isEqualTo(0x0120);
            assertThat(set.command().text(CommandElement.REQUESTED_SOP_INSTANCE))
                    .isEqualTo("1.2.3.9");
            assertThat(set.command().has(CommandElement.PRIORITY)).isFalse();
            assertThat(set.dataSet()).isNotEmpty();
            peer.sendMessage(
                    1,
                    response(set, 0x0110)
                            .putText(CommandElement.ERROR_COMMENT, "may no longer be updated")
                            .put(CommandElement.ERROR_ID, 0xA710)
                            .put(CommandElement.OFFENDING_ELEMENT, List.of(Tags.PATIENT_ID)),
                    NOTHING);
            awaitRelease(peer);
        });
        try (DimseAssociation association = open(Uids.MODALITY_PERFORMED_PROCEDURE_STEP)) {
            DimseResponse response = association.send(DimseMessage.set(
                    Uids.MODALITY_PERFORMED_PROCEDURE_STEP,
                    Uid.of("1.2.3.9"),
                    DataSet.builder().put(Tags.PATIENT_ID, "1").build()));
            assertThat(response.status()).isEqualTo(Status.PROCESSING_FAILURE);
            assertThat(response.errorComment()).isEqualTo("may no longer be updated");
            assertThat(response.errorId()).hasValue(0xA710);
            assertThat(response.offendingElements()).containsExactly(Tags.PATIENT_ID);
        }
        assertThat(events.heard()).contains("N-SET 0110H");
    }

    @Test
    void cancelsWhenNoMoreIsWantedAndTakesTheFinalResponse() {
        byte[] match = {0x10, 0, 0x20, 0, 2, 0, 0, 0, 'P', '1'};
        acceptingPeer(peer -> {
            ScriptedPeer.Message find = peer.receiveMessage();
            for (int i = 0; i < 3; i++) {
                peer.sendMessage(1, response(find, 0xFF00), match);
            }
            ScriptedPeer.Message cancel = peer.receiveMessage();
            assertThat(cancel.command().field()).isEqualTo(0x0FFF);
            assertThat(cancel.command().messageId()).isEqualTo(find.command().messageId());
            peer.sendMessage(1, response(find, 0xFF00), match);
            peer.sendMessage(1, response(find, 0xFE00), NOTHING);
            awaitRelease(peer);
        });
        List<DataSet> matches = new ArrayList<>();
        try (DimseAssociation association = open(MWL)) {
            DimseResponse last = association.send(DimseMessage.find(MWL, DataSet.empty()), (status, dataSet) -> {
                matches.add(dataSet);
                return matches.size() < 2;
            });
            assertThat(last.status()).isEqualTo(Status.CANCEL);
        }
        assertThat(matches)
                .hasSize(2)
                .allSatisfy(m -> assertThat(m.text(Tags.PATIENT_ID)).isEqualTo("P1"));
    }

    @Test
    void aTakerThatFailsEndsTheOperationInOrder() {
        acceptingPeer(peer -> {
            ScriptedPeer.Message find = peer.receiveMessage();
            peer.sendMessage(1, response(find, 0xFF00), new byte[] {0x10, 0, 0x20, 0, 0, 0, 0, 0});
            assertThat(peer.receiveMessage().command().field()).isEqualTo(0x0FFF);
            peer.sendMessage(1, response(find, 0x0000), NOTHING);
            awaitRelease(peer);
        });
        try (DimseAssociation association = open(MWL)) {
            assertThatThrownBy(() -> association.send(DimseMessage.find(MWL, DataSet.empty()), (status, dataSet) -> {
                        throw new IllegalStateException("taker failed");
                    }))
                    .hasMessage("taker failed");
            assertThat(association.isOpen()).isTrue();
        }
    }

    @Test
    void refusesWhatNoContextCarries() {
        acceptingPeer(AssociationConnectorTest::awaitRelease);
        try (DimseAssociation association = open(CT)) {
            assertThatThrownBy(() -> association.send(DimseMessage.echo(Uids.VERIFICATION)))
                    .isInstanceOf(AssociationException.class)
                    .hasMessageContaining("has no presentation context for C_ECHO of 1.2.840.10008.1.1");
            DimseMessage.Body jpeg = new DimseMessage.Encoded(Uids.JPEG_LOSSLESS_SV1, InputStream.nullInputStream());
            assertThatThrownBy(() -> association.send(DimseMessage.store(CT, Uid.of("1.2"), jpeg)))
                    .isInstanceOf(AssociationException.class);
            // events flow from the provider, and we are the user here
            assertThatThrownBy(() -> association.send(DimseMessage.event(CT, Uid.of("1.2"), 1, DataSet.empty())))
                    .isInstanceOf(AssociationException.class);
        }
    }

    @Test
    void doesNotWaitForeverForAResponse() {
        acceptingPeer(peer -> {
            peer.receiveMessage();
            assertThat(peer.receive(Abort.class)).isEqualTo(Abort.byUser());
        });
        AssociationOptions options =
                AssociationOptions.builder().response(Duration.ofMillis(100)).build();
        DimseAssociation association = open(options, ProposedContext.of(Uids.VERIFICATION, IMPLICIT));
        assertThatThrownBy(() -> association.send(DimseMessage.echo(Uids.VERIFICATION)))
                .isInstanceOfSatisfying(
                        AssociationTimeoutException.class,
                        e -> assertThat(e.deadline()).isEqualTo("response"));
        assertThat(association.isOpen()).isFalse();
        assertThatThrownBy(() -> association.send(DimseMessage.echo(Uids.VERIFICATION)))
                .isInstanceOf(AssociationTimeoutException.class);
        association.close();
    }

    @Test
    void aWaitingCallerHearsOfThePeersAbort() {
        acceptingPeer(peer -> {
            peer.receiveMessage();
            peer.send(Abort.byProvider(AbortReason.UNEXPECTED_PDU));
            peer.expectClosed();
        });
        DimseAssociation association = open(Uids.VERIFICATION);
        assertThat(catchThrowable(() -> association.send(DimseMessage.echo(Uids.VERIFICATION))))
                .isInstanceOfSatisfying(AssociationAbortedException.class, e -> {
                    assertThat(e.by()).isEqualTo(AssociationAbortedException.By.PEER_PROVIDER);
                    assertThat(e.reason()).isEqualTo(2);
                });
    }

    @Test
    void aWaitingCallerHearsOfALostConnection() {
        acceptingPeer(ScriptedPeer::receiveMessage);
        DimseAssociation association = open(Uids.VERIFICATION);
        assertThat(catchThrowable(() -> association.send(DimseMessage.echo(Uids.VERIFICATION))))
                .isInstanceOfSatisfying(
                        AssociationAbortedException.class,
                        e -> assertThat(e.by()).isEqualTo(AssociationAbortedException.By.NETWORK));
    }

    @Test
    void aPeerThatDoesNotReleaseIsAborted() {
        acceptingPeer(peer -> {
            peer.receive(ReleaseRequest.class);
            assertThat(peer.receive(Abort.class)).isEqualTo(Abort.byUser());
        });
        open(AssociationOptions.builder().release(Duration.ofMillis(100)).build(), ProposedContext.of(CT, IMPLICIT))
                .close();
        assertThat(events.heard()).contains("aborted: release deadline of PT0.1S passed with it");
    }

    @Test
    void thePeerMayRelease() {
        acceptingPeer(ScriptedPeer::release);
        DimseAssociation association = open(CT);
        await().until(() -> !association.isOpen());
        await().untilAsserted(() -> assertThat(events.heard()).contains("released"));
        association.close();
    }

    // ---- data sets that cannot be sent

    @Test
    void aSourceThatFailsBeforeAnythingIsSentLeavesTheAssociationOpen() {
        acceptingPeer(AssociationConnectorTest::awaitRelease);
        try (DimseAssociation association = open(CT)) {
            DimseMessage.Body broken = new DimseMessage.Encoded(Uids.IMPLICIT_VR_LITTLE_ENDIAN, failingAfter(100));
            assertThatThrownBy(() -> association.send(DimseMessage.store(CT, Uid.of("1.2"), broken)))
                    .isInstanceOf(AssociationException.class)
                    .hasMessageContaining("cannot be read");
            assertThat(association.isOpen()).isTrue();
        }
    }

    @Test
    void aSourceThatFailsInTheMiddleAbortsTheAssociation() {
        acceptingPeer(peer -> assertThatThrownBy(peer::receiveMessage).isInstanceOf(AssertionError.class));
        DimseAssociation association = open(CT);
        DimseMessage.Body broken = new DimseMessage.Encoded(Uids.IMPLICIT_VR_LITTLE_ENDIAN, failingAfter(1_000_000));
        assertThatThrownBy(() -> association.send(DimseMessage.store(CT, Uid.of("1.2"), broken)))
                .isInstanceOf(AssociationAbortedException.class)
                .hasMessageContaining("could not be sent to its end");
        assertThat(association.isOpen()).isFalse();
    }

    private static InputStream failingAfter(int count) {
        return new InputStream() {
            private int left = count;

            @Override
            public int read() throws IOException {
                if (left-- <= 0) {
                    throw new IOException("disk unplugged");
                }
                return 0;
            }
        };
    }

    // ---- the other direction, and several at a time

    @Test
    void answersEventsOfThePeerWhileItWaits() {
        acceptingPeer(peer -> {
            ScriptedPeer.Message action = peer.receiveMessage();
            peer.sendMessage(
                    1,
                    CommandSet.of(0x0100)
                            .put(CommandElement.AFFECTED_SOP_CLASS, COMMITMENT)
                            .put(CommandElement.MESSAGE_ID, 1)
                            .put(CommandElement.AFFECTED_SOP_INSTANCE, Uid.of("1.2.840.10008.1.20.1.1"))
                            .put(CommandElement.EVENT_TYPE, 1),
                    new byte[] {0x08, 0, (byte) 0x95, 0x11, 4, 0, 0, 0, '1', '.', '2', 0});
            ScriptedPeer.Message answer = peer.receiveMessage();
            assertThat(answer.command().field()).isEqualTo(0x8100);
            assertThat(answer.status()).isZero();
            assertThat(answer.command().number(CommandElement.EVENT_TYPE)).hasValue(1);
            peer.sendMessage(1, response(action, 0), NOTHING);
            awaitRelease(peer);
        });
        CompletableFuture<String> transaction = new CompletableFuture<>();
        DimseService results = TestService.of(COMMITMENT, (request, pending) -> {
            assertThat(request.typeId()).hasValue(1);
            assertThat(request.callingAeTitle()).isEqualTo("PEER");
            transaction.complete(request.dataSet().text(Tags.TRANSACTION_UID));
            return DimseResponse.success();
        });
        try (DimseAssociation association =
                open(AssociationOptions.defaults(), List.of(results), ProposedContext.of(COMMITMENT, IMPLICIT))) {
            assertThat(association
                            .send(DimseMessage.action(COMMITMENT, Uid.of("1.2.840.10008.1.20.1.1"), 1, DataSet.empty()))
                            .status())
                    .isEqualTo(Status.SUCCESS);
        }
        assertThat(transaction).isCompletedWithValue("1.2");
    }

    @Test
    void anEventThatCrossesOurReleaseIsNotAnsweredAndBreaksNothing() {
        CompletableFuture<Void> asked = new CompletableFuture<>();
        acceptingPeer(peer -> {
            peer.receive(ReleaseRequest.class);
            peer.sendMessage(
                    1,
                    CommandSet.of(0x0100)
                            .put(CommandElement.AFFECTED_SOP_CLASS, COMMITMENT)
                            .put(CommandElement.MESSAGE_ID, 1)
                            .put(CommandElement.EVENT_TYPE, 1),
                    NOTHING);
            asked.get(10, TimeUnit.SECONDS);
            peer.send(new ReleaseReply());
            peer.expectClosed();
        });
        DimseService results = TestService.of(COMMITMENT, (request, pending) -> {
            asked.complete(null);
            return DimseResponse.success();
        });
        open(AssociationOptions.defaults(), List.of(results), ProposedContext.of(COMMITMENT, IMPLICIT))
                .close();
        assertThat(events.heard()).contains("released").noneMatch(event -> event.startsWith("aborted"));
    }

    @Test
    void answersAnEventThatCameBeforeItReleases() throws Exception {
        acceptingPeer(peer -> {
            peer.sendMessage(
                    1,
                    CommandSet.of(0x0100)
                            .put(CommandElement.AFFECTED_SOP_CLASS, COMMITMENT)
                            .put(CommandElement.MESSAGE_ID, 1)
                            .put(CommandElement.EVENT_TYPE, 1),
                    NOTHING);
            assertThat(peer.receiveMessage().command().field()).isEqualTo(0x8100);
            awaitRelease(peer);
        });
        CountDownLatch asked = new CountDownLatch(1);
        Thread closing = Thread.currentThread();
        DimseService results = TestService.of(COMMITMENT, (request, pending) -> {
            asked.countDown();
            await().atMost(10, TimeUnit.SECONDS).until(() -> closing.getState() == Thread.State.TIMED_WAITING);
            return DimseResponse.success();
        });
        try (DimseAssociation association =
                open(AssociationOptions.defaults(), List.of(results), ProposedContext.of(COMMITMENT, IMPLICIT))) {
            assertThat(association.isOpen()).isTrue();
            assertThat(asked.await(10, TimeUnit.SECONDS)).isTrue();
        }
        assertThat(events.heard()).contains("released").noneMatch(event -> event.startsWith("aborted"));
    }

    @Test
    void hasAsManyOperationsOutstandingAsAgreed() throws Exception {
        AtomicInteger answered = new AtomicInteger();
        peer(peer -> {
            AssociateRequest request = peer.receive(AssociateRequest.class);
            assertThat(request.userInformation().asyncWindow()).contains(new AsyncWindow(5, 8));
            peer.acceptAll(request, UserInformation.builder(16384, "1.2.3").asyncWindow(new AsyncWindow(3, 1)));
            List<ScriptedPeer.Message> waiting = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                waiting.add(peer.receiveMessage());
            }
            assertThat(peer.socket().getInputStream().available()).isZero(); // the fourth is held back
            for (int i = 2; i >= 0; i--) { // answers in any order
                peer.sendMessage(1, response(waiting.get(i), 0xB000 + i), NOTHING);
            }
            peer.sendMessage(1, response(peer.receiveMessage(), 0), NOTHING);
            awaitRelease(peer);
        });
        try (DimseAssociation association =
                open(AssociationOptions.builder().maxOperationsInvoked(5).build(), ProposedContext.of(CT, IMPLICIT))) {
            List<CompletableFuture<Void>> senders = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                Uid uid = Uid.of("1.2.3." + i);
                senders.add(Background.run(() -> {
                    DimseMessage.Body body = new DimseMessage.Encoded(
                            Uids.IMPLICIT_VR_LITTLE_ENDIAN, new ByteArrayInputStream(new byte[100]));
                    assertThat(association
                                    .send(DimseMessage.store(CT, uid, body))
                                    .status()
                                    .isDone())
                            .isTrue();
                    answered.incrementAndGet();
                }));
            }
            for (CompletableFuture<Void> sender : senders) {
                sender.get(20, TimeUnit.SECONDS);
            }
        }
        assertThat(answered).hasValue(4);
    }
}
