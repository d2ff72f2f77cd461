package io.github.swfsdk.dicom.internal.dimse;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.github.swfsdk.dicom.internal.codec.PassingStream;
import io.github.swfsdk.dicom.internal.transport.DeadlineException;
import io.github.swfsdk.dicom.internal.ul.Lease;
import io.github.swfsdk.dicom.internal.ul.Transport;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A data set on its way from the connection to the service: receive buffers are handed over, not copied. The thread that
 * takes the data set reads the connection itself when it needs more; where another thread reads, that one waits when it is
 * too far ahead, so that a large object is never held whole. One thread puts, one takes; the lock guards the queue.
 */
final class DataSetPipe extends PassingStream implements IncomingDataSet {
    /** Where fragments come from when none is waiting. */
    @FunctionalInterface
    interface Reading {
        /**
         * Reads a little further on the current thread, which may put fragments here; false if another thread reads, an
         * exception if nothing more comes.
         */
        boolean readSome() throws IOException;
    }

    private record Chunk(ByteBuffer bytes, Lease lease) {}

    private final Object lock = new Object();
    private final int maxAhead;
    private final Duration readerLimit;
    private final Duration handlerLimit;
    private final Reading reading;
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
     * @param readerLimit how long one read may wait for another thread that reads
     * @param whenSilent ends the association when that limit has passed
     */
    DataSetPipe(int maxAhead, Duration handlerLimit, Duration readerLimit, Reading reading, Runnable whenSilent) {
        this.maxAhead = maxAhead;
        this.handlerLimit = handlerLimit;
        this.readerLimit = readerLimit;
        this.reading = reading;
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
            failure = failure == null ? cause : failure;
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
    public long pass(long count, WritableByteChannel out) throws IOException {
        long left = count;
        while (left > 0) {
            ByteBuffer bytes = next();
            if (bytes == null) {
                break;
            }
            int step = (int) Math.min(left, bytes.remaining());
            ByteBuffer some = bytes.slice(bytes.position(), step);
            while (some.hasRemaining()) {
                out.write(some);
            }
            bytes.position(bytes.position() + step);
            left -= step;
        }
        return count - left;
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
        while (needsMore()) {
            if (!readSome() && !awaitOtherReader(deadline)) {
                whenSilent.run();
                throw new DeadlineException("read", readerLimit);
            }
        }
        synchronized (lock) {
            if (closed) {
                throw new IOException("the data set was closed");
            }
            Chunk chunk = chunks.poll();
            if (chunk != null) {
                ahead -= chunk.bytes().remaining();
                lock.notifyAll();
            } else if (!ended) {
                throw new IOException("the association ended inside the data set", failure);
            }
            return chunk;
        }
    }

    private boolean readSome() {
        try {
            return reading.readSome();
        } catch (IOException e) {
            fail(e);
            return true;
        }
    }

    private boolean needsMore() {
        synchronized (lock) {
            return chunks.isEmpty() && !ended && !closed && failure == null;
        }
    }

    /** Whether there is something before the deadline. */
    private boolean awaitOtherReader(long deadline) throws IOException {
        synchronized (lock) {
            return !needsMore() || await(deadline);
        }
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
