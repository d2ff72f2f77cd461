package io.github.swfsdk.cases;

import static io.github.swfsdk.api.workflow.TimelineEntry.Event.ORDER_PLACED;
import static io.github.swfsdk.api.workflow.TimelineEntry.Event.SERIES_STORED;
import static io.github.swfsdk.api.workflow.TimelineEntry.Event.STEP_COMPLETED;
import static io.github.swfsdk.api.workflow.TimelineEntry.Event.STEP_STARTED;
import static io.github.swfsdk.cases.Hospital.ANNA;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.swfsdk.api.dataset.Code;
import io.github.swfsdk.api.dataset.DataSet;
import io.github.swfsdk.api.dataset.Tags;
import io.github.swfsdk.api.dataset.Uid;
import io.github.swfsdk.api.mpps.DiscontinuationReason;
import io.github.swfsdk.api.mpps.PerformedStep;
import io.github.swfsdk.api.mpps.PerformedStepStatus;
import io.github.swfsdk.api.workflow.OrderStatus;
import io.github.swfsdk.dicom.service.Status;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What was scheduled is performed: simply, in several steps, as a group, in several goes, or differently. */
class ScheduledCasesTest extends HospitalCases {
    @Test
    void simpleCase() {
        hospital.order(ANNA, "A1", "S1");
        assertThat(hospital.worklist()).containsExactly("A1 S1 SCHEDULED");

        Exam exam = ct.begin("A1", "S1");
        assertThat(hospital.worklist()).containsExactly("A1 S1 STARTED");
        Uid image = exam.store();
        assertThat(exam.update().status()).isEqualTo(Status.SUCCESS);
        assertThat(hospital.worklist()).containsExactly("A1 S1 STARTED");
        assertThat(exam.complete().status()).isEqualTo(Status.SUCCESS);

        assertThat(hospital.worklist()).isEmpty();
        assertThat(hospital.status("A1")).isEqualTo(OrderStatus.COMPLETED);
        assertThat(hospital.images()).containsExactly(image);
        assertThat(exam.inconsistencies()).isEmpty();
        PerformedStep elsewhere = hospital.forwarded(exam);
        assertThat(elsewhere.status()).isEqualTo(PerformedStepStatus.COMPLETED);
        assertThat(elsewhere.instances())
                .extracting(instance -> instance.sopInstanceUid())
                .containsExactly(image);
        assertThat(elsewhere.attributes()).isEqualTo(exam.retrieved().attributes());
    }

    @Test
    void oneProcedureWithSeveralStepsIsCompletedByItsLastStep() {
        hospital.order(ANNA, "A1", "S1", "S2");
        Exam first = ct.begin("A1", "S1");
        first.perform();
        assertThat(hospital.status("A1")).isEqualTo(OrderStatus.IN_PROGRESS);
        assertThat(hospital.worklist()).containsExactly("A1 S2 SCHEDULED");

        Exam second = hospital.scanner("CT2").begin("A1", "S2");
        second.perform();

        assertThat(hospital.status("A1")).isEqualTo(OrderStatus.COMPLETED);
        assertThat(hospital.worklist()).isEmpty();
        assertThat(first.inconsistencies()).isEmpty();
        assertThat(second.inconsistencies()).isEmpty();
        assertThat(second.begun().id()).isNotEqualTo(first.begun().id());
        assertThat(studiesOf(first)).containsExactlyElementsOf(studiesOf(second));
    }

    @Test
    void groupWithinOneProcedureMovesAllItsSteps() {
        hospital.order(ANNA, "A1", "S1", "S2");
        Exam group = ct.beginGroup(ct.entry("A1", "S1"), ct.entry("A1", "S2"));
        assertThat(hospital.worklist()).containsExactly("A1 S1 STARTED", "A1 S2 STARTED");

        group.perform();

        assertThat(hospital.worklist()).isEmpty();
        assertThat(hospital.steps("A1")).containsExactly("S1 COMPLETED", "S2 COMPLETED");
        assertThat(hospital.timeline("A1")).containsExactly(ORDER_PLACED, STEP_STARTED, SERIES_STORED, STEP_COMPLETED);
        assertThat(studiesOf(group)).containsOnly(Hospital.studyOf("A1").value());
        assertThat(group.inconsistencies()).isEmpty();
    }

    @Test
    void groupAcrossProceduresMovesAllItsOrdersAndHasAStudyOfItsOwn() {
        hospital.order(ANNA, "A1", "S1");
        hospital.order(ANNA, "A2", "S1", "S2");
        Exam group = ct.beginGroup(ct.entry("A1", "S1"), ct.entry("A2", "S1"));
        assertThat(hospital.worklist()).containsExactly("A1 S1 STARTED", "A2 S1 STARTED", "A2 S2 SCHEDULED");

        group.perform();

        assertThat(hospital.worklist()).containsExactly("A2 S2 SCHEDULED");
        assertThat(hospital.status("A1")).isEqualTo(OrderStatus.COMPLETED);
        assertThat(hospital.status("A2")).isEqualTo(OrderStatus.IN_PROGRESS);
        assertThat(studiesOf(group).stream().distinct())
                .hasSize(1)
                .doesNotContain(
                        Hospital.studyOf("A1").value(), Hospital.studyOf("A2").value());
        assertThat(group.inconsistencies()).isEmpty();
    }

    @Test
    void appendBeforeCompletionIsASecondPerformedStepAndTheFirstThatCompletesCompletesTheStep() {
        hospital.order(ANNA, "A1", "S1");
        Exam first = ct.begin("A1", "S1");
        Exam appended = ct.begin("A1", "S1");
        first.perform();
        assertThat(hospital.steps("A1")).containsExactly("S1 COMPLETED");

        appended.perform();

        assertThat(hospital.steps("A1")).containsExactly("S1 COMPLETED");
        assertThat(hospital.images()).hasSize(2);
        assertThat(appended.inconsistencies()).isEmpty();
    }

    @Test
    void appendAfterCompletionNeverMovesACompletedStepBack() {
        hospital.order(ANNA, "A1", "S1");
        var entry = ct.entry("A1", "S1"); // what the console keeps of it
        Exam first = ct.beginGroup(entry);
        first.perform();
        PerformedStep completed = first.retrieved();

        Exam appended = ct.beginGroup(entry);
        assertThat(hospital.steps("A1")).containsExactly("S1 COMPLETED");
        assertThat(hospital.worklist()).isEmpty();
        appended.perform();

        assertThat(hospital.steps("A1")).containsExactly("S1 COMPLETED");
        assertThat(first.retrieved()).isEqualTo(completed);
        assertThat(appended.begun().id()).isNotEqualTo(first.begun().id());
        assertThat(appended.begun().scheduledSteps()).isEqualTo(first.begun().scheduledSteps());
        assertThat(hospital.timeline("A1"))
                .containsExactly(
                        ORDER_PLACED,
                        STEP_STARTED,
                        SERIES_STORED,
                        STEP_COMPLETED,
                        STEP_STARTED,
                        SERIES_STORED,
                        STEP_COMPLETED);
    }

    @Test
    void anAppendThatIsAbandonedLeavesTheStepCompleted() {
        hospital.order(ANNA, "A1", "S1");
        var entry = ct.entry("A1", "S1");
        ct.beginGroup(entry).perform();

        Exam appended = ct.beginGroup(entry);
        appended.discontinue(DiscontinuationReason.EQUIPMENT_FAILURE);

        assertThat(hospital.steps("A1")).containsExactly("S1 COMPLETED");
    }

    @Test
    void whatIsPerformedMayDifferFromWhatWasScheduled() {
        hospital.order(ANNA, "A1", "S1");
        Code abdomen = Code.of("X2", "99LOCAL", "Abdomen");
        Exam exam = ct.beginOther("A1", "S1", "Abdomen", abdomen);
        exam.perform();

        assertThat(hospital.status("A1")).isEqualTo(OrderStatus.COMPLETED);
        DataSet kept = exam.retrieved().attributes();
        assertThat(kept.codes(Tags.PERFORMED_PROTOCOL_CODE_SEQUENCE)).containsExactly(abdomen);
        assertThat(kept.items(Tags.SCHEDULED_STEP_ATTRIBUTES_SEQUENCE)
                        .get(0)
                        .codes(Tags.SCHEDULED_PROTOCOL_CODE_SEQUENCE))
                .extracting(Code::value)
                .containsExactly("X1");
        assertThat(exam.inconsistencies()).isEmpty();
    }

    private static List<String> studiesOf(Exam exam) {
        return exam.retrieved().scheduledSteps().stream()
                .map(reference -> reference.studyInstanceUid())
                .toList();
    }
}
