package io.github.swfsdk.dicom.internal.transport;

import io.github.swfsdk.dicom.internal.ul.Lease;
import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicInteger;

/** Bytes from the network that the reader and the readers of data sets share; reused when the last of them is done. */
final class ReceiveBuffer implements Lease {
    /** Addressed absolutely: position and limit mean nothing. */
    final ByteBuffer bytes;

    private final PduBuffers pool;
    private final AtomicInteger holders = new AtomicInteger(1);

    ReceiveBuffer(ByteBuffer bytes, PduBuffers pool) {
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
            pool.giveBack(bytes);
        }
    }
}
