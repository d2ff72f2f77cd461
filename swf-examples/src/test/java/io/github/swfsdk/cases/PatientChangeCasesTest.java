package io.github.swfsdk.cases;

import static io.github.swfsdk.cases.Hospital.ANNA;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.swfsdk.api.dataset.Tags;
import io.github.swfsdk.api.mpps.PerformedStep;
import io.github.swfsdk.api.workflow.OrderStatus;
import io.github.swfsdk.api.worklist.ScheduledStep;
import io.github.swfsdk.examples.order.OrderedPatient;
import java.util.function.BiConsumer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The patient gets another name (A08) or another identifier (A40), at each stage of the exam. The worklist follows at once; a
 * performed step says for ever what its modality knew; the order is completed whatever happened on the way.
 */
class PatientChangeCasesTest extends HospitalCases {
    private static final OrderedPatient MARRIED = new OrderedPatient(ANNA.id(), "Smith^Anna", "19620305", "F");
    private static final OrderedPatient SURVIVOR = new OrderedPatient("9000^^^HOSPITAL", "Smith^Anna", "19620305", "F");

    private enum Stage {
        BEFORE_THE_ORDER,
        ORDERED,
        RUNNING,
        COMPLETED
    }

    @ParameterizedTest
    @EnumSource(Stage.class)
    void updated(Stage stage) {
        PerformedStep performed = examined(stage, MARRIED, (hospital, patient) -> hospital.update(patient));

        assertPatient(performed, stage, "Doe^Anna", "4711");
        ScheduledStep now = hospital.scheduled("A1");
        assertThat(now.attributes().text(Tags.PATIENT_NAME)).isEqualTo("Smith^Anna");
        assertThat(now.attributes().text(Tags.PATIENT_ID)).isEqualTo("4711");
    }

    @ParameterizedTest
    @EnumSource(Stage.class)
    void merged(Stage stage) {
        PerformedStep performed = examined(stage, SURVIVOR, (hospital, patient) -> hospital.merge(patient, ANNA));

        assertPatient(performed, stage, "Doe^Anna", "4711");
        ScheduledStep now = hospital.scheduled("A1");
        assertThat(now.attributes().text(Tags.PATIENT_NAME)).isEqualTo("Smith^Anna");
        assertThat(now.attributes().text(Tags.PATIENT_ID)).isEqualTo("9000");
    }

    /** Goes the whole way, with the change at one stage of it. */
    private PerformedStep examined(Stage change, OrderedPatient next, BiConsumer<Hospital, OrderedPatient> told) {
        boolean beforeOrder = change == Stage.BEFORE_THE_ORDER;
        if (beforeOrder) {
            told.accept(hospital, next); // accepted: the order will bring the patient along
        }
        hospital.order(beforeOrder ? next : ANNA, "A1", "S1");
        if (change == Stage.ORDERED) {
            told.accept(hospital, next);
            assertWorklistKnows(next, "SCHEDULED");
        }
        Exam exam = ct.begin("A1", "S1");
        if (change == Stage.RUNNING) {
            told.accept(hospital, next);
            assertWorklistKnows(next, "STARTED");
        }
        exam.perform();
        PerformedStep ended = exam.retrieved();
        if (change == Stage.COMPLETED) {
            told.accept(hospital, next);
        }
        assertThat(exam.inconsistencies()).isEmpty();
        assertThat(hospital.status("A1")).isEqualTo(OrderStatus.COMPLETED);
        assertThat(hospital.worklist()).isEmpty();
        assertThat(exam.retrieved()).isEqualTo(ended);
        assertThat(hospital.forwarded(exam)).isEqualTo(ended);
        return ended;
    }

    private void assertWorklistKnows(OrderedPatient patient, String status) {
        ScheduledStep entry = ct.entry("A1", "S1");
        assertThat(entry.attributes().text(Tags.PATIENT_NAME)).isEqualTo(patient.name());
        assertThat(entry.attributes().text(Tags.PATIENT_ID))
                .isEqualTo(patient.id().split("\\^")[0]);
        assertThat(entry.step().text(Tags.SCHEDULED_PROCEDURE_STEP_STATUS)).isEqualTo(status);
    }

    /** The modality knew the new patient if the change came before it asked for its worklist. */
    private static void assertPatient(PerformedStep performed, Stage change, String oldName, String oldId) {
        boolean knew = change == Stage.BEFORE_THE_ORDER || change == Stage.ORDERED;
        boolean stillHasOldName = performed.attributes().text(Tags.PATIENT_NAME).equals(oldName);
        assertThat(stillHasOldName).isEqualTo(!knew);
        if (!knew) {
            assertThat(performed.attributes().text(Tags.PATIENT_ID)).isEqualTo(oldId);
        }
    }
}
