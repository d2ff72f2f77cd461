package io.github.swfsdk.api.workflow;

import static io.github.swfsdk.api.testkit.ExamFixtures.completed;
import static io.github.swfsdk.api.testkit.ExamFixtures.discontinued;
import static io.github.swfsdk.api.testkit.ExamFixtures.order;
import static io.github.swfsdk.api.testkit.ExamFixtures.step;
import static io.github.swfsdk.api.testkit.ExamFixtures.study;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.swfsdk.api.dataset.DataSet;
import io.github.swfsdk.api.dataset.Tags;
import io.github.swfsdk.api.dataset.Uid;
import io.github.swfsdk.api.dataset.Uids;
import io.github.swfsdk.api.event.Cause;
import io.github.swfsdk.api.instance.InstanceHeader;
import io.github.swfsdk.api.instance.InstanceReference;
import io.github.swfsdk.api.mpps.PerformedStep;
import io.github.swfsdk.api.patient.Patient;
import io.github.swfsdk.api.storage.ArchiveListener;
import io.github.swfsdk.api.storage.CommitmentResult;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What is written down of an order. */
class DepartmentSchedulerTimelineTest {
    private static final Uid STUDY = study(1);
    private static final Instant NOW = Instant.parse("2026-01-10T08:30:00Z");
    private static final Cause HL7 = Department.CAUSE;

    private final Department department = new Department(options -> options.clock(Clock.fixed(NOW, ZoneOffset.UTC)));

    @Test
    void tellsEverythingInOrderWithItsCause() {
        department.place(order("A1", STUDY, "S1", "S2"));
        department
                .scheduler
                .patients()
                .updated(
                        new Patient(DataSet.builder()
                                .put(Tags.PATIENT_ID, "P1")
                                .put(Tags.ISSUER_OF_PATIENT_ID, "HOSP")
                                .put(Tags.PATIENT_NAME, "Sample^Berta")
                                .build()),
                        HL7);
        PerformedStep wrong = department.start("1.2.3.1", step("A1", STUDY, "S1"));
        department.replace(wrong, discontinued(wrong, "110514"));
        PerformedStep right = department.start("1.2.3.2", step("A1", STUDY, "S1"));
        department.replace(right, completed(right));
        department.cancel("A1", "S2");

        assertThat(lines("A1"))
                .containsExactly(
                        "ORDER_PLACED HL7 OP 1: S1 SCHEDULED, S2 SCHEDULED",
                        "PATIENT_UPDATED HL7 OP 1: S1 SCHEDULED, S2 SCHEDULED",
                        "STEP_STARTED DICOM DX1 1.2.3.1: S1 STARTED, S2 SCHEDULED",
                        "STEP_DISCONTINUED DICOM DX1 1.2.3.1: S1 SCHEDULED, S2 SCHEDULED",
                        "INSTANCES_WITHHELD DICOM DX1 1.2.3.1: S1 SCHEDULED, S2 SCHEDULED",
                        "STEP_STARTED DICOM DX1 1.2.3.2: S1 STARTED, S2 SCHEDULED",
                        "STEP_COMPLETED DICOM DX1 1.2.3.2: S1 COMPLETED, S2 SCHEDULED",
                        "ORDER_CANCELLED HL7 OP 1: S1 COMPLETED, S2 CANCELLED");
        assertThat(department.scheduler.timeline(Department.key("A1")))
                .extracting(TimelineEntry::at)
                .containsOnly(NOW);
    }

    @Test
    void tellsOfAnAppendedStepThatChangesNothing() {
        department.place(order("A1", STUDY, "S1"));
        PerformedStep first = department.start("1.2.3.1", step("A1", STUDY, "S1"));
        PerformedStep appended = department.start("1.2.3.2", step("A1", STUDY, "S1"));
        department.replace(first, completed(first));
        department.replace(appended, completed(appended));

        assertThat(lines("A1"))
                .endsWith(
                        "STEP_STARTED DICOM DX1 1.2.3.2: S1 STARTED",
                        "STEP_COMPLETED DICOM DX1 1.2.3.1: S1 COMPLETED",
                        "STEP_COMPLETED DICOM DX1 1.2.3.2: S1 COMPLETED");
    }

    @Test
    void tellsNothingOfWhatIsRefusedOrUnknown() {
        department.place(order("A1", STUDY, "S1"));
        department.cancel("A1", "S9");

        assertThat(lines("A1")).containsExactly("ORDER_PLACED HL7 OP 1: S1 SCHEDULED");
        assertThat(lines("A9")).isEmpty();
    }

    @Test
    void tellsWhatTheArchiveDoes() {
        department.place(order("A1", STUDY, "S1"));
        department.place(order("A2", study(2), "S1"));
        department.start("1.2.3.1", step("A1", STUDY, "S1"));
        ArchiveListener archive = department.scheduler.archiveEvents();
        InstanceReference image = new InstanceReference(Uids.CT_IMAGE_STORAGE, Uid.of("1.2.5.1"));
        Uid transaction = Uid.of("1.2.6");

        archive.stored(header(image, "1.2.4.1", STUDY, "CT ROOM"));
        archive.stored(header(image, "1.2.4.1", STUDY, "CT ROOM"));
        archive.stored(header(image, "1.2.4.2", STUDY, ""));
        archive.committed("CT1", new CommitmentResult(transaction, List.of(image), List.of()), Set.of(STUDY));
        archive.committed(
                "CT1",
                new CommitmentResult(
                        transaction,
                        List.of(),
                        List.of(new CommitmentResult.Failed(image, CommitmentResult.Reason.PROCESSING_FAILURE))),
                Set.of(STUDY));
        archive.released(Uid.of("1.2.3.1"));

        assertThat(lines("A1").subList(2, 7))
                .containsExactly(
                        "SERIES_STORED DICOM CT ROOM 1.2.4.1: S1 STARTED",
                        "SERIES_STORED DICOM  1.2.4.2: S1 STARTED",
                        "INSTANCES_COMMITTED DICOM CT1 1.2.6: S1 STARTED",
                        "COMMITMENT_FAILED DICOM CT1 1.2.6: S1 STARTED",
                        "INSTANCES_RELEASED OPERATOR archive 1.2.3.1: S1 STARTED");
        assertThat(lines("A1")).hasSize(7);
        assertThat(lines("A2")).hasSize(1);
    }

    @Test
    void tellsOfASeriesOnceAlsoAfterARestart() {
        department.place(order("A1", STUDY, "S1"));
        InstanceReference image = new InstanceReference(Uids.CT_IMAGE_STORAGE, Uid.of("1.2.5.1"));
        department.scheduler.archiveEvents().stored(header(image, "1.2.4.1", STUDY, ""));

        DepartmentScheduler.on(department.store).archiveEvents().stored(header(image, "1.2.4.1", STUDY, ""));

        assertThat(lines("A1")).hasSize(2);
    }

    @Test
    void findsTheOrdersOfImagesWithAStudyOfTheirOwnByThePerformedStep() {
        department.place(order("A1", STUDY, "S1"));
        department.place(order("A2", study(2), "S1"));
        department.start("1.2.3.1", step("A1", STUDY, "S1"), step("A2", study(2), "S1"));
        InstanceReference image = new InstanceReference(Uids.CT_IMAGE_STORAGE, Uid.of("1.2.5.1"));

        department.scheduler.archiveEvents().stored(header(image, "1.2.4.1", study(77), ""));

        assertThat(lines("A1")).last().asString().startsWith("SERIES_STORED");
        assertThat(lines("A2")).last().asString().startsWith("SERIES_STORED");
    }

    @Test
    void tellsWhatWasForwardedAndWhatWasGivenUp() {
        department.place(order("A1", STUDY, "S1"));
        department.start("1.2.3.1", step("A1", STUDY, "S1"));
        OutboxListener deliveries = department.scheduler.deliveryEvents();

        deliveries.delivered(entry(FollowUp.Kind.MPPS_CREATE, "1.2.3.1"));
        deliveries.parked(entry(FollowUp.Kind.MPPS_SET, "1.2.3.1"), "refused", Optional.empty());
        deliveries.delivered(entry(FollowUp.Kind.COMMITMENT_REPORT, "1.2.6"));

        assertThat(lines("A1").subList(2, 4))
                .containsExactly(
                        "STEP_FORWARDED SYSTEM PACS 1.2.3.1: S1 STARTED",
                        "FORWARDING_GIVEN_UP SYSTEM PACS 1.2.3.1: S1 STARTED");
        assertThat(lines("A1")).hasSize(4);
    }

    private static Outbox.Entry entry(FollowUp.Kind kind, String key) {
        return new Outbox.Entry(1, new FollowUp(kind, "PACS", key, DataSet.empty()), 0, "");
    }

    private static InstanceHeader header(InstanceReference image, String series, Uid study, String station) {
        DataSet step = DataSet.builder()
                .put(Tags.REFERENCED_SOP_INSTANCE_UID, Uid.of("1.2.3.1"))
                .build();
        return new InstanceHeader(
                image,
                Uids.EXPLICIT_VR_LITTLE_ENDIAN,
                study,
                Uid.of(series),
                DataSet.builder()
                        .put(Tags.STATION_NAME, station)
                        .put(Tags.REFERENCED_PERFORMED_PROCEDURE_STEP_SEQUENCE, step)
                        .build());
    }

    private List<String> lines(String accession) {
        return department.scheduler.timeline(Department.key(accession)).stream()
                .map(entry -> entry.event() + " " + entry.cause().kind() + " "
                        + entry.cause().peer() + " " + entry.cause().reference() + ": " + entry.steps())
                .toList();
    }
}
