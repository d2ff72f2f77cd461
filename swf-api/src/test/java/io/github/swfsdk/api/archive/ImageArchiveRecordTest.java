package io.github.swfsdk.api.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.swfsdk.api.dataset.DataSet;
import io.github.swfsdk.api.dataset.Tags;
import io.github.swfsdk.api.dataset.Uid;
import io.github.swfsdk.api.dataset.Uids;
import io.github.swfsdk.api.event.Cause;
import io.github.swfsdk.api.instance.InstanceHeader;
import io.github.swfsdk.api.instance.InstanceReference;
import io.github.swfsdk.api.storage.ArchiveListener;
import io.github.swfsdk.api.storage.CommitmentRequest;
import io.github.swfsdk.api.storage.CommitmentResult;
import io.github.swfsdk.api.storage.InstanceWriter;
import io.github.swfsdk.api.storage.WithheldInstances;
import io.github.swfsdk.api.workflow.FollowUp;
import io.github.swfsdk.api.workflow.InMemoryWorkflowStore;
import io.github.swfsdk.api.workflow.Outbox;
import io.github.swfsdk.api.workflow.WorkflowStore;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** What an archive withholds of that which arrives late, and what it tells of before it answers. */
class ImageArchiveRecordTest {
    private static final Uid STEP = Uid.of("1.2.3.1");
    private static final Uid STUDY = Uid.of("1.2.3.4");
    private static final InstanceReference IMAGE = new InstanceReference(Uids.CT_IMAGE_STORAGE, Uid.of("1.2.3.4.1"));
    private static final Cause STORED = new Cause(Cause.Kind.DICOM, "CT1", "1.2.3.4.1", "CT1>SWF#1/1");
    private static final Cause REQUESTED = new Cause(Cause.Kind.DICOM, "CT1", "1.2.9", "CT1>SWF#2/1");

    private final WorkflowStore store = new InMemoryWorkflowStore();
    private final InMemoryBackend backend = new InMemoryBackend();
    private final List<String> told = new ArrayList<>();
    private final AtomicInteger failures = new AtomicInteger();

    @Test
    void withholdsAnInstanceWhoseStepEndsWhileItArrives() throws IOException {
        ImageArchive archive = archive(store.withheld());
        try (InstanceWriter writer = archive.instances().begin(header(), STORED)) {
            writer.content().write(1);
            store.withheld().withhold(STEP, List.of());
            writer.commit();
        }

        assertThat(backend.find(IMAGE.sopInstanceUid())).isPresent();
        assertThat(archive.find(IMAGE.sopInstanceUid())).isEmpty();
    }

    /** Whatever the archive asks first: between any two of its calls the operator has undone the matter. */
    @Test
    void presentsAnInstanceThatArrivesAsAnOperatorUndoesTheMatter() throws IOException {
        ImageArchive archive = archive(new UndoneMeanwhile(store.withheld()));
        store.withheld().withhold(STEP, List.of(Uid.of("1.2.3.4.2")));

        store(archive);

        assertThat(store.withheld().isStepWithheld(STEP)).isFalse();
        assertThat(archive.find(IMAGE.sopInstanceUid())).isPresent();
        assertThat(archive.find(Uid.of("1.2.3.4.2"))).isEmpty(); // never stored
    }

    @Test
    void doesNotSayThatAnInstanceIsStoredBeforeItIsWrittenDown() throws IOException {
        ImageArchive archive = archive(store.withheld());
        failures.set(1);

        assertThatThrownBy(() -> store(archive)).hasMessage("on purpose");
        store(archive); // comes again

        assertThat(told).containsExactly("stored 1.2.3.4.1 CT1>SWF#1/1");
    }

    @Test
    void tellsAResultAgainThatIsNotWrittenDown() throws Exception {
        ImageArchive archive = archive(store.withheld());
        store(archive);
        archive.commitments().requested(new CommitmentRequest(Uid.of("1.2.9"), "CT1", List.of(IMAGE), REQUESTED));
        FollowUp owed = claim().followUp();
        failures.set(1);

        assertThatThrownBy(() -> archive.commitmentReports().send(owed)).hasMessage("on purpose");
        archive.commitmentReports().send(owed);

        assertThat(told)
                .containsExactly(
                        "stored 1.2.3.4.1 CT1>SWF#1/1",
                        "reported true",
                        "reported true",
                        "committed [1.2.3.4] CT1 1.2.9 CT1>SWF#2/1");
    }

    @Test
    void tellsTheStudiesAlsoOfWhatItCannotAnswerFor() throws Exception {
        ImageArchive archive = archive(store.withheld());
        store(archive);
        backend.damage(IMAGE.sopInstanceUid());
        archive.commitments().requested(new CommitmentRequest(Uid.of("1.2.9"), "CT1", List.of(IMAGE), REQUESTED));

        archive.commitmentReports().send(claim().followUp());

        assertThat(told).endsWith("reported false", "committed [1.2.3.4] CT1 1.2.9 CT1>SWF#2/1");
    }

    private Outbox.Entry claim() {
        Instant now = Instant.now();
        return store.outbox().claim(now, now.plusSeconds(60), 1, Set.of()).get(0);
    }

    private void store(ImageArchive archive) throws IOException {
        try (InstanceWriter writer = archive.instances().begin(header(), STORED)) {
            writer.content().write(1);
            writer.commit();
        }
    }

    private static InstanceHeader header() {
        return new InstanceHeader(
                IMAGE,
                Uids.EXPLICIT_VR_LITTLE_ENDIAN,
                STUDY,
                Uid.of("1.2.3.4.0"),
                DataSet.builder()
                        .put(
                                Tags.REFERENCED_PERFORMED_PROCEDURE_STEP_SEQUENCE,
                                new InstanceReference(Uids.MODALITY_PERFORMED_PROCEDURE_STEP, STEP).toItem())
                        .build());
    }

    private ImageArchive archive(WithheldInstances withheld) {
        return ImageArchive.builder()
                .backend(backend)
                .outbox(store.outbox())
                .reporter((requester, result) -> told.add("reported " + result.isComplete()))
                .withheld(withheld)
                .listener(new ArchiveListener() {
                    @Override
                    public void stored(InstanceHeader header, Cause cause) {
                        tell("stored " + header.reference().sopInstanceUid() + " " + cause.association());
                    }

                    @Override
                    public void committed(CommitmentResult result, Set<Uid> studies, Cause cause) {
                        tell("committed " + studies + " " + cause.peer() + " " + cause.reference() + " "
                                + cause.association());
                    }
                })
                .build();
    }

    private void tell(String what) {
        if (failures.getAndDecrement() > 0) {
            throw new IllegalStateException("on purpose");
        }
        told.add(what);
    }

    /** Says what holds, and right after that it does not hold any more. */
    private record UndoneMeanwhile(WithheldInstances withheld) implements WithheldInstances {
        @Override
        public void withhold(Uid performedStepUid, Collection<Uid> sopInstanceUids) {
            withheld.withhold(performedStepUid, sopInstanceUids);
        }

        @Override
        public boolean withholdLate(Uid performedStepUid, Uid sopInstanceUid) {
            boolean late = withheld.withholdLate(performedStepUid, sopInstanceUid);
            withheld.release(performedStepUid);
            return late;
        }

        @Override
        public boolean isStepWithheld(Uid performedStepUid) {
            boolean held = withheld.isStepWithheld(performedStepUid);
            withheld.release(performedStepUid);
            return held;
        }

        @Override
        public boolean isWithheld(Uid sopInstanceUid) {
            return withheld.isWithheld(sopInstanceUid);
        }

        @Override
        public boolean release(Uid performedStepUid) {
            return withheld.release(performedStepUid);
        }
    }
}
