package io.github.swfsdk.hl7;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.github.swfsdk.hl7.internal.mllp.FrameException;
import io.github.swfsdk.hl7.internal.mllp.MllpConnection;
import io.github.swfsdk.hl7.internal.mllp.Watchdog;
import io.github.swfsdk.hl7.internal.parse.MessageHeader;
import io.github.swfsdk.hl7.internal.parse.MessageReader;
import io.github.swfsdk.hl7.message.Hl7FormatException;
import io.github.swfsdk.hl7.message.Hl7Message;
import io.github.swfsdk.hl7.message.Leniency;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends HL7 v2 messages over MLLP and awaits their acknowledgements, one at a time, over one connection that is opened when
 * it is needed and kept. Thread-safe; concurrent callers wait for their turn.
 *
 * <p>A kept connection may have been closed by the receiver meanwhile. If it breaks before an answer, the message is sent once
 * more on a new connection; a receiver that did take it knows its control ID and content.
 */
public final class Hl7Client implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Hl7Client.class);

    private final String host;
    private final int port;
    private final MllpOptions options;
    private final MessageReader reader;
    private final Watchdog watchdog = new Watchdog("swf-hl7-client-watchdog");
    /** Held by the caller whose message is outstanding, who alone touches the connection. */
    private final Semaphore turn = new Semaphore(1, true);

    private final Object lock = new Object();

    @GuardedBy("lock")
    private @Nullable MllpConnection connection;

    @GuardedBy("lock")
    private boolean closed;

    private Hl7Client(String host, int port, MllpOptions options) {
        this.host = host;
        this.port = port;
        this.options = options;
        this.reader = new MessageReader(options.defaultCharacterSet(), options.maxSegments(), options.leniencies());
    }

    /** Returns a client with default options; connects with the first message. */
    public static Hl7Client to(String host, int port) {
        return to(host, port, MllpOptions.defaults());
    }

    /** Returns a client; connects with the first message. */
    public static Hl7Client to(String host, int port, MllpOptions options) {
        if (port < 1 || port > 65535) {
            throw new IllegalArgumentException("port must be 1 to 65535, but was " + port);
        }
        return new Hl7Client(Objects.requireNonNull(host, "host"), port, Objects.requireNonNull(options, "options"));
    }

    /**
     * Sends a message and awaits its acknowledgement.
     *
     * @throws Hl7Exception if none came, or one that answers another message
     */
    public Acknowledgement send(Hl7Message message) {
        return exchange(message.toBytes(), message.controlId());
    }

    /**
     * Sends a message as it is, without its frame, and awaits its acknowledgement.
     *
     * @throws Hl7Exception if none came, or one that answers another message
     */
    public Acknowledgement send(byte[] message) {
        Optional<MessageHeader> header = MessageHeader.read(message, options.defaultCharacterSet());
        return exchange(
                message.clone(), header.map(msh -> msh.segment().text(10)).orElse(""));
    }

    /** Closes the connection, also under a caller who waits for an answer. A second call returns at once. */
    @Override
    public void close() {
        synchronized (lock) {
            closed = true;
        }
        watchdog.close();
        drop();
    }

    private Acknowledgement exchange(byte[] message, String controlId) {
        takeTurn();
        try {
            Acknowledgement acknowledgement = AcknowledgementReader.read(reader, roundTrip(message));
            if (!acknowledgement.controlId().equals(controlId)) {
                throw new Hl7Exception("the acknowledgement answers another message");
            }
            return acknowledgement;
        } catch (Hl7FormatException e) {
            drop();
            throw new Hl7Exception("the answer is no acknowledgement", e);
        } catch (Hl7Exception e) {
            drop(); // what comes on it next might answer this message, not the next one
            throw e;
        } finally {
            turn.release();
        }
    }

    private void takeTurn() {
        try {
            if (!turn.tryAcquire(options.acknowledgementTimeout().toNanos(), TimeUnit.NANOSECONDS)) {
                throw new Hl7Exception("another message was outstanding for " + options.acknowledgementTimeout());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Hl7Exception("interrupted before the message was sent", e);
        }
    }

    private byte[] roundTrip(byte[] message) {
        MllpConnection kept = kept();
        if (kept != null) {
            try {
                return roundTrip(kept, message);
            } catch (SocketTimeoutException | FrameException e) {
                throw failure(e);
            } catch (IOException e) {
                drop(); // closed meanwhile: once more on a new connection
            }
        }
        try {
            return roundTrip(connect(), message);
        } catch (IOException e) {
            throw failure(e);
        }
    }

    private byte[] roundTrip(MllpConnection open, byte[] message) throws IOException {
        open.send(message, options.sendTimeout());
        return open.receive(options.acknowledgementTimeout(), options.receiveTimeout())
                .orElseThrow(() -> new EOFException("the receiver closed the connection without an answer"));
    }

    private MllpConnection connect() throws IOException {
        Socket socket = new Socket();
        try {
            socket.connect(new InetSocketAddress(host, port), (int)
                    options.connectTimeout().toMillis());
            MllpConnection opened = new MllpConnection(
                    socket,
                    watchdog,
                    options.maxMessageLength(),
                    options.leniencies().contains(Leniency.LINE_FEED_AFTER_CARRIAGE_RETURN));
            keep(opened);
            return opened;
        } catch (IOException e) {
            socket.close();
            throw e;
        }
    }

    private void keep(MllpConnection opened) throws IOException {
        synchronized (lock) {
            if (!closed) {
                connection = opened;
                return;
            }
        }
        throw new IOException("the client is closed");
    }

    private @Nullable MllpConnection kept() {
        synchronized (lock) {
            return connection;
        }
    }

    private void drop() {
        MllpConnection open;
        synchronized (lock) {
            open = connection;
            connection = null;
        }
        if (open == null) {
            return;
        }
        try {
            open.close();
        } catch (IOException e) {
            LOG.debug("connection to {}:{} did not close cleanly: {}", host, port, e.getMessage());
        }
    }

    private Hl7Exception failure(IOException cause) {
        return new Hl7Exception("no acknowledgement from " + host + ":" + port + ": " + cause.getMessage(), cause);
    }
}
