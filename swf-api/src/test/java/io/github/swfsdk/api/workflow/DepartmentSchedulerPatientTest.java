package io.github.swfsdk.api.workflow;

import static io.github.swfsdk.api.testkit.ExamFixtures.completed;
import static io.github.swfsdk.api.testkit.ExamFixtures.forPatient;
import static io.github.swfsdk.api.testkit.ExamFixtures.order;
import static io.github.swfsdk.api.testkit.ExamFixtures.step;
import static io.github.swfsdk.api.testkit.ExamFixtures.study;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.swfsdk.api.dataset.DataSet;
import io.github.swfsdk.api.dataset.Tags;
import io.github.swfsdk.api.dataset.Uid;
import io.github.swfsdk.api.mpps.PerformedStep;
import io.github.swfsdk.api.order.ImagingOrder;
import io.github.swfsdk.api.patient.Patient;
import io.github.swfsdk.api.patient.PatientDecision.Refusal;
import io.github.swfsdk.api.patient.PatientId;
import io.github.swfsdk.api.worklist.ScheduledStep;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** RAD-1 and RAD-12 at the order filler. */
class DepartmentSchedulerPatientTest {
    private final Department department = new Department();

    @Test
    void replacesDemographicsInAllOrdersOfThePatient() {
        department.place(order("A1", study(1), "S1", "S2"));
        department.place(order("A2", study(2), "S1"));
        department.place(new ImagingOrder(List.of(forPatient(step("A3", study(3), "S1"), "P2"))));

        assertThat(update("P1", "HOSP", "Correct^Anna")).isEmpty();
        assertThat(names("A1")).containsExactly("Correct^Anna", "Correct^Anna");
        assertThat(names("A2")).containsExactly("Correct^Anna");
        assertThat(names("A3")).containsExactly("Sample^Anna");
    }

    @Test
    void clearsWhatIsEmptyAndLeavesWhatIsAbsent() {
        department.place(new ImagingOrder(List.of(new ScheduledStep(step("A1", study(1), "S1").attributes().toBuilder()
                .put(Tags.PATIENT_SEX, "F")
                .put(Tags.PATIENT_BIRTH_DATE, "19700101")
                .build()))));
        update(DataSet.builder()
                .put(Tags.PATIENT_ID, "P1")
                .putEmpty(Tags.ISSUER_OF_PATIENT_ID, Tags.PATIENT_BIRTH_DATE)
                .build());

        DataSet attributes = attributes("A1");
        assertThat(attributes.text(Tags.PATIENT_SEX)).isEqualTo("F");
        assertThat(attributes.contains(Tags.PATIENT_BIRTH_DATE)).isTrue();
        assertThat(attributes.hasValue(Tags.PATIENT_BIRTH_DATE)).isFalse();
        assertThat(attributes.text(Tags.ISSUER_OF_PATIENT_ID)).isEqualTo("HOSP");
    }

    @Test
    void changesNothingButPatientAndVisit() {
        department.place(order("A1", study(1), "S1"));
        update(DataSet.builder()
                .put(Tags.PATIENT_ID, "P1")
                .put(Tags.ACCESSION_NUMBER, "A9")
                .put(Tags.STUDY_INSTANCE_UID, "1.2.9")
                .put(Tags.CURRENT_PATIENT_LOCATION, "WARD 3")
                .build());

        assertThat(attributes("A1"))
                .isEqualTo(step("A1", study(1), "S1").attributes().toBuilder()
                        .put(Tags.CURRENT_PATIENT_LOCATION, "WARD 3")
                        .build());
    }

    @Test
    void leavesTheVisitOfAnOrderOfAnotherVisit() {
        ScheduledStep step = new ScheduledStep(step("A1", study(1), "S1").attributes().toBuilder()
                .put(Tags.ADMISSION_ID, "V1")
                .put(Tags.CURRENT_PATIENT_LOCATION, "WARD 1")
                .build());
        department.place(new ImagingOrder(List.of(step)));
        update(DataSet.builder()
                .put(Tags.PATIENT_ID, "P1")
                .put(Tags.PATIENT_SEX, "F")
                .put(Tags.ADMISSION_ID, "V2")
                .put(Tags.CURRENT_PATIENT_LOCATION, "WARD 2")
                .build());

        assertThat(attributes("A1").text(Tags.CURRENT_PATIENT_LOCATION)).isEqualTo("WARD 1");
        assertThat(attributes("A1").text(Tags.ADMISSION_ID)).isEqualTo("V1");
        assertThat(attributes("A1").text(Tags.PATIENT_SEX)).isEqualTo("F");
    }

    @Test
    void acceptsAPatientWithoutOrders() {
        assertThat(update("P7", "HOSP", "Nobody^Yet")).isEmpty();
    }

    @Test
    void refusesAnUpdateThatMayMeanPatientsOfTwoIssuers() {
        department.place(order("A1", study(1), "S1"));
        department.place(new ImagingOrder(List.of(new ScheduledStep(step("A2", study(2), "S1").attributes().toBuilder()
                .put(Tags.ISSUER_OF_PATIENT_ID, "CLINIC")
                .build()))));

        assertThat(update("P1", "", "Wrong^Anna")).contains(Refusal.UNKNOWN_PATIENT);
        assertThat(names("A1")).containsExactly("Sample^Anna");
        assertThat(update("P1", "CLINIC", "Correct^Anna")).isEmpty();
        assertThat(names("A1")).containsExactly("Sample^Anna");
        assertThat(names("A2")).containsExactly("Correct^Anna");
    }

    @Test
    void refusesAnUpdateWithoutIdentifier() {
        assertThat(update(DataSet.builder().put(Tags.PATIENT_NAME, "Nobody").build()))
                .contains(Refusal.UNKNOWN_PATIENT);
    }

    @Test
    void movesTheOrdersOfASubsumedIdentifierToTheSurvivingOne() {
        department.place(order("A1", study(1), "S1"));
        assertThat(merge("P2", "P1")).isEmpty();

        assertThat(department.order("A1").order().patient().id()).contains(new PatientId("P2", "HOSP"));
        assertThat(names("A1")).containsExactly("Correct^Anna");
        assertThat(attributes("A1").items(Tags.OTHER_PATIENT_IDS_SEQUENCE))
                .extracting(item -> PatientId.of(item).orElseThrow())
                .containsExactly(new PatientId("P1", "HOSP"));
    }

    @Test
    void acceptsAMergeAgainWithoutEffect() {
        department.place(order("A1", study(1), "S1"));
        merge("P2", "P1");
        long version = department.order("A1").version();

        assertThat(merge("P2", "P1")).isEmpty();
        assertThat(department.order("A1").version()).isEqualTo(version);
    }

    @Test
    void keepsEveryFormerIdentifierThroughMergesAndUpdates() {
        department.place(order("A1", study(1), "S1"));
        merge("P2", "P1");
        merge("P3", "P2");
        update("P3", "HOSP", "Correct^Anna");

        assertThat(attributes("A1").items(Tags.OTHER_PATIENT_IDS_SEQUENCE))
                .extracting(item -> item.text(Tags.PATIENT_ID))
                .containsExactly("P1", "P2");
    }

    @Test
    void refusesToMergeAPatientWithItself() {
        assertThat(merge("P1", "P1")).contains(Refusal.SAME_PATIENT);
    }

    @Test
    void touchesNoPerformedStep() {
        department.place(order("A1", study(1), "S1"));
        PerformedStep running = department.start("1.2.3.1", step("A1", study(1), "S1"));
        update("P1", "HOSP", "Correct^Anna");
        merge("P2", "P1");

        assertThat(department.scheduler.performedStepStore().find(Uid.of("1.2.3.1")))
                .contains(running);
        department.replace(running, completed(running));
        assertThat(department.statuses("A1")).containsExactly("S1 COMPLETED");
    }

    @Test
    void showsTheNewNameInTheWorklist() {
        department.place(order("A1", study(1), "S1"));
        update("P1", "HOSP", "Correct^Anna");

        assertThat(department.worklist()).containsExactly("A1 S1 SCHEDULED");
        assertThat(names("A1")).containsExactly("Correct^Anna");
    }

    private Optional<Refusal> update(String id, String issuer, String name) {
        return update(patient(id, issuer, name));
    }

    private Optional<Refusal> update(DataSet attributes) {
        return department
                .scheduler
                .patients()
                .updated(new Patient(attributes), Department.CAUSE)
                .refusal();
    }

    private Optional<Refusal> merge(String surviving, String subsumed) {
        return department
                .scheduler
                .patients()
                .merged(
                        new Patient(patient(surviving, "HOSP", "Correct^Anna")),
                        new PatientId(subsumed, "HOSP"),
                        Department.CAUSE)
                .refusal();
    }

    private static DataSet patient(String id, String issuer, String name) {
        return DataSet.builder()
                .put(Tags.PATIENT_ID, id)
                .put(Tags.ISSUER_OF_PATIENT_ID, issuer)
                .put(Tags.PATIENT_NAME, name)
                .build();
    }

    private DataSet attributes(String accession) {
        return department.order(accession).steps().get(0).step().attributes();
    }

    private List<String> names(String accession) {
        return department.order(accession).steps().stream()
                .map(step -> step.step().attributes().text(Tags.PATIENT_NAME))
                .toList();
    }
}
