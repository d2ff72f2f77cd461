package io.github.swfsdk.dicom.internal.transport;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.github.swfsdk.dicom.internal.ul.Lease;
import java.util.ArrayDeque;
import java.util.concurrent.atomic.AtomicInteger;

/** Bytes from the network that the reader and the readers of data sets share; reused when the last of them is done. */
final class ReceiveBuffer implements Lease {
    /** Buffers waiting to be used again, all of one size. Thread-safe; the lock guards the queue. */
    static final class Pool {
        private static final int MAX_WAITING = 8;

        private final Object lock = new Object();

        @GuardedBy("lock")
        private final ArrayDeque<byte[]> waiting = new ArrayDeque<>();

        private final int size;

        Pool(int size) {
            this.size = size;
        }

        int size() {
            return size;
        }

        ReceiveBuffer take() {
            byte[] bytes;
            synchronized (lock) {
                bytes = waiting.poll();
            }
            return new ReceiveBuffer(bytes == null ? new byte[size] : bytes, this);
        }

        private void give(byte[] bytes) {
            synchronized (lock) {
                if (bytes.length == size && waiting.size() < MAX_WAITING) {
                    waiting.push(bytes);
                }
            }
        }
    }

    final byte[] bytes;
    private final Pool pool;
    private final AtomicInteger holders = new AtomicInteger(1);

    ReceiveBuffer(byte[] bytes, Pool pool) {
        this.bytes = bytes;
        this.pool = pool;
    }

    /** One more reads these bytes. */
    ReceiveBuffer retain() {
        holders.incrementAndGet();
        return this;
    }

    /** Whether nobody but the caller reads these bytes. */
    boolean isUnshared() {
        return holders.get() == 1;
    }

    @Override
    public void release() {
        if (holders.decrementAndGet() == 0) {
            pool.give(bytes);
        }
    }
}
