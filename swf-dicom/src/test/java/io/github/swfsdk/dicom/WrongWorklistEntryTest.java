package io.github.swfsdk.dicom;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.swfsdk.api.archive.ImageArchive;
import io.github.swfsdk.api.dataset.DataSet;
import io.github.swfsdk.api.dataset.Tags;
import io.github.swfsdk.api.dataset.Uid;
import io.github.swfsdk.api.dataset.Uids;
import io.github.swfsdk.api.dataset.Vr;
import io.github.swfsdk.api.event.Cause;
import io.github.swfsdk.api.instance.InstanceReference;
import io.github.swfsdk.api.mpps.DiscontinuationReason;
import io.github.swfsdk.api.order.ImagingOrder;
import io.github.swfsdk.api.order.OrderRequest;
import io.github.swfsdk.api.storage.CommitmentResult;
import io.github.swfsdk.api.testkit.ExamFixtures;
import io.github.swfsdk.api.testkit.OutboxFailures;
import io.github.swfsdk.api.workflow.DepartmentScheduler;
import io.github.swfsdk.api.workflow.FollowUp;
import io.github.swfsdk.api.workflow.InMemoryWorkflowStore;
import io.github.swfsdk.api.workflow.OutboxDispatcher;
import io.github.swfsdk.api.worklist.ScheduledStep;
import io.github.swfsdk.dicom.net.RemoteAe;
import io.github.swfsdk.dicom.service.CommitmentResultSender;
import io.github.swfsdk.dicom.service.CommitmentService;
import io.github.swfsdk.dicom.service.Status;
import io.github.swfsdk.dicom.service.StorageClient;
import io.github.swfsdk.dicom.service.StorageService;
import io.github.swfsdk.dicom.service.WorklistKeys;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** (110514, DCM, "Incorrect worklist entry selected") between a modality and a department, over real sockets. */
class WrongWorklistEntryTest {
    private static final Duration SOON = Duration.ofSeconds(30);

    private final InMemoryWorkflowStore store = new InMemoryWorkflowStore();
    private final DepartmentScheduler scheduler = DepartmentScheduler.on(store);
    private final MemorySpool kept = new MemorySpool();
    private final List<CommitmentResult> results = new CopyOnWriteArrayList<>();
    private final CommitmentResultSender sender = CommitmentResultSender.of(
            DicomClient.of("SWF"), ae -> Optional.of(new RemoteAe(ae, "localhost", modalityPort())));
    private final ImageArchive archive = ImageArchive.builder()
            .backend(kept)
            .outbox(store.outbox())
            .reporter(sender)
            .withheld(store.withheld())
            .build();
    private final OutboxFailures failures = new OutboxFailures();
    private final OutboxDispatcher dispatcher = OutboxDispatcher.on(store.outbox(), failures)
            .sender(FollowUp.Kind.COMMITMENT_REPORT, archive.commitmentReports())
            .start();
    private final DicomServer department = DicomServer.builder()
            .ae("SWF", 0)
            .host(scheduler)
            .host(StorageService.of(archive.instances()))
            .host(CommitmentService.of(archive.commitments(), sender))
            .start();
    private final RemoteAe address = new RemoteAe("SWF", "localhost", department.port());
    private final AcquisitionModality modality = AcquisitionModality.builder()
            .ae("CT1", 0)
            .worklist(address)
            .performedSteps(address)
            .archive(address)
            .spool(new MemorySpool())
            .listener(new ModalityListener() {
                @Override
                public void committed(Uid performedStepUid, CommitmentResult result) {
                    results.add(result);
                }
            })
            .start();

    @BeforeEach
    void place() {
        order("WRONG");
        order("RIGHT");
    }

    @AfterEach
    void close() {
        modality.close();
        department.close();
        dispatcher.close();
        failures.assertNothingWasGivenUp();
    }

    @Test
    void withholdsTheInstancesAndOffersTheStepAgain() throws Exception {
        RunningStep wrong = modality.begin(entry("WRONG"));
        InstanceReference image = wrong.store(image(wrong.beginSeries("CHEST", "")));
        endAsWrong(wrong);

        assertThat(kept.find(image.sopInstanceUid())).isPresent();
        assertThat(archive.find(image.sopInstanceUid())).isEmpty();
        assertThat(presented()).isEmpty();
        assertThat(results)
                .singleElement()
                .satisfies(result -> assertThat(result.committed()).containsExactly(image));
        assertThat(modality.worklist(WorklistKeys.all()))
                .extracting(ScheduledStep::accessionNumber)
                .containsExactlyInAnyOrder("WRONG", "RIGHT");
    }

    @Test
    void withholdsWhatArrivesLate() throws Exception {
        RunningStep wrong = modality.begin(entry("WRONG"));
        InstanceReference late = new InstanceReference(Uids.SECONDARY_CAPTURE_IMAGE_STORAGE, Uid.random());
        endAsWrong(wrong);

        try (StorageClient.Session session =
                StorageClient.of(DicomClient.of("CT2"), address).open(late.sopClassUid())) {
            assertThat(session.store(late, imageOf(wrong, late)).status()).isEqualTo(Status.SUCCESS);
        }

        assertThat(kept.find(late.sopInstanceUid())).isPresent();
        assertThat(archive.find(late.sopInstanceUid())).isEmpty();
    }

    @Test
    void presentsWhatIsPerformedForTheRightEntry() throws Exception {
        RunningStep wrong = modality.begin(entry("WRONG"));
        wrong.store(image(wrong.beginSeries("CHEST", "")));
        endAsWrong(wrong);

        RunningStep right = modality.begin(entry("RIGHT"));
        InstanceReference image = right.store(image(right.beginSeries("CHEST", "")));
        right.complete();

        assertThat(right.awaitDelivered(SOON)).isTrue();
        assertThat(presented()).containsExactly(image.sopInstanceUid());
        assertThat(modality.worklist(WorklistKeys.all()))
                .extracting(ScheduledStep::accessionNumber)
                .containsExactly("WRONG");
    }

    @Test
    void presentsEverythingAgainWhenAnOperatorUndoesIt() throws Exception {
        RunningStep wrong = modality.begin(entry("WRONG"));
        InstanceReference image = wrong.store(image(wrong.beginSeries("CHEST", "")));
        endAsWrong(wrong);

        assertThat(archive.release(wrong.performedStep().sopInstanceUid())).isTrue();

        assertThat(presented()).containsExactly(image.sopInstanceUid());
        assertThat(archive.release(wrong.performedStep().sopInstanceUid())).isFalse();
    }

    private static void endAsWrong(RunningStep step) throws Exception {
        step.discontinue(DiscontinuationReason.INCORRECT_WORKLIST_ENTRY_SELECTED);
        assertThat(step.awaitDelivered(SOON)).isTrue();
    }

    private List<Uid> presented() {
        return archive.list()
                .map(instance -> instance.reference().sopInstanceUid())
                .toList();
    }

    private int modalityPort() {
        return modality.port();
    }

    private ScheduledStep entry(String accession) {
        return modality.worklist(WorklistKeys.all().accessionNumber(accession)).get(0);
    }

    private void order(String accession) {
        ScheduledStep step = ExamFixtures.step(accession, Uid.random(), "SPS-" + accession);
        scheduler
                .orders()
                .receive(
                        OrderRequest.place(new ImagingOrder(List.of(step)), new Cause(Cause.Kind.SYSTEM, "test", "1")));
    }

    private static DataSet image(Uid series) {
        return DataSet.builder()
                .put(Tags.SOP_CLASS_UID, Uids.SECONDARY_CAPTURE_IMAGE_STORAGE)
                .put(Tags.SERIES_INSTANCE_UID, series)
                .put(Tags.ROWS, 16)
                .put(Tags.COLUMNS, 16)
                .put(Tags.PIXEL_DATA, Vr.OW, new byte[512])
                .build();
    }

    private static DataSet imageOf(RunningStep step, InstanceReference reference) {
        InstanceReference performed = new InstanceReference(
                Uids.MODALITY_PERFORMED_PROCEDURE_STEP, step.performedStep().sopInstanceUid());
        return image(Uid.random()).toBuilder()
                .put(Tags.SOP_INSTANCE_UID, reference.sopInstanceUid())
                .put(Tags.STUDY_INSTANCE_UID, Uid.random())
                .put(Tags.REFERENCED_PERFORMED_PROCEDURE_STEP_SEQUENCE, performed.toItem())
                .build();
    }
}
