package io.github.swfsdk.dicom.service;

import io.github.swfsdk.api.dataset.Uids;
import io.github.swfsdk.dicom.net.AssociationException;
import io.github.swfsdk.dicom.net.RemoteAe;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A connector that keeps associations open for whoever asks the same peer for the same contexts next. Closing what
 * {@link #open} returns gives the association back; one that nobody wants for a while is released in order. Give it to a
 * client or sender in place of the connector below it. Thread-safe; blocks.
 *
 * <p>To one peer there are at most {@link Builder#maxPerPeer} associations at a time. Who finds all of them in use waits, at
 * most for {@link Builder#await}. After a peer could not be reached, callers fail at once until it is time to try again: a
 * sender with a durable outbox comes back by itself, and a person who waits for a worklist learns it soon.
 *
 * <p>An association that hosts services of its own is opened and closed for one caller, and counted.
 */
public final class AssociationPool implements DimseConnector, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(AssociationPool.class);
    private static final ProposedContext VERIFICATION =
            ProposedContext.of(Uids.VERIFICATION, List.of(Uids.IMPLICIT_VR_LITTLE_ENDIAN));
    private static final int MAX_CONTEXTS = 128;
    private static final long THREAD_IDLE_SECONDS = 30;

    private final DimseConnector connector;
    private final Builder options;
    private final ConcurrentHashMap<RemoteAe, PooledPeer> peers = new ConcurrentHashMap<>();
    private final ScheduledThreadPoolExecutor clock;
    private final Executor workers;
    private volatile boolean closed;

    private AssociationPool(Builder options) {
        this.connector = options.connector;
        this.options = options;
        this.clock = new ScheduledThreadPoolExecutor(1, daemon("swf-pool-clock"));
        clock.setRemoveOnCancelPolicy(true);
        // as many tasks as idle associations, each of which is counted
        this.workers = new ThreadPoolExecutor(
                0,
                Integer.MAX_VALUE,
                THREAD_IDLE_SECONDS,
                TimeUnit.SECONDS,
                new SynchronousQueue<>(),
                daemon("swf-pool-keeper"));
        long tick = Math.max(1, options.shortest().toMillis() / 4);
        clock.scheduleWithFixedDelay(this::tick, tick, tick, TimeUnit.MILLISECONDS);
    }

    /** Returns a pool with the default options. */
    public static AssociationPool over(DimseConnector connector) {
        return builder(connector).build();
    }

    /** Starts with every option at its default. */
    public static Builder builder(DimseConnector connector) {
        return new Builder(connector);
    }

    /**
     * Takes an association that is kept for these contexts, or opens one.
     *
     * @throws AssociationException if none becomes free in time, the peer is not to be tried yet, or it cannot be opened
     * @throws IllegalStateException if the pool is closed
     */
    @Override
    public DimseAssociation open(RemoteAe peer, List<ProposedContext> contexts, List<DimseService> hosted) {
        if (closed) {
            throw new IllegalStateException("the pool is closed");
        }
        PooledPeer pooled = peers.computeIfAbsent(peer, address -> new PooledPeer(address, options));
        List<ProposedContext> proposed = hosted.isEmpty() ? withVerification(contexts) : List.copyOf(contexts);
        PooledPeer.Place place = pooled.enter(proposed, hosted.isEmpty());
        if (place.kept() != null) {
            return new Lease(pooled, proposed, place.kept());
        }
        DimseAssociation association;
        try {
            if (place.inTheWay() != null) {
                place.inTheWay().close();
            }
            association = connector.open(peer, proposed, hosted);
        } catch (AssociationException e) {
            pooled.failed(e);
            throw e;
        } catch (RuntimeException e) { // says nothing about the peer
            pooled.left();
            throw e;
        }
        pooled.succeeded();
        return hosted.isEmpty() ? new Lease(pooled, proposed, association) : new Lease(pooled, null, association);
    }

    /** Releases what nobody uses; what is in use is closed when it is given back. Blocks for the release. Idempotent. */
    @Override
    public void close() {
        closed = true;
        clock.shutdownNow();
        for (PooledPeer peer : peers.values()) {
            peer.takeAll().forEach(kept -> drop(peer, kept));
        }
    }

    private List<ProposedContext> withVerification(List<ProposedContext> contexts) {
        boolean known =
                contexts.stream().anyMatch(context -> context.abstractSyntax().equals(Uids.VERIFICATION));
        if (options.keepAlive.isZero() || known || contexts.size() >= MAX_CONTEXTS) {
            return List.copyOf(contexts);
        }
        List<ProposedContext> more = new ArrayList<>(contexts);
        more.add(VERIFICATION);
        return List.copyOf(more);
    }

    /** Clock thread: finds what is due, and has it done elsewhere. */
    private void tick() {
        for (PooledPeer peer : peers.values()) {
            for (PooledPeer.Kept due : peer.takeUnwanted()) {
                workers.execute(() -> drop(peer, due));
            }
            for (PooledPeer.Kept due : peer.takeQuiet()) {
                workers.execute(() -> keepAlive(peer, due));
            }
        }
    }

    private void keepAlive(PooledPeer peer, PooledPeer.Kept kept) {
        try {
            kept.association().send(DimseMessage.echo(Uids.VERIFICATION));
            peer.putBack(kept.checked());
        } catch (RuntimeException e) {
            LOG.debug("an idle association with {} does not answer any more", peer.address(), e);
            drop(peer, kept);
        }
        dropIfClosed(peer);
    }

    private static void drop(PooledPeer peer, PooledPeer.Kept kept) {
        try {
            kept.association().close();
        } finally {
            peer.left();
        }
    }

    /** Something may have been put back just after {@link #close()} has looked. */
    private void dropIfClosed(PooledPeer peer) {
        if (closed) {
            peer.takeAll().forEach(kept -> drop(peer, kept));
        }
    }

    private static ThreadFactory daemon(String name) {
        return task -> {
            Thread thread = new Thread(task, name);
            thread.setDaemon(true);
            return thread;
        };
    }

    /** What a caller holds. */
    private final class Lease extends ForwardingAssociation {
        private final PooledPeer peer;
        private final @Nullable List<ProposedContext> contexts;

        /** @param contexts for whom it is kept; null if it is not */
        Lease(PooledPeer peer, @Nullable List<ProposedContext> contexts, DimseAssociation association) {
            super(association);
            this.peer = peer;
            this.contexts = contexts;
        }

        @Override
        void end(DimseAssociation association) {
            if (contexts != null && association.isOpen() && !closed) {
                peer.putBack(PooledPeer.Kept.now(contexts, association));
                dropIfClosed(peer);
                return;
            }
            try {
                association.close();
            } finally {
                peer.left();
            }
        }
    }

    /** Collects options. One thread only. */
    public static final class Builder {
        private final DimseConnector connector;
        private int maxPerPeer = 4;
        private int maxWaiting = 64;
        private Duration await = Duration.ofSeconds(30);
        private Duration idle = Duration.ofSeconds(10);
        private Duration keepAlive = Duration.ZERO;
        private Duration firstRetry = Duration.ofSeconds(1);
        private Duration lastRetry = Duration.ofMinutes(1);

        private Builder(DimseConnector connector) {
            this.connector = Objects.requireNonNull(connector, "connector");
        }

        /** Associations with one peer at a time, idle ones included. Default 4: many devices have few places. */
        public Builder maxPerPeer(int value) {
            maxPerPeer = positive("maxPerPeer", value);
            return this;
        }

        /** Callers that may wait for an association with one peer; a further one fails at once. Default 64. */
        public Builder maxWaiting(int value) {
            maxWaiting = positive("maxWaiting", value);
            return this;
        }

        /** How long a caller waits until an association is free. Default 30 seconds. */
        public Builder await(Duration value) {
            await = positive("await", value);
            return this;
        }

        /** How long an association is kept that nobody uses. Default 10 seconds. */
        public Builder idle(Duration value) {
            idle = positive("idle", value);
            return this;
        }

        /**
         * How long an association that is kept may be quiet before it is asked for a C-ECHO, for peers and firewalls that drop quiet
         * connections; Verification is proposed on each association then. Default zero: never. Useful below {@link #idle} only.
         */
        public Builder keepAlive(Duration value) {
            if (value.isNegative()) {
                throw new IllegalArgumentException("keepAlive must not be negative, but was " + value);
            }
            keepAlive = value;
            return this;
        }

        /**
         * How long a peer is left alone after it could not be reached: at first, doubled with each further failure, and at most.
         * Default 1 second and 1 minute.
         */
        public Builder retryAfter(Duration first, Duration last) {
            firstRetry = positive("first", first);
            lastRetry = positive("last", last);
            return this;
        }

        /** Returns the pool; close it before the program ends, so that peers get their releases. */
        public AssociationPool build() {
            Builder copy = new Builder(connector);
            copy.maxPerPeer = maxPerPeer;
            copy.maxWaiting = maxWaiting;
            copy.await = await;
            copy.idle = idle;
            copy.keepAlive = keepAlive;
            copy.firstRetry = firstRetry;
            copy.lastRetry = lastRetry;
            return new AssociationPool(copy);
        }

        int maxPerPeer() {
            return maxPerPeer;
        }

        int maxWaiting() {
            return maxWaiting;
        }

        Duration await() {
            return await;
        }

        Duration idle() {
            return idle;
        }

        Duration keepAlive() {
            return keepAlive;
        }

        Duration firstRetry() {
            return firstRetry;
        }

        Duration lastRetry() {
            return lastRetry;
        }

        private Duration shortest() {
            return keepAlive.isZero() || keepAlive.compareTo(idle) > 0 ? idle : keepAlive;
        }

        private static int positive(String name, int value) {
            if (value < 1) {
                throw new IllegalArgumentException(name + " must be positive, but was " + value);
            }
            return value;
        }

        private static Duration positive(String name, Duration value) {
            if (value.isNegative() || value.isZero()) {
                throw new IllegalArgumentException(name + " must be positive, but was " + value);
            }
            return value;
        }
    }
}
