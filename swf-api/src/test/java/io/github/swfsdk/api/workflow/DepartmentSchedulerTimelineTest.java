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
import io.github.swfsdk.api.mpps.PerformedStepStore;
import io.github.swfsdk.api.patient.Patient;
import io.github.swfsdk.api.storage.ArchiveListener;
import io.github.swfsdk.api.storage.CommitmentResult;
import io.github.swfsdk.api.testkit.ExamFixtures;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What is written down of an order. */
class DepartmentSchedulerTimelineTest {
    private static final Uid STUDY = study(1);
    private static final Instant NOW = Instant.parse("2026-01-10T08:30:00Z");
    private static final Cause HL7 = Department.CAUSE;
    private static final InstanceReference IMAGE = new InstanceReference(Uids.CT_IMAGE_STORAGE, Uid.of("1.2.5.1"));
    private static final CommitmentResult ALL_ARE_KEPT =
            new CommitmentResult(Uid.of("1.2.6"), List.of(IMAGE), List.of());
    private static final CommitmentResult SOME_ARE_MISSING = new CommitmentResult(
            Uid.of("1.2.6"),
            List.of(),
            List.of(new CommitmentResult.Failed(IMAGE, CommitmentResult.Reason.PROCESSING_FAILURE)));

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
    void tellsTheAssociationOfEachRequest() {
        department.place(order("A1", STUDY, "S1"));
        PerformedStep step = ExamFixtures.started(Uid.of("1.2.3.1"), step("A1", STUDY, "S1"));
        PerformedStepStore steps = department.scheduler.performedStepStore();

        steps.create(step, dicom("1.2.3.1", "CT1>SWF#1/1"));
        steps.replace(step, completed(step), DataSet.empty(), dicom("1.2.3.1", "CT1>SWF#2/7"));
        department.scheduler.archiveEvents().stored(header("1.2.4.1", STUDY), dicom("1.2.5.1", "CT1>SWF#3/9"));

        assertThat(department.scheduler.timeline(Department.key("A1")))
                .extracting(entry -> entry.cause().association())
                .containsExactly("", "CT1>SWF#1/1", "CT1>SWF#2/7", "CT1>SWF#3/9");
    }

    @Test
    void tellsWhatTheArchiveDoes() {
        department.place(order("A1", STUDY, "S1"));
        department.place(order("A2", study(2), "S1"));
        department.start("1.2.3.1", step("A1", STUDY, "S1"));
        ArchiveListener archive = department.scheduler.archiveEvents();

        archive.stored(header("1.2.4.1", STUDY), dicom("1.2.5.1", ""));
        archive.stored(header("1.2.4.1", STUDY), dicom("1.2.5.2", ""));
        archive.stored(header("1.2.4.2", STUDY), dicom("1.2.5.3", ""));
        archive.committed(SOME_ARE_MISSING, Set.of(STUDY), dicom("1.2.6", ""));
        archive.committed(ALL_ARE_KEPT, Set.of(STUDY), dicom("1.2.6", ""));
        archive.committed(ALL_ARE_KEPT, Set.of(STUDY), dicom("1.2.6", "")); // told again after a crash

        assertThat(lines("A1"))
                .endsWith(
                        "STEP_STARTED DICOM DX1 1.2.3.1: S1 STARTED",
                        "SERIES_STORED DICOM CT1 1.2.4.1: S1 STARTED",
                        "SERIES_STORED DICOM CT1 1.2.4.2: S1 STARTED",
                        "COMMITMENT_FAILED DICOM CT1 1.2.6: S1 STARTED",
                        "INSTANCES_COMMITTED DICOM CT1 1.2.6: S1 STARTED")
                .hasSize(6);
        assertThat(lines("A2")).hasSize(1);
    }

    @Test
    void tellsOfASeriesOnceAlsoAfterARestart() {
        department.place(order("A1", STUDY, "S1"));
        department.scheduler.archiveEvents().stored(header("1.2.4.1", STUDY), dicom("1.2.5.1", ""));

        DepartmentScheduler.on(department.store).archiveEvents().stored(header("1.2.4.1", STUDY), dicom("1.2.5.1", ""));

        assertThat(lines("A1")).hasSize(2);
    }

    @Test
    void findsTheOrdersOfAGroupWithAStudyOfItsOwn() {
        department.place(order("A1", STUDY, "S1"));
        department.place(order("A2", study(2), "S1"));
        department.place(order("A3", study(3), "S1"));
        department.start("1.2.3.1", step("A1", study(77), "S1"), step("A2", study(77), "S1"));

        department.scheduler.archiveEvents().stored(header("1.2.4.1", study(77)), dicom("1.2.5.1", ""));
        department.scheduler.archiveEvents().committed(ALL_ARE_KEPT, Set.of(study(77)), dicom("1.2.6", ""));

        for (String accession : List.of("A1", "A2")) {
            assertThat(department.timeline(accession))
                    .containsExactly("ORDER_PLACED", "STEP_STARTED", "SERIES_STORED", "INSTANCES_COMMITTED");
        }
        assertThat(department.timeline("A3")).containsExactly("ORDER_PLACED");
    }

    @Test
    void findsTheOrderThatAnUnscheduledStepWasReconciledWith() {
        department.place(order("A1", STUDY, "S1"));
        DataSet unscheduled =
                DataSet.builder().put(Tags.STUDY_INSTANCE_UID, study(88)).build();
        department
                .scheduler
                .performedStepStore()
                .create(new PerformedStep(
                        Uid.of("1.2.3.1"),
                        ExamFixtures.started(Uid.of("1.2.3.1")).attributes().toBuilder()
                                .put(Tags.SCHEDULED_STEP_ATTRIBUTES_SEQUENCE, unscheduled)
                                .build()));
        department.scheduler.reconcile(Uid.of("1.2.3.1"), Department.key("A1"), "S1", HL7);

        department.scheduler.archiveEvents().committed(ALL_ARE_KEPT, Set.of(study(88)), dicom("1.2.6", ""));

        assertThat(department.timeline("A1")).containsExactly("ORDER_PLACED", "STEP_RECONCILED", "INSTANCES_COMMITTED");
    }

    @Test
    void tellsThatWhatWasWithheldIsPresentedAgain() {
        department.place(order("A1", STUDY, "S1"));
        PerformedStep wrong = department.start("1.2.3.1", step("A1", STUDY, "S1"));
        department.replace(wrong, discontinued(wrong, "110514"));

        assertThat(department.scheduler.withheld().release(Uid.of("1.2.3.1"))).isTrue();
        assertThat(department.scheduler.withheld().release(Uid.of("1.2.3.1"))).isFalse();

        assertThat(lines("A1"))
                .endsWith(
                        "INSTANCES_WITHHELD DICOM DX1 1.2.3.1: S1 SCHEDULED",
                        "INSTANCES_RELEASED OPERATOR archive 1.2.3.1: S1 SCHEDULED")
                .hasSize(5);
        assertThat(department.store.withheld().isStepWithheld(Uid.of("1.2.3.1")))
                .isFalse();
    }

    @Test
    void tellsWhatWasForwardedAndWhatWasGivenUp() {
        Department forwarding = new Department(options -> options.forwardPerformedStepsTo("PACS"));
        forwarding.place(order("A1", STUDY, "S1"));
        PerformedStep step = forwarding.start("1.2.3.1", step("A1", STUDY, "S1"));
        forwarding.replace(step, completed(step));
        Outbox outbox = forwarding.scheduler.outbox();

        long create = claimed(outbox);
        outbox.delivered(create);
        outbox.delivered(create); // by another node, whose claim had run out
        long set = claimed(outbox);
        outbox.parked(set, "refused");
        outbox.parked(set, "refused");

        assertThat(forwarding.scheduler.timeline(Department.key("A1")).subList(3, 5))
                .extracting(entry -> entry.event() + " " + entry.cause().peer() + " "
                        + entry.cause().reference())
                .containsExactly("STEP_FORWARDED PACS 1.2.3.1", "FORWARDING_GIVEN_UP PACS 1.2.3.1");
        assertThat(forwarding.timeline("A1")).hasSize(5);
        assertThat(outbox.parked(10))
                .singleElement()
                .satisfies(entry -> assertThat(entry.lastFailure()).isEqualTo("refused"));
    }

    @Test
    void tellsWhatAnOperatorHasResumedOrDropped() {
        Department forwarding = new Department(options -> options.forwardPerformedStepsTo("PACS"));
        forwarding.place(order("A1", STUDY, "S1"));
        forwarding.start("1.2.3.1", step("A1", STUDY, "S1"));
        Outbox outbox = forwarding.scheduler.outbox();
        long create = claimed(outbox);
        outbox.resume(create); // not parked: nothing to resume or drop
        outbox.drop(create);

        outbox.parked(create, "refused");
        outbox.resume(create);
        outbox.parked(claimed(outbox), "refused again");
        outbox.drop(create);
        outbox.drop(create);

        List<TimelineEntry> timeline = forwarding.scheduler.timeline(Department.key("A1"));
        assertThat(timeline.subList(2, timeline.size()))
                .extracting(entry -> entry.event() + " " + entry.cause().kind() + " "
                        + entry.cause().peer() + " " + entry.cause().reference())
                .containsExactly(
                        "FORWARDING_GIVEN_UP SYSTEM PACS 1.2.3.1",
                        "FORWARDING_RESUMED OPERATOR PACS 1.2.3.1",
                        "FORWARDING_GIVEN_UP SYSTEM PACS 1.2.3.1",
                        "FORWARDING_DROPPED OPERATOR PACS 1.2.3.1");
        assertThat(outbox.size()).isZero();
    }

    private static long claimed(Outbox outbox) {
        return outbox.claim(NOW, NOW.plusSeconds(60), 1, Set.of()).get(0).id();
    }

    private static Cause dicom(String reference, String association) {
        return new Cause(Cause.Kind.DICOM, "CT1", reference, association);
    }

    private static InstanceHeader header(String series, Uid study) {
        DataSet step = DataSet.builder()
                .put(Tags.REFERENCED_SOP_INSTANCE_UID, Uid.of("1.2.3.1"))
                .build();
        return new InstanceHeader(
                IMAGE,
                Uids.EXPLICIT_VR_LITTLE_ENDIAN,
                study,
                Uid.of(series),
                DataSet.builder()
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
