package io.github.swfsdk.dicom.internal.transport;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One thread that looks at every connection ten times a second and ends what has waited too long. To begin and to end a wait
 * costs its owner one volatile write, so that even each write to a socket has a deadline. The thread lives as long as there is
 * something to watch. Thread-safe.
 */
public final class Watchdog {
    /** Something with deadlines. */
    public interface Watched {
        /** Ends what has waited too long. Must not block. */
        void check(long now);
    }

    private static final Logger LOG = LoggerFactory.getLogger(Watchdog.class);
    private static final long TICK_MILLIS = 100;

    private final Object lock = new Object();
    private final Set<Watched> watched = ConcurrentHashMap.newKeySet();
    private final LongSupplier clock;
    private final ThreadFactory threads;

    @GuardedBy("lock")
    private boolean running;

    /**
     * Creates a watchdog that starts its thread when it is needed.
     *
     * @param clock nanoseconds of a monotonic clock
     */
    public Watchdog(LongSupplier clock, ThreadFactory threads) {
        this.clock = clock;
        this.threads = threads;
    }

    /** Nanoseconds of the clock that all deadlines are measured with; never 0, which means "no deadline". */
    public long now() {
        long now = clock.getAsLong();
        return now == 0 ? 1 : now;
    }

    /** Starts to look at it. */
    public void watch(Watched each) {
        watched.add(each);
        synchronized (lock) {
            if (!running) {
                running = true;
                threads.newThread(this::run).start();
            }
        }
    }

    /** Stops to look at it. */
    public void forget(Watched each) {
        watched.remove(each);
    }

    /** Looks at everything once. */
    void tick() {
        long now = now();
        for (Watched each : watched) {
            try {
                each.check(now);
            } catch (RuntimeException e) {
                LOG.error("deadline check failed", e);
            }
        }
    }

    private void run() {
        while (true) {
            synchronized (lock) {
                if (watched.isEmpty()) {
                    running = false;
                    return;
                }
                try {
                    TimeUnit.MILLISECONDS.timedWait(lock, TICK_MILLIS);
                } catch (InterruptedException e) {
                    // nobody but a dying JVM interrupts this thread; the next watch() starts another one
                    running = false;
                    return;
                }
            }
            tick();
        }
    }
}
