package io.github.swfsdk.examples.embedding;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.swfsdk.api.dataset.DataSet;
import io.github.swfsdk.api.dataset.Tags;
import io.github.swfsdk.api.dataset.Uid;
import io.github.swfsdk.api.dataset.Uids;
import io.github.swfsdk.api.dataset.Vr;
import io.github.swfsdk.api.mpps.PerformedStep;
import io.github.swfsdk.api.mpps.PerformedStepDraft;
import io.github.swfsdk.api.mpps.PerformedStepModification;
import io.github.swfsdk.api.storage.StorageBackend;
import io.github.swfsdk.api.storage.StoredInstance;
import io.github.swfsdk.api.testkit.OutboxFailures;
import io.github.swfsdk.api.workflow.WorkflowStore;
import io.github.swfsdk.api.worklist.ScheduledStep;
import io.github.swfsdk.dicom.DicomClient;
import io.github.swfsdk.dicom.DicomServer;
import io.github.swfsdk.dicom.net.RemoteAe;
import io.github.swfsdk.dicom.service.MppsClient;
import io.github.swfsdk.dicom.service.Status;
import io.github.swfsdk.storage.file.FileStorage;
import io.github.swfsdk.storage.jdbc.EmbeddedDatabase;
import io.github.swfsdk.storage.jdbc.JdbcWorkflowStore;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The three examples of the README, with each other: the scanner is scheduled by the RIS and stores in the PACS. */
class EmbeddingExamplesTest {
    private final OrderDatabase orders = new OrderDatabase();

    @TempDir
    Path folder;

    @Test
    void carryOneExamFromTheOrderDatabaseToCommittedImages() throws Exception {
        orders.plan(step("A1"));
        OutboxFailures failures = new OutboxFailures();
        try (EmbeddedDatabase database = EmbeddedDatabase.open(folder.resolve("db"));
                WorkflowStore state = JdbcWorkflowStore.on(database.dataSource());
                StorageBackend images = FileStorage.at(folder.resolve("images"));
                DicomServer ris = RisEndpoint.start(orders, database.dataSource(), 0);
                SmallPacs pacs = new SmallPacs(images, state, ae -> Optional.empty(), failures, 0)) {
            boolean delivered = ScannerConsole.performNext(
                    new RemoteAe("RIS", "localhost", ris.port()),
                    new RemoteAe("PACS", "localhost", pacs.port()),
                    folder.resolve("spool"),
                    0,
                    series -> List.of(image(series), image(series)));

            assertThat(delivered).isTrue();
            assertThat(orders.progress("A1")).isEqualTo(OrderDatabase.Progress.DONE);
            try (Stream<StoredInstance> stored = images.list()) {
                assertThat(stored)
                        .hasSize(2)
                        .allSatisfy(instance ->
                                assertThat(instance.studyInstanceUid()).isEqualTo(Uid.of("1.2.3.4")));
            }
        }
        failures.assertNothingFailed();
    }

    @Test
    void offerAStepAgainThatWasSelectedByMistake() {
        orders.plan(step("A1"));
        try (EmbeddedDatabase database = EmbeddedDatabase.open(folder.resolve("db"));
                DicomServer ris = RisEndpoint.start(orders, database.dataSource(), 0)) {
            LocalDateTime start = LocalDateTime.of(2026, 7, 5, 9, 0);
            PerformedStep wrong = PerformedStepDraft.of(step("A1"))
                    .station("CT1", "", "")
                    .start(start)
                    .build();
            MppsClient modality = MppsClient.of(DicomClient.of("CT1"), new RemoteAe("RIS", "localhost", ris.port()));
            modality.create(wrong.sopInstanceUid(), wrong.attributes());
            assertThat(orders.progress("A1")).isEqualTo(OrderDatabase.Progress.BEGUN);

            modality.set(
                    wrong.sopInstanceUid(),
                    PerformedStepModification.wrongWorklistEntry(start.plusMinutes(2))
                            .build());

            assertThat(orders.progress("A1")).isEqualTo(OrderDatabase.Progress.PLANNED);
        }
    }

    @Test
    void refuseAPerformedStepThatTheOrderDatabaseDoesNotKnow() {
        try (EmbeddedDatabase database = EmbeddedDatabase.open(folder.resolve("db"));
                DicomServer ris = RisEndpoint.start(orders, database.dataSource(), 0)) {
            PerformedStep unknown = PerformedStepDraft.of(step("UNKNOWN"))
                    .station("CT1", "", "")
                    .start(LocalDateTime.of(2026, 7, 5, 9, 0))
                    .build();

            Status status = MppsClient.of(DicomClient.of("CT1"), new RemoteAe("RIS", "localhost", ris.port()))
                    .create(unknown.sopInstanceUid(), unknown.attributes())
                    .status();

            assertThat(status).isEqualTo(Status.PROCESSING_FAILURE);
        }
    }

    private static ScheduledStep step(String accession) {
        return new ScheduledStep(DataSet.builder()
                .put(Tags.PATIENT_NAME, "EXAMPLE^PATIENT")
                .put(Tags.PATIENT_ID, "EX-1")
                .put(Tags.ACCESSION_NUMBER, accession)
                .put(Tags.STUDY_INSTANCE_UID, Uid.of("1.2.3.4"))
                .put(Tags.REQUESTED_PROCEDURE_ID, "RP1")
                .put(
                        Tags.SCHEDULED_PROCEDURE_STEP_SEQUENCE,
                        DataSet.builder()
                                .put(Tags.SCHEDULED_STATION_AE_TITLE, "CT1")
                                .put(Tags.MODALITY, "CT")
                                .put(Tags.SCHEDULED_PROCEDURE_STEP_START_DATE, LocalDate.now())
                                .put(Tags.SCHEDULED_PROCEDURE_STEP_START_TIME, "0900")
                                .put(Tags.SCHEDULED_PROCEDURE_STEP_ID, "SPS1")
                                .put(Tags.SCHEDULED_PROCEDURE_STEP_DESCRIPTION, "CT thorax")
                                .build())
                .build());
    }

    private static DataSet image(Uid series) {
        return DataSet.builder()
                .put(Tags.SOP_CLASS_UID, Uids.SECONDARY_CAPTURE_IMAGE_STORAGE)
                .put(Tags.SERIES_INSTANCE_UID, series)
                .put(Tags.PIXEL_DATA, Vr.OW, new byte[512])
                .build();
    }
}
