package io.github.swfsdk.cases;

import static io.github.swfsdk.api.mpps.DiscontinuationReason.INCORRECT_WORKLIST_ENTRY_SELECTED;
import static io.github.swfsdk.cases.Hospital.ANNA;
import static io.github.swfsdk.cases.Hospital.BERTA;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.swfsdk.api.dataset.Uid;
import io.github.swfsdk.api.mpps.PerformedStep;
import io.github.swfsdk.api.workflow.OrderStatus;
import io.github.swfsdk.dicom.service.Status;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Berta lies in the scanner, and somebody has selected Anna (PPS Exception Management). */
class WrongEntryCasesTest extends HospitalCases {
    @BeforeEach
    void order() {
        hospital.order(ANNA, "A1", "S1");
        hospital.order(BERTA, "A2", "S1");
    }

    @Test
    void theStepGoesBackToTheWorklistItsImagesAreWithheldAndTheCorrectEntryIsPerformed() {
        Exam wrong = ct.begin("A1", "S1");
        Uid image = wrong.store();
        assertThat(hospital.images()).containsExactly(image);

        assertThat(wrong.discontinue(INCORRECT_WORKLIST_ENTRY_SELECTED).status())
                .isEqualTo(Status.SUCCESS);
        assertThat(hospital.worklist()).containsExactly("A1 S1 SCHEDULED", "A2 S1 SCHEDULED");
        assertThat(hospital.images()).isEmpty();
        assertThat(hospital.keeps(image)).isTrue();

        Exam right = ct.begin("A2", "S1");
        Uid correct = right.store();
        right.complete();
        assertThat(hospital.worklist()).containsExactly("A1 S1 SCHEDULED");
        assertThat(hospital.status("A2")).isEqualTo(OrderStatus.COMPLETED);
        assertThat(hospital.images()).containsExactly(correct);
        assertThat(right.inconsistencies()).isEmpty();
    }

    @Test
    void whatArrivesLateIsAcceptedKeptAndWithheld() {
        Exam wrong = ct.begin("A1", "S1");
        wrong.store();
        wrong.discontinue(INCORRECT_WORKLIST_ENTRY_SELECTED);

        Uid late = wrong.store();

        assertThat(hospital.keeps(late)).isTrue();
        assertThat(hospital.images()).isEmpty();
    }

    @Test
    void itIsNoticedBeforeTheFirstImage() {
        Exam wrong = ct.begin("A1", "S1");
        assertThat(wrong.discontinue(INCORRECT_WORKLIST_ENTRY_SELECTED).status())
                .isEqualTo(Status.SUCCESS);

        assertThat(hospital.worklist()).containsExactly("A1 S1 SCHEDULED", "A2 S1 SCHEDULED");
    }

    @Test
    void annaIsExaminedAfterwardsAsIfNothingHadHappened() {
        Exam wrong = ct.begin("A1", "S1");
        wrong.store();
        wrong.discontinue(INCORRECT_WORKLIST_ENTRY_SELECTED);

        Exam hers = ct.begin("A1", "S1");
        Uid image = hers.store();
        hers.complete();

        assertThat(hospital.status("A1")).isEqualTo(OrderStatus.COMPLETED);
        assertThat(hospital.images()).containsExactly(image);
    }

    @Test
    void anOperatorUndoesTheWhole() {
        Exam wrong = ct.begin("A1", "S1");
        Uid image = wrong.store();
        wrong.discontinue(INCORRECT_WORKLIST_ENTRY_SELECTED);
        Uid late = wrong.store();
        PerformedStep told = wrong.retrieved();
        Exam right = ct.begin("A2", "S1");
        Uid correct = right.store();
        right.complete();
        PerformedStep completed = right.retrieved();

        assertThat(hospital.reconcile(wrong, "A1", "S1")).isEqualTo("accepted");

        assertThat(hospital.images()).containsExactlyInAnyOrder(image, late, correct);
        assertThat(hospital.worklist()).isEmpty();
        assertThat(hospital.status("A1")).isEqualTo(OrderStatus.DISCONTINUED);
        assertThat(hospital.status("A2")).isEqualTo(OrderStatus.COMPLETED);
        assertThat(wrong.retrieved()).isEqualTo(told);
        assertThat(right.retrieved()).isEqualTo(completed);
    }

    @Test
    void anOperatorTakesTheUndoingBack() {
        Exam wrong = ct.begin("A1", "S1");
        wrong.store();
        wrong.discontinue(INCORRECT_WORKLIST_ENTRY_SELECTED);
        hospital.reconcile(wrong, "A1", "S1");

        assertThat(hospital.separate(wrong)).isEqualTo("accepted");

        assertThat(hospital.images()).isEmpty();
        assertThat(hospital.worklist()).containsExactly("A1 S1 SCHEDULED", "A2 S1 SCHEDULED");
    }
}
