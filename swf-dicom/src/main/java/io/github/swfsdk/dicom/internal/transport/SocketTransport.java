package io.github.swfsdk.dicom.internal.transport;

import io.github.swfsdk.dicom.internal.pdu.Pdu;
import io.github.swfsdk.dicom.internal.pdu.PduException;
import io.github.swfsdk.dicom.internal.pdu.Tolerance;
import io.github.swfsdk.dicom.internal.ul.Lease;
import io.github.swfsdk.dicom.internal.ul.Transport;
import io.github.swfsdk.dicom.net.AssociationOptions;
import io.github.swfsdk.dicom.net.TlsSession;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.ByteChannel;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.ReentrantLock;
import javax.net.ssl.SSLSocket;
import jdk.net.ExtendedSocketOptions;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One connected socket that carries PDUs. Thread-safe. The write lock is the only lock held during I/O: it keeps writers
 * apart, each for at most the write deadline, which the {@link Watchdog} enforces by closing the socket.
 */
public final class SocketTransport implements Transport, Watchdog.Watched {
    /** Hears about deadlines, on the watchdog's thread. Must not block. */
    public interface DeadlineListener {
        /** ARTIM has expired. */
        void artimExpired();

        /** A PDU has begun and not ended within the read deadline. */
        void readExpired(DeadlineException cause);

        /** Called with each look, for deadlines above the transport. */
        void tick(long now);
    }

    private static final Logger LOG = LoggerFactory.getLogger(SocketTransport.class);

    /** What a peer may still send after it was refused, before the connection is closed in its face. */
    private static final int DRAIN_LIMIT = 4 * 1024 * 1024;

    private final SocketChannel channel;
    private final @Nullable TlsLayer tls;
    private volatile ByteChannel bytes;
    private volatile @Nullable SSLSocket secured;
    private final boolean quickAck;
    private final AssociationOptions options;
    private final Watchdog watchdog;
    private final ThreadFactory closers;
    private final PduInput input;
    private final ReentrantLock writeLock = new ReentrantLock();
    private final AtomicReference<@Nullable DeadlineException> closedBy = new AtomicReference<>();
    private volatile @Nullable DeadlineListener listener;
    private volatile long securingSince;
    private volatile long artimSince;
    private volatile long writingSince;
    private volatile long waitingSince;
    private volatile long sent; // written under the write lock

    /** Buffers for all connections with these options. */
    public static PduBuffers buffers(AssociationOptions options) {
        return PduInput.buffers(options.maxPduLength());
    }

    /**
     * Takes over a connected channel in blocking mode.
     *
     * @param tls what is laid over it, by {@link #secure()}; null for nothing
     * @param closers threads for last words that must not hold up their speaker
     */
    public SocketTransport(
            SocketChannel channel,
            @Nullable TlsLayer tls,
            AssociationOptions options,
            Tolerance tolerance,
            PduBuffers buffers,
            Watchdog watchdog,
            ThreadFactory closers)
            throws IOException {
        this.channel = channel;
        this.tls = tls;
        this.options = options;
        this.watchdog = watchdog;
        this.closers = closers;
        this.bytes = channel;
        channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        // Linux only; see the page on performance for what a peer with Nagle's algorithm costs without it
        this.quickAck = channel.supportedOptions().contains(ExtendedSocketOptions.TCP_QUICKACK);
        this.input = new PduInput(
                this::receive, options.maxAssociateLength(), options.maxPduLength(), tolerance, watchdog::now, buffers);
    }

    /** Starts to watch the deadlines. */
    public void watch(DeadlineListener deadlines) {
        listener = deadlines;
        watchdog.watch(this);
    }

    /**
     * Agrees on TLS, if it is wanted; before anything is read or written, and after {@link #watch}. Blocks, at most for the
     * handshake deadline.
     *
     * @return what was agreed on; empty without TLS
     */
    public Optional<TlsSession> secure() throws IOException {
        if (tls == null) {
            return Optional.empty();
        }
        securingSince = watchdog.now();
        try {
            SSLSocket over = tls.over(channel.socket());
            over.startHandshake();
            bytes = new TlsChannel(over.getInputStream(), over.getOutputStream());
            secured = over;
            return Optional.of(TlsLayer.describe(over));
        } catch (IOException e) {
            throw because(e);
        } finally {
            securingSince = 0;
        }
    }

    /** The longest P-DATA-TF body that the peer may send from now on. */
    public void limitReceived(int maxPduLength) {
        input.limit(maxPduLength);
    }

    /** Bytes received so far. */
    public long received() {
        return input.received();
    }

    /** Bytes sent so far. */
    public long sent() {
        return sent;
    }

    /** When the reading thread began to wait for the PDU that has not come yet; 0 when it does something else. */
    public long waitingSince() {
        return waitingSince;
    }

    @Override
    public Optional<Pdu> read() throws IOException, PduException {
        waitingSince = watchdog.now();
        try {
            return input.read();
        } finally {
            waitingSince = 0;
        }
    }

    @Override
    public Lease retain() {
        return input.retain();
    }

    @Override
    public void drain() throws IOException {
        input.drain(DRAIN_LIMIT);
    }

    @Override
    public void write(ByteBuffer pdus) throws IOException {
        try {
            // the writer before us is bounded by the same deadline
            if (!writeLock.tryLock(options.write().toNanos(), TimeUnit.NANOSECONDS)) {
                throw expired("write", options.write());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted before writing");
        }
        try {
            writeLocked(pdus);
        } finally {
            writeLock.unlock();
        }
    }

    private void writeLocked(ByteBuffer pdus) throws IOException {
        writingSince = watchdog.now();
        try {
            while (pdus.hasRemaining()) {
                sent += bytes.write(pdus); // all at once, as long as the channel blocks
            }
        } catch (IOException e) {
            throw because(e);
        } finally {
            writingSince = 0;
        }
    }

    @Override
    public void writeLater(ByteBuffer pdu) {
        if (writeLock.isLocked()) {
            close(); // somebody is stuck in a write, or about to be: the peer learns it from the closed connection
            return;
        }
        closers.newThread(() -> {
                    try {
                        write(pdu);
                    } catch (IOException e) {
                        LOG.debug("last PDU was not sent: {}", e.getMessage());
                        close();
                    }
                })
                .start();
    }

    @Override
    public void startArtim() {
        artimSince = watchdog.now();
    }

    @Override
    public void stopArtim() {
        artimSince = 0;
    }

    @Override
    public void check(long now) {
        DeadlineListener deadlines = listener;
        if (hasPassed(writingSince, options.write(), now)) {
            expired("write", options.write());
        }
        if (hasPassed(securingSince, options.tlsHandshake(), now)) {
            expired("tlsHandshake", options.tlsHandshake());
        }
        if (deadlines == null) {
            return;
        }
        if (hasPassed(artimSince, options.artim(), now)) {
            stopArtim();
            closedBy.compareAndSet(null, new DeadlineException("artim", options.artim()));
            deadlines.artimExpired();
        }
        if (hasPassed(input.begunAt(), options.read(), now)) {
            deadlines.readExpired(new DeadlineException("read", options.read()));
        }
        deadlines.tick(now);
    }

    /** Whether a wait that began at {@code since} (0: none) is longer than its limit. */
    public static boolean hasPassed(long since, Duration limit, long now) {
        return since != 0 && now - since > limit.toNanos();
    }

    @Override
    public void closeInOrder() {
        SSLSocket over = secured;
        if (over != null && writeLock.tryLock()) {
            writingSince = watchdog.now();
            try {
                over.shutdownOutput(); // close_notify: what the peer has got is all there is
            } catch (IOException e) {
                LOG.debug("TLS did not end cleanly: {}", e.getMessage());
            } finally {
                writingSince = 0;
                writeLock.unlock();
            }
        }
        close();
    }

    /** Nothing is read any more: the connection is closed and costs nothing from now on. */
    public void end() {
        close();
        watchdog.forget(this);
        input.release();
    }

    /** The socket below TLS: closing that above it may wait for a write. */
    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException e) {
            LOG.debug("socket did not close cleanly: {}", e.getMessage());
        }
    }

    /** Closes without lingering, so that a peer that does not read costs the kernel no memory either. */
    private DeadlineException expired(String name, Duration limit) {
        DeadlineException cause = new DeadlineException(name, limit);
        closedBy.compareAndSet(null, cause);
        try {
            channel.setOption(StandardSocketOptions.SO_LINGER, 0);
        } catch (IOException e) {
            LOG.debug("socket was closed already: {}", e.getMessage());
        }
        close();
        return cause;
    }

    private int receive(ByteBuffer target) throws IOException {
        try {
            if (quickAck) {
                // the kernel forgets it with what we send, which may be long after the write returned
                channel.setOption(ExtendedSocketOptions.TCP_QUICKACK, true);
            }
            return bytes.read(target);
        } catch (IOException e) {
            throw because(e);
        }
    }

    private IOException because(IOException failure) {
        DeadlineException deadline = closedBy.get();
        if (deadline == null) {
            return failure;
        }
        deadline.addSuppressed(failure);
        return deadline;
    }
}
