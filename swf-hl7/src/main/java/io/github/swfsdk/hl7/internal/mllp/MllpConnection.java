package io.github.swfsdk.hl7.internal.mllp;

import java.io.Closeable;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Optional;

/** One TCP connection that carries frames, in turn. One caller at a time; {@link #close()} may be called by any thread. */
public final class MllpConnection implements Closeable {
    private static final int DISCARD_BUFFER = 4096;

    private final Socket socket;
    private final Watchdog watchdog;
    private final DeadlineInputStream in;
    private final FrameReader frames;

    /**
     * Takes over a connected socket.
     *
     * @param maxLength the longest message that is received, in bytes
     * @param lineFeedAllowed whether a line feed may follow a frame
     */
    public MllpConnection(Socket socket, Watchdog watchdog, int maxLength, boolean lineFeedAllowed) throws IOException {
        this.socket = socket;
        this.watchdog = watchdog;
        this.in = new DeadlineInputStream(socket);
        this.frames = new FrameReader(in, maxLength, lineFeedAllowed);
        socket.setTcpNoDelay(true);
        socket.setKeepAlive(true);
    }

    /**
     * Receives a message.
     *
     * @param start how long its first byte may take
     * @param rest how long the message may take after that
     * @return the message without its frame, or empty if the peer closed the connection between messages
     * @throws SocketTimeoutException if the peer was too slow
     * @throws FrameException if what came is no frame, or too long
     */
    public Optional<byte[]> receive(Duration start, Duration rest) throws IOException {
        in.within(start);
        if (!frames.awaitStart()) {
            return Optional.empty();
        }
        in.within(rest);
        return Optional.of(frames.readContent());
    }

    /** Whether a line feed was skipped before the latest message. */
    public boolean skippedLineFeed() {
        return frames.skippedLineFeed();
    }

    /**
     * Sends a message in one write.
     *
     * @throws SocketTimeoutException if the peer did not take it in time; the connection is closed then
     */
    public void send(byte[] message, Duration time) throws IOException {
        byte[] frame = new byte[message.length + 3];
        frame[0] = FrameReader.START;
        System.arraycopy(message, 0, frame, 1, message.length);
        frame[frame.length - 2] = FrameReader.END;
        frame[frame.length - 1] = FrameReader.END_2;
        Watchdog.Guard guard = watchdog.guard(socket, time);
        try {
            socket.getOutputStream().write(frame);
        } catch (IOException e) {
            if (guard.callOff()) {
                throw e;
            }
            SocketTimeoutException late = new SocketTimeoutException("the peer did not take the message in time");
            late.addSuppressed(e);
            throw late;
        }
        guard.callOff();
    }

    /**
     * Says that nothing more will be sent and throws away what still comes, until the peer closes or the time is over.
     * Closing at once with unread bytes would reset the connection, and the peer might lose the last answer.
     */
    public void finish(Duration time) throws IOException {
        socket.shutdownOutput();
        in.within(time);
        byte[] discarded = new byte[DISCARD_BUFFER];
        while (in.read(discarded) >= 0) {
            continue;
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
