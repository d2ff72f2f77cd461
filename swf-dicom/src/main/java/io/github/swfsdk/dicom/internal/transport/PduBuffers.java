package io.github.swfsdk.dicom.internal.transport;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.github.swfsdk.dicom.internal.pdu.PDataWriter;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;

/**
 * Buffers of one size outside of the heap, which the kernel fills and empties without another copy: for the PDUs of all
 * associations of an engine, used again and again. Thread-safe; the lock guards the queue.
 */
public final class PduBuffers implements PDataWriter.Buffers {
    /** Waiting buffers hold no more than this together. */
    private static final int MAX_WAITING_BYTES = 8 * 1024 * 1024;

    private final Object lock = new Object();

    @GuardedBy("lock")
    private final ArrayDeque<ByteBuffer> waiting = new ArrayDeque<>();

    private final int size;

    PduBuffers(int size) {
        this.size = size;
    }

    int size() {
        return size;
    }

    /** A buffer of this size, to be received into. */
    ReceiveBuffer take() {
        return new ReceiveBuffer(lend(size), this);
    }

    @Override
    public ByteBuffer lend(int capacity) {
        if (capacity > size) {
            return ByteBuffer.allocate(capacity); // a peer that takes small PDUs only
        }
        ByteBuffer bytes;
        synchronized (lock) {
            bytes = waiting.poll();
        }
        return bytes == null ? ByteBuffer.allocateDirect(size) : bytes;
    }

    @Override
    public void giveBack(ByteBuffer bytes) {
        synchronized (lock) {
            if (bytes.isDirect() && (waiting.size() + 1L) * size <= MAX_WAITING_BYTES) {
                waiting.push(bytes);
            }
        }
    }
}
