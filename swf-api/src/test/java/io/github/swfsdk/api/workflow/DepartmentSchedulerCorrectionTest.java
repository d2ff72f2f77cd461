package io.github.swfsdk.api.workflow;

import static io.github.swfsdk.api.testkit.ExamFixtures.completed;
import static io.github.swfsdk.api.testkit.ExamFixtures.discontinued;
import static io.github.swfsdk.api.testkit.ExamFixtures.order;
import static io.github.swfsdk.api.testkit.ExamFixtures.started;
import static io.github.swfsdk.api.testkit.ExamFixtures.step;
import static io.github.swfsdk.api.testkit.ExamFixtures.study;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.swfsdk.api.dataset.Code;
import io.github.swfsdk.api.dataset.DataSet;
import io.github.swfsdk.api.dataset.Tags;
import io.github.swfsdk.api.dataset.Uid;
import io.github.swfsdk.api.event.Cause;
import io.github.swfsdk.api.mpps.PerformedStep;
import io.github.swfsdk.api.mpps.PerformedStepStatus;
import io.github.swfsdk.api.order.OrderDecision.Refusal;
import io.github.swfsdk.api.worklist.ScheduledStep;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Performed steps that come before their order, belong to none, or never end. */
class DepartmentSchedulerCorrectionTest {
    private static final Uid STUDY = study(1);
    private static final ScheduledStep FIRST = step("A1", STUDY, "S1");
    private static final Uid PERFORMED = Uid.of("1.2.3.1");
    private static final Cause OPERATOR = new Cause(Cause.Kind.OPERATOR, "RIS", "42");
    private static final LocalDateTime NOON = LocalDate.of(2026, 1, 10).atTime(12, 0);

    private final Department department = new Department();

    @Test
    void anOrderFindsThePerformedStepThatRunsAlready() {
        PerformedStep running = department.start("1.2.3.1", FIRST);
        department.place(order("A1", STUDY, "S1", "S2"));

        assertThat(department.statuses("A1")).containsExactly("S1 STARTED", "S2 SCHEDULED");
        assertThat(department.order("A1").steps().get(0).performedSteps()).containsExactly(PERFORMED);
        department.replace(running, completed(running));
        assertThat(department.statuses("A1")).containsExactly("S1 COMPLETED", "S2 SCHEDULED");
    }

    @Test
    void anOrderFindsThePerformedStepThatHasEndedAlready() {
        PerformedStep running = department.start("1.2.3.1", FIRST);
        department.replace(running, completed(running));
        department.place(order("A1", STUDY, "S1"));

        assertThat(department.orderStatus("A1")).isEqualTo(OrderStatus.COMPLETED);
        assertThat(department.worklist()).isEmpty();
    }

    @Test
    void anOrderIsInTheWorklistAlthoughItsEntryWasSelectedByMistakeBefore() {
        PerformedStep running = department.start("1.2.3.1", FIRST);
        department.replace(running, discontinued(running, "110514"));
        department.place(order("A1", STUDY, "S1"));

        assertThat(department.statuses("A1")).containsExactly("S1 SCHEDULED");
        assertThat(department.order("A1").steps().get(0).performedSteps()).containsExactly(PERFORMED);
    }

    @Test
    void aStepThatIsAddedToAnOrderFindsWhatWasPerformedForIt() {
        department.place(order("A1", STUDY, "S1"));
        department.start("1.2.3.1", step("A1", STUDY, "S2"));
        assertThat(department.unmatched).containsExactly("1.2.3.1 S2");

        department.change(step("A1", STUDY, "S2"));

        assertThat(department.statuses("A1")).containsExactly("S1 SCHEDULED", "S2 STARTED");
    }

    @Test
    void anUnscheduledStepIsReconciledWhileItRuns() {
        department.place(order("A1", STUDY, "S1"));
        PerformedStep running = department.start("1.2.3.1");
        assertThat(department.statuses("A1")).containsExactly("S1 SCHEDULED");

        assertThat(reconcile("A1", "S1")).isEmpty();

        assertThat(department.statuses("A1")).containsExactly("S1 STARTED");
        department.replace(running, completed(running));
        assertThat(department.statuses("A1")).containsExactly("S1 COMPLETED");
        assertThat(reconcile("A1", "S1")).isEmpty();
        assertThat(department.order("A1").steps().get(0).performedSteps()).containsExactly(PERFORMED);
    }

    @Test
    void anUnscheduledStepIsReconciledWhenItHasEnded() {
        PerformedStep running = department.start("1.2.3.1");
        department.replace(running, completed(running));
        department.place(order("A1", STUDY, "S1"));

        assertThat(reconcile("A1", "S1")).isEmpty();

        assertThat(department.orderStatus("A1")).isEqualTo(OrderStatus.COMPLETED);
        assertThat(department.scheduler.performedStepStore().find(PERFORMED)).contains(completed(running));
    }

    @Test
    void refusesToReconcileWhatIsNotKnownOrBelongsElsewhere() {
        department.place(order("A1", STUDY, "S1", "S2"));
        department.start("1.2.3.1", FIRST);

        assertThat(department
                        .scheduler
                        .reconcile(Uid.of("1.2.3.9"), Department.key("A1"), "S1", OPERATOR)
                        .refusal())
                .contains(Refusal.INVALID);
        assertThat(reconcile("A9", "S1")).contains(Refusal.UNKNOWN_ORDER);
        assertThat(reconcile("A1", "S9")).contains(Refusal.UNKNOWN_STEP);
        assertThat(reconcile("A1", "S2")).contains(Refusal.INVALID);
        assertThat(department.statuses("A1")).containsExactly("S1 STARTED", "S2 SCHEDULED");
    }

    @Test
    void takesAReconciliationBack() {
        department.place(order("A1", STUDY, "S1", "S2"));
        PerformedStep running = department.start("1.2.3.1");
        department.replace(running, completed(running));
        reconcile("A1", "S1");

        assertThat(separate()).isEmpty();

        assertThat(department.statuses("A1")).containsExactly("S1 SCHEDULED", "S2 SCHEDULED");
        assertThat(department.order("A1").steps().get(0).performedSteps()).isEmpty();
        assertThat(reconcile("A1", "S2")).isEmpty();
        assertThat(department.statuses("A1")).containsExactly("S1 SCHEDULED", "S2 COMPLETED");
        assertThat(department.timeline("A1"))
                .containsExactly("ORDER_PLACED", "STEP_RECONCILED", "STEP_SEPARATED", "STEP_RECONCILED");
    }

    @Test
    void takesBackOnlyWhatAnOperatorHasSaid() {
        department.place(order("A1", STUDY, "S1"));
        department.start("1.2.3.1", FIRST);

        assertThat(separate()).contains(Refusal.INVALID);
        assertThat(department.scheduler.separate(Uid.of("1.2.3.9"), OPERATOR).refusal())
                .contains(Refusal.INVALID);
        assertThat(department.statuses("A1")).containsExactly("S1 STARTED");
    }

    @Test
    void aWrongEntryThatWasRightCountsAgainAndIsPresentedAgain() {
        department.place(order("A1", STUDY, "S1"));
        endAsWrongEntry(FIRST);
        assertThat(department.worklist()).containsExactly("A1 S1 SCHEDULED");

        assertThat(reconcile("A1", "S1")).isEmpty();
        assertThat(department.statuses("A1")).containsExactly("S1 DISCONTINUED");
        assertThat(department.store.withheld().isStepWithheld(PERFORMED)).isFalse();
        assertThat(reconcile("A1", "S1")).isEmpty();

        assertThat(separate()).isEmpty();
        assertThat(department.worklist()).containsExactly("A1 S1 SCHEDULED");
        assertThat(department.order("A1").steps().get(0).performedSteps()).containsExactly(PERFORMED);
        assertThat(department.store.withheld().isStepWithheld(PERFORMED)).isTrue();
        assertThat(department.timeline("A1"))
                .containsExactly(
                        "ORDER_PLACED",
                        "STEP_STARTED",
                        "STEP_DISCONTINUED",
                        "INSTANCES_WITHHELD",
                        "STEP_RECONCILED",
                        "INSTANCES_RELEASED",
                        "STEP_SEPARATED",
                        "INSTANCES_WITHHELD");
    }

    @Test
    void aWrongEntryBelongsToTheStepThatTheOperatorNames() {
        department.place(order("A1", STUDY, "S1"));
        department.place(order("A2", study(2), "S1"));
        endAsWrongEntry(FIRST);

        assertThat(reconcile("A2", "S1")).isEmpty();

        assertThat(department.worklist()).containsExactly("A1 S1 SCHEDULED");
        assertThat(department.statuses("A2")).containsExactly("S1 DISCONTINUED");
        assertThat(reconcile("A1", "S1")).contains(Refusal.INVALID);
    }

    @Test
    void aModalityThatSaysWrongEntryLaterOutweighsTheOperator() {
        department.place(order("A1", STUDY, "S1"));
        PerformedStep running = department.start("1.2.3.1");
        reconcile("A1", "S1");
        department.replace(running, discontinued(running, "110514"));

        assertThat(department.worklist()).containsExactly("A1 S1 SCHEDULED");
        assertThat(department.store.withheld().isStepWithheld(PERFORMED)).isTrue();
        assertThat(separate()).contains(Refusal.INVALID);
    }

    @Test
    void anOrderThatComesLaterKnowsThatTheEntryWasRight() {
        department.place(order("A1", STUDY, "S1"));
        endAsWrongEntry(step("A1", STUDY, "S2"));
        department.change(step("A1", STUDY, "S2"));
        reconcile("A1", "S2");
        PerformedStep again = department.start("1.2.3.2", step("A1", STUDY, "S2"));
        assertThat(department.statuses("A1")).containsExactly("S1 SCHEDULED", "S2 STARTED");
        department.replace(again, discontinued(again, "110514"));

        assertThat(department.statuses("A1")).containsExactly("S1 SCHEDULED", "S2 DISCONTINUED");
    }

    private void endAsWrongEntry(ScheduledStep entry) {
        PerformedStep running = department.start("1.2.3.1", entry);
        department.replace(running, discontinued(running, "110514"));
    }

    private Optional<Refusal> separate() {
        return department.scheduler.separate(PERFORMED, OPERATOR).refusal();
    }

    @Test
    void aStepThatNobodyEndsIsDiscontinued() {
        Department forwarding = new Department(options -> options.forwardPerformedStepsTo("PACS"));
        forwarding.place(order("A1", STUDY, "S1"));
        DataSet series = DataSet.builder()
                .put(Tags.SERIES_INSTANCE_UID, Uid.of("1.2.3.5"))
                .build();
        PerformedStep step = started(PERFORMED, FIRST);
        DataSet attributes = step.attributes().toBuilder()
                .put(Tags.PERFORMED_PROCEDURE_STEP_START_DATE, "20260109")
                .put(Tags.PERFORMED_PROCEDURE_STEP_START_TIME, "2300")
                .put(Tags.PERFORMED_SERIES_SEQUENCE, series)
                .build();
        forwarding.scheduler.performedStepStore().create(new PerformedStep(PERFORMED, attributes));

        assertThat(forwarding.scheduler.discontinueOverdue(NOON.minusHours(24), NOON))
                .isZero();
        assertThat(forwarding.scheduler.discontinueOverdue(NOON.minusHours(12), NOON))
                .isEqualTo(1);
        assertThat(forwarding.scheduler.discontinueOverdue(NOON.minusHours(12), NOON))
                .isZero();

        PerformedStep ended =
                forwarding.scheduler.performedStepStore().find(PERFORMED).orElseThrow();
        assertThat(ended.status()).isEqualTo(PerformedStepStatus.DISCONTINUED);
        assertThat(ended.attributes().date(Tags.PERFORMED_PROCEDURE_STEP_END_DATE))
                .contains(NOON.toLocalDate());
        assertThat(ended.attributes().time(Tags.PERFORMED_PROCEDURE_STEP_END_TIME))
                .contains(NOON.toLocalTime());
        assertThat(ended.discontinuationReason()).map(Code::value).contains("110513");
        assertThat(ended.attributes().items(Tags.PERFORMED_SERIES_SEQUENCE)).containsExactly(series);
        assertThat(forwarding.statuses("A1")).containsExactly("S1 DISCONTINUED");
        assertThat(forwarding.store.outbox().size()).isEqualTo(2);
        assertThat(forwarding.store.outbox().claim(Instant.EPOCH.plusSeconds(1L << 33), Instant.MAX, 1, Set.of()))
                .extracting(entry -> entry.followUp().kind())
                .containsExactly(FollowUp.Kind.MPPS_CREATE);
    }

    @Test
    void aStepWithoutSeriesGetsOneWhenItIsDiscontinued() {
        PerformedStep step = started(PERFORMED, FIRST);
        DataSet attributes = step.attributes().toBuilder()
                .put(Tags.PERFORMED_PROCEDURE_STEP_START_DATE, "20260101")
                .build();
        department.scheduler.performedStepStore().create(new PerformedStep(PERFORMED, attributes));

        assertThat(department.scheduler.discontinueOverdue(NOON, NOON)).isEqualTo(1);

        List<DataSet> series = department
                .scheduler
                .performedStepStore()
                .find(PERFORMED)
                .orElseThrow()
                .attributes()
                .items(Tags.PERFORMED_SERIES_SEQUENCE);
        assertThat(series).singleElement().satisfies(item -> {
            assertThat(item.text(Tags.PROTOCOL_NAME)).isEqualTo("NONE");
            assertThat(item.items(Tags.REFERENCED_IMAGE_SEQUENCE)).isEmpty();
        });
    }

    private Optional<Refusal> reconcile(String accession, String stepId) {
        return department
                .scheduler
                .reconcile(PERFORMED, Department.key(accession), stepId, OPERATOR)
                .refusal();
    }
}
