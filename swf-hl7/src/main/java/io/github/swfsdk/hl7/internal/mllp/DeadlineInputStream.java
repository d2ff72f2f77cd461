package io.github.swfsdk.hl7.internal.mllp;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;

/** Reads a socket until a deadline, however slowly the bytes drip. One caller at a time. */
final class DeadlineInputStream extends InputStream {
    private static final long NANOS_PER_MILLI = 1_000_000;

    private final Socket socket;
    private final InputStream in;
    private long deadline = System.nanoTime();

    DeadlineInputStream(Socket socket) throws IOException {
        this.socket = socket;
        this.in = socket.getInputStream();
    }

    /** All reads from now on end within this time; after it they fail with {@link SocketTimeoutException}. */
    void within(Duration time) {
        deadline = System.nanoTime() + time.toNanos();
    }

    @Override
    public int read() throws IOException {
        byte[] single = new byte[1];
        return read(single) < 0 ? -1 : Byte.toUnsignedInt(single[0]);
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        long left = deadline - System.nanoTime();
        if (left <= 0) {
            throw new SocketTimeoutException("no byte in time");
        }
        long millis = Math.min(Integer.MAX_VALUE, left / NANOS_PER_MILLI + 1); // 0 would mean for ever
        socket.setSoTimeout((int) millis);
        return in.read(bytes, offset, length);
    }
}
