package io.github.swfsdk.api.archive;

import io.github.swfsdk.api.actor.ImageManager;
import io.github.swfsdk.api.dataset.DataSet;
import io.github.swfsdk.api.dataset.Tag;
import io.github.swfsdk.api.dataset.Tags;
import io.github.swfsdk.api.dataset.Uid;
import io.github.swfsdk.api.dataset.Vr;
import io.github.swfsdk.api.event.Cause;
import io.github.swfsdk.api.instance.InstanceHeader;
import io.github.swfsdk.api.instance.InstanceReference;
import io.github.swfsdk.api.storage.ArchiveListener;
import io.github.swfsdk.api.storage.CommitmentHandler;
import io.github.swfsdk.api.storage.CommitmentRequest;
import io.github.swfsdk.api.storage.CommitmentResult;
import io.github.swfsdk.api.storage.CommitmentResult.Failed;
import io.github.swfsdk.api.storage.CommitmentResult.Reason;
import io.github.swfsdk.api.storage.InMemoryWithheldInstances;
import io.github.swfsdk.api.storage.InstanceReceiver;
import io.github.swfsdk.api.storage.InstanceWriter;
import io.github.swfsdk.api.storage.StorageBackend;
import io.github.swfsdk.api.storage.StorageException;
import io.github.swfsdk.api.storage.StoredInstance;
import io.github.swfsdk.api.storage.WithheldInstances;
import io.github.swfsdk.api.workflow.Delivery;
import io.github.swfsdk.api.workflow.FollowUp;
import io.github.swfsdk.api.workflow.FollowUpSender;
import io.github.swfsdk.api.workflow.Outbox;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * An Image Manager / Image Archive over a {@link StorageBackend}: takes instances (RAD-8) and answers commitment requests
 * (RAD-10). A request is kept in an {@link Outbox}; its result is found out when it is {@linkplain #commitmentReports()
 * delivered}, from the content as it is then. Thread-safe; blocks as its parts do, which stay the caller's to close.
 *
 * <p>{@link WithheldInstances} are kept and committed like any other, and {@link #find}, {@link #list} and {@link #open} know
 * nothing of them. One that arrives late is accepted and withheld at once: refused, it would be lost for an operator who
 * undoes the matter, and the modality could never end its delivery.
 */
public final class ImageArchive implements ImageManager {
    /** Beside the request, as the outbox keeps it: the association that it came over. It never leaves the archive. */
    private static final Tag ORIGIN_CREATOR = Tag.of(0x0009, 0x0010);

    private static final Tag ORIGIN = Tag.of(0x0009, 0x1001);

    private final StorageBackend backend;
    private final Outbox outbox;
    private final CommitmentReporter reporter;
    private final WithheldInstances withheld;
    private final ArchiveListener listener;

    private ImageArchive(
            StorageBackend backend,
            Outbox outbox,
            CommitmentReporter reporter,
            WithheldInstances withheld,
            ArchiveListener listener) {
        this.listener = listener;
        this.backend = backend;
        this.outbox = outbox;
        this.reporter = reporter;
        this.withheld = withheld;
    }

    /** Starts to build an archive; each part is needed. */
    public static Builder builder() {
        return new Builder();
    }

    @Override
    public InstanceReceiver instances() {
        return new InstanceReceiver() {
            @Override
            public InstanceWriter begin(InstanceHeader header) {
                return ImageArchive.this.begin(header, new Cause(Cause.Kind.SYSTEM, "", ""));
            }

            @Override
            public InstanceWriter begin(InstanceHeader header, Cause cause) {
                return ImageArchive.this.begin(header, cause);
            }
        };
    }

    /** An instance as it is presented to others; empty if there is none, or it is withheld. */
    public Optional<StoredInstance> find(Uid sopInstanceUid) {
        return backend.find(sopInstanceUid).filter(this::isPresented);
    }

    /** Every instance that is presented to others, in no particular order; the caller closes the stream. */
    public Stream<StoredInstance> list() {
        return backend.list().filter(this::isPresented);
    }

    /**
     * Opens the content of an instance for others; the caller closes it.
     *
     * @throws StorageException with {@link StorageException.Reason#NOT_FOUND} if there is none, or it is withheld
     */
    public InputStream open(Uid sopInstanceUid) {
        if (withheld.isWithheld(sopInstanceUid)) {
            throw new StorageException(
                    StorageException.Reason.NOT_FOUND, "instance " + sopInstanceUid + " is withheld");
        }
        return backend.open(sopInstanceUid);
    }

    /**
     * Presents again what was withheld because of a performed step: an operator found that its worklist entry was right.
     *
     * @return false if nothing was withheld because of it
     */
    public boolean release(Uid performedStepUid) {
        return withheld.release(performedStepUid);
    }

    private boolean isPresented(StoredInstance instance) {
        return !withheld.isWithheld(instance.reference().sopInstanceUid());
    }

    private InstanceWriter begin(InstanceHeader header, Cause cause) {
        InstanceWriter writer = backend.begin(header);
        return new InstanceWriter() {
            @Override
            public OutputStream content() {
                return writer.content();
            }

            @Override
            public void write(ByteBuffer bytes) {
                writer.write(bytes);
            }

            @Override
            public StoredInstance commit() {
                withholdIfLate(header);
                StoredInstance stored = writer.commit();
                listener.stored(header, cause);
                return stored;
            }

            @Override
            public void close() {
                writer.close();
            }
        };
    }

    /** Right before it is visible, as the step may end while it arrives. What came in time is named by the step itself. */
    private void withholdIfLate(InstanceHeader header) {
        header.attributes().items(Tags.REFERENCED_PERFORMED_PROCEDURE_STEP_SEQUENCE).stream()
                .flatMap(item -> item.uid(Tags.REFERENCED_SOP_INSTANCE_UID).stream())
                .forEach(step -> withheld.withholdLate(step, header.reference().sopInstanceUid()));
    }

    /**
     * Takes a request over. One that comes again while its result is owed is accepted without effect, one with the same
     * transaction UID and another requester or content is refused. An instance that is named twice counts once.
     */
    @Override
    public CommitmentHandler commitments() {
        return this::requested;
    }

    /**
     * The sender of {@link FollowUp.Kind#COMMITMENT_REPORT} for the dispatcher of the outbox. It reads the content of every
     * instance, so its claim time must allow for the largest request; it ends when it is interrupted.
     */
    public FollowUpSender commitmentReports() {
        return this::report;
    }

    private boolean requested(CommitmentRequest request) {
        FollowUp report = new FollowUp(
                FollowUp.Kind.COMMITMENT_REPORT,
                request.requesterAeTitle(),
                request.transactionUid().value(),
                DataSet.builder()
                        .put(Tags.TRANSACTION_UID, request.transactionUid())
                        .put(
                                Tags.REFERENCED_SOP_SEQUENCE,
                                distinct(request.instances()).stream()
                                        .map(InstanceReference::toItem)
                                        .toList())
                        .put(ORIGIN_CREATOR, Vr.LO, "SWF")
                        .put(ORIGIN, Vr.UT, request.cause().association())
                        .build());
        Optional<FollowUp> owed = outbox.addUnlessOwed(report);
        return owed.isEmpty() || isSame(owed.get(), report);
    }

    private Delivery report(FollowUp followUp) throws InterruptedException {
        Uid transaction = followUp.content().uid(Tags.TRANSACTION_UID).orElseThrow();
        List<InstanceReference> committed = new ArrayList<>();
        List<Failed> failed = new ArrayList<>();
        for (InstanceReference instance : instances(followUp)) {
            if (Thread.interrupted()) {
                throw new InterruptedException("stopped between two instances");
            }
            Optional<Reason> reason = check(instance);
            if (reason.isPresent()) {
                failed.add(new Failed(instance, reason.get()));
            } else {
                committed.add(instance);
            }
        }
        CommitmentResult result = new CommitmentResult(transaction, committed, failed);
        reporter.report(followUp.destination(), result);
        Cause cause = new Cause(
                Cause.Kind.DICOM,
                followUp.destination(),
                transaction.value(),
                followUp.content().text(ORIGIN));
        listener.committed(result, studiesOf(instances(followUp)), cause);
        return Delivery.done();
    }

    private Set<Uid> studiesOf(Collection<InstanceReference> instances) {
        return instances.stream()
                .flatMap(instance -> backend.find(instance.sopInstanceUid()).stream())
                .map(StoredInstance::studyInstanceUid)
                .collect(Collectors.toSet());
    }

    /** Why the archive cannot answer for the instance, if it cannot (PS3.3, C.14.1.1). */
    private Optional<Reason> check(InstanceReference instance) {
        Optional<StoredInstance> stored = backend.find(instance.sopInstanceUid());
        if (stored.isEmpty()) {
            return Optional.of(Reason.NO_SUCH_OBJECT_INSTANCE);
        }
        if (!stored.get().reference().sopClassUid().equals(instance.sopClassUid())) {
            return Optional.of(Reason.CLASS_INSTANCE_CONFLICT);
        }
        return backend.verify(instance.sopInstanceUid()) ? Optional.empty() : Optional.of(Reason.PROCESSING_FAILURE);
    }

    private static Collection<InstanceReference> distinct(List<InstanceReference> instances) {
        Map<Uid, InstanceReference> byUid = new LinkedHashMap<>();
        instances.forEach(instance -> byUid.putIfAbsent(instance.sopInstanceUid(), instance));
        return byUid.values();
    }

    private static boolean isSame(FollowUp owed, FollowUp asked) {
        return owed.destination().equals(asked.destination())
                && new HashSet<>(instances(owed)).equals(new HashSet<>(instances(asked)));
    }

    private static List<InstanceReference> instances(FollowUp report) {
        return report.content().items(Tags.REFERENCED_SOP_SEQUENCE).stream()
                .map(InstanceReference::ofItem)
                .flatMap(Optional::stream)
                .toList();
    }

    /** The parts of an {@link ImageArchive}. For one thread. */
    public static final class Builder {
        private @Nullable StorageBackend backend;
        private @Nullable Outbox outbox;
        private @Nullable CommitmentReporter reporter;
        private WithheldInstances withheld = new InMemoryWithheldInstances();
        private ArchiveListener listener = new ArchiveListener() {};

        private Builder() {}

        /** Where the content is kept. */
        public Builder backend(StorageBackend keeper) {
            backend = keeper;
            return this;
        }

        /** Where commitment requests wait until their result is delivered. */
        public Builder outbox(Outbox durable) {
            outbox = durable;
            return this;
        }

        /** Who tells requesters their results. */
        public Builder reporter(CommitmentReporter sender) {
            reporter = sender;
            return this;
        }

        /**
         * Which instances are withheld: those of the {@linkplain io.github.swfsdk.api.workflow.WorkflowStore#withheld() store}
         * that keeps the performed steps. Default none.
         */
        public Builder withheld(WithheldInstances instances) {
            withheld = Objects.requireNonNull(instances, "instances");
            return this;
        }

        /** Who hears what the archive has done. Default nobody. */
        public Builder listener(ArchiveListener toTell) {
            listener = Objects.requireNonNull(toTell, "listener");
            return this;
        }

        /** Returns the archive. */
        public ImageArchive build() {
            return new ImageArchive(
                    Objects.requireNonNull(backend, "backend"),
                    Objects.requireNonNull(outbox, "outbox"),
                    Objects.requireNonNull(reporter, "reporter"),
                    withheld,
                    listener);
        }
    }
}
