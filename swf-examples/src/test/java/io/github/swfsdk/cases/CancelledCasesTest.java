package io.github.swfsdk.cases;

import static io.github.swfsdk.cases.Hospital.ANNA;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.swfsdk.api.mpps.PerformedStepStatus;
import io.github.swfsdk.api.workflow.OrderStatus;
import io.github.swfsdk.dicom.service.Status;
import org.junit.jupiter.api.Test;

/** An order is taken back: before anybody begins, while the patient lies in the scanner, or too late. */
class CancelledCasesTest extends HospitalCases {
    private static final String TOO_LATE = "AE 206";

    @Test
    void cancelledBeforeItBegan() {
        hospital.order(ANNA, "A1", "S1", "S2");

        assertThat(hospital.cancel(ANNA, "A1")).isEqualTo("AA");

        assertThat(hospital.worklist()).isEmpty();
        assertThat(hospital.status("A1")).isEqualTo(OrderStatus.CANCELLED);
        assertThat(hospital.cancel(ANNA, "A1")).as("again").isEqualTo("AA");
    }

    @Test
    void cancelledBeforeItBeganAndPerformedAllTheSame() {
        hospital.order(ANNA, "A1", "S1");
        var entry = ct.entry("A1", "S1"); // the modality has not asked again
        hospital.cancel(ANNA, "A1");

        Exam exam = ct.beginGroup(entry);
        assertThat(hospital.worklist()).isEmpty();
        exam.perform();

        assertThat(hospital.status("A1")).isEqualTo(OrderStatus.COMPLETED);
        assertThat(hospital.worklist()).isEmpty();
    }

    @Test
    void cancelledDuringTheExamIsTooLate() {
        hospital.order(ANNA, "A1", "S1");
        Exam exam = ct.begin("A1", "S1");

        assertThat(hospital.cancel(ANNA, "A1")).isEqualTo(TOO_LATE);

        assertThat(hospital.worklist()).containsExactly("A1 S1 STARTED");
        exam.perform();
        assertThat(hospital.status("A1")).isEqualTo(OrderStatus.COMPLETED);
    }

    @Test
    void discontinuedDuringTheExamLeavesTheWorklistAndTheModalityEndsItsStep() {
        hospital.order(ANNA, "A1", "S1");
        Exam exam = ct.begin("A1", "S1");

        assertThat(hospital.discontinue(ANNA, "A1")).isEqualTo("AA");
        assertThat(hospital.worklist()).isEmpty();
        assertThat(hospital.status("A1")).isEqualTo(OrderStatus.DISCONTINUED);

        assertThat(exam.complete().status()).isEqualTo(Status.SUCCESS);
        assertThat(hospital.status("A1")).isEqualTo(OrderStatus.COMPLETED);
        assertThat(hospital.worklist()).isEmpty();
    }

    @Test
    void cancelledAfterTheExamIsTooLate() {
        hospital.order(ANNA, "A1", "S1");
        Exam exam = ct.begin("A1", "S1");
        exam.perform();

        assertThat(hospital.cancel(ANNA, "A1")).isEqualTo(TOO_LATE);
        assertThat(hospital.discontinue(ANNA, "A1")).isEqualTo(TOO_LATE);

        assertThat(hospital.status("A1")).isEqualTo(OrderStatus.COMPLETED);
        assertThat(exam.retrieved().status()).isEqualTo(PerformedStepStatus.COMPLETED);
    }

    @Test
    void theStepThatIsNoLongerNeededIsCancelledAndTheOrderIsCompletedWithoutIt() {
        hospital.order(ANNA, "A1", "XRAY", "NM");
        ct.begin("A1", "XRAY").perform();
        assertThat(hospital.status("A1")).isEqualTo(OrderStatus.IN_PROGRESS);

        assertThat(hospital.cancel(ANNA, "A1", "NM")).isEqualTo("AA");

        assertThat(hospital.worklist()).isEmpty();
        assertThat(hospital.steps("A1")).containsExactly("XRAY COMPLETED", "NM CANCELLED");
        assertThat(hospital.status("A1")).isEqualTo(OrderStatus.COMPLETED);
    }

    @Test
    void aChangeReachesTheWorklistUntilTheStepBegins() {
        hospital.order(ANNA, "A1", "S1");
        assertThat(hospital.change(ANNA, "A1", "S1", "S2")).isEqualTo("AA");
        assertThat(hospital.worklist()).containsExactly("A1 S1 SCHEDULED", "A1 S2 SCHEDULED");

        ct.begin("A1", "S1");
        ct.begin("A1", "S2").perform();
        assertThat(hospital.change(ANNA, "A1", "S3")).isEqualTo("AA");

        assertThat(hospital.worklist()).containsExactly("A1 S1 STARTED", "A1 S3 SCHEDULED");
    }
}
