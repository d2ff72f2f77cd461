package io.github.swfsdk.dicom.internal.dimse;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/** So many a second, and as many at once after a second without any. Thread-safe; the lock guards what is left. */
final class RateLimit {
    private static final double NANOS = TimeUnit.SECONDS.toNanos(1);

    private final Object lock = new Object();
    private final LongSupplier clock;

    @GuardedBy("lock")
    private double left = Double.MAX_VALUE;

    @GuardedBy("lock")
    private long lookedAt;

    /** @param clock nanoseconds of a monotonic clock */
    RateLimit(LongSupplier clock) {
        this.clock = clock;
        this.lookedAt = clock.getAsLong();
    }

    /** Whether one more is within the limit; then it is counted. */
    boolean take(int perSecond) {
        if (perSecond == Integer.MAX_VALUE) {
            return true;
        }
        synchronized (lock) {
            long now = clock.getAsLong();
            left = Math.min(perSecond, left + (now - lookedAt) * (perSecond / NANOS));
            lookedAt = now;
            if (left < 1) {
                return false;
            }
            left--;
            return true;
        }
    }
}
