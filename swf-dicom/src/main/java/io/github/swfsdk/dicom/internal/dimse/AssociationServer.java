package io.github.swfsdk.dicom.internal.dimse;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.github.swfsdk.api.dataset.Uid;
import io.github.swfsdk.dicom.internal.pdu.AssociateReject;
import io.github.swfsdk.dicom.internal.transport.ConnectionListener;
import io.github.swfsdk.dicom.net.AccessPolicy;
import io.github.swfsdk.dicom.net.AssociationInfo;
import io.github.swfsdk.dicom.net.AssociationSnapshot;
import io.github.swfsdk.dicom.net.IdentityVerifier;
import io.github.swfsdk.dicom.net.PeerLimits;
import io.github.swfsdk.dicom.service.DimseService;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Listens on one port and answers associations with the hosted services. Thread-safe. The lock guards the places of
 * connections.
 */
public final class AssociationServer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(AssociationServer.class);

    private final Object lock = new Object();
    private final Engine engine;
    private final HostedServices services;
    private final AccessPolicy policy;
    private final Optional<IdentityVerifier> verifier;
    private final PeerQuotas quotas = new PeerQuotas(System::nanoTime);
    private final ConnectionListener listener;
    private final Gate gate = new Gate();
    private boolean crowded; // accept thread

    @GuardedBy("lock")
    private final Places<AcceptedAssociation, InetAddress> places;

    @GuardedBy("lock")
    private boolean draining;

    /**
     * Binds to the address; {@link #start()} lets peers in.
     *
     * @param policy who may come
     * @param verifier says who users are; empty accepts them unverified
     * @param services what is hosted; two services may not host the same abstract syntax
     * @param engine of this server alone
     * @throws IOException if the address cannot be bound
     */
    public AssociationServer(
            InetSocketAddress address,
            AccessPolicy policy,
            Optional<IdentityVerifier> verifier,
            List<DimseService> services,
            Engine engine)
            throws IOException {
        this.engine = engine;
        this.services = new HostedServices(services);
        this.policy = policy;
        this.verifier = verifier;
        this.places = new Places<>(engine.options(), AcceptedAssociation::peerAddress);
        this.listener = new ConnectionListener(address, this::connected);
    }

    /** Starts to accept. */
    public void start() {
        listener.start();
    }

    /** Where it listens. */
    public InetSocketAddress address() {
        return listener.address();
    }

    /** How the live associations stand. */
    public List<AssociationSnapshot> associations() {
        return live().stream().map(Association::snapshot).toList();
    }

    /**
     * Drains and closes: no new associations, running operations end, idle associations are released, and what is left at the
     * drain deadline is aborted. Blocks until then. Idempotent.
     */
    @Override
    public void close() {
        synchronized (lock) {
            draining = true;
        }
        listener.close();
        long deadline = System.nanoTime() + engine.options().drain().toNanos();
        awaitAll(deadline, Association::isBusy);
        live().forEach(Association::beginRelease);
        Duration release = engine.options().release();
        awaitAll(Math.min(deadline, System.nanoTime() + release.toNanos()), association -> true);
        live().forEach(Association::abort);
        awaitAll(System.nanoTime() + release.toNanos(), association -> true);
    }

    /** Waits until no live association is as described, or the deadline has passed. */
    private void awaitAll(long deadline, Predicate<AcceptedAssociation> unfinished) {
        synchronized (lock) {
            while (places.all().stream().anyMatch(unfinished)) {
                long left = deadline - System.nanoTime();
                if (left <= 0) {
                    return;
                }
                try {
                    // an operation that ends does not notify: look again after a moment
                    TimeUnit.NANOSECONDS.timedWait(lock, Math.min(left, TimeUnit.MILLISECONDS.toNanos(20)));
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    return;
                }
            }
        }
    }

    private List<AcceptedAssociation> live() {
        synchronized (lock) {
            return places.all();
        }
    }

    /** A peer has connected. Accept thread. */
    private void connected(SocketChannel channel) {
        try {
            AcceptedAssociation association = new AcceptedAssociation(channel, engine, services, gate);
            if (enter(association)) {
                start(association);
                return;
            }
            tellCrowd(association);
        } catch (IOException e) {
            LOG.debug("a connection was gone before it was accepted: {}", e.getMessage());
        }
        closeQuietly(channel);
    }

    /** No thread for a connection is a reason to refuse it, not to stop listening. */
    private void start(AcceptedAssociation association) {
        try {
            association.start();
        } catch (RuntimeException | OutOfMemoryError e) {
            LOG.error("no thread for a connection from {}", association.peerAddress(), e);
            association.closeConnection();
        }
    }

    /** Once per crowd: a flood of connections is no reason for a flood of lines. */
    private void tellCrowd(AcceptedAssociation turnedAway) {
        if (!crowded) {
            crowded = true;
            LOG.warn("too many connections: {} and others are turned away", turnedAway.peerAddress());
        }
    }

    private static void closeQuietly(SocketChannel channel) {
        try {
            channel.close();
        } catch (IOException e) {
            LOG.debug("socket did not close cleanly: {}", e.getMessage());
        }
    }

    private boolean enter(AcceptedAssociation association) {
        Optional<AcceptedAssociation> goes;
        synchronized (lock) {
            if (!places.admits(association.peerAddress())) {
                return false;
            }
            goes = places.connect(association);
        }
        if (goes.isEmpty()) {
            crowded = false;
        } else {
            tellCrowd(goes.get());
            goes.get().giveWay();
        }
        return true;
    }

    /** The doorkeeper of this server. */
    private final class Gate implements AcceptedAssociation.Gate {
        @Override
        public Optional<AssociateReject> refusal(AcceptedAssociation association) {
            synchronized (lock) {
                if (draining) {
                    return Optional.of(AssociateReject.TEMPORARY_CONGESTION);
                }
                if (!places.associate(association)) {
                    return Optional.of(AssociateReject.LOCAL_LIMIT_EXCEEDED);
                }
            }
            return switch (policy.decide(association.info())) {
                case ALLOW -> admit(association);
                case UNKNOWN_CALLING -> Optional.of(AssociateReject.CALLING_AE_TITLE_NOT_RECOGNIZED);
                case UNKNOWN_CALLED -> Optional.of(AssociateReject.CALLED_AE_TITLE_NOT_RECOGNIZED);
                case DENY -> Optional.of(AssociateReject.NO_REASON);
            };
        }

        private Optional<AssociateReject> admit(AcceptedAssociation association) {
            PeerLimits limits = policy.limits(association.info());
            association.admitted(limits);
            return limits == PeerLimits.none()
                    ? Optional.empty() // nothing to count
                    : quotas.enter(association.info().callingAeTitle(), limits, association::countedBy);
        }

        @Override
        public boolean allows(AssociationInfo association, Uid abstractSyntax) {
            return policy.allows(association, abstractSyntax);
        }

        @Override
        public Optional<IdentityVerifier> verifier() {
            return verifier;
        }

        @Override
        public void rejected(AcceptedAssociation association) {
            Optional<AcceptedAssociation> goes;
            synchronized (lock) {
                goes = places.refuse(association);
            }
            goes.ifPresent(AcceptedAssociation::giveWay);
        }

        @Override
        public void closed(AcceptedAssociation association) {
            synchronized (lock) {
                places.leave(association);
                lock.notifyAll();
            }
        }
    }
}
