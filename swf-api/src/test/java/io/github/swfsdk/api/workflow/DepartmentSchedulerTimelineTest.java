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
import io.github.swfsdk.api.event.Cause;
import io.github.swfsdk.api.mpps.PerformedStep;
import io.github.swfsdk.api.patient.Patient;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
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

    private List<String> lines(String accession) {
        return department.scheduler.timeline(Department.key(accession)).stream()
                .map(entry -> entry.event() + " " + entry.cause().kind() + " "
                        + entry.cause().peer() + " " + entry.cause().reference() + ": " + entry.steps())
                .toList();
    }
}
