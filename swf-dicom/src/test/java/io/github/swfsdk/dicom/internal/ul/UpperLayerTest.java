package io.github.swfsdk.dicom.internal.ul;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.swfsdk.dicom.internal.pdu.Abort;
import io.github.swfsdk.dicom.internal.pdu.AbortReason;
import io.github.swfsdk.dicom.internal.pdu.AeTitles;
import io.github.swfsdk.dicom.internal.pdu.AssociateAccept;
import io.github.swfsdk.dicom.internal.pdu.AssociateReject;
import io.github.swfsdk.dicom.internal.pdu.AssociateRequest;
import io.github.swfsdk.dicom.internal.pdu.PData;
import io.github.swfsdk.dicom.internal.pdu.PDataValue;
import io.github.swfsdk.dicom.internal.pdu.Pdu;
import io.github.swfsdk.dicom.internal.pdu.PduException;
import io.github.swfsdk.dicom.internal.pdu.PduHeader;
import io.github.swfsdk.dicom.internal.pdu.PduReader;
import io.github.swfsdk.dicom.internal.pdu.ReleaseReply;
import io.github.swfsdk.dicom.internal.pdu.ReleaseRequest;
import io.github.swfsdk.dicom.internal.pdu.Tolerance;
import io.github.swfsdk.dicom.internal.pdu.UserInformation;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Plays PDUs into one end of an association and looks at what it does: everything on one thread, without a socket. */
class UpperLayerTest {

    private static final AssociateRequest REQUEST = new AssociateRequest(
            AeTitles.of("SCP", "SCU"),
            List.of(),
            UserInformation.builder(0, "1.2.3").build());
    private static final AssociateAccept ACCEPT = new AssociateAccept(REQUEST, List.of(), REQUEST.userInformation());
    private static final PData DATA =
            new PData(List.of(new PDataValue(1, true, true, ByteBuffer.wrap(new byte[] {1, 2}))));

    private final List<String> log = new ArrayList<>();
    private final Script transport = new Script();
    private final User user = new User();

    @Test
    void anAcceptorAcceptsReceivesAndReleases() {
        UpperLayer layer = acceptor();
        transport.plays(REQUEST, DATA, new ReleaseRequest());
        serve(layer);
        assertThat(log)
                .containsExactly(
                        "artim on",
                        "artim off",
                        "requested",
                        "send A-ASSOCIATE-AC",
                        "data",
                        "release requested",
                        "artim on",
                        "send A-RELEASE-RP",
                        "artim off",
                        "close");
        assertThat(layer.state()).isEqualTo(State.IDLE);
    }

    @Test
    void anUnacceptableRequestIsRejectedByTheProvider() {
        user.refusal = Optional.of(AssociateReject.PROTOCOL_VERSION_NOT_SUPPORTED);
        transport.plays(REQUEST);
        serve(acceptor());
        assertThat(log)
                .containsExactly("artim on", "artim off", "artim on", "send A-ASSOCIATE-RJ", "artim off", "close");
    }

    @Test
    void dataBeforeARequestIsAnsweredWithAnAbort() {
        transport.plays(DATA);
        serve(acceptor());
        assertThat(log).containsExactly("artim on", "artim on", "send A-ABORT", "artim off", "close");
        assertThat(transport.sent).containsExactly(Abort.byUser());
    }

    @Test
    void bytesThatAreNoPduAreAnsweredWithTheirReason() {
        transport.plays(REQUEST, new PduException(AbortReason.UNRECOGNIZED_PDU, "PDU type 71 is not known"));
        serve(acceptor());
        assertThat(log)
                .endsWith("lost: PDU type 71 is not known", "artim on", "send A-ABORT", "drain", "artim off", "close");
        assertThat(transport.sent).endsWith(Abort.byProvider(AbortReason.UNRECOGNIZED_PDU));
    }

    @Test
    void aSecondRequestIsUnexpected() {
        transport.plays(REQUEST, REQUEST);
        serve(acceptor());
        assertThat(log).contains("lost: A-ASSOCIATE-RQ is not expected now");
        assertThat(transport.sent).endsWith(Abort.byProvider(AbortReason.UNEXPECTED_PDU));
    }

    @Test
    void thePeersAbortClosesAtOnce() {
        transport.plays(REQUEST, Abort.byUser());
        serve(acceptor());
        assertThat(log).endsWith("artim off", "close", "aborted", "close");
    }

    @Test
    void aLostConnectionIsToldToTheUser() {
        transport.plays(REQUEST, new IOException("connection reset"));
        serve(acceptor());
        assertThat(log).endsWith("artim off", "lost: connection reset", "close");
    }

    @Test
    void anExpiredArtimClosesASilentConnection() {
        UpperLayer layer = acceptor();
        transport.whenRead = layer::artimExpired;
        transport.plays(new IOException("closed"));
        serve(layer);
        assertThat(log).containsExactly("artim on", "close", "close");
        assertThat(layer.state()).isEqualTo(State.IDLE);
    }

    @Test
    void aLateArtimIsIgnored() {
        UpperLayer layer = acceptor();
        user.whenData = layer::artimExpired;
        transport.plays(REQUEST, DATA, new ReleaseRequest());
        serve(layer);
        assertThat(log).contains("send A-RELEASE-RP");
    }

    @Test
    void theUserMayReadOnWhileItTakesData() {
        UpperLayer layer = acceptor();
        PDataValue value = DATA.values().get(0);
        transport.plays(REQUEST, new PData(List.of(value, value)), DATA, new ReleaseRequest());
        user.whenData = () -> {
            user.whenData = () -> {};
            assertThat(layer.next()).isTrue();
            assertThat(user.taken).as("the second value of the PDU").isEqualTo(2);
            assertThat(log).containsOnlyOnce("data");
            assertThat(layer.next()).isTrue();
            assertThat(log.stream().filter("data"::equals)).as("the next PDU").hasSize(2);
        };
        serve(layer);
        assertThat(user.taken).isEqualTo(3);
        assertThat(log).contains("send A-RELEASE-RP");
    }

    @Test
    void whoReadsOnIntoAForbiddenPduHearsItOnce() {
        UpperLayer layer = acceptor();
        transport.plays(REQUEST, DATA, new PduException(AbortReason.UNRECOGNIZED_PDU, "PDU type 71 is not known"));
        user.whenData = () -> {
            assertThat(layer.next()).isFalse();
            assertThat(layer.next()).isFalse();
        };
        serve(layer);
        assertThat(log)
                .endsWith("lost: PDU type 71 is not known", "artim on", "send A-ABORT", "drain", "artim off", "close")
                .containsOnlyOnce("lost: PDU type 71 is not known");
    }

    @Test
    void aRequestorIsConfirmed() throws Exception {
        UpperLayer layer = requestor();
        layer.request(REQUEST);
        transport.plays(ACCEPT);
        serve(layer);
        assertThat(log).startsWith("send A-ASSOCIATE-RQ", "accepted");
    }

    @Test
    void aRequestorIsRejected() throws Exception {
        UpperLayer layer = requestor();
        layer.request(REQUEST);
        transport.plays(AssociateReject.TEMPORARY_CONGESTION);
        serve(layer);
        assertThat(log).containsExactly("send A-ASSOCIATE-RQ", "close", "rejected", "close");
    }

    @Test
    void dataMayArriveAfterWeAskedForRelease() throws Exception {
        UpperLayer layer = requestor();
        layer.request(REQUEST);
        user.whenAccepted = layer::release;
        transport.plays(ACCEPT, DATA, new ReleaseReply());
        serve(layer);
        assertThat(log)
                .containsExactly(
                        "send A-ASSOCIATE-RQ", "accepted", "send A-RELEASE-RQ", "data", "close", "released", "close");
    }

    @Test
    void aRequestorAnswersAReleaseCollisionFirst() throws Exception {
        UpperLayer layer = requestor();
        layer.request(REQUEST);
        user.whenAccepted = layer::release;
        transport.plays(ACCEPT, new ReleaseRequest(), new ReleaseReply());
        serve(layer);
        assertThat(log)
                .containsExactly(
                        "send A-ASSOCIATE-RQ",
                        "accepted",
                        "send A-RELEASE-RQ",
                        "release requested",
                        "send A-RELEASE-RP",
                        "close",
                        "released",
                        "close");
    }

    @Test
    void anAcceptorAnswersAReleaseCollisionAfterTheReply() {
        UpperLayer layer = acceptor();
        user.whenData = layer::release;
        transport.plays(REQUEST, DATA, new ReleaseRequest(), new ReleaseReply());
        serve(layer);
        assertThat(log)
                .endsWith(
                        "data",
                        "send A-RELEASE-RQ",
                        "release requested",
                        "artim on",
                        "send A-RELEASE-RP",
                        "artim off",
                        "close");
    }

    @Test
    void aLocalAbortIsSentOnceAndNeverWaits() {
        UpperLayer layer = acceptor();
        user.whenData = () -> {
            layer.abort();
            layer.abort();
        };
        transport.plays(REQUEST, DATA, DATA);
        serve(layer);
        assertThat(log).endsWith("data", "artim on", "later A-ABORT", "artim off", "close");
        assertThatThrownBy(layer::release).isInstanceOf(IOException.class).hasMessageContaining("Sta1");
    }

    private UpperLayer acceptor() {
        return user.layer = new UpperLayer(false, transport, user);
    }

    private static void serve(UpperLayer layer) {
        layer.begin();
        boolean more = true;
        while (more) {
            more = layer.next();
        }
        layer.end();
    }

    private UpperLayer requestor() {
        return user.layer = new UpperLayer(true, transport, user);
    }

    /** A transport whose peer sends what the test says and then closes. */
    private final class Script implements Transport {
        private final Deque<Object> incoming = new ArrayDeque<>();
        private final List<Pdu> sent = new ArrayList<>();
        private Runnable whenRead = () -> {};

        void plays(Object... pdusOrFailures) {
            incoming.addAll(List.of(pdusOrFailures));
        }

        @Override
        public Optional<Pdu> read() throws IOException, PduException {
            whenRead.run();
            Object next = incoming.poll();
            if (next instanceof IOException e) {
                throw e;
            }
            if (next instanceof PduException e) {
                throw e;
            }
            return Optional.ofNullable((Pdu) next);
        }

        @Override
        public Lease retain() {
            return () -> {};
        }

        @Override
        public void drain() {
            log.add("drain");
        }

        @Override
        public void write(ByteBuffer pdus) {
            log.add("send " + decode(pdus).type());
        }

        @Override
        public void writeLater(ByteBuffer pdu) {
            log.add("later " + decode(pdu).type());
        }

        private Pdu decode(ByteBuffer bytes) {
            try {
                PduHeader header = PduHeader.read(bytes, 1 << 20, 1 << 20);
                Pdu pdu = PduReader.read(header.type(), bytes, Tolerance.none());
                sent.add(pdu);
                return pdu;
            } catch (PduException e) {
                throw new AssertionError(e);
            }
        }

        @Override
        public void startArtim() {
            log.add("artim on");
        }

        @Override
        public void stopArtim() {
            log.add("artim off");
        }

        @Override
        public void close() {
            log.add("close");
        }
    }

    @FunctionalInterface
    private interface Step {
        void run() throws IOException;
    }

    /** Accepts everything at once and writes down what it hears. */
    private final class User implements UpperLayerUser {
        private UpperLayer layer;
        private Optional<AssociateReject> refusal = Optional.empty();
        private Step whenAccepted = () -> {};
        private Step whenData = () -> {};
        private final Deque<PDataValue> untaken = new ArrayDeque<>();
        private int taken;

        @Override
        public Optional<AssociateReject> unacceptable(AssociateRequest request) {
            return refusal;
        }

        @Override
        public void associateRequested(AssociateRequest request) {
            log.add("requested");
            run(() -> layer.accept(ACCEPT, () -> {}));
        }

        @Override
        public void associateAccepted(AssociateAccept accept) {
            log.add("accepted");
            run(whenAccepted);
        }

        @Override
        public void associateRejected(AssociateReject reject) {
            log.add("rejected");
        }

        @Override
        public void dataReceived(PData data) {
            log.add("data");
            untaken.addAll(data.values());
        }

        @Override
        public boolean takeNext() {
            if (untaken.poll() == null) {
                return false;
            }
            taken++;
            run(whenData);
            return true;
        }

        @Override
        public void releaseRequested() {
            log.add("release requested");
            run(layer::releaseResponse);
        }

        @Override
        public void released() {
            log.add("released");
        }

        @Override
        public void aborted(Abort abort) {
            log.add("aborted");
        }

        @Override
        public void lost(Exception cause) {
            log.add("lost: " + cause.getMessage());
        }

        private void run(Step step) {
            try {
                step.run();
            } catch (IOException e) {
                throw new AssertionError(e);
            }
        }
    }
}
