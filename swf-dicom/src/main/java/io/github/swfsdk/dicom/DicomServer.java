package io.github.swfsdk.dicom;

import io.github.swfsdk.api.actor.OrderFiller;
import io.github.swfsdk.api.actor.PpsManager;
import io.github.swfsdk.dicom.internal.dimse.AssociationServer;
import io.github.swfsdk.dicom.net.AccessPolicy;
import io.github.swfsdk.dicom.net.AssociationException;
import io.github.swfsdk.dicom.net.AssociationOptions;
import io.github.swfsdk.dicom.net.AssociationSnapshot;
import io.github.swfsdk.dicom.net.IdentityVerifier;
import io.github.swfsdk.dicom.net.RemoteAe;
import io.github.swfsdk.dicom.service.DimseService;
import io.github.swfsdk.dicom.service.MppsService;
import io.github.swfsdk.dicom.service.VerificationService;
import io.github.swfsdk.dicom.service.WorklistService;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/**
 * Listens for associations and answers them with the services it hosts; Verification is always among them. Thread-safe.
 *
 * <pre>{@code
 * try (DicomServer server = DicomServer.builder()
 *         .ae("RIS", 11112)
 *         .host(WorklistService.of(worklist))
 *         .host(MppsService.of(handler, store))
 *         .start()) {
 *     server.awaitShutdown();
 * }
 * }</pre>
 */
public final class DicomServer implements AutoCloseable {
    private final String aeTitle;
    private final AssociationServer server;
    private final CountDownLatch closed = new CountDownLatch(1);

    private DicomServer(String aeTitle, AssociationServer server) {
        this.aeTitle = aeTitle;
        this.server = server;
    }

    /** Starts describing a server. */
    public static Builder builder() {
        return new Builder();
    }

    /** Its own AE title. */
    public String aeTitle() {
        return aeTitle;
    }

    /** The port on which it listens. */
    public int port() {
        return server.address().getPort();
    }

    /** How the live associations stand, at this moment. */
    public List<AssociationSnapshot> associations() {
        return server.associations();
    }

    /** Blocks until the server is closed, or the waiting thread is interrupted. */
    public void awaitShutdown() throws InterruptedException {
        closed.await();
    }

    /**
     * Drains and closes: no new associations, running operations end, then the associations are released; what is left at
     * {@link AssociationOptions#drain()} is aborted. Blocks until then. May be called twice.
     */
    @Override
    public void close() {
        server.close();
        closed.countDown();
    }

    /** Describes a server. Not thread-safe. */
    public static final class Builder extends AssociatingBuilder<Builder> {
        private final List<DimseService> services = new ArrayList<>(List.of(new VerificationService()));
        private String aeTitle = "SWF";
        private int port;
        private InetAddress address = InetAddress.getLoopbackAddress();
        private AccessPolicy access = AccessPolicy.anyone();
        private @Nullable IdentityVerifier verifier;

        private Builder() {}

        /**
         * The AE title and the port to listen on.
         *
         * @param title 1 to 16 characters; peers may call others as well, unless {@link #access} forbids it
         * @param listenPort 0 takes any free port, which {@link DicomServer#port()} tells
         */
        public Builder ae(String title, int listenPort) {
            this.aeTitle = new RemoteAe(title, "localhost", Math.max(1, listenPort)).aeTitle();
            this.port = listenPort;
            return this;
        }

        /** The address to listen on; the loopback address by default, so that nothing is open to a network by accident. */
        public Builder bind(InetAddress listenAddress) {
            this.address = Objects.requireNonNull(listenAddress, "listenAddress");
            return this;
        }

        /** Adds a service. No two may host the same abstract syntax. */
        public Builder host(DimseService service) {
            services.add(Objects.requireNonNull(service, "service"));
            return this;
        }

        /** Adds all services of an order filler: worklist and performed steps. */
        public Builder host(OrderFiller filler) {
            return host(WorklistService.of(filler.worklist()))
                    .host(MppsService.of(filler.performedSteps(), filler.performedStepStore()));
        }

        /** Adds the service of a performed procedure step manager. */
        public Builder host(PpsManager manager) {
            return host(MppsService.of(manager.performedSteps(), manager.performedStepStore()));
        }

        /** Decides who may come; anyone by default. */
        public Builder access(AccessPolicy policy) {
            this.access = Objects.requireNonNull(policy, "policy");
            return this;
        }

        /** Verifies users, also those who do not say who they are; without it nobody is verified and no identity confirmed. */
        public Builder users(IdentityVerifier next) {
            this.verifier = Objects.requireNonNull(next, "next");
            return this;
        }

        @Override
        Builder self() {
            return this;
        }

        /**
         * Binds and starts to accept.
         *
         * @throws AssociationException if the address cannot be bound
         * @throws IllegalArgumentException if two services host the same abstract syntax
         */
        public DicomServer start() {
            try {
                AssociationServer server = new AssociationServer(
                        new InetSocketAddress(address, port),
                        access,
                        Optional.ofNullable(verifier),
                        services,
                        engine());
                server.start();
                return new DicomServer(aeTitle, server);
            } catch (IOException e) {
                throw new AssociationException("cannot listen on " + address + " port " + port, e);
            }
        }
    }
}
