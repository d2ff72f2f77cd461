package io.github.swfsdk.dicom.internal.dimse;

import io.github.swfsdk.api.dataset.DataSet;
import io.github.swfsdk.api.dataset.Uid;
import io.github.swfsdk.dicom.internal.pdu.Abort;
import io.github.swfsdk.dicom.internal.pdu.AbortReason;
import io.github.swfsdk.dicom.internal.pdu.AsyncWindow;
import io.github.swfsdk.dicom.internal.pdu.PData;
import io.github.swfsdk.dicom.internal.pdu.PduException;
import io.github.swfsdk.dicom.internal.pdu.Tolerance;
import io.github.swfsdk.dicom.internal.transport.DeadlineException;
import io.github.swfsdk.dicom.internal.transport.SocketTransport;
import io.github.swfsdk.dicom.internal.transport.TlsLayer;
import io.github.swfsdk.dicom.internal.ul.NotOpenException;
import io.github.swfsdk.dicom.internal.ul.State;
import io.github.swfsdk.dicom.internal.ul.UpperLayer;
import io.github.swfsdk.dicom.internal.ul.UpperLayerUser;
import io.github.swfsdk.dicom.net.AssociationAbortedException;
import io.github.swfsdk.dicom.net.AssociationAbortedException.By;
import io.github.swfsdk.dicom.net.AssociationException;
import io.github.swfsdk.dicom.net.AssociationInfo;
import io.github.swfsdk.dicom.net.AssociationSnapshot;
import io.github.swfsdk.dicom.net.AssociationTimeoutException;
import io.github.swfsdk.dicom.net.Leniency;
import io.github.swfsdk.dicom.net.TlsHandshakeException;
import io.github.swfsdk.dicom.service.ApplicationInformation;
import io.github.swfsdk.dicom.service.DimseAssociation;
import io.github.swfsdk.dicom.service.DimseMessage;
import io.github.swfsdk.dicom.service.DimseResponse;
import io.github.swfsdk.dicom.service.Status;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiPredicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One association from its connection to its end: what both sides of it have in common. Thread-safe; the upper layer's
 * indications come on the thread that reads, deadlines on the watchdog's.
 */
abstract class Association implements DimseAssociation, UpperLayerUser, SocketTransport.DeadlineListener {
    private static final Logger LOG = LoggerFactory.getLogger(Association.class);
    private static final AtomicLong LAST_ID = new AtomicLong();

    /** Below it, headers are most of what is sent; only an attacker announces that. */
    private static final int LEAST_USEFUL_PDU = 64;

    /** So long a peer may go unheard while an operation runs on the thread that reads, or may that operation wait in vain. */
    private static final long UNREAD_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    private final Engine engine;
    private final HostedServices services;
    private final Tolerance tolerance;
    private final SocketTransport transport;
    private final UpperLayer upperLayer;
    private final ReadingTurn turn;
    private final AssociationEnd end = new AssociationEnd();
    private final LeniencyReport leniencies;
    private volatile AssociationInfo info;
    private volatile Map<Uid, ApplicationInformation> extended = Map.of();
    private volatile @Nullable Messages messages;
    private volatile boolean operationReads;
    private volatile long lastActivity;
    private volatile boolean releaseAsked;
    private volatile boolean releaseAnswered;
    private volatile long decidingSince; // 0: not waiting for a decision of the application about the request

    /** @param tls what is laid over the socket; null for nothing */
    Association(
            boolean requestor, SocketChannel channel, @Nullable TlsLayer tls, Engine engine, HostedServices services)
            throws IOException {
        this.engine = engine;
        this.services = services;
        this.tolerance = new Tolerance(engine.options().leniencies());
        this.leniencies = new LeniencyReport(engine, this::info, tolerance);
        this.transport = new SocketTransport(
                channel, tls, engine.options(), tolerance, engine.buffers(), engine.watchdog(), engine.closers());
        this.turn = new ReadingTurn(engine.watchdog()::now);
        this.upperLayer = new UpperLayer(requestor, transport, this);
        this.info = AssociationInfo.connected(
                        LAST_ID.incrementAndGet(),
                        requestor,
                        (InetSocketAddress) channel.getRemoteAddress(),
                        Instant.now())
                .build();
    }

    final Engine engine() {
        return engine;
    }

    final UpperLayer upperLayer() {
        return upperLayer;
    }

    final HostedServices services() {
        return services;
    }

    final AssociationInfo info() {
        return info;
    }

    final void describe(AssociationInfo next) {
        info = next;
    }

    /** Starts to read. */
    final void start() {
        transport.watch(this);
        engine.readers().execute(this::run);
    }

    private void run() {
        turn.take();
        try {
            if (!info.requestor()) {
                secure();
                engine.tell(listener -> listener.connected(info));
            }
            upperLayer.begin();
        } catch (AssociationException e) {
            end(e);
            closeConnection();
            return;
        } catch (RuntimeException | Error e) {
            failed(e);
            closeConnection();
            return;
        }
        readOn();
    }

    /** Reads until the connection is closed, or it is another thread's turn. */
    private void readOn() {
        boolean more = true;
        while (more && turn.isMine()) {
            more = next();
        }
        if (!more) {
            upperLayer.end();
            closeConnection();
        }
    }

    private boolean next() {
        try {
            return upperLayer.next();
        } catch (RuntimeException | Error e) {
            failed(e);
            return false;
        }
    }

    private void failed(Throwable cause) {
        LOG.error("the reader of {} failed", info.reference(), cause);
        fail(new AssociationAbortedException("internal failure on " + info.reference(), By.LOCAL_PROVIDER, 0, cause));
    }

    /** Runs an operation on the thread that reads, which gives its turn back; whoever needs more from the peer reads it. */
    final void perform(Runnable operation) {
        turn.giveBack();
        try {
            operation.run();
        } finally {
            turn.take();
        }
    }

    /** Reads a little further, unless another thread does; an exception when nothing more comes. */
    final boolean readSome() throws IOException {
        if (!turn.take()) {
            return false;
        }
        operationReads = true;
        try {
            if (!next()) {
                throw new IOException("association ended", failure());
            }
        } finally {
            operationReads = false;
            turn.giveBack();
        }
        return true;
    }

    /** Nobody has read for a while, as an operation takes its time. Watchdog's thread. */
    private void relieveReader() {
        try {
            engine.readers().execute(() -> {
                if (turn.take()) {
                    readOn();
                }
            });
        } catch (OutOfMemoryError e) { // no thread: again at the next look
            LOG.error("no thread to read from {}", info.reference(), e);
        }
    }

    /**
     * Agrees on TLS, if it is wanted. Blocks, at most for the handshake deadline.
     *
     * @throws AssociationException if that fails; the connection is of no use then
     */
    final void secure() {
        transport.watch(this);
        try {
            transport
                    .secure()
                    .ifPresent(session -> describe(info.toBuilder().tls(session).build()));
        } catch (DeadlineException e) {
            throw new AssociationTimeoutException(peerForCauses(), e.deadline(), e.limit());
        } catch (IOException e) {
            throw new TlsHandshakeException(peerForCauses(), e);
        }
    }

    /** An acceptor does not know titles before it is asked. */
    private String peerForCauses() {
        return info.requestor() ? info.reference() : info.remoteAddress().toString();
    }

    /** Closes the connection, at its end or because it could not be {@linkplain #start() started}. */
    final void closeConnection() {
        transport.end();
        end(
                releaseAnswered
                        ? null
                        : new AssociationAbortedException(
                                "the connection of " + info.reference() + " was closed", By.NETWORK, 0));
        closed();
    }

    /** Closes a connection that is no association, for want of room. Never blocks. */
    final void giveWay() {
        end(new AssociationException("the connection from " + info.remoteAddress() + " gave way to another one"));
        transport.close();
    }

    /** The connection is closed and the thread that reads ends. */
    abstract void closed();

    /**
     * The association is agreed on; messages can flow once the upper layer agrees.
     *
     * @param hosted what answers on these contexts
     * @param peerMaxLength longest P-DATA-TF body that the peer takes, 0 for any
     * @param window the peer's view if it requested the association, ours if we did
     */
    final void agree(AgreedContexts contexts, HostedServices hosted, long peerMaxLength, AsyncWindow window)
            throws PduException {
        int maxPdu = engine.options().maxPduLength();
        if (peerMaxLength != 0) {
            if (peerMaxLength < LEAST_USEFUL_PDU) {
                throw new PduException(
                        AbortReason.INVALID_PARAMETER_VALUE, "a maximum length of " + peerMaxLength + " is useless");
            }
            maxPdu = (int) Math.min(maxPdu, peerMaxLength);
        }
        MessageWriter writer = new MessageWriter(
                maxPdu,
                engine.buffers(),
                upperLayer::data,
                engine.coder(),
                engine.options().response());
        boolean requestor = info.requestor();
        Invocations invocations = new Invocations(
                this, engine, writer, contexts, requestor ? window.maxInvoked() : window.maxPerformed());
        Performances performances = new Performances(
                this, engine, hosted, writer, tolerance, requestor ? window.maxPerformed() : window.maxInvoked());
        MessageReader reader = new MessageReader(
                transport,
                tolerance,
                engine.options().maxCommandLength(),
                new Messages.Dispatcher(invocations, performances));
        lastActivity = engine.watchdog().now();
        messages = new Messages(contexts, reader, invocations, performances);
    }

    // ---- what the upper layer indicates, on the thread that reads

    @Override
    public final void dataReceived(PData data) {
        Messages open = messages;
        if (open != null) { // else over before it began
            open.reader().received(data);
        }
    }

    @Override
    public final boolean takeNext() throws PduException {
        Messages open = messages;
        if (open == null) {
            return false;
        }
        try {
            if (!open.reader().takeNext(open.contexts())) {
                return false;
            }
        } catch (DeadlineException e) {
            timedOut(e.deadline(), e.limit());
        } catch (IOException e) {
            fail(new AssociationAbortedException(
                    "messages of " + info.reference() + " cannot be taken", By.LOCAL, 0, e));
        } finally {
            lastActivity = engine.watchdog().now();
        }
        leniencies.tellNew();
        return true;
    }

    @Override
    public final void releaseRequested() {
        releaseAsked = true;
        Messages open = messages;
        if (open == null || open.performances().isIdle()) {
            answerRelease();
        }
    }

    /** Once, by the reader or by the last running operation. */
    private void answerRelease() {
        releaseAnswered = true; // the peer may have closed before this thread goes on
        try {
            upperLayer.releaseResponse();
            end(null);
        } catch (NotOpenException e) {
            LOG.debug("the release of {} was answered already, or there is nothing to release", info.reference());
        } catch (IOException e) {
            releaseAnswered = false;
            LOG.debug("the release of {} was not answered: {}", info.reference(), e.getMessage());
        }
    }

    @Override
    public final void released() {
        end(null);
    }

    @Override
    public final void aborted(Abort abort) {
        By by = abort.source() == Abort.SERVICE_USER ? By.PEER : By.PEER_PROVIDER;
        end(new AssociationAbortedException(
                "the peer aborted " + info.reference() + " (source " + abort.source() + ", reason " + abort.reason()
                        + ")",
                by,
                abort.reason()));
    }

    @Override
    public final void lost(Exception reason) {
        if (reason instanceof PduException refused) {
            end(new AssociationAbortedException(
                    "the peer of " + info.reference() + " broke the protocol: " + refused.getMessage(),
                    By.LOCAL_PROVIDER,
                    refused.reason().code(),
                    refused));
        } else {
            end(connectionLost(reason));
        }
    }

    private AssociationException connectionLost(Exception reason) {
        return reason instanceof DeadlineException deadline
                ? new AssociationTimeoutException(info.reference(), deadline.deadline(), deadline.limit())
                : new AssociationAbortedException(
                        "the connection of " + info.reference() + " was lost", By.NETWORK, 0, reason);
    }

    // ---- deadlines, on the watchdog's thread

    @Override
    public final void artimExpired() {
        end(new AssociationTimeoutException(
                info.reference(), "artim", engine.options().artim()));
        upperLayer.artimExpired();
    }

    @Override
    public final void readExpired(DeadlineException reason) {
        timedOut(reason.deadline(), reason.limit());
    }

    @Override
    public final void tick(long now) {
        expire("handler", engine.options().handler(), decidingSince, now);
        if (turn.freeFor(now) > UNREAD_NANOS) {
            relieveReader();
        } else if (operationReads && end.overFor(now) > UNREAD_NANOS) {
            transport.close(); // the peer is silent: the operation would wait for its close as long as ARTIM lasts
        }
        Messages open = messages;
        if (open == null || end.isOver()) {
            return;
        }
        long since = lastActivity;
        if (open.reader().isInMessage()) {
            expire("read", engine.options().read(), transport.waitingSince(), now);
        } else if (open.isIdle()) {
            expire("idle", engine.options().idle(), since, now);
        } else if (releaseAsked) {
            expire("handler", engine.options().handler(), since, now);
        }
    }

    private void expire(String deadline, Duration limit, long since, long now) {
        if (SocketTransport.hasPassed(since, limit, now)) {
            timedOut(deadline, limit);
        }
    }

    // ---- how it ends

    /** A deadline has passed: aborts, and returns what to throw. */
    final AssociationTimeoutException timedOut(String deadline, Duration limit) {
        AssociationTimeoutException failure = new AssociationTimeoutException(info.reference(), deadline, limit);
        fail(failure);
        return failure;
    }

    /**
     * A write failed: aborts, and returns what to throw, which is the first cause if there was one before. If only the state
     * forbids to send, as after our own request for release, nothing happens to the association.
     */
    final AssociationException writeFailed(IOException reason) {
        if (reason instanceof NotOpenException) {
            return failure(); // nothing is broken: the release came first
        }
        fail(connectionLost(reason));
        return failure();
    }

    /** A data set could not be produced: aborts if the message cannot be ended, and returns what to throw. */
    final RuntimeException sourceFailed(MessageWriter.DataSetException reason) {
        if (reason.partlySent()) {
            fail(new AssociationAbortedException(
                    "a data set on " + info.reference() + " could not be sent to its end", By.LOCAL, 0, reason));
            return failure();
        }
        return reason.getCause() instanceof RuntimeException e
                ? e
                : new AssociationException("a data set for " + info.reference() + " cannot be read", reason);
    }

    /** Ends it with this cause, unless it has ended, and aborts. Never blocks. */
    final void fail(AssociationException failure) {
        end(failure);
        upperLayer.abort();
    }

    /** Why it is over. */
    private AssociationException failure() {
        return end.cause()
                .orElseGet(() -> new AssociationException(info.reference() + " is released or being released"));
    }

    /** Ends it once; a null cause means that it was released in order. */
    final void end(@Nullable AssociationException reason) {
        if (!end.decide(reason, engine.watchdog().now())) {
            return;
        }
        Messages open = messages;
        if (open != null) {
            open.fail(failure());
        }
        tellEnd(reason); // before anybody who waits for the end goes on
        end.announce();
    }

    /** Tells the listeners; called once. */
    void tellEnd(@Nullable AssociationException reason) {
        if (reason == null) {
            engine.tell(listener -> listener.released(info));
        } else {
            engine.tell(listener -> listener.aborted(info, reason));
        }
    }

    /** Records a leniency. The thread that reads. */
    final void use(Leniency leniency) throws PduException {
        tolerance.use(leniency);
    }

    /** Tells which leniencies are new. The thread that reads. */
    final void tellLeniencies() {
        leniencies.tellNew();
    }

    /** A request of the peer has been answered. Handler thread. */
    final void operationEnded() {
        lastActivity = engine.watchdog().now();
        Messages open = messages;
        if (releaseAsked && open != null && open.performances().isIdle()) {
            answerRelease();
        }
    }

    /** A data set of the peer took a leniency. Any thread. */
    final void dataSetTook(io.github.swfsdk.dicom.io.Leniency leniency, long offset, String path) {
        leniencies.dataSetTook(leniency, offset, path);
    }

    /** Whether answers can still be sent: also while the peer waits for its release. */
    final boolean isUsable() {
        return messages != null && !end.isOver();
    }

    /** Whether one more operation of the peer is within its limits; then it is counted. The thread that reads. */
    boolean admitsOperation() {
        return true;
    }

    /** The application is asked about the request, elsewhere; it has as long as a handler. */
    final void deciding(boolean begins) {
        decidingSince = begins ? engine.watchdog().now() : 0;
    }

    /** The longest P-DATA-TF body that the peer may send from now on. */
    final void limitReceived(int maxPduLength) {
        transport.limitReceived(maxPduLength);
    }

    /** Whether the peer has requests that are not answered. */
    final boolean isBusy() {
        Messages open = messages;
        return open != null && !end.isOver() && !open.performances().isIdle();
    }

    /** Waits until it is over. */
    final boolean awaitEnd(Duration limit) throws InterruptedException {
        return end.await(limit);
    }

    final AssociationSnapshot snapshot() {
        Messages open = messages;
        return new AssociationSnapshot(
                info,
                upperLayer.state().name(),
                open == null ? 0 : open.operations(),
                transport.received(),
                transport.sent());
    }

    // ---- for services and clients

    @Override
    public final Optional<ApplicationInformation> extendedNegotiation(Uid abstractSyntax) {
        return Optional.ofNullable(extended.get(abstractSyntax));
    }

    /** What the acceptor has answered in extended negotiation; before messages flow. */
    final void agreeExtended(Map<Uid, ApplicationInformation> answered) {
        extended = Map.copyOf(answered);
    }

    @Override
    public final String peerAeTitle() {
        return info.peerAeTitle();
    }

    @Override
    public final boolean isOpen() {
        return isUsable() && upperLayer.state() == State.OPEN;
    }

    @Override
    public final List<Uid> transferSyntaxes(Uid abstractSyntax) {
        Messages open = messages;
        return open == null ? List.of() : open.contexts().transferSyntaxes(abstractSyntax);
    }

    @Override
    public final DimseResponse send(DimseMessage message, BiPredicate<Status, DataSet> pending) {
        Messages open = messages;
        if (open == null || end.isOver()) {
            throw failure();
        }
        return open.invocations().send(message, pending);
    }

    /** Asks for release where that is possible, and does not wait for the answer. */
    final boolean beginRelease() {
        if (!isOpen()) {
            return false;
        }
        try {
            upperLayer.release();
            return true;
        } catch (IOException e) {
            writeFailed(e);
            return false;
        }
    }

    @Override
    public final void close() {
        Messages open = messages;
        Duration limit = engine.options().release();
        try {
            if (open != null && isOpen()) {
                open.performances().awaitIdle(limit); // no answer of ours could leave after the request for release
            }
            if (beginRelease() && !awaitEnd(limit)) {
                timedOut("release", limit);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            abort();
        }
    }

    @Override
    public final void abort() {
        fail(new AssociationAbortedException(info.reference() + " was aborted by this side", By.LOCAL, 0));
    }
}
