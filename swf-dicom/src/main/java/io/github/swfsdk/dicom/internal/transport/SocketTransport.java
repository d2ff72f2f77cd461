package io.github.swfsdk.dicom.internal.transport;

import io.github.swfsdk.dicom.internal.pdu.Pdu;
import io.github.swfsdk.dicom.internal.pdu.PduException;
import io.github.swfsdk.dicom.internal.pdu.Tolerance;
import io.github.swfsdk.dicom.internal.ul.Lease;
import io.github.swfsdk.dicom.internal.ul.Transport;
import io.github.swfsdk.dicom.net.AssociationOptions;
import io.github.swfsdk.dicom.net.TlsSession;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketException;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
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

    private final Socket socket;
    private final @Nullable TlsLayer tls;
    private volatile InputStream in;
    private volatile OutputStream out;
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
    private volatile long sent; // written under the write lock

    /**
     * Takes over a connected socket.
     *
     * @param tls what is laid over it, by {@link #secure()}; null for nothing
     * @param closers threads for last words that must not hold up their speaker
     */
    public SocketTransport(
            Socket socket,
            @Nullable TlsLayer tls,
            AssociationOptions options,
            Tolerance tolerance,
            Watchdog watchdog,
            ThreadFactory closers)
            throws IOException {
        this.socket = socket;
        this.tls = tls;
        this.options = options;
        this.watchdog = watchdog;
        this.closers = closers;
        socket.setOption(StandardSocketOptions.TCP_NODELAY, true);
        // Linux only; see the page on performance for what a peer with Nagle's algorithm costs without it
        this.quickAck = socket.supportedOptions().contains(ExtendedSocketOptions.TCP_QUICKACK);
        this.in = socket.getInputStream();
        this.out = socket.getOutputStream();
        this.input = new PduInput(
                this::receive, options.maxAssociateLength(), options.maxPduLength(), tolerance, watchdog::now);
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
            SSLSocket over = tls.over(socket);
            over.startHandshake();
            in = over.getInputStream();
            out = over.getOutputStream();
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

    @Override
    public Optional<Pdu> read() throws IOException, PduException {
        return input.read();
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
    public void write(byte[] bytes, int offset, int length) throws IOException {
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
            writeLocked(bytes, offset, length);
        } finally {
            writeLock.unlock();
        }
    }

    private void writeLocked(byte[] bytes, int offset, int length) throws IOException {
        writingSince = watchdog.now();
        try {
            out.write(bytes, offset, length);
            sent += length;
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
                        write(pdu.array(), pdu.arrayOffset() + pdu.position(), pdu.remaining());
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

    /** The socket below TLS: closing that above it may wait for a write. */
    @Override
    public void close() {
        watchdog.forget(this);
        try {
            socket.close();
        } catch (IOException e) {
            LOG.debug("socket did not close cleanly: {}", e.getMessage());
        }
    }

    /** Closes without lingering, so that a peer that does not read costs the kernel no memory either. */
    private DeadlineException expired(String name, Duration limit) {
        DeadlineException cause = new DeadlineException(name, limit);
        closedBy.compareAndSet(null, cause);
        try {
            socket.setSoLinger(true, 0);
        } catch (SocketException e) {
            LOG.debug("socket was closed already: {}", e.getMessage());
        }
        close();
        return cause;
    }

    private int receive(byte[] bytes, int offset, int length) throws IOException {
        try {
            if (quickAck) {
                socket.setOption(ExtendedSocketOptions.TCP_QUICKACK, true); // the kernel forgets it again and again
            }
            return in.read(bytes, offset, length);
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
