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
import io.github.swfsdk.api.worklist.ScheduledStep;
import io.github.swfsdk.dicom.service.Status;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Performed steps that come too early, too late, in the wrong order, twice, or not to an end. */
class TimingCasesTest extends HospitalCases {
    @Test
    void thePerformedStepBeginsBeforeItsOrderIsHere() {
        Exam exam = ct.prepare(entryOfAnotherWorklist());
        assertThat(exam.create().status()).isEqualTo(Status.SUCCESS);

        hospital.order(ANNA, "A1", "S1");

        assertThat(hospital.worklist()).containsExactly("A1 S1 STARTED");
        exam.perform();
        assertThat(hospital.status("A1")).isEqualTo(OrderStatus.COMPLETED);
    }

    @Test
    void thePerformedStepEndsBeforeItsOrderIsHere() {
        Exam exam = ct.prepare(entryOfAnotherWorklist());
        exam.create();
        exam.perform();

        hospital.order(ANNA, "A1", "S1");

        assertThat(hospital.worklist()).isEmpty();
        assertThat(hospital.status("A1")).isEqualTo(OrderStatus.COMPLETED);
    }

    @Test
    void thePerformedStepComesAfterItsImages() {
        hospital.order(ANNA, "A1", "S1");
        Exam exam = ct.prepare(ct.entry("A1", "S1"));
        Uid image = exam.store();
        assertThat(hospital.worklist()).containsExactly("A1 S1 SCHEDULED");

        assertThat(exam.create().status()).isEqualTo(Status.SUCCESS);
        assertThat(exam.complete().status()).isEqualTo(Status.SUCCESS);

        assertThat(hospital.images()).containsExactly(image);
        assertThat(hospital.status("A1")).isEqualTo(OrderStatus.COMPLETED);
        assertThat(exam.inconsistencies()).isEmpty();
    }

    @Test
    void aWrongEntryIsWithheldWhenThePerformedStepComesAfterItsImages() {
        hospital.order(ANNA, "A1", "S1");
        Exam exam = ct.prepare(ct.entry("A1", "S1"));
        exam.store();
        exam.create();
        exam.discontinue(DiscontinuationReason.INCORRECT_WORKLIST_ENTRY_SELECTED);

        assertThat(hospital.images()).isEmpty();
        assertThat(hospital.worklist()).containsExactly("A1 S1 SCHEDULED");
    }

    @Test
    void anEndBeforeTheBeginningIsRefusedAndSucceedsInItsTurn() {
        hospital.order(ANNA, "A1", "S1");
        Exam exam = ct.prepare(ct.entry("A1", "S1"));
        assertThat(exam.complete().status()).isEqualTo(Status.NO_SUCH_SOP_INSTANCE);
        assertThat(hospital.worklist()).containsExactly("A1 S1 SCHEDULED");

        exam.create();
        assertThat(exam.complete().status()).isEqualTo(Status.SUCCESS);
        assertThat(hospital.status("A1")).isEqualTo(OrderStatus.COMPLETED);
    }

    @Test
    void everythingTwiceIsAnsweredTwiceAndHappensOnce() {
        hospital.order(ANNA, "A1", "S1");
        Exam exam = ct.prepare(ct.entry("A1", "S1"));
        exam.store();
        for (int time = 1; time <= 2; time++) {
            assertThat(exam.create().status()).isEqualTo(Status.SUCCESS);
        }
        for (int time = 1; time <= 2; time++) {
            assertThat(exam.update().status()).isEqualTo(Status.SUCCESS);
        }
        for (int time = 1; time <= 2; time++) {
            assertThat(exam.complete().status()).isEqualTo(Status.SUCCESS);
        }
        assertThat(exam.create().status()).as("once more, at the end").isEqualTo(Status.SUCCESS);

        assertThat(hospital.timeline("A1"))
                .startsWith(ORDER_PLACED, SERIES_STORED, STEP_STARTED)
                .endsWith(STEP_COMPLETED)
                .hasSize(5);
        assertThat(hospital.forwarded(exam)).isEqualTo(exam.retrieved());
    }

    @Test
    void anotherRequestForTheSameStepIsRefused() {
        hospital.order(ANNA, "A1", "S1");
        Exam exam = ct.begin("A1", "S1");
        exam.perform();
        PerformedStep completed = exam.retrieved();

        assertThat(exam.discontinue(DiscontinuationReason.EQUIPMENT_FAILURE)).satisfies(response -> {
            assertThat(response.status()).isEqualTo(Status.PROCESSING_FAILURE);
            assertThat(response.errorId()).hasValue(0xA710);
        });
        assertThat(exam.update().errorId()).hasValue(0xA710);
        assertThat(exam.retrieved()).isEqualTo(completed);
    }

    @Test
    void aPerformedStepOfWhichNothingIsHeardIsEndedByTheTimeLimit() {
        hospital.order(ANNA, "A1", "S1");
        Exam exam = ct.begin("A1", "S1");
        assertThat(hospital.discontinueWhatBeganBefore(Duration.ofHours(24))).isZero();

        assertThat(hospital.discontinueWhatBeganBefore(Duration.ofMinutes(30))).isEqualTo(1);

        assertThat(hospital.worklist()).isEmpty();
        assertThat(hospital.status("A1")).isEqualTo(OrderStatus.DISCONTINUED);
        assertThat(exam.retrieved().discontinuationReason()).map(Code::value).contains("110513");
        assertThat(hospital.forwarded(exam).status()).isEqualTo(PerformedStepStatus.DISCONTINUED);
        assertThat(exam.complete().errorId()).hasValue(0xA710);
    }

    /** What the order will say, from a worklist that has it already. */
    private static ScheduledStep entryOfAnotherWorklist() {
        return new ScheduledStep(DataSet.builder()
                .put(Tags.PATIENT_NAME, "Doe^Anna")
                .put(Tags.PATIENT_ID, "4711")
                .put(Tags.ISSUER_OF_PATIENT_ID, "HOSPITAL")
                .put(Tags.ACCESSION_NUMBER, "A1")
                .put(Tags.REQUESTED_PROCEDURE_ID, "RP-A1")
                .put(Tags.STUDY_INSTANCE_UID, Hospital.studyOf("A1"))
                .put(
                        Tags.SCHEDULED_PROCEDURE_STEP_SEQUENCE,
                        DataSet.builder()
                                .put(Tags.SCHEDULED_PROCEDURE_STEP_ID, "S1")
                                .put(Tags.MODALITY, "CT")
                                .build())
                .build());
    }
}
