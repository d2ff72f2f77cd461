package io.github.swfsdk.dicom;

import io.github.swfsdk.api.actor.AcquisitionModalityRole;
import io.github.swfsdk.api.dataset.DataSet;
import io.github.swfsdk.api.dataset.Tags;
import io.github.swfsdk.api.dataset.Uid;
import io.github.swfsdk.api.instance.InstanceHeader;
import io.github.swfsdk.api.instance.InstanceReference;
import io.github.swfsdk.api.mpps.PerformedStep;
import io.github.swfsdk.api.mpps.PerformedStepDraft;
import io.github.swfsdk.api.patient.Patient;
import io.github.swfsdk.api.storage.CommitmentListener;
import io.github.swfsdk.api.storage.InstanceWriter;
import io.github.swfsdk.api.storage.StorageException;
import io.github.swfsdk.api.storage.StoredInstance;
import io.github.swfsdk.api.workflow.FollowUp;
import io.github.swfsdk.api.workflow.OutboxDispatcher;
import io.github.swfsdk.api.workflow.OutboxOptions;
import io.github.swfsdk.api.workflow.Spool;
import io.github.swfsdk.api.worklist.ScheduledStep;
import io.github.swfsdk.dicom.io.DicomFile;
import io.github.swfsdk.dicom.io.TransferSyntax;
import io.github.swfsdk.dicom.net.AccessPolicy;
import io.github.swfsdk.dicom.net.RemoteAe;
import io.github.swfsdk.dicom.net.UserIdentity;
import io.github.swfsdk.dicom.service.AssociationPool;
import io.github.swfsdk.dicom.service.CommitmentResultService;
import io.github.swfsdk.dicom.service.PerformedStepSender;
import io.github.swfsdk.dicom.service.WorklistClient;
import io.github.swfsdk.dicom.service.WorklistKeys;
import java.io.IOException;
import java.net.InetAddress;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * An acquisition modality: asks for its worklist, and delivers performed steps, images and commitment requests from a durable
 * spool, so that nothing that a scanner does waits for a RIS or PACS. Thread-safe.
 *
 * <pre>{@code
 * ScheduledStep next = modality.worklist(WorklistKeys.all().station("CT1").on(today)).get(0);
 * RunningStep step = modality.begin(next);
 * Uid series = step.beginSeries("CHEST", "");
 * step.store(image);                        // identifiers copied from the worklist, checked
 * step.complete();
 * }</pre>
 *
 * <p>Everything about one performed step goes to each destination in the order in which it happened; what could not be
 * delivered is tried again, also after a restart with the same spool. A step that was in progress when the process ended,
 * however that was, is among those {@linkplain #running() running} after it has started again. What the archive has
 * committed leaves the spool.
 */
public final class AcquisitionModality implements AcquisitionModalityRole, AutoCloseable {
    private static final int MAX_WORKLIST_ITEMS = 1_000;
    private static final int MAX_RECOVERED = 100_000;
    private static final LocalDateTime ANY_START = LocalDateTime.of(9999, 1, 1, 0, 0);

    /** How long an association stays open for the next image. */
    private static final Duration DELIVERY_IDLE = Duration.ofSeconds(3);

    private final Builder parts;
    private final RemoteAe worklist;
    private final RemoteAe archive;
    private final Spool spool;
    private final DicomClient client;
    private final AssociationPool deliveries;
    private final DeliveryProgress progress;
    private final InstanceSender instances;
    private final CommitmentRequester commitments;
    private final DicomServer server;
    private final OutboxDispatcher dispatcher;
    private final Map<Uid, RunningStep> running = new ConcurrentHashMap<>();

    private AcquisitionModality(Builder parts) {
        this.parts = parts;
        worklist = Objects.requireNonNull(parts.worklist, "worklist");
        archive = Objects.requireNonNull(parts.archive, "archive");
        spool = Objects.requireNonNull(parts.spool, "spool");
        client = parts.client();
        progress = new DeliveryProgress(spool.outbox(), parts.listener);
        recover();
        new SpoolCleaning(spool).run(running.values());
        spool.outbox().retryNow(); // nobody else delivers from this spool
        deliveries = AssociationPool.builder(client)
                .idle(DELIVERY_IDLE)
                .retryAfter(Duration.ofMillis(1), Duration.ofMillis(1)) // the spool says when to try again
                .build();
        instances = new InstanceSender(deliveries, archive, spool.instances());
        commitments = new CommitmentRequester(client, archive, instances, spool, parts.commitmentWait, parts.listener);
        try {
            server =
                    parts.server().host(CommitmentResultService.of(commitments)).start();
        } catch (RuntimeException e) {
            deliveries.close();
            throw e;
        }
        PerformedStepSender performedSteps = PerformedStepSender.of(deliveries, this::performedStepPeer);
        dispatcher = OutboxDispatcher.on(spool.outbox(), progress)
                .sender(FollowUp.Kind.MPPS_CREATE, performedSteps)
                .sender(FollowUp.Kind.MPPS_SET, performedSteps)
                .sender(FollowUp.Kind.INSTANCE, instances)
                .sender(FollowUp.Kind.COMMITMENT_REQUEST, commitments)
                .options(parts.delivery)
                .start();
    }

    /** Starts describing a modality. */
    public static Builder builder() {
        return new Builder();
    }

    /** The port on which results of commitment requests are awaited. */
    public int port() {
        return server.port();
    }

    /**
     * Asks for the worklist (RAD-5). Blocks.
     *
     * @return the scheduled steps, at most 1,000
     * @throws io.github.swfsdk.api.SwfException if the order filler cannot be reached or answers with a failure
     */
    public List<ScheduledStep> worklist(WorklistKeys keys) {
        return WorklistClient.of(client, worklist)
                .find(keys.identifier(), MAX_WORKLIST_ITEMS)
                .steps();
    }

    /**
     * Begins to perform a scheduled step (RAD-6), for the first time or once more: images appended to it are a new step.
     *
     * @throws IllegalStateException if the entry has an identifier that a performed step may not say; it names the attribute
     */
    public RunningStep begin(ScheduledStep step) {
        return begin(List.of(step));
    }

    /** Begins to perform several scheduled steps of one patient together (RAD-6, group case), as {@link #begin(ScheduledStep)}. */
    public RunningStep begin(List<ScheduledStep> steps) {
        return begin(PerformedStepDraft.ofGroup(steps), steps);
    }

    /** Begins to perform what nobody has scheduled (RAD-6, unscheduled case). */
    public RunningStep beginUnscheduled(Patient patient, String modality) {
        return begin(PerformedStepDraft.unscheduled(patient).modality(modality), List.of());
    }

    /**
     * The steps in progress, the longest first: those begun here, and those that were in progress when an earlier process with
     * the same spool ended. Each of them has to be completed or discontinued by somebody, at last by the time limit of the
     * order filler.
     */
    public List<RunningStep> running() {
        return running.values().stream()
                .sorted(Comparator.comparing(
                        step -> step.performedStep().start().orElse(LocalDateTime.MAX)))
                .toList();
    }

    @Override
    public CommitmentListener commitmentResults() {
        return commitments;
    }

    /** Ends delivering, closes what is open, and leaves the rest in the spool, which stays the caller's to close. */
    @Override
    public void close() {
        dispatcher.close();
        deliveries.close();
        server.close();
    }

    Clock clock() {
        return parts.clock;
    }

    boolean awaitDelivered(Uid performedStep, Duration timeout) throws InterruptedException {
        return progress.await(performedStep, timeout);
    }

    /** Keeps how far a step has come. */
    void keep(PerformedStep state) {
        spool.state().transact(tx -> {
            tx.save(state);
            return state;
        });
    }

    /** Writes an instance to the spool, by which the step has it, and owes it to the archive. */
    void spool(PerformedStep step, InstanceReference reference, DataSet instance) {
        InstanceHeader header = new InstanceHeader(
                reference,
                TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN.uid(),
                instance.uid(Tags.STUDY_INSTANCE_UID).orElseThrow(),
                instance.uid(Tags.SERIES_INSTANCE_UID).orElseThrow(),
                instance.toBuilder().remove(Tags.PIXEL_DATA).build());
        try (InstanceWriter writer = spool.instances().begin(header)) {
            DicomFile.of(instance, TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN).write(writer.content(), parts.writing());
            writer.commit();
        } catch (IOException e) {
            throw new StorageException(StorageException.Reason.FAILED, "the spool could not be written", e);
        }
        spool.outbox().add(owed(step, FollowUp.Kind.INSTANCE, archive, reference.toItem()));
    }

    /** Owes the end of a step, and after it the commitment of its instances. */
    void end(PerformedStep step, DataSet modifications, List<InstanceReference> stored) {
        List<FollowUp> owed = owedToAll(step, FollowUp.Kind.MPPS_SET, modifications);
        if (!stored.isEmpty()) {
            owed.add(owed(step, FollowUp.Kind.COMMITMENT_REQUEST, archive, CommitmentRequester.content(stored)));
        }
        keepAndOwe(SpooledStep.ended(step), owed);
        running.remove(step.sopInstanceUid());
    }

    /**
     * Finds the steps in progress again. An instance that was written and not yet owed when the process ended belongs to its
     * step as well; the archive gets it when it does not commit it.
     */
    private void recover() {
        List<PerformedStep> left = spool.state().transact(tx -> tx.findRunningPerformedSteps(ANY_START, MAX_RECOVERED));
        if (left.isEmpty()) {
            return;
        }
        Map<Uid, List<InstanceReference>> bySeries;
        try (Stream<StoredInstance> kept = spool.instances().list()) {
            bySeries = kept.sorted(Comparator.comparing(StoredInstance::storedAt))
                    .collect(Collectors.groupingBy(
                            StoredInstance::seriesInstanceUid,
                            Collectors.mapping(StoredInstance::reference, Collectors.toList())));
        }
        left.forEach(step -> running.put(step.sopInstanceUid(), RunningStep.recovered(this, step, bySeries)));
    }

    private RunningStep begin(PerformedStepDraft draft, List<ScheduledStep> scheduled) {
        draft.station(parts.aeTitle, parts.stationName, "").start(LocalDateTime.now(parts.clock));
        PerformedStep step = (parts.overlongKept ? draft.keepOverlong() : draft).build();
        RunningStep begun = new RunningStep(this, scheduled, step);
        keepAndOwe(
                SpooledStep.of(step, scheduled, List.of()),
                owedToAll(step, FollowUp.Kind.MPPS_CREATE, step.attributes()));
        running.put(step.sopInstanceUid(), begun);
        return begun;
    }

    private void keepAndOwe(PerformedStep state, List<FollowUp> owed) {
        spool.state().transact(tx -> {
            tx.save(state);
            owed.forEach(tx::owe);
            return state;
        });
    }

    private List<FollowUp> owedToAll(PerformedStep step, FollowUp.Kind kind, DataSet content) {
        DataSet named = content.toBuilder()
                .put(Tags.SOP_INSTANCE_UID, step.sopInstanceUid())
                .build();
        return parts.performedSteps.stream()
                .map(peer -> owed(step, kind, peer, named))
                .collect(Collectors.toCollection(ArrayList::new));
    }

    private static FollowUp owed(PerformedStep step, FollowUp.Kind kind, RemoteAe peer, DataSet content) {
        return new FollowUp(kind, peer.aeTitle(), step.sopInstanceUid().value(), content);
    }

    private Optional<RemoteAe> performedStepPeer(String aeTitle) {
        return parts.performedSteps.stream()
                .filter(peer -> peer.aeTitle().equals(aeTitle))
                .findFirst();
    }

    /** Describes a modality; worklist, archive and spool are needed. Not thread-safe. */
    public static final class Builder extends AssociatingBuilder<Builder> {
        private final List<RemoteAe> performedSteps = new ArrayList<>();
        private String aeTitle = "MODALITY";
        private String stationName = "";
        private int port;
        private InetAddress address = InetAddress.getLoopbackAddress();
        private @Nullable RemoteAe worklist;
        private @Nullable RemoteAe archive;
        private @Nullable Spool spool;
        private ModalityListener listener = new ModalityListener() {};
        private AccessPolicy access = AccessPolicy.anyone();
        private @Nullable Supplier<UserIdentity> identity;
        private OutboxOptions delivery = OutboxOptions.defaults();
        private Duration commitmentWait = Duration.ofSeconds(30);
        private Clock clock = Clock.systemDefaultZone();
        private boolean overlongKept;

        private Builder() {}

        /** The modality's AE title, and the port on which it awaits commitment results; 0 takes any free port. */
        public Builder ae(String title, int listenPort) {
            this.aeTitle = title;
            this.port = listenPort;
            return this;
        }

        /** (0008,1010) Station Name; empty by default. */
        public Builder stationName(String name) {
            this.stationName = Objects.requireNonNull(name, "name");
            return this;
        }

        /** The address to listen on; the loopback address by default. */
        public Builder bind(InetAddress listenAddress) {
            this.address = Objects.requireNonNull(listenAddress, "listenAddress");
            return this;
        }

        /** The order filler that is asked for the worklist. */
        public Builder worklist(RemoteAe filler) {
            this.worklist = filler;
            return this;
        }

        /** Adds one that is told of performed steps: a PPS manager, or order filler and image manager each. */
        public Builder performedSteps(RemoteAe manager) {
            performedSteps.add(Objects.requireNonNull(manager, "manager"));
            return this;
        }

        /** The archive that gets the images and commits them. */
        public Builder archive(RemoteAe imageManager) {
            this.archive = imageManager;
            return this;
        }

        /** Where everything lies until it is delivered; it stays the caller's to close. */
        public Builder spool(Spool durable) {
            this.spool = durable;
            return this;
        }

        /** Hears how the spool is delivered; nobody by default. */
        public Builder listener(ModalityListener next) {
            this.listener = Objects.requireNonNull(next, "next");
            return this;
        }

        /** Who may bring commitment results; anyone by default. */
        public Builder access(AccessPolicy policy) {
            this.access = Objects.requireNonNull(policy, "policy");
            return this;
        }

        /**
         * Says who the user is on each association that it opens (PS3.7, D.3.3.7); nothing by default.
         *
         * @param current asked for each association, as tickets and tokens expire; may block
         */
        public Builder identity(Supplier<UserIdentity> current) {
            this.identity = Objects.requireNonNull(current, "current");
            return this;
        }

        /** Threads, times and limits of delivery. Its claim time must exceed {@link #commitmentWait}. */
        public Builder delivery(OutboxOptions next) {
            this.delivery = Objects.requireNonNull(next, "next");
            return this;
        }

        /**
         * How long the association of a commitment request stays open for its result: 30 seconds by default. A later result
         * comes on an association of the archive's; without any, the request is made anew.
         */
        public Builder commitmentWait(Duration wait) {
            if (wait.isNegative() || wait.isZero()) {
                throw new IllegalArgumentException("commitmentWait must be positive, but was " + wait);
            }
            this.commitmentWait = wait;
            return this;
        }

        /** Tells times and the zone of the modality; the system's by default. */
        public Builder clock(Clock next) {
            this.clock = Objects.requireNonNull(next, "next");
            return this;
        }

        /**
         * Whether entries are performed whose identifiers are longer than the standard allows, as
         * {@link PerformedStepDraft#keepOverlong} says. Default false: such an entry cannot be begun.
         */
        public Builder keepOverlongIdentifiers(boolean kept) {
            this.overlongKept = kept;
            return this;
        }

        private DicomClient client() {
            DicomClient.Builder calling = DicomClient.builder(aeTitle).like(this);
            if (identity != null) {
                calling.identity(identity);
            }
            return calling.build();
        }

        private DicomServer.Builder server() {
            return DicomServer.builder()
                    .ae(aeTitle, port)
                    .bind(address)
                    .access(access)
                    .like(this);
        }

        @Override
        Builder self() {
            return this;
        }

        /** Starts to listen and to deliver what the spool holds. */
        public AcquisitionModality start() {
            return new AcquisitionModality(this);
        }
    }
}
