package io.github.swfsdk.api.workflow;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.swfsdk.api.dataset.DataSet;
import io.github.swfsdk.api.dataset.Tags;
import io.github.swfsdk.api.dataset.Uid;
import io.github.swfsdk.api.event.Cause;
import io.github.swfsdk.api.mpps.PerformedStep;
import io.github.swfsdk.api.order.ImagingOrder;
import io.github.swfsdk.api.order.OrderDecision;
import io.github.swfsdk.api.order.OrderRequest;
import io.github.swfsdk.api.patient.Patient;
import io.github.swfsdk.api.patient.PatientDecision;
import io.github.swfsdk.api.patient.PatientId;
import io.github.swfsdk.api.testkit.ExamFixtures;
import io.github.swfsdk.api.workflow.WorkflowEffect.Noted;
import io.github.swfsdk.api.workflow.WorkflowEffect.OrderSaved;
import io.github.swfsdk.api.workflow.WorkflowEffect.Owed;
import io.github.swfsdk.api.workflow.WorkflowEffect.StepSaved;
import io.github.swfsdk.api.workflow.WorkflowEffect.Unmatched;
import io.github.swfsdk.api.workflow.WorkflowEffect.Withheld;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The transition function by itself: what it gives for a state and an event, and that it writes nothing. */
class WorkflowRulesTest {
    private static final Cause CAUSE = new Cause(Cause.Kind.HL7, "OP", "1");
    private static final Uid STUDY = ExamFixtures.study(1);
    private static final Uid PERFORMED = Uid.of("1.2.3.1");

    private final Department department = new Department();
    private final WorkflowRules rules = WorkflowRules.ofOrderFiller(
            IdentifierSource.random(),
            new OrderCompleteness(Optional.empty(), false),
            new PerformedStepForwarding(List.of("PACS"), List.of()));

    @BeforeEach
    void order() {
        department.place(ExamFixtures.order("A1", STUDY, "S1"));
    }

    @Test
    void aStepThatBeginsIsSavedFollowedByItsOrderAndOwed() {
        PerformedStep step = begun("S1");

        WorkflowTransition<Boolean> transition = next(new WorkflowEvent.StepBegun(step));

        assertThat(transition.decision()).isTrue();
        assertThat(effects(transition)).containsExactly(StepSaved.class, Noted.class, OrderSaved.class, Owed.class);
        assertThat(department.statuses("A1")).as("nothing is written").containsExactly("S1 SCHEDULED");
        assertThat(department.scheduler.performedStepStore().find(PERFORMED)).isEmpty();
    }

    @Test
    void aStepForNobodysOrderIsSavedAndTold() {
        PerformedStep step = begun("S9");

        assertThat(effects(next(new WorkflowEvent.StepBegun(step))))
                .containsExactly(StepSaved.class, Unmatched.class, Owed.class);
    }

    @Test
    void aWrongEntryIsWithheld() {
        PerformedStep step = begun("S1");
        department.scheduler.performedStepStore().create(step);
        PerformedStep wrong = ExamFixtures.discontinued(step, "110514");

        assertThat(effects(next(new WorkflowEvent.StepChanged(step, wrong, DataSet.empty()))))
                .containsExactly(
                        StepSaved.class, Withheld.class, Noted.class, Noted.class, OrderSaved.class, Owed.class);
    }

    @Test
    void theSameStateAndEventGiveTheSame() {
        WorkflowEvent<Boolean> event = new WorkflowEvent.StepBegun(begun("S1"));

        assertThat(next(event)).isEqualTo(next(event));
    }

    @Test
    void refusesWithAReasonWhatAnOrderDoesNotAllow() {
        department.scheduler.performedStepStore().create(begun("S1"));

        assertThat(refusal(OrderRequest.cancel(Department.key("A1"), Set.of(), CAUSE)))
                .contains(OrderDecision.Refusal.TOO_LATE);
        assertThat(refusal(OrderRequest.cancel(Department.key("A1"), Set.of("S9"), CAUSE)))
                .contains(OrderDecision.Refusal.UNKNOWN_STEP);
        assertThat(refusal(OrderRequest.cancel(Department.key("A9"), Set.of(), CAUSE)))
                .contains(OrderDecision.Refusal.UNKNOWN_ORDER);
        assertThat(refusal(OrderRequest.place(ExamFixtures.order("A1", STUDY, "S1", "S2"), CAUSE)))
                .contains(OrderDecision.Refusal.DUPLICATE_ORDER);
        assertThat(refusal(OrderRequest.place(ExamFixtures.order("A2", STUDY, "S1"), CAUSE)))
                .contains(OrderDecision.Refusal.INVALID);
        assertThat(refusal(OrderRequest.change(
                        new ImagingOrder(List.of(ExamFixtures.step("A1", ExamFixtures.study(2), "S1"))), CAUSE)))
                .contains(OrderDecision.Refusal.INVALID);
    }

    @Test
    void refusesWithAReasonWhatAPatientDoesNotAllow() {
        Patient nobody =
                new Patient(DataSet.builder().put(Tags.PATIENT_NAME, "Nobody").build());
        Patient anna = new Patient(DataSet.builder()
                .put(Tags.PATIENT_ID, "P1")
                .put(Tags.ISSUER_OF_PATIENT_ID, "HOSP")
                .build());

        assertRefused(next(new WorkflowEvent.PatientUpdated(nobody)), PatientDecision.Refusal.UNKNOWN_PATIENT);
        assertRefused(
                next(new WorkflowEvent.PatientMerged(nobody, new PatientId("P1", "HOSP"))),
                PatientDecision.Refusal.UNKNOWN_PATIENT);
        assertRefused(
                next(new WorkflowEvent.PatientMerged(anna, new PatientId("P1", "HOSP"))),
                PatientDecision.Refusal.SAME_PATIENT);
    }

    @Test
    void keepsNoStepThatIsThereOrHasChangedSince() {
        PerformedStep step = begun("S1");
        department.scheduler.performedStepStore().create(step);
        PerformedStep ended = ExamFixtures.completed(step);
        department.replace(step, ended);

        assertThat(next(new WorkflowEvent.StepBegun(step))).isEqualTo(WorkflowTransition.without(false));
        assertThat(next(new WorkflowEvent.StepChanged(
                        step, ExamFixtures.discontinued(step, "110501"), DataSet.empty())))
                .isEqualTo(WorkflowTransition.without(false));
    }

    private Optional<OrderDecision.Refusal> refusal(OrderRequest request) {
        WorkflowTransition<OrderDecision> transition = next(new WorkflowEvent.OrderReceived(request, "new"));
        assertThat(transition.effects()).isEmpty();
        assertThat(transition.decision().text()).isNotEmpty();
        return transition.decision().refusal();
    }

    private static void assertRefused(WorkflowTransition<PatientDecision> transition, PatientDecision.Refusal refusal) {
        assertThat(transition.decision().refusal()).contains(refusal);
        assertThat(transition.decision().text()).isNotEmpty();
        assertThat(transition.effects()).isEmpty();
    }

    private <D> WorkflowTransition<D> next(WorkflowEvent<D> event) {
        return department.store.transact(tx -> rules.next(tx, event));
    }

    private static Stream<Class<?>> effects(WorkflowTransition<?> transition) {
        return transition.effects().stream().map(WorkflowEffect::getClass);
    }

    private static PerformedStep begun(String stepId) {
        return ExamFixtures.started(PERFORMED, ExamFixtures.step("A1", STUDY, stepId));
    }
}
