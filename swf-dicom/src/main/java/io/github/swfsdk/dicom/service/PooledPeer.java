package io.github.swfsdk.dicom.service;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.github.swfsdk.dicom.net.AssociationException;
import io.github.swfsdk.dicom.net.RemoteAe;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The associations of a pool with one peer. Thread-safe; the lock guards the places, and nothing is sent while it is held. */
final class PooledPeer {
    /**
     * An open association that nobody uses.
     *
     * @param since when it was given back, by {@link System#nanoTime()}
     * @param quietSince when the peer was last heard
     */
    record Kept(List<ProposedContext> contexts, DimseAssociation association, long since, long quietSince) {
        static Kept now(List<ProposedContext> contexts, DimseAssociation association) {
            long now = System.nanoTime();
            return new Kept(contexts, association, now, now);
        }

        /** The peer has answered; that it is not used stays. */
        Kept checked() {
            return new Kept(contexts, association, since, System.nanoTime());
        }
    }

    /**
     * What a caller may do: use what is kept, or open one.
     *
     * @param kept an open association; null if one is to be opened
     * @param inTheWay kept for others and to be closed before one is opened; null if there is room
     */
    record Place(@Nullable DimseAssociation kept, @Nullable DimseAssociation inTheWay) {}

    private final Object lock = new Object();
    private final RemoteAe address;
    private final AssociationPool.Builder options;

    @GuardedBy("lock")
    private final ArrayDeque<Kept> idle = new ArrayDeque<>();

    @GuardedBy("lock")
    private int open; // idle ones included

    @GuardedBy("lock")
    private int waiting;

    @GuardedBy("lock")
    private int failures;

    @GuardedBy("lock")
    private long failedAt;

    @GuardedBy("lock")
    private @Nullable AssociationException lastFailure;

    PooledPeer(RemoteAe address, AssociationPool.Builder options) {
        this.address = address;
        this.options = options;
    }

    RemoteAe address() {
        return address;
    }

    /**
     * Waits for a place.
     *
     * @param reuse whether an association that is kept for these contexts will do
     */
    Place enter(List<ProposedContext> contexts, boolean reuse) {
        long deadline = System.nanoTime() + options.await().toNanos();
        synchronized (lock) {
            while (true) {
                Place place = tryEnter(contexts, reuse);
                if (place != null) {
                    return place;
                }
                awaitChange(deadline);
            }
        }
    }

    @GuardedBy("lock")
    private @Nullable Place tryEnter(List<ProposedContext> contexts, boolean reuse) {
        if (reuse) {
            Kept kept = takeLast(contexts);
            if (kept != null) {
                return new Place(kept.association(), null);
            }
        }
        requireReachable();
        if (open < options.maxPerPeer()) {
            open++;
            return new Place(null, null);
        }
        Kept oldest = idle.poll();
        return oldest == null ? null : new Place(null, oldest.association());
    }

    /** The one used last is the likeliest to live. What the peer has closed meanwhile is forgotten on the way. */
    @GuardedBy("lock")
    private @Nullable Kept takeLast(List<ProposedContext> contexts) {
        for (Iterator<Kept> each = idle.descendingIterator(); each.hasNext(); ) {
            Kept kept = each.next();
            if (!kept.association().isOpen()) {
                each.remove();
                open--;
            } else if (kept.contexts().equals(contexts)) {
                each.remove();
                return kept;
            }
        }
        return null;
    }

    @GuardedBy("lock")
    private void requireReachable() {
        if (lastFailure != null && System.nanoTime() - failedAt < pause().toNanos()) {
            throw new AssociationException(
                    address + " could not be reached; it is tried again " + pause() + " after the last attempt",
                    lastFailure);
        }
    }

    /** Doubled with each failure. */
    @GuardedBy("lock")
    private Duration pause() {
        Duration pause = options.firstRetry().multipliedBy(1L << Math.min(failures - 1, 20));
        return pause.compareTo(options.lastRetry()) > 0 ? options.lastRetry() : pause;
    }

    @GuardedBy("lock")
    private void awaitChange(long deadline) {
        long left = deadline - System.nanoTime();
        if (left <= 0 || waiting >= options.maxWaiting()) {
            throw new AssociationException("each of the " + options.maxPerPeer() + " associations with " + address
                    + " is in use" + (left <= 0 ? " for " + options.await() : ", and too many wait for one"));
        }
        waiting++;
        try {
            TimeUnit.NANOSECONDS.timedWait(lock, left);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssociationException("interrupted while waiting for an association with " + address, e);
        } finally {
            waiting--;
        }
    }

    /** A place was of no use: the peer could not be reached or rejects. */
    void failed(AssociationException cause) {
        synchronized (lock) {
            open--;
            failures++;
            failedAt = System.nanoTime();
            lastFailure = cause;
            lock.notifyAll();
        }
    }

    /** An association was opened. */
    void succeeded() {
        synchronized (lock) {
            failures = 0;
            lastFailure = null;
        }
    }

    /** An association is free for others. */
    void putBack(Kept kept) {
        synchronized (lock) {
            idle.add(kept);
            lock.notifyAll();
        }
    }

    /** An association is closed. */
    void left() {
        synchronized (lock) {
            open--;
            lock.notifyAll();
        }
    }

    /** What nobody has wanted for long, or has ended by itself: to be closed. */
    List<Kept> takeUnwanted() {
        long now = System.nanoTime();
        return take(kept -> now - kept.since() >= options.idle().toNanos()
                || !kept.association().isOpen());
    }

    /** What has been quiet for long: to be asked whether it is there. */
    List<Kept> takeQuiet() {
        if (options.keepAlive().isZero()) {
            return List.of();
        }
        long now = System.nanoTime();
        return take(kept -> now - kept.quietSince() >= options.keepAlive().toNanos());
    }

    /** Everything that is kept. */
    List<Kept> takeAll() {
        return take(kept -> true);
    }

    private List<Kept> take(Predicate<Kept> wanted) {
        List<Kept> taken = new ArrayList<>();
        synchronized (lock) {
            idle.removeIf(kept -> wanted.test(kept) && taken.add(kept));
        }
        return taken;
    }
}
