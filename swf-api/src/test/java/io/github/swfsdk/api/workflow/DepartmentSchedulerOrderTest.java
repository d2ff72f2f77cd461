package io.github.swfsdk.api.workflow;

import static io.github.swfsdk.api.testkit.ExamFixtures.completed;
import static io.github.swfsdk.api.testkit.ExamFixtures.forPatient;
import static io.github.swfsdk.api.testkit.ExamFixtures.order;
import static io.github.swfsdk.api.testkit.ExamFixtures.step;
import static io.github.swfsdk.api.testkit.ExamFixtures.study;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.swfsdk.api.dataset.DataSet;
import io.github.swfsdk.api.dataset.Tag;
import io.github.swfsdk.api.dataset.Tags;
import io.github.swfsdk.api.dataset.Uid;
import io.github.swfsdk.api.mpps.PerformedStep;
import io.github.swfsdk.api.order.ImagingOrder;
import io.github.swfsdk.api.order.OrderDecision.Refusal;
import io.github.swfsdk.api.order.OrderKey;
import io.github.swfsdk.api.patient.Patient;
import io.github.swfsdk.api.patient.PatientId;
import io.github.swfsdk.api.worklist.ScheduledStep;
import java.util.List;
import org.junit.jupiter.api.Test;

/** RAD-2 and RAD-4 at the order filler: new orders, repetitions, contradictions. */
class DepartmentSchedulerOrderTest {
    private static final Uid STUDY = study(1);

    private final Department department = new Department();

    @Test
    void schedulesANewOrder() {
        assertThat(department.place(order("A1", STUDY, "S1", "S2"))).isEmpty();

        assertThat(department.statuses("A1")).containsExactly("S1 SCHEDULED", "S2 SCHEDULED");
        assertThat(department.orderStatus("A1")).isEqualTo(OrderStatus.SCHEDULED);
        assertThat(department.worklist()).containsExactly("A1 S1 SCHEDULED", "A1 S2 SCHEDULED");
    }

    @Test
    void acceptsTheSameOrderAgainWithoutEffect() {
        department.place(order("A1", STUDY, "S1", "S2"));
        long version = department.order("A1").version();

        assertThat(department.place(order("A1", STUDY, "S1", "S2"))).isEmpty();
        assertThat(department.order("A1").version()).isEqualTo(version);
    }

    @Test
    void acceptsTheSameOrderAgainWhoseIdentifiersWereMadeHere() {
        ImagingOrder placed = new ImagingOrder(List.of(
                without(step("", STUDY, "").attributes(), Tags.STUDY_INSTANCE_UID, Tags.REQUESTED_PROCEDURE_ID)));
        assertThat(department.place(placed)).isEmpty();
        assertThat(department.place(placed)).isEmpty();
        assertThat(department.worklist()).hasSize(1);
    }

    @Test
    void acceptsTheSameOrderAgainWhenTheStepHasBegun() {
        department.place(order("A1", STUDY, "S1"));
        department.start("1.2.3.1", step("A1", STUDY, "S1"));

        assertThat(department.place(order("A1", STUDY, "S1"))).isEmpty();
        assertThat(department.statuses("A1")).containsExactly("S1 STARTED");
    }

    @Test
    void acceptsTheSameOrderAgainWhenThePatientWasCorrectedOrMerged() {
        department.place(order("A1", STUDY, "S1"));
        department.scheduler.patients().updated(patient("P1", "Correct^Anna"), Department.CAUSE);
        department
                .scheduler
                .patients()
                .merged(patient("P2", "Correct^Anna"), new PatientId("P1", "HOSP"), Department.CAUSE);

        assertThat(department.place(order("A1", STUDY, "S1"))).isEmpty();
        assertThat(department.order("A1").order().patient().id()).contains(new PatientId("P2", "HOSP"));
    }

    @Test
    void refusesAnotherOrderWithAKnownNumber() {
        department.place(order("A1", STUDY, "S1"));

        assertThat(department.place(order("A1", STUDY, "S1", "S2"))).contains(Refusal.DUPLICATE_ORDER);
        assertThat(department.place(order("A1", STUDY, "S2"))).contains(Refusal.DUPLICATE_ORDER);
        assertThat(department.place(order("A1", study(2), "S1"))).contains(Refusal.DUPLICATE_ORDER);
        assertThat(department.place(new ImagingOrder(List.of(forPatient(step("A1", STUDY, "S1"), "P2")))))
                .contains(Refusal.DUPLICATE_ORDER);
        assertThat(department.statuses("A1")).containsExactly("S1 SCHEDULED");
    }

    @Test
    void refusesAStudyThatBelongsToAnotherOrder() {
        department.place(order("A1", STUDY, "S1"));

        assertThat(department.place(order("A2", STUDY, "S1"))).contains(Refusal.INVALID);
        assertThat(department.worklist()).containsExactly("A1 S1 SCHEDULED");
    }

    @Test
    void refusesAStepIdThatNamesTwoSteps() {
        assertThat(department.place(order("A1", STUDY, "S1", "S1"))).contains(Refusal.INVALID);
    }

    @Test
    void refusesTwoStudiesOfOneRequestedProcedure() {
        assertThat(department.place(steps(
                        step("A1", STUDY, "S1"), with(step("A1", STUDY, "S2"), Tags.STUDY_INSTANCE_UID, "1.2.9"))))
                .contains(Refusal.INVALID);
    }

    @Test
    void takesTwoRequestedProceduresWithAStudyEach() {
        ScheduledStep other = with(step("A1", study(2), "S2"), Tags.REQUESTED_PROCEDURE_ID, "R2");
        assertThat(department.place(steps(step("A1", STUDY, "S1"), other))).isEmpty();
        assertThat(department.order("A1").order().requestedProcedures()).hasSize(2);
    }

    @Test
    void refusesStepsOfSeveralPatientsOrOfNone() {
        assertThat(department.place(steps(step("A1", STUDY, "S1"), forPatient(step("A1", STUDY, "S2"), "P2"))))
                .contains(Refusal.INVALID);
        assertThat(department.place(steps(without(step("A1", STUDY, "S1").attributes(), Tags.PATIENT_ID))))
                .contains(Refusal.INVALID);
    }

    @Test
    void refusesStepsWithSeveralAccessionNumbers() {
        assertThat(department.place(
                        steps(step("A1", STUDY, "S1"), with(step("A1", STUDY, "S2"), Tags.ACCESSION_NUMBER, "A2"))))
                .contains(Refusal.INVALID);
    }

    @Test
    void refusesAStudyThatIsNoUid() {
        assertThat(department.place(steps(with(step("A1", STUDY, "S1"), Tags.STUDY_INSTANCE_UID, "not a uid"))))
                .contains(Refusal.INVALID);
    }

    @Test
    void makesWhatAnOrderLacks() {
        ScheduledStep bare =
                without(step("", STUDY, "").attributes(), Tags.STUDY_INSTANCE_UID, Tags.REQUESTED_PROCEDURE_ID);
        department.place(steps(bare, bare));

        OrderRecord record =
                department.scheduler.order(new OrderKey("PL-", "", "")).orElseThrow();
        assertThat(record.key().accessionNumber()).matches("A[0-9A-HJKMNP-TV-Z]{15}");
        assertThat(record.order().requestedProcedures()).singleElement().satisfies(procedure -> {
            assertThat(procedure.id()).matches("R[0-9A-HJKMNP-TV-Z]{15}");
            assertThat(procedure.studyInstanceUid().value()).startsWith("2.25.");
        });
        assertThat(record.steps())
                .extracting(step -> step.step().stepId())
                .doesNotHaveDuplicates()
                .allMatch(id -> id.matches("S[0-9A-HJKMNP-TV-Z]{15}"));
        assertThat(record.steps())
                .extracting(step -> step.step().accessionNumber())
                .containsOnly(record.key().accessionNumber());
    }

    @Test
    void putsAStepWithoutProcedureToTheProcedureOfItsStudy() {
        department.place(steps(
                step("A1", STUDY, "S1"), without(step("A1", STUDY, "S2").attributes(), Tags.REQUESTED_PROCEDURE_ID)));

        assertThat(department.order("A1").order().requestedProcedures())
                .singleElement()
                .satisfies(procedure -> assertThat(procedure.id()).isEqualTo("R-A1"));
    }

    @Test
    void failsLoudlyWhenTheSourceMakesANumberTwice() {
        Department stuck = new Department(builder -> builder.identifiers(new ConstantIdentifiers()));
        stuck.place(steps(without(step("", STUDY, "S1").attributes(), Tags.ACCESSION_NUMBER)));

        ImagingOrder second = steps(with(
                without(step("", study(2), "S1").attributes(), Tags.ACCESSION_NUMBER),
                Tags.PLACER_ORDER_NUMBER_IMAGING_SERVICE_REQUEST,
                "PL-2"));
        assertThatThrownBy(() -> stuck.place(second))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("the accession number of a new order is in use");
    }

    @Test
    void keepsTheStatusOfAStepToItself() {
        ScheduledStep claimsToBeDone = step("A1", STUDY, "S1");
        department.place(steps(claimsToBeDone.withStep(claimsToBeDone.step().toBuilder()
                .put(Tags.SCHEDULED_PROCEDURE_STEP_STATUS, "COMPLETED")
                .build())));

        assertThat(department.worklist()).containsExactly("A1 S1 SCHEDULED");
    }

    @Test
    void acceptsTheSameOrderAgainWhenItIsComplete() {
        department.place(order("A1", STUDY, "S1"));
        PerformedStep running = department.start("1.2.3.1", step("A1", STUDY, "S1"));
        department.replace(running, completed(running));

        assertThat(department.place(order("A1", STUDY, "S1"))).isEmpty();
        assertThat(department.orderStatus("A1")).isEqualTo(OrderStatus.COMPLETED);
    }

    private static Patient patient(String id, String name) {
        return new Patient(DataSet.builder()
                .put(Tags.PATIENT_ID, id)
                .put(Tags.ISSUER_OF_PATIENT_ID, "HOSP")
                .put(Tags.PATIENT_NAME, name)
                .build());
    }

    private static ImagingOrder steps(ScheduledStep... steps) {
        return new ImagingOrder(List.of(steps));
    }

    private static ScheduledStep with(ScheduledStep step, Tag tag, String value) {
        return new ScheduledStep(step.attributes().toBuilder().put(tag, value).build());
    }

    private static ScheduledStep without(DataSet attributes, Tag... tags) {
        return new ScheduledStep(attributes.toBuilder().remove(tags).build());
    }

    private static final class ConstantIdentifiers implements IdentifierSource {
        @Override
        public String accessionNumber(ImagingOrder order) {
            return "A1";
        }

        @Override
        public String requestedProcedureId(ImagingOrder order) {
            return "R1";
        }

        @Override
        public String stepId(ImagingOrder order) {
            return "S1";
        }

        @Override
        public Uid studyInstanceUid(ImagingOrder order) {
            return STUDY;
        }
    }
}
