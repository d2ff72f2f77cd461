package io.github.swfsdk.dicom.internal.dimse;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.github.swfsdk.dicom.net.AssociationException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** How an association ended: the first who says so decides. Thread-safe. */
final class AssociationEnd {
    private final Object lock = new Object();
    private final CountDownLatch announced = new CountDownLatch(1);

    @GuardedBy("lock")
    private boolean over;

    @GuardedBy("lock")
    private @Nullable AssociationException cause;

    private volatile long at; // 0: not over

    /**
     * Ends it, unless it has ended.
     *
     * @param reason null if it was released in order
     * @param now nanoseconds, never 0
     * @return whether this was the end
     */
    boolean decide(@Nullable AssociationException reason, long now) {
        synchronized (lock) {
            if (over) {
                return false;
            }
            over = true;
            cause = reason;
        }
        at = now;
        return true;
    }

    /** Lets those go on who wait for the end. */
    void announce() {
        announced.countDown();
    }

    /** Waits until it is announced; false if the time is over first. */
    boolean await(Duration limit) throws InterruptedException {
        return announced.await(limit.toNanos(), TimeUnit.NANOSECONDS);
    }

    boolean isOver() {
        synchronized (lock) {
            return over;
        }
    }

    /** Why it ended; empty while it has not, and after a release. */
    Optional<AssociationException> cause() {
        synchronized (lock) {
            return Optional.ofNullable(cause);
        }
    }

    /** For how many nanoseconds it has been over; 0 if it is not. */
    long overFor(long now) {
        long since = at;
        return since == 0 ? 0 : now - since;
    }
}
