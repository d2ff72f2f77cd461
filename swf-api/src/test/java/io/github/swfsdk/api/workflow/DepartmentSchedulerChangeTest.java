package io.github.swfsdk.api.workflow;

import static io.github.swfsdk.api.testkit.ExamFixtures.completed;
import static io.github.swfsdk.api.testkit.ExamFixtures.forPatient;
import static io.github.swfsdk.api.testkit.ExamFixtures.order;
import static io.github.swfsdk.api.testkit.ExamFixtures.step;
import static io.github.swfsdk.api.testkit.ExamFixtures.study;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.swfsdk.api.dataset.DataSet;
import io.github.swfsdk.api.dataset.Tag;
import io.github.swfsdk.api.dataset.Tags;
import io.github.swfsdk.api.dataset.Uid;
import io.github.swfsdk.api.mpps.PerformedStep;
import io.github.swfsdk.api.order.OrderDecision.Refusal;
import io.github.swfsdk.api.worklist.ScheduledStep;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** RAD-13 at the order filler: changes, cancellations before, during and after performance. */
class DepartmentSchedulerChangeTest {
    private static final Uid STUDY = study(1);
    private static final ScheduledStep FIRST = step("A1", STUDY, "S1");
    private static final ScheduledStep SECOND = step("A1", STUDY, "S2");

    private final Department department = new Department();

    @BeforeEach
    void place() {
        department.place(order("A1", STUDY, "S1", "S2"));
    }

    @Test
    void replacesTheNamedStepAndLeavesTheOthers() {
        assertThat(department.change(at(FIRST, "20260111"))).isEmpty();

        assertThat(startDate(0)).isEqualTo("20260111");
        assertThat(startDate(1)).isEqualTo("20260110");
        assertThat(department.worklist()).containsExactly("A1 S1 SCHEDULED", "A1 S2 SCHEDULED");
    }

    @Test
    void keepsIdentifiersThatAChangeDoesNotRepeat() {
        ScheduledStep bare = new ScheduledStep(at(FIRST, "20260111").attributes().toBuilder()
                .remove(
                        Tags.STUDY_INSTANCE_UID,
                        Tags.REQUESTED_PROCEDURE_ID,
                        Tags.PLACER_ORDER_NUMBER_IMAGING_SERVICE_REQUEST)
                .build());
        assertThat(department.change(bare)).isEmpty();

        assertThat(department.order("A1").steps().get(0).step()).isEqualTo(at(FIRST, "20260111"));
    }

    @Test
    void keepsThePatientThatAChangeNamesDifferently() {
        department.change(with(at(FIRST, "20260111"), Tags.PATIENT_NAME, "Old^Name"));

        assertThat(department.order("A1").steps().get(0).step()).isEqualTo(at(FIRST, "20260111"));
    }

    @Test
    void addsAStepThatTheOrderDidNotHave() {
        assertThat(department.change(step("A1", STUDY, "S3"))).isEmpty();

        assertThat(department.statuses("A1")).containsExactly("S1 SCHEDULED", "S2 SCHEDULED", "S3 SCHEDULED");
    }

    @Test
    void addsNoStepToAnOrderThatHasEnded() {
        department.cancel("A1");

        assertThat(department.change(step("A1", STUDY, "S3"))).contains(Refusal.TOO_LATE);
        assertThat(department.worklist()).isEmpty();
    }

    @Test
    void takesAChangeWithoutStepIdForTheOnlyStep() {
        department.place(order("A2", study(2), "S1"));
        ScheduledStep change = withoutStepId(at(step("A2", study(2), "S1"), "20260111"));
        assertThat(department.change(change)).isEmpty();

        assertThat(department.order("A2").steps().get(0).step()).isEqualTo(at(step("A2", study(2), "S1"), "20260111"));
    }

    @Test
    void refusesAChangeWithoutStepIdWhenThereAreSeveralSteps() {
        assertThat(department.change(withoutStepId(at(FIRST, "20260111")))).contains(Refusal.INVALID);
    }

    @Test
    void refusesAChangeOfAStepThatHasBegunOrEnded() {
        PerformedStep running = department.start("1.2.3.1", FIRST);
        assertThat(department.change(at(FIRST, "20260111"))).contains(Refusal.TOO_LATE);
        department.replace(running, completed(running));
        assertThat(department.change(at(FIRST, "20260111"))).contains(Refusal.TOO_LATE);
        department.cancel("A1", "S2");
        assertThat(department.change(at(SECOND, "20260111"))).contains(Refusal.TOO_LATE);
        assertThat(startDate(0)).isEqualTo("20260110");
    }

    @Test
    void acceptsAChangeThatComesAgainAfterTheStepHasBegun() {
        department.change(at(FIRST, "20260111"));
        department.start("1.2.3.1", FIRST);

        assertThat(department.change(at(FIRST, "20260111"))).isEmpty();
    }

    @Test
    void changesNothingWhenOneOfSeveralStepsIsTooLate() {
        department.start("1.2.3.1", FIRST);

        assertThat(department.change(at(SECOND, "20260111"), at(FIRST, "20260111")))
                .contains(Refusal.TOO_LATE);
        assertThat(startDate(1)).isEqualTo("20260110");
    }

    @Test
    void refusesAChangeThatContradictsIdentifiers() {
        assertThat(department.change(with(FIRST, Tags.STUDY_INSTANCE_UID, "1.2.9")))
                .contains(Refusal.INVALID);
        assertThat(department.change(with(FIRST, Tags.REQUESTED_PROCEDURE_ID, "R9")))
                .contains(Refusal.INVALID);
        assertThat(department.change(forPatient(FIRST, "P2"))).contains(Refusal.INVALID);
    }

    @Test
    void refusesAChangeOfAnUnknownOrder() {
        assertThat(department.change(step("A9", study(9), "S1"))).contains(Refusal.UNKNOWN_ORDER);
    }

    @Test
    void cancelsANamedStep() {
        assertThat(department.cancel("A1", "S2")).isEmpty();

        assertThat(department.statuses("A1")).containsExactly("S1 SCHEDULED", "S2 CANCELLED");
        assertThat(department.worklist()).containsExactly("A1 S1 SCHEDULED");
        assertThat(department.orderStatus("A1")).isEqualTo(OrderStatus.SCHEDULED);
    }

    @Test
    void cancelsTheWholeOrder() {
        assertThat(department.cancel("A1")).isEmpty();

        assertThat(department.orderStatus("A1")).isEqualTo(OrderStatus.CANCELLED);
        assertThat(department.worklist()).isEmpty();
    }

    @Test
    void acceptsACancellationAgainWithoutEffect() {
        department.cancel("A1");
        long version = department.order("A1").version();

        assertThat(department.cancel("A1")).isEmpty();
        assertThat(department.cancel("A1", "S1")).isEmpty();
        assertThat(department.order("A1").version()).isEqualTo(version);
    }

    @Test
    void cancelsOfAWholeOrderWhatHasNotBegun() {
        department.start("1.2.3.1", FIRST);

        assertThat(department.cancel("A1")).isEmpty();
        assertThat(department.statuses("A1")).containsExactly("S1 STARTED", "S2 CANCELLED");
        assertThat(department.orderStatus("A1")).isEqualTo(OrderStatus.IN_PROGRESS);
    }

    @Test
    void refusesToCancelANamedStepThatHasBegunAndCancelsNoOtherWithIt() {
        department.start("1.2.3.1", FIRST);

        assertThat(department.cancel("A1", "S1", "S2")).contains(Refusal.TOO_LATE);
        assertThat(department.statuses("A1")).containsExactly("S1 STARTED", "S2 SCHEDULED");
    }

    @Test
    void refusesToCancelAnOrderOfWhichEveryStepHasBegun() {
        department.start("1.2.3.1", FIRST, SECOND);

        assertThat(department.cancel("A1")).contains(Refusal.TOO_LATE);
    }

    @Test
    void refusesToCancelWhatIsUnknown() {
        assertThat(department.cancel("A9")).contains(Refusal.UNKNOWN_ORDER);
        assertThat(department.cancel("A1", "S1", "S9")).contains(Refusal.UNKNOWN_STEP);
        assertThat(department.worklist()).hasSize(2);
    }

    @Test
    void discontinuesARunningStepAndCancelsTheOther() {
        department.start("1.2.3.1", FIRST);

        assertThat(department.discontinue("A1")).isEmpty();
        assertThat(department.statuses("A1")).containsExactly("S1 DISCONTINUED", "S2 CANCELLED");
        assertThat(department.orderStatus("A1")).isEqualTo(OrderStatus.DISCONTINUED);
        assertThat(department.worklist()).isEmpty();
        assertThat(department.discontinue("A1")).isEmpty();
    }

    @Test
    void believesAModalityThatCompletesADiscontinuedStepAllTheSame() {
        PerformedStep running = department.start("1.2.3.1", FIRST);
        department.discontinue("A1");
        department.replace(running, completed(running));

        assertThat(department.statuses("A1")).containsExactly("S1 COMPLETED", "S2 CANCELLED");
        assertThat(department.orderStatus("A1")).isEqualTo(OrderStatus.COMPLETED);
    }

    @Test
    void refusesToDiscontinueWhatIsCompleted() {
        PerformedStep running = department.start("1.2.3.1", FIRST);
        department.replace(running, completed(running));

        assertThat(department.discontinue("A1", "S1")).contains(Refusal.TOO_LATE);
    }

    private String startDate(int step) {
        return department.order("A1").steps().get(step).step().step().text(Tags.SCHEDULED_PROCEDURE_STEP_START_DATE);
    }

    private static ScheduledStep at(ScheduledStep step, String date) {
        return step.withStep(step.step().toBuilder()
                .put(Tags.SCHEDULED_PROCEDURE_STEP_START_DATE, date)
                .build());
    }

    private static ScheduledStep withoutStepId(ScheduledStep step) {
        DataSet item =
                step.step().toBuilder().remove(Tags.SCHEDULED_PROCEDURE_STEP_ID).build();
        return step.withStep(item);
    }

    private static ScheduledStep with(ScheduledStep step, Tag tag, String value) {
        return new ScheduledStep(step.attributes().toBuilder().put(tag, value).build());
    }
}
