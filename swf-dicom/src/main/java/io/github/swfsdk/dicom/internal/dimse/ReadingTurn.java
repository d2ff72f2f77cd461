package io.github.swfsdk.dicom.internal.dimse;

import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Whose turn it is to read from an association: one thread's, or nobody's while that thread does something else. What one
 * thread has done in its turn is seen by the next. Thread-safe.
 */
final class ReadingTurn {
    private final LongSupplier clock;
    private final AtomicReference<@Nullable Thread> reader = new AtomicReference<>();
    private volatile long freeSince; // 0: nobody has read yet

    /** @param clock nanoseconds, never 0 */
    ReadingTurn(LongSupplier clock) {
        this.clock = clock;
    }

    /** Takes the turn for the current thread, unless somebody has it. */
    boolean take() {
        return reader.compareAndSet(null, Thread.currentThread());
    }

    /** Whether the current thread has the turn. */
    boolean isMine() {
        return reader.get() == Thread.currentThread();
    }

    /** Gives the turn of the current thread back. */
    void giveBack() {
        freeSince = clock.getAsLong();
        reader.set(null);
    }

    /** For how many nanoseconds it was given back and not taken. */
    long freeFor(long now) {
        long since = freeSince;
        return since == 0 || reader.get() != null ? 0 : now - since;
    }
}
