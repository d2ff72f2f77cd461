package io.github.swfsdk.cases;

import static io.github.swfsdk.api.workflow.TimelineEntry.Event.ORDER_PLACED;
import static io.github.swfsdk.api.workflow.TimelineEntry.Event.SERIES_STORED;
import static io.github.swfsdk.api.workflow.TimelineEntry.Event.STEP_COMPLETED;
import static io.github.swfsdk.api.workflow.TimelineEntry.Event.STEP_RECONCILED;
import static io.github.swfsdk.api.workflow.TimelineEntry.Event.STEP_SEPARATED;
import static io.github.swfsdk.cases.Hospital.ANNA;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.swfsdk.api.mpps.PerformedStep;
import io.github.swfsdk.api.mpps.PerformedStepStatus;
import io.github.swfsdk.api.workflow.OrderStatus;
import org.junit.jupiter.api.Test;

/** A patient is examined without an order; the order comes later and an operator says what belongs together. */
class UnscheduledCasesTest extends HospitalCases {
    @Test
    void anUnscheduledExamIsKeptAndMovesNoOrder() {
        hospital.order(ANNA, "A1", "S1");
        Exam exam = ct.beginUnscheduled();
        exam.perform();

        assertThat(hospital.worklist()).containsExactly("A1 S1 SCHEDULED");
        assertThat(exam.retrieved().status()).isEqualTo(PerformedStepStatus.COMPLETED);
        assertThat(hospital.images()).hasSize(1);
        assertThat(exam.inconsistencies()).isEmpty();
        assertThat(hospital.forwarded(exam).status()).isEqualTo(PerformedStepStatus.COMPLETED);
    }

    @Test
    void anOperatorReconcilesItWithItsOrderWhileItRuns() {
        Exam exam = ct.beginUnscheduled();
        hospital.order(ANNA, "A1", "S1");
        assertThat(hospital.reconcile(exam, "A1", "S1")).isEqualTo("accepted");
        assertThat(hospital.worklist()).containsExactly("A1 S1 STARTED");

        exam.perform();

        assertThat(hospital.worklist()).isEmpty();
        assertThat(hospital.status("A1")).isEqualTo(OrderStatus.COMPLETED);
        assertThat(hospital.timeline("A1"))
                .containsExactly(ORDER_PLACED, STEP_RECONCILED, SERIES_STORED, STEP_COMPLETED);
    }

    @Test
    void anOperatorReconcilesItWithItsOrderAfterItHasEnded() {
        Exam exam = ct.beginUnscheduled();
        exam.perform();
        PerformedStep told = exam.retrieved();
        hospital.order(ANNA, "A1", "S1");

        assertThat(hospital.reconcile(exam, "A1", "S1")).isEqualTo("accepted");

        assertThat(hospital.worklist()).isEmpty();
        assertThat(hospital.status("A1")).isEqualTo(OrderStatus.COMPLETED);
        assertThat(exam.retrieved()).isEqualTo(told);
    }

    @Test
    void anOperatorWhoReconciledItWithTheWrongOrderTakesThatBack() {
        Exam exam = ct.beginUnscheduled();
        exam.perform();
        hospital.order(ANNA, "A1", "S1");
        hospital.order(ANNA, "A2", "S1");
        assertThat(hospital.reconcile(exam, "A1", "S1")).isEqualTo("accepted");
        assertThat(hospital.reconcile(exam, "A2", "S1")).isEqualTo("INVALID");

        assertThat(hospital.separate(exam)).isEqualTo("accepted");
        assertThat(hospital.worklist()).containsExactly("A1 S1 SCHEDULED", "A2 S1 SCHEDULED");
        assertThat(hospital.reconcile(exam, "A2", "S1")).isEqualTo("accepted");

        assertThat(hospital.worklist()).containsExactly("A1 S1 SCHEDULED");
        assertThat(hospital.timeline("A1")).containsExactly(ORDER_PLACED, STEP_RECONCILED, STEP_SEPARATED);
    }

    @Test
    void whatIsNotKnownIsNotReconciled() {
        Exam exam = ct.beginUnscheduled();
        hospital.order(ANNA, "A1", "S1");

        assertThat(hospital.reconcile(exam, "A9", "S1")).isEqualTo("UNKNOWN_ORDER");
        assertThat(hospital.reconcile(exam, "A1", "S9")).isEqualTo("UNKNOWN_STEP");
        assertThat(hospital.separate(exam)).isEqualTo("INVALID");
        assertThat(hospital.worklist()).containsExactly("A1 S1 SCHEDULED");
    }
}
