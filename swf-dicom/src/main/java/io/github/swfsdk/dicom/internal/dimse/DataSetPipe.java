package io.github.swfsdk.dicom.internal.dimse;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.github.swfsdk.dicom.internal.transport.DeadlineException;
import io.github.swfsdk.dicom.internal.ul.Lease;
import io.github.swfsdk.dicom.internal.ul.Transport;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A data set on its way from the reader thread to the thread that handles the message: receive buffers are handed over, not
 * copied. The reader waits when it is too far ahead, so that a large object is never held whole. The reader puts, one other
 * thread reads; the lock guards the queue.
 */
final class DataSetPipe extends InputStream implements IncomingDataSet {
    private record Chunk(ByteBuffer bytes, Lease lease) {}

    private final Object lock = new Object();
    private final int maxAhead;
    private final Duration readerLimit;
    private final Duration handlerLimit;
    private final Runnable whenSilent;

    @GuardedBy("lock")
    private final ArrayDeque<Chunk> chunks = new ArrayDeque<>();

    @GuardedBy("lock")
    private int ahead;

    @GuardedBy("lock")
    private boolean ended;

    @GuardedBy("lock")
    private boolean closed;

    @GuardedBy("lock")
    private @Nullable IOException failure;

    private @Nullable Chunk current; // handling thread only

    /**
     * Creates an empty pipe.
     *
     * @param maxAhead bytes that may wait here; one fragment always may
     * @param handlerLimit how long the reader waits for room
     * @param readerLimit how long one read may wait for the network
     * @param whenSilent ends the association when that limit has passed
     */
    DataSetPipe(int maxAhead, Duration handlerLimit, Duration readerLimit, Runnable whenSilent) {
        this.maxAhead = maxAhead;
        this.handlerLimit = handlerLimit;
        this.readerLimit = readerLimit;
        this.whenSilent = whenSilent;
    }

    @Override
    public void fragment(ByteBuffer bytes, Transport transport) throws IOException {
        if (!bytes.hasRemaining()) {
            return;
        }
        synchronized (lock) {
            awaitRoom(bytes.remaining());
            if (closed) {
                return;
            }
            chunks.add(new Chunk(bytes, transport.retain()));
            ahead += bytes.remaining();
            lock.notifyAll();
        }
    }

    @GuardedBy("lock")
    private void awaitRoom(int count) throws IOException {
        long deadline = System.nanoTime() + handlerLimit.toNanos();
        while (!closed && ahead > 0 && ahead + count > maxAhead) {
            if (!await(deadline)) {
                throw new DeadlineException("handler", handlerLimit);
            }
        }
    }

    @Override
    public void end() {
        synchronized (lock) {
            ended = true;
            lock.notifyAll();
        }
    }

    @Override
    public void fail(IOException cause) {
        synchronized (lock) {
            failure = cause;
            lock.notifyAll();
        }
    }

    /** The rest is of no interest; the reader no longer waits. */
    @Override
    public void close() {
        if (current != null) {
            current.lease().release();
            current = null;
        }
        synchronized (lock) {
            closed = true;
            chunks.forEach(chunk -> chunk.lease().release());
            chunks.clear();
            ahead = 0;
            lock.notifyAll();
        }
    }

    @Override
    public int read() throws IOException {
        ByteBuffer bytes = next();
        return bytes == null ? -1 : Byte.toUnsignedInt(bytes.get());
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        ByteBuffer bytes = next();
        if (bytes == null) {
            return -1;
        }
        int count = Math.min(length, bytes.remaining());
        bytes.get(target, offset, count);
        return count;
    }

    @Override
    public long transferTo(OutputStream out) throws IOException {
        long total = 0;
        for (ByteBuffer bytes = next(); bytes != null; bytes = next()) {
            int count = bytes.remaining();
            out.write(bytes.array(), bytes.arrayOffset() + bytes.position(), count);
            bytes.position(bytes.limit());
            total += count;
        }
        return total;
    }

    /** The chunk to read from, with at least one byte; null at the end of the data set. */
    private @Nullable ByteBuffer next() throws IOException {
        if (current != null) {
            if (current.bytes().hasRemaining()) {
                return current.bytes();
            }
            current.lease().release();
            current = null;
        }
        current = take();
        return current == null ? null : current.bytes();
    }

    private @Nullable Chunk take() throws IOException {
        long deadline = System.nanoTime() + readerLimit.toNanos();
        synchronized (lock) {
            while (true) {
                if (closed) {
                    throw new IOException("the data set was closed");
                }
                Chunk chunk = chunks.poll();
                if (chunk != null) {
                    ahead -= chunk.bytes().remaining();
                    lock.notifyAll();
                    return chunk;
                }
                if (ended) {
                    return null;
                }
                if (failure != null) {
                    throw new IOException("the association ended inside the data set", failure);
                }
                if (!await(deadline)) {
                    break;
                }
            }
        }
        whenSilent.run();
        throw new DeadlineException("read", readerLimit);
    }

    /** Waits for a change; false when the deadline has passed. */
    @GuardedBy("lock")
    private boolean await(long deadline) throws IOException {
        long left = deadline - System.nanoTime();
        if (left <= 0) {
            return false;
        }
        try {
            TimeUnit.NANOSECONDS.timedWait(lock, left);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while waiting for a data set");
        }
        return true;
    }
}
