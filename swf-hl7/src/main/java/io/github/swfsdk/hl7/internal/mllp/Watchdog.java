package io.github.swfsdk.hl7.internal.mllp;

import java.io.Closeable;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Ends writes that a peer does not take: a blocked write has no time-out of its own, but it fails when its socket is
 * closed. One daemon thread. Thread-safe.
 */
public final class Watchdog implements AutoCloseable {
    private final ScheduledThreadPoolExecutor timer;

    /** Creates a watchdog whose thread, started with the first guard, has this name. */
    public Watchdog(String threadName) {
        timer = new ScheduledThreadPoolExecutor(1, task -> {
            Thread thread = new Thread(task, threadName);
            thread.setDaemon(true);
            return thread;
        });
        timer.setRemoveOnCancelPolicy(true);
    }

    /** Closes the resource after the time, unless the returned guard is called off. */
    Guard guard(Closeable resource, Duration time) {
        return new Guard(timer.schedule(() -> close(resource), time.toNanos(), TimeUnit.NANOSECONDS));
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }

    private static void close(Closeable resource) {
        try {
            resource.close();
        } catch (IOException e) {
            // the descriptor is gone either way, and the blocked writer reports the failure
            return;
        }
    }

    /** One guarded write. */
    static final class Guard {
        private final Future<?> closing;

        private Guard(Future<?> closing) {
            this.closing = closing;
        }

        /** Calls the guard off; false if it has struck. */
        boolean callOff() {
            return closing.cancel(false);
        }
    }
}
