package io.github.swfsdk.storage.internal.sync;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.github.swfsdk.api.storage.StorageException;
import io.github.swfsdk.api.storage.StorageException.Reason;
import java.time.Duration;

/**
 * Lets threads that need the same sync share one. A caller makes its change first and then calls {@link #await}: a sync that
 * began after that call covers the change, whoever runs it. While one sync runs, later callers gather for the next, so under
 * load there is one sync for many changes, and alone there is no delay. Thread-safe.
 */
public final class GroupSync {
    /** Brings everything that was written so far to the medium. */
    @FunctionalInterface
    public interface Action<E extends Exception> {
        void run() throws E;
    }

    private final Object lock = new Object();
    private final long patienceNanos;

    @GuardedBy("lock")
    private long asked;

    @GuardedBy("lock")
    private long done;

    @GuardedBy("lock")
    private boolean running;

    /** Creates a group whose members wait no longer than this for the sync of another. */
    public GroupSync(Duration patience) {
        this.patienceNanos = patience.toNanos();
    }

    /**
     * Returns when a sync that began after this call has ended well. If this caller is the one to run it, its failure is
     * thrown; the others then try their own.
     *
     * @throws StorageException if the sync of another takes too long, or the thread is interrupted
     */
    public <E extends Exception> void await(Action<E> sync) throws E {
        long covered = joinOrLead();
        if (covered < 0) {
            return;
        }
        boolean well = false;
        try {
            sync.run();
            well = true;
        } finally {
            synchronized (lock) {
                running = false;
                if (well) {
                    done = Math.max(done, covered);
                }
                lock.notifyAll();
            }
        }
    }

    /** Number of calls that were neither covered nor failed yet. */
    long waiting() {
        synchronized (lock) {
            return asked - done;
        }
    }

    /** The number of the last request that the caller's own sync will cover; negative if another covered the caller. */
    private long joinOrLead() {
        synchronized (lock) {
            long mine = ++asked;
            long deadline = System.nanoTime() + patienceNanos;
            while (running && done < mine) {
                waitUntil(deadline);
            }
            if (done >= mine) {
                return -1;
            }
            running = true;
            return asked;
        }
    }

    @GuardedBy("lock")
    private void waitUntil(long deadline) {
        long left = (deadline - System.nanoTime()) / 1_000_000;
        if (left <= 0) {
            throw new StorageException(Reason.FAILED, "a sync by another thread has not ended in time");
        }
        try {
            lock.wait(left);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StorageException(Reason.FAILED, "interrupted while waiting for a sync", e);
        }
    }
}
