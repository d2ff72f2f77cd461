package io.github.swfsdk.dicom.internal.dimse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.swfsdk.api.dataset.DataSet;
import io.github.swfsdk.api.dataset.Tags;
import io.github.swfsdk.api.dataset.Uid;
import io.github.swfsdk.api.dataset.Uids;
import io.github.swfsdk.dicom.internal.pdu.Abort;
import io.github.swfsdk.dicom.internal.pdu.AbortReason;
import io.github.swfsdk.dicom.internal.pdu.AeTitles;
import io.github.swfsdk.dicom.internal.pdu.AnsweredContext;
import io.github.swfsdk.dicom.internal.pdu.AssociateAccept;
import io.github.swfsdk.dicom.internal.pdu.AssociateReject;
import io.github.swfsdk.dicom.internal.pdu.AssociateRequest;
import io.github.swfsdk.dicom.internal.pdu.AsyncWindow;
import io.github.swfsdk.dicom.internal.pdu.Bytes;
import io.github.swfsdk.dicom.internal.pdu.ContextResult;
import io.github.swfsdk.dicom.internal.pdu.PData;
import io.github.swfsdk.dicom.internal.pdu.PDataValue;
import io.github.swfsdk.dicom.internal.pdu.ReleaseReply;
import io.github.swfsdk.dicom.internal.pdu.ReleaseRequest;
import io.github.swfsdk.dicom.internal.pdu.RequestedContext;
import io.github.swfsdk.dicom.internal.pdu.RoleSelection;
import io.github.swfsdk.dicom.internal.pdu.UserInformation;
import io.github.swfsdk.dicom.net.AccessPolicy;
import io.github.swfsdk.dicom.net.AssociationOptions;
import io.github.swfsdk.dicom.net.IdentityVerifier;
import io.github.swfsdk.dicom.service.DimseResponse;
import io.github.swfsdk.dicom.service.DimseService;
import io.github.swfsdk.dicom.service.Status;
import io.github.swfsdk.dicom.service.VerificationService;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** What a server answers to peers, well-behaved and otherwise. */
@Timeout(60)
class AssociationServerTest {
    private static final Uid CT = Uids.CT_IMAGE_STORAGE;
    private static final Uid MWL = Uids.MODALITY_WORKLIST_INFORMATION_MODEL_FIND;
    private static final Uid MPPS = Uids.MODALITY_PERFORMED_PROCEDURE_STEP;
    private static final byte[] NOTHING = {};

    private final Events events = new Events();
    private final List<AutoCloseable> open = new ArrayList<>();
    private Optional<IdentityVerifier> verifier = Optional.empty();

    @AfterEach
    void closeAll() throws Exception {
        for (AutoCloseable each : open) {
            each.close();
        }
    }

    private static AssociationOptions.Builder quick() {
        return AssociationOptions.builder().drain(Duration.ofMillis(500)).release(Duration.ofMillis(500));
    }

    private AssociationServer start(AssociationOptions options, AccessPolicy policy, DimseService... services)
            throws IOException {
        List<DimseService> hosted = new ArrayList<>(List.of(services));
        hosted.add(new VerificationService());
        AssociationServer server = new AssociationServer(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                policy,
                verifier,
                hosted,
                new Engine(options, Optional.empty(), TestCoder.withDefaults(), List.of(events)));
        server.start();
        open.add(server);
        return server;
    }

    private int port(DimseService... services) throws IOException {
        return start(quick().build(), AccessPolicy.anyone(), services).address().getPort();
    }

    private ScriptedPeer peer(ScriptedPeer peer) {
        open.add(0, peer);
        return peer;
    }

    private static CommandSet echo(int messageId) {
        return CommandSet.of(0x0030)
                .put(CommandElement.AFFECTED_SOP_CLASS, Uids.VERIFICATION)
                .put(CommandElement.MESSAGE_ID, messageId);
    }

    private static CommandSet store(int messageId) {
        return CommandSet.of(0x0001)
                .put(CommandElement.AFFECTED_SOP_CLASS, CT)
                .put(CommandElement.MESSAGE_ID, messageId)
                .put(CommandElement.PRIORITY, 0)
                .put(CommandElement.AFFECTED_SOP_INSTANCE, Uid.of("1.2.3.4"));
    }

    private static CommandSet create(int messageId) {
        return CommandSet.of(0x0140)
                .put(CommandElement.AFFECTED_SOP_CLASS, MPPS)
                .put(CommandElement.MESSAGE_ID, messageId)
                .put(CommandElement.AFFECTED_SOP_INSTANCE, Uid.of("1.2.3.4"));
    }

    private static CommandSet find(int messageId) {
        return CommandSet.of(0x0020)
                .put(CommandElement.AFFECTED_SOP_CLASS, MWL)
                .put(CommandElement.MESSAGE_ID, messageId)
                .put(CommandElement.PRIORITY, 0);
    }

    // ---- the ordinary way

    @Test
    void answersEchoesAndReleases() throws Exception {
        ScriptedPeer peer = peer(ScriptedPeer.associate(port(), Uids.VERIFICATION));
        for (int id : new int[] {1, 7, 0xFFFF, 0}) {
            peer.sendMessage(1, echo(id), NOTHING);
            ScriptedPeer.Message answer = peer.receiveMessage();
            assertThat(answer.command().field()).isEqualTo(0x8030);
            assertThat(answer.command().messageId()).isEqualTo(id);
            assertThat(answer.status()).isZero();
            assertThat(answer.command().text(CommandElement.AFFECTED_SOP_CLASS)).isEqualTo("1.2.840.10008.1.1");
        }
        peer.release();
        await().untilAsserted(() -> assertThat(events.heard())
                .containsExactly(
                        "requested PEER>SWF",
                        "accepted 1",
                        "C-ECHO 0000H",
                        "C-ECHO 0000H",
                        "C-ECHO 0000H",
                        "C-ECHO 0000H",
                        "released"));
    }

    @Test
    void echoAnswerSpelledOut() throws Exception {
        ScriptedPeer peer = peer(ScriptedPeer.associate(port(), Uids.VERIFICATION));
        peer.sendMessage(1, echo(5), NOTHING);
        ByteBuffer command = peer.receive(PData.class).values().get(0).fragment();
        byte[] bytes = new byte[command.remaining()];
        command.get(bytes);
        assertThat(bytes)
                .isEqualTo(Bytes.of("0000 0000 04000000 42000000") // group length
                        .hex("0000 0200 12000000") // affected SOP class, padded with NUL
                        .text("1.2.840.10008.1.1\0")
                        .hex("0000 0001 02000000 3080") // C-ECHO-RSP
                        .hex("0000 2001 02000000 0500") // message 5
                        .hex("0000 0008 02000000 0101") // no data set
                        .hex("0000 0009 02000000 0000") // success
                        .array());
    }

    @Test
    void takesAnyFragmentation() throws Exception {
        byte[] image = random(3000);
        CompletableFuture<byte[]> received = new CompletableFuture<>();
        ScriptedPeer peer = peer(ScriptedPeer.associate(port(receiver(received)), CT));
        ByteBuffer command = store(1).followedByDataSet().encode();
        List<PDataValue> values = new ArrayList<>();
        while (command.hasRemaining()) { // two bytes per fragment
            boolean last = command.remaining() == 2;
            values.add(new PDataValue(1, true, last, command.slice(command.position(), 2)));
            command.position(command.position() + 2);
        }
        values.add(new PDataValue(1, false, false, ByteBuffer.wrap(image, 0, 1000)));
        peer.send(new PData(values)); // the whole command and the first part of the data set
        peer.send(new PData(List.of(new PDataValue(1, false, false, ByteBuffer.wrap(image, 1000, 2000)))));
        peer.send(new PData(List.of(new PDataValue(1, false, true, ByteBuffer.allocate(0))))); // an empty last one
        assertThat(peer.receiveMessage().status()).isZero();
        assertThat(received.get()).isEqualTo(image);
    }

    @Test
    void answersWhatItHosts() throws Exception {
        int port = port(TestService.of(CT, (request, pending) -> DimseResponse.success()));
        ScriptedPeer peer = peer(ScriptedPeer.connect(port));
        peer.send(new AssociateRequest(
                AeTitles.of("SWF", "PEER"),
                List.of(
                        new RequestedContext(1, CT.value(), List.of("1.2.840.10008.1.2.1", "1.2.840.10008.1.2")),
                        new RequestedContext(3, CT.value(), List.of("1.2.840.10008.1.2.4.50")),
                        new RequestedContext(5, "1.2.3.4.5", List.of("1.2.840.10008.1.2")),
                        new RequestedContext(255, "", List.of())),
                UserInformation.builder(16384, "1.2.3")
                        .asyncWindow(new AsyncWindow(0, 3))
                        .role(new RoleSelection(CT.value(), true, true))
                        .role(new RoleSelection("1.2.3.4.5", true, true))
                        .build()));
        AssociateAccept accept = peer.receive(AssociateAccept.class);
        assertThat(accept.contexts())
                .containsExactly(
                        // Implicit VR is the service's first choice here
                        new AnsweredContext(1, ContextResult.ACCEPTANCE, "1.2.840.10008.1.2"),
                        new AnsweredContext(3, ContextResult.TRANSFER_SYNTAXES_NOT_SUPPORTED, ""),
                        new AnsweredContext(5, ContextResult.ABSTRACT_SYNTAX_NOT_SUPPORTED, ""),
                        new AnsweredContext(255, ContextResult.ABSTRACT_SYNTAX_NOT_SUPPORTED, ""));
        assertThat(accept.userInformation().roles()).containsExactly(new RoleSelection(CT.value(), true, false));
        assertThat(accept.userInformation().asyncWindow()).contains(new AsyncWindow(8, 1));
        assertThat(accept.userInformation().maxLength()).isEqualTo(131066);
    }

    // ---- refusals of associations

    @Test
    void rejectsAnUnknownCalledAeTitle() throws Exception {
        AssociationServer server = start(quick().build(), AccessPolicy.called(Set.of("PACS")));
        assertRejected(server, ScriptedPeer.request(Uids.VERIFICATION), new AssociateReject(1, 1, 7));
    }

    @Test
    void rejectsAnUnknownCallingAeTitle() throws Exception {
        AssociationServer server = start(quick().build(), AccessPolicy.calling(Set.of("CT1")));
        assertRejected(server, ScriptedPeer.request(Uids.VERIFICATION), new AssociateReject(1, 1, 3));
        assertThat(events.heard()).containsExactly("requested PEER>SWF", "rejected 1/1/3");
    }

    @Test
    void rejectsAnotherApplicationContext() throws Exception {
        AssociationServer server = start(quick().build(), AccessPolicy.anyone());
        AssociateRequest request = ScriptedPeer.request(Uids.VERIFICATION);
        assertRejected(
                server,
                new AssociateRequest(1, request.titles(), "1.2.3", request.contexts(), request.userInformation()),
                new AssociateReject(1, 1, 2));
    }

    @Test
    void rejectsAnotherProtocolVersion() throws Exception {
        AssociationServer server = start(quick().build(), AccessPolicy.anyone());
        AssociateRequest request = ScriptedPeer.request(Uids.VERIFICATION);
        assertRejected(
                server,
                new AssociateRequest(
                        2,
                        request.titles(),
                        request.applicationContext(),
                        request.contexts(),
                        request.userInformation()),
                new AssociateReject(1, 2, 2));
    }

    @Test
    void rejectsOneAssociationTooMany() throws Exception {
        AssociationServer server = start(quick().maxAssociations(2).build(), AccessPolicy.anyone());
        int port = server.address().getPort();
        peer(ScriptedPeer.associate(port, Uids.VERIFICATION));
        ScriptedPeer second = peer(ScriptedPeer.associate(port, Uids.VERIFICATION));
        assertRejected(server, ScriptedPeer.request(Uids.VERIFICATION), new AssociateReject(2, 3, 2));
        second.release();
        second.close();
        await().until(() -> server.associations().size() == 1);
        peer(ScriptedPeer.associate(port, Uids.VERIFICATION));
    }

    @Test
    void rejectsOneAssociationTooManyOfOnePeer() throws Exception {
        AssociationServer server = start(quick().maxAssociationsPerPeer(1).build(), AccessPolicy.anyone());
        peer(ScriptedPeer.associate(server.address().getPort(), Uids.VERIFICATION));
        assertRejected(server, ScriptedPeer.request(Uids.VERIFICATION), new AssociateReject(2, 3, 2));
    }

    private void assertRejected(AssociationServer server, AssociateRequest request, AssociateReject expected)
            throws IOException {
        ScriptedPeer peer = peer(ScriptedPeer.connect(server.address().getPort()));
        peer.send(request);
        assertThat(peer.receive(AssociateReject.class)).isEqualTo(expected);
        peer.close();
    }

    // ---- refusals of requests

    @Test
    void answersAnUnknownCommandField() throws Exception {
        ScriptedPeer peer = peer(ScriptedPeer.associate(port(), Uids.VERIFICATION));
        peer.sendMessage(1, CommandSet.of(0x0042).put(CommandElement.MESSAGE_ID, 3), new byte[100]);
        ScriptedPeer.Message answer = peer.receiveMessage();
        assertThat(answer.command().field()).isEqualTo(0x8042);
        assertThat(answer.status()).isEqualTo(0x0211);
        peer.sendMessage(1, echo(4), NOTHING);
        assertThat(peer.receiveMessage().status()).isZero();
    }

    @Test
    void answersASopClassThatIsNotHosted() throws Exception {
        ScriptedPeer peer = peer(ScriptedPeer.associate(port(), Uids.VERIFICATION));
        peer.sendMessage(1, store(1), new byte[50]); // on the context of another class
        assertThat(peer.receiveMessage().status()).isEqualTo(0x0122);
        peer.sendMessage(
                1,
                CommandSet.of(0x0140)
                        .put(CommandElement.MESSAGE_ID, 2)
                        .put(CommandElement.AFFECTED_SOP_CLASS, Uids.MODALITY_PERFORMED_PROCEDURE_STEP),
                new byte[50]);
        assertThat(peer.receiveMessage().status()).isEqualTo(0x0118);
    }

    @Test
    void answersAMessageIdInUse() throws Exception {
        CountDownLatch release = new CountDownLatch(1);
        int port = port(TestService.of(CT, (request, pending) -> {
            awaitLatch(release);
            return DimseResponse.success();
        }));
        ScriptedPeer peer = peer(ScriptedPeer.connect(port));
        peer.send(ScriptedPeer.request(UserInformation.builder(16384, "1.2.3").asyncWindow(new AsyncWindow(4, 1)), CT));
        peer.receive(AssociateAccept.class);
        peer.sendMessage(1, store(9), new byte[20]);
        peer.sendMessage(1, store(9), new byte[20]);
        assertThat(peer.receiveMessage().status()).isEqualTo(0x0210);
        release.countDown();
        assertThat(peer.receiveMessage().status()).isZero();
    }

    @Test
    void aFailingServiceBecomesAStatusAndTheAssociationGoesOn() throws Exception {
        int port = port(TestService.of(CT, (request, pending) -> {
            throw new IllegalStateException("disk on fire");
        }));
        ScriptedPeer peer = peer(ScriptedPeer.associate(port, CT, Uids.VERIFICATION));
        peer.sendMessage(1, store(1), random(16_000));
        assertThat(peer.receiveMessage().status()).isEqualTo(0xC000);
        peer.sendMessage(3, echo(2), NOTHING);
        assertThat(peer.receiveMessage().status()).isZero();
    }

    @Test
    void aDataSetTooLongForMemoryBecomesAStatus() throws Exception {
        AssociationServer server = start(
                quick().maxDataSetInMemory(2000).build(),
                AccessPolicy.anyone(),
                TestService.of(MWL, (request, pending) -> {
                    request.dataSet();
                    return DimseResponse.success();
                }));
        ScriptedPeer peer = peer(ScriptedPeer.associate(server.address().getPort(), MWL));
        peer.sendMessage(1, find(1), new byte[3000]);
        assertThat(peer.receiveMessage().status()).isEqualTo(0xC000);
        peer.sendMessage(1, find(2), implicit("00080005", "ISO_IR 6"));
        assertThat(peer.receiveMessage().status()).isZero();
    }

    // ---- find and cancel

    @Test
    void sendsPendingResponsesUntilCancelled() throws Exception {
        int port = port(TestService.of(MWL, (request, pending) -> {
            DataSet match = DataSet.builder().put(Tags.PATIENT_ID, "4711").build();
            while (pending.send(Status.PENDING, match)) {
                Thread.onSpinWait();
            }
            return DimseResponse.of(Status.CANCEL);
        }));
        ScriptedPeer peer = peer(ScriptedPeer.associate(port, MWL));
        peer.sendMessage(1, find(6), implicit("00100020", ""));
        ScriptedPeer.Message first = peer.receiveMessage();
        assertThat(first.status()).isEqualTo(0xFF00);
        assertThat(first.command().messageId()).isEqualTo(6);
        assertThat(first.dataSet()).isEqualTo(implicit("00100020", "4711"));
        peer.sendMessage(1, cancel(77), NOTHING); // another one: ignored
        peer.sendMessage(1, cancel(6), NOTHING);
        ScriptedPeer.Message last = first;
        while (last.status() == 0xFF00) {
            last = peer.receiveMessage();
        }
        assertThat(last.status()).isEqualTo(0xFE00);
        assertThat(last.command().hasDataSet()).isFalse();
    }

    private static CommandSet cancel(int messageId) {
        return CommandSet.of(0x0FFF).put(CommandElement.MESSAGE_ID_RESPONDED_TO, messageId);
    }

    // ---- streams

    @Test
    void aLargeObjectIsNeverHeldWhole() throws Exception {
        int size = 60 * 1024 * 1024;
        CountDownLatch go = new CountDownLatch(1);
        CompletableFuture<Long> total = new CompletableFuture<>();
        AssociationServer server = start(
                quick().maxBytesAhead(256 * 1024).build(),
                AccessPolicy.anyone(),
                TestService.of(CT, (request, pending) -> {
                    awaitLatch(go);
                    total.complete(count(request.content()));
                    return DimseResponse.success();
                }));
        ScriptedPeer peer = peer(ScriptedPeer.associate(server.address().getPort(), CT));
        peer.socket().setSendBufferSize(64 * 1024);
        CompletableFuture<Void> sending = Background.run(() -> sendLarge(peer, size));
        // the service does not read: the peer comes to a halt long before its end
        await().until(() -> server.associations().get(0).bytesReceived() > 256 * 1024);
        long[] last = {0};
        await().pollInterval(Duration.ofMillis(200)).until(() -> {
            long now = server.associations().get(0).bytesReceived();
            boolean halted = now == last[0];
            last[0] = now;
            return halted;
        });
        assertThat(last[0]).isLessThan(2 * 1024 * 1024);
        go.countDown();
        assertThat(peer.receiveMessage().status()).isZero();
        assertThat(total).isCompletedWithValue((long) size);
        sending.get(10, TimeUnit.SECONDS);
    }

    private static void sendLarge(ScriptedPeer peer, int size) {
        try {
            peer.send(new PData(List.of(
                    new PDataValue(1, true, true, store(1).followedByDataSet().encode()))));
            byte[] part = new byte[100_000];
            for (int sent = 0; sent < size; sent += part.length) {
                int count = Math.min(part.length, size - sent);
                peer.send(new PData(
                        List.of(new PDataValue(1, false, sent + count == size, ByteBuffer.wrap(part, 0, count)))));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void aTruncatedImageIsAnErrorForTheService() throws Exception {
        CompletableFuture<Exception> failure = new CompletableFuture<>();
        int port = port(TestService.of(CT, (request, pending) -> {
            try {
                request.content().readAllBytes();
            } catch (IOException e) {
                failure.complete(e);
                throw new UncheckedIOException(e);
            }
            return DimseResponse.success();
        }));
        ScriptedPeer peer = peer(ScriptedPeer.associate(port, CT));
        peer.send(new PData(List.of(
                new PDataValue(1, true, true, store(1).followedByDataSet().encode()))));
        peer.send(new PData(List.of(new PDataValue(1, false, false, ByteBuffer.allocate(1000)))));
        peer.send(Abort.byUser());
        assertThat(failure.get(10, TimeUnit.SECONDS)).hasMessage("the association ended inside the data set");
        await().untilAsserted(() ->
                assertThat(events.heard()).last().isEqualTo("aborted: the peer aborted it (source 0, reason 0)"));
        ScriptedPeer next = peer(ScriptedPeer.associate(port, Uids.VERIFICATION));
        next.sendMessage(1, echo(1), NOTHING);
        assertThat(next.receiveMessage().status()).isZero();
    }

    @Test
    void anAbortIsHeardWhileAnInstanceIsBeingKept() throws Exception {
        CompletableFuture<Boolean> heard = new CompletableFuture<>();
        AssociationServer server =
                start(quick().build(), AccessPolicy.anyone(), TestService.of(CT, (request, pending) -> {
                    count(request.content());
                    await().until(pending::isCancelled);
                    heard.complete(true);
                    return DimseResponse.success();
                }));
        ScriptedPeer peer = peer(ScriptedPeer.associate(server.address().getPort(), CT));
        peer.sendMessage(1, store(1), new byte[100]);
        peer.send(Abort.byUser());
        assertThat(heard.get(20, TimeUnit.SECONDS)).isTrue();
        await().until(() -> server.associations().isEmpty());
    }

    @Test
    void anAbortIsHeardWhileAPerformedStepIsBeingKept() throws Exception {
        CompletableFuture<Boolean> heard = new CompletableFuture<>();
        AssociationServer server =
                start(quick().build(), AccessPolicy.anyone(), TestService.of(MPPS, (request, pending) -> {
                    await().until(pending::isCancelled);
                    heard.complete(true);
                    return DimseResponse.success();
                }));
        ScriptedPeer peer = peer(ScriptedPeer.associate(server.address().getPort(), MPPS));
        peer.sendMessage(1, create(1), new byte[100]);
        peer.send(Abort.byUser());
        assertThat(heard.get(20, TimeUnit.SECONDS)).isTrue();
        await().until(() -> server.associations().isEmpty());
    }

    @Test
    void aReleaseAskedForWhileAPerformedStepIsBeingKeptIsAnsweredAfterIt() throws Exception {
        CountDownLatch release = new CountDownLatch(1);
        int port = port(TestService.of(MPPS, (request, pending) -> {
            awaitLatch(release);
            return DimseResponse.success();
        }));
        ScriptedPeer peer = peer(ScriptedPeer.associate(port, MPPS));
        peer.sendMessage(1, create(1), new byte[100]);
        peer.send(new ReleaseRequest());
        release.countDown();
        assertThat(peer.receiveMessage().status()).isZero();
        peer.receive(ReleaseReply.class);
    }

    @Test
    void aPerformedStepHoldsUpNoOtherOperationOfTheWindow() throws Exception {
        CountDownLatch release = new CountDownLatch(1);
        int port = port(TestService.of(MPPS, (request, pending) -> {
            awaitLatch(release);
            return DimseResponse.success();
        }));
        ScriptedPeer peer = peer(ScriptedPeer.connect(port));
        peer.send(ScriptedPeer.request(
                UserInformation.builder(16384, "1.2.3").asyncWindow(new AsyncWindow(4, 1)), MPPS, Uids.VERIFICATION));
        peer.receive(AssociateAccept.class);
        peer.sendMessage(1, create(1), new byte[100]);
        peer.sendMessage(3, echo(2), NOTHING);
        assertThat(peer.receiveMessage().command().messageId()).isEqualTo(2);
        release.countDown();
        assertThat(peer.receiveMessage().command().messageId()).isEqualTo(1);
    }

    @Test
    void aPlaceIsFreeAgainAlthoughAServiceHangs() throws Exception {
        CountDownLatch never = new CountDownLatch(1);
        AssociationServer server =
                start(quick().build(), AccessPolicy.anyone(), TestService.of(CT, (request, pending) -> {
                    awaitLatch(never);
                    return DimseResponse.success();
                }));
        ScriptedPeer peer = peer(ScriptedPeer.associate(server.address().getPort(), CT));
        peer.sendMessage(1, store(1), new byte[100]);
        await().until(() -> server.associations().get(0).operations() == 1);
        peer.close();
        await().until(() -> server.associations().isEmpty());
        never.countDown();
    }

    @Test
    void aRequestBehindTheEndOfAnotherInOnePduWaitsForItsTurn() throws Exception {
        CompletableFuture<byte[]> received = new CompletableFuture<>();
        ScriptedPeer peer = peer(ScriptedPeer.associate(port(receiver(received)), CT, Uids.VERIFICATION));
        byte[] content = random(1000);
        peer.send(new PData(List.of(
                new PDataValue(1, true, true, store(1).followedByDataSet().encode()),
                new PDataValue(1, false, false, ByteBuffer.wrap(content, 0, 400)))));
        peer.send(new PData(List.of(
                new PDataValue(1, false, true, ByteBuffer.wrap(content, 400, 600)),
                new PDataValue(3, true, true, echo(2).encode()))));
        assertThat(peer.receiveMessage().status()).isZero();
        assertThat(received.get(10, TimeUnit.SECONDS)).isEqualTo(content);
        assertThat(peer.receiveMessage().status()).isZero();
    }

    // ---- broken and hostile peers

    @Test
    void garbageIsAnsweredWithAnAbort() throws Exception {
        ScriptedPeer peer = peer(ScriptedPeer.connect(port()));
        peer.sendRaw("GET / HTTP/1.1\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        assertThat(peer.receive(Abort.class)).isEqualTo(Abort.byUser()); // AA-1
        peer.socket().shutdownOutput();
        peer.expectClosed();
    }

    @Test
    void garbageOnAnOpenAssociationIsAnsweredWithItsReason() throws Exception {
        ScriptedPeer peer = peer(ScriptedPeer.associate(port(), Uids.VERIFICATION));
        peer.sendRaw(new byte[] {0x55, 0, 0, 0, 0, 4, 1, 2, 3, 4});
        assertThat(peer.receive(Abort.class)).isEqualTo(Abort.byProvider(AbortReason.UNRECOGNIZED_PDU));
        peer.socket().shutdownOutput();
        peer.expectClosed();
    }

    @Test
    void aPduLongerThanNegotiatedIsAborted() throws Exception {
        ScriptedPeer peer = peer(ScriptedPeer.associate(port(), Uids.VERIFICATION));
        peer.sendRaw(new byte[] {4, 0, 0, 1, (byte) 0xFF, (byte) 0xFB}); // 131067, one too many
        assertThat(peer.receive(Abort.class)).isEqualTo(Abort.byProvider(AbortReason.INVALID_PARAMETER_VALUE));
        await().untilAsserted(() -> assertThat(events.heard())
                .last()
                .asString()
                .contains("the limit is 131066 (PDU longer than negotiated)"));
    }

    @Test
    void dataOnAContextThatIsNotAcceptedIsAborted() throws Exception {
        ScriptedPeer peer = peer(ScriptedPeer.associate(port(), Uids.VERIFICATION));
        peer.sendMessage(3, echo(1), NOTHING);
        assertThat(peer.receive(Abort.class)).isEqualTo(Abort.byProvider(AbortReason.INVALID_PARAMETER_VALUE));
    }

    @Test
    void aDataSetWithoutACommandIsAborted() throws Exception {
        ScriptedPeer peer = peer(ScriptedPeer.associate(port(), Uids.VERIFICATION));
        peer.send(new PData(List.of(new PDataValue(1, false, true, ByteBuffer.allocate(10)))));
        assertThat(peer.receive(Abort.class)).isEqualTo(Abort.byProvider(AbortReason.UNEXPECTED_PARAMETER));
    }

    @Test
    void aCommandWithoutEndIsAborted() throws Exception {
        AssociationServer server = start(quick().maxCommandLength(2000).build(), AccessPolicy.anyone());
        ScriptedPeer peer = peer(ScriptedPeer.associate(server.address().getPort(), Uids.VERIFICATION));
        for (int i = 0; i < 3; i++) {
            peer.send(new PData(List.of(new PDataValue(1, true, false, ByteBuffer.allocate(1000)))));
        }
        assertThat(peer.receive(Abort.class)).isEqualTo(Abort.byProvider(AbortReason.INVALID_PARAMETER_VALUE));
    }

    @Test
    void aUselessMaximumLengthIsAborted() throws Exception {
        ScriptedPeer peer = peer(ScriptedPeer.connect(port()));
        peer.send(ScriptedPeer.request(UserInformation.builder(8, "1.2.3"), Uids.VERIFICATION));
        assertThat(peer.receive(Abort.class)).isEqualTo(Abort.byProvider(AbortReason.INVALID_PARAMETER_VALUE));
    }

    @Test
    void aSilentConnectionIsClosedByArtim() throws Exception {
        AssociationServer server = start(quick().artim(Duration.ofMillis(150)).build(), AccessPolicy.anyone());
        ScriptedPeer peer = peer(ScriptedPeer.connect(server.address().getPort()));
        peer.expectClosed();
        await().untilAsserted(() ->
                assertThat(events.heard()).containsExactly("aborted: artim deadline of PT0.15S passed with it"));
        assertThat(server.associations()).isEmpty();
    }

    @Test
    void aPeerThatDoesNotCloseIsClosedByArtim() throws Exception {
        AssociationServer server = start(quick().artim(Duration.ofMillis(150)).build(), AccessPolicy.anyone());
        ScriptedPeer peer = peer(ScriptedPeer.associate(server.address().getPort(), Uids.VERIFICATION));
        peer.send(new ReleaseRequest());
        peer.receive(ReleaseReply.class);
        peer.expectClosed();
        assertThat(events.heard()).last().isEqualTo("released");
    }

    @Test
    void aPduThatDoesNotEndIsAborted() throws Exception {
        AssociationServer server = start(quick().read(Duration.ofMillis(150)).build(), AccessPolicy.anyone());
        ScriptedPeer peer = peer(ScriptedPeer.associate(server.address().getPort(), Uids.VERIFICATION));
        peer.sendRaw(new byte[] {4, 0, 0, 0, 0, 100, 0, 0});
        assertThat(peer.receive(Abort.class)).isEqualTo(Abort.byUser());
    }

    @Test
    void aMessageThatDoesNotEndIsAborted() throws Exception {
        CompletableFuture<Exception> failure = new CompletableFuture<>();
        AssociationServer server = start(
                quick().read(Duration.ofMillis(150)).build(),
                AccessPolicy.anyone(),
                TestService.of(CT, (request, pending) -> {
                    try {
                        request.content().readAllBytes();
                    } catch (IOException e) {
                        failure.complete(e);
                    }
                    return DimseResponse.success();
                }));
        ScriptedPeer peer = peer(ScriptedPeer.associate(server.address().getPort(), CT));
        peer.send(new PData(List.of(
                new PDataValue(1, true, true, store(1).followedByDataSet().encode()))));
        peer.send(new PData(List.of(new PDataValue(1, false, false, ByteBuffer.allocate(1000)))));
        assertThat(peer.receive(Abort.class)).isEqualTo(Abort.byUser());
        assertThat(failure.get(10, TimeUnit.SECONDS)).isInstanceOf(IOException.class);
    }

    @Test
    void anIdleAssociationIsAborted() throws Exception {
        AssociationServer server = start(quick().idle(Duration.ofMillis(150)).build(), AccessPolicy.anyone());
        ScriptedPeer peer = peer(ScriptedPeer.associate(server.address().getPort(), Uids.VERIFICATION));
        assertThat(peer.receive(Abort.class)).isEqualTo(Abort.byUser());
        await().untilAsserted(() ->
                assertThat(events.heard()).last().isEqualTo("aborted: idle deadline of PT0.15S passed with it"));
    }

    @Test
    void aServiceThatTakesNoDataIsGivenUp() throws Exception {
        CountDownLatch end = new CountDownLatch(1);
        AssociationServer server = start(
                quick().handler(Duration.ofMillis(200)).maxBytesAhead(0).build(),
                AccessPolicy.anyone(),
                TestService.of(CT, (request, pending) -> {
                    awaitQuietly(end);
                    return DimseResponse.success();
                }));
        open.add(0, end::countDown);
        ScriptedPeer peer = peer(ScriptedPeer.associate(server.address().getPort(), CT));
        CommandSet command = store(1).followedByDataSet();
        peer.send(new PData(List.of(new PDataValue(1, true, true, command.encode()))));
        for (int i = 0; i < 4; i++) {
            peer.send(new PData(List.of(new PDataValue(1, false, false, ByteBuffer.allocate(8000)))));
        }
        peer.receive(Abort.class);
        await().untilAsserted(() ->
                assertThat(events.heard()).contains("aborted: handler deadline of PT0.2S passed with it"));
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void aPeerThatStopsReadingHoldsAThreadNoLongerThanTheWriteDeadline() throws Exception {
        CompletableFuture<Boolean> wanted = new CompletableFuture<>();
        AssociationServer server = start(
                quick().write(Duration.ofMillis(200)).build(),
                AccessPolicy.anyone(),
                TestService.of(MWL, (request, pending) -> {
                    DataSet match = DataSet.builder()
                            .put(Tags.PATIENT_COMMENTS, "x".repeat(10_000))
                            .build();
                    boolean more = true;
                    for (int i = 0; i < 100_000 && more; i++) {
                        more = pending.send(Status.PENDING, match);
                    }
                    wanted.complete(more);
                    return DimseResponse.success();
                }));
        ScriptedPeer peer = peer(ScriptedPeer.associate(server.address().getPort(), MWL));
        peer.sendMessage(1, find(1), implicit("00100020", ""));
        assertThat(wanted.get(20, TimeUnit.SECONDS)).isFalse();
        await().untilAsserted(
                        () -> assertThat(events.heard()).contains("aborted: write deadline of PT0.2S passed with it"));
        await().until(() -> server.associations().isEmpty());
    }

    @Test
    void manyHalfOpenConnectionsDoNotKeepAWorkingPeerOut() throws Exception {
        AssociationServer server = start(quick().maxAssociations(20).build(), AccessPolicy.anyone());
        int port = server.address().getPort();
        ScriptedPeer working = peer(ScriptedPeer.associate(port, Uids.VERIFICATION));
        for (int i = 0; i < 60; i++) {
            open.add(0, new Socket(InetAddress.getLoopbackAddress(), port));
        }
        for (int id = 1; id < 100; id++) {
            working.sendMessage(1, echo(id), NOTHING);
            assertThat(working.receiveMessage().status()).isZero();
        }
        assertThat(server.associations().size()).isLessThanOrEqualTo(1 + 60);
    }

    /** As many addresses as it takes to fill every place, before anybody who means it has come. */
    @Test
    @EnabledOnOs(value = OS.LINUX, disabledReason = "addresses of the loopback network other than 127.0.0.1")
    void halfOpenConnectionsFromManyAddressesKeepNobodyOut() throws Exception {
        AssociationServer server = start(
                quick().maxAssociations(4)
                        .maxAssociationsPerPeer(2)
                        .maxHalfOpen(8)
                        .artim(Duration.ofMinutes(5))
                        .build(),
                AccessPolicy.calling(Set.of("PEER")));
        int port = server.address().getPort();
        for (int i = 0; i < 60; i++) {
            Socket socket = new Socket(
                    InetAddress.getLoopbackAddress(), port, InetAddress.getByName("127.0.0." + (2 + i % 10)), 0);
            open.add(0, socket);
            if (i % 2 == 0) { // asks, is refused and does not go
                socket.getOutputStream().write(refusedRequest());
            }
        }
        for (int i = 0; i < 2; i++) {
            ScriptedPeer asking = peer(ScriptedPeer.associate(port, Uids.VERIFICATION));
            asking.sendMessage(1, echo(1), NOTHING);
            assertThat(asking.receiveMessage().status()).isZero();
        }
        await().until(() -> server.associations().size() <= 2 + 8);
    }

    private static byte[] refusedRequest() {
        ByteBuffer pdu = new AssociateRequest(
                        AeTitles.of("SWF", "STRANGER"),
                        ScriptedPeer.request(Uids.VERIFICATION).contexts(),
                        ScriptedPeer.request(Uids.VERIFICATION).userInformation())
                .encode();
        byte[] bytes = new byte[pdu.remaining()];
        pdu.get(bytes);
        return bytes;
    }

    // ---- closing

    @Test
    void closingWaitsForRunningOperationsAndReleases() throws Exception {
        CountDownLatch running = new CountDownLatch(1);
        CountDownLatch release = new CountDownLatch(1);
        AssociationServer server = start(
                quick().drain(Duration.ofSeconds(20)).build(),
                AccessPolicy.anyone(),
                TestService.of(CT, (request, pending) -> {
                    running.countDown();
                    awaitLatch(release);
                    return DimseResponse.success();
                }));
        int port = server.address().getPort();
        ScriptedPeer peer = peer(ScriptedPeer.associate(port, CT));
        ScriptedPeer late = peer(ScriptedPeer.connect(port));
        peer.sendMessage(1, store(1), new byte[100]);
        awaitLatch(running);
        CompletableFuture<Void> closing = Background.run(server::close);
        late.send(ScriptedPeer.request(Uids.VERIFICATION));
        // before the draining has begun it would be accepted
        await().until(() -> !canConnect(port));
        release.countDown();
        assertThat(peer.receiveMessage().status()).isZero();
        peer.receive(ReleaseRequest.class);
        peer.send(new ReleaseReply());
        peer.expectClosed();
        late.close();
        closing.get(10, TimeUnit.SECONDS);
        server.close();
        assertThat(server.associations()).isEmpty();
    }

    private static boolean canConnect(int port) {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (IOException e) {
            return false;
        }
    }

    @Test
    void closingAbortsWhatDoesNotEnd() throws Exception {
        CountDownLatch never = new CountDownLatch(1);
        AssociationServer server = start(
                quick().drain(Duration.ofMillis(200)).build(),
                AccessPolicy.anyone(),
                TestService.of(CT, (request, pending) -> {
                    awaitLatch(never);
                    return DimseResponse.success();
                }));
        ScriptedPeer peer = peer(ScriptedPeer.associate(server.address().getPort(), CT));
        peer.sendMessage(1, store(1), new byte[100]);
        await().until(() -> server.associations().get(0).operations() == 1);
        CompletableFuture<Void> closing = Background.run(server::close);
        peer.receive(ReleaseRequest.class);
        peer.receive(Abort.class);
        peer.close();
        closing.get(10, TimeUnit.SECONDS);
        never.countDown();
    }

    // ---- helpers

    private static TestService receiver(CompletableFuture<byte[]> received) {
        return TestService.of(CT, (request, pending) -> {
            try {
                received.complete(request.content().readAllBytes());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            return DimseResponse.success();
        });
    }

    private static long count(InputStream in) {
        try {
            byte[] buffer = new byte[10_000];
            long total = 0;
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                total += count;
            }
            return total;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void awaitLatch(CountDownLatch latch) {
        try {
            assertThat(latch.await(20, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private static byte[] random(int size) {
        byte[] bytes = new byte[size];
        new Random(size).nextBytes(bytes);
        return bytes;
    }

    /** One element in Implicit VR Little Endian, by hand. */
    private static byte[] implicit(String tag, String value) {
        int group = Integer.parseInt(tag.substring(0, 4), 16);
        int element = Integer.parseInt(tag.substring(4), 16);
        String padded = value.length() % 2 == 0 ? value : value + " ";
        return ByteBuffer.allocate(8 + padded.length())
                .order(ByteOrder.LITTLE_ENDIAN)
                .putShort((short) group)
                .putShort((short) element)
                .putInt(padded.length())
                .put(padded.getBytes(StandardCharsets.US_ASCII))
                .array();
    }
}
