package io.github.swfsdk.dicom.service;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.github.swfsdk.api.SwfException;
import io.github.swfsdk.api.worklist.ScheduledStep;
import io.github.swfsdk.api.worklist.WorklistProvider;
import io.github.swfsdk.api.worklist.WorklistQuery;
import io.github.swfsdk.api.worklist.WorklistSink;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * One search of a provider, on a thread of its own that is given up if the provider neither offers nor ends for too long. The
 * time that the peer takes for its answers does not count. The lock guards what decides that.
 */
final class SupervisedSearch implements WorklistSink {
    private final Object lock = new Object();
    private final WorklistSink sink;
    private final long patience;

    @GuardedBy("lock")
    private boolean offering;

    @GuardedBy("lock")
    private boolean givenUp;

    @GuardedBy("lock")
    private long lastSign = System.nanoTime();

    private SupervisedSearch(WorklistSink sink, Duration patience) {
        this.sink = sink;
        this.patience = patience.toNanos();
    }

    /**
     * Searches, and lets failures of the provider through.
     *
     * @return false if it was given up: the thread is interrupted, and learns it at its next offer at the latest
     */
    static boolean run(
            WorklistProvider provider,
            WorklistQuery query,
            WorklistSink sink,
            Duration patience,
            ExecutorService threads) {
        SupervisedSearch search = new SupervisedSearch(sink, patience);
        return search.await(threads.submit(() -> provider.find(query, search)));
    }

    @Override
    public boolean offer(ScheduledStep step) {
        synchronized (lock) {
            if (givenUp) {
                return false;
            }
            offering = true;
        }
        try {
            return sink.offer(step);
        } finally {
            synchronized (lock) {
                offering = false;
                lastSign = System.nanoTime();
            }
        }
    }

    private boolean await(Future<?> end) {
        while (true) {
            try {
                end.get(left(), TimeUnit.NANOSECONDS);
                return true;
            } catch (TimeoutException e) {
                if (isOverdue()) {
                    giveUp(end);
                    return false;
                }
            } catch (ExecutionException e) {
                throw unwrapped(e);
            } catch (InterruptedException e) {
                giveUp(end);
                Thread.currentThread().interrupt();
                throw new SwfException("interrupted while a worklist was searched", e);
            }
        }
    }

    private long left() {
        synchronized (lock) {
            return offering ? patience : Math.max(1, lastSign + patience - System.nanoTime());
        }
    }

    /** Once this is so, nothing is offered any more. */
    private boolean isOverdue() {
        synchronized (lock) {
            givenUp = !offering && System.nanoTime() - lastSign >= patience;
            return givenUp;
        }
    }

    private void giveUp(Future<?> end) {
        synchronized (lock) {
            givenUp = true;
        }
        end.cancel(true);
    }

    private static RuntimeException unwrapped(ExecutionException e) {
        if (e.getCause() instanceof Error error) {
            throw error;
        }
        return e.getCause() instanceof RuntimeException failure
                ? failure
                : new SwfException("a worklist search failed", e);
    }
}
