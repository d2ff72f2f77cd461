package io.github.swfsdk.api.workflow;

import static io.github.swfsdk.api.testkit.ExamFixtures.completed;
import static io.github.swfsdk.api.testkit.ExamFixtures.discontinued;
import static io.github.swfsdk.api.testkit.ExamFixtures.order;
import static io.github.swfsdk.api.testkit.ExamFixtures.started;
import static io.github.swfsdk.api.testkit.ExamFixtures.step;
import static io.github.swfsdk.api.testkit.ExamFixtures.study;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.swfsdk.api.dataset.DataSet;
import io.github.swfsdk.api.dataset.Tags;
import io.github.swfsdk.api.dataset.Uid;
import io.github.swfsdk.api.mpps.MppsDecision;
import io.github.swfsdk.api.mpps.PerformedStep;
import io.github.swfsdk.api.worklist.ScheduledStep;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** RAD-6 and RAD-7 at the order filler: what performed steps mean for the scheduled ones. */
class DepartmentSchedulerPerformedTest {
    private static final String WRONG_WORKLIST_ENTRY = "110514";
    private static final String EQUIPMENT_FAILURE = "110501";
    private static final Uid STUDY = study(1);
    private static final ScheduledStep FIRST = step("A1", STUDY, "S1");
    private static final ScheduledStep SECOND = step("A1", STUDY, "S2");

    private final Department department = new Department();

    @BeforeEach
    void place() {
        department.place(order("A1", STUDY, "S1", "S2"));
    }

    @Test
    void simpleCase() {
        PerformedStep running = department.start("1.2.3.1", FIRST);
        assertThat(department.statuses("A1")).containsExactly("S1 STARTED", "S2 SCHEDULED");
        assertThat(department.worklist()).containsExactly("A1 S1 STARTED", "A1 S2 SCHEDULED");
        assertThat(department.orderStatus("A1")).isEqualTo(OrderStatus.IN_PROGRESS);

        department.replace(running, completed(running));
        assertThat(department.statuses("A1")).containsExactly("S1 COMPLETED", "S2 SCHEDULED");
        assertThat(department.worklist()).containsExactly("A1 S2 SCHEDULED");
        assertThat(department.orderStatus("A1")).isEqualTo(OrderStatus.IN_PROGRESS);
        assertThat(department.order("A1").steps().get(0).performedSteps()).containsExactly(Uid.of("1.2.3.1"));
    }

    @Test
    void pulmonaryEmbolismWithAScintigraphyThatIsNeverPerformed() {
        PerformedStep xray = department.start("1.2.3.1", FIRST);
        department.replace(xray, completed(xray));
        assertThat(department.cancel("A1", "S2")).isEmpty();

        assertThat(department.statuses("A1")).containsExactly("S1 COMPLETED", "S2 CANCELLED");
        assertThat(department.worklist()).isEmpty();
        assertThat(department.orderStatus("A1")).isEqualTo(OrderStatus.COMPLETED);
        assertThat(department.order("A1").steps().get(1).performedSteps()).isEmpty();
        assertThat(department.cancel("A1")).isEmpty();
    }

    @Test
    void appendBeforeCompletion() {
        PerformedStep first = department.start("1.2.3.1", FIRST);
        PerformedStep second = department.start("1.2.3.2", FIRST);
        department.replace(first, completed(first));
        assertThat(department.statuses("A1")).containsExactly("S1 COMPLETED", "S2 SCHEDULED");
        department.replace(second, completed(second));
        assertThat(department.order("A1").steps().get(0).performedSteps())
                .containsExactly(Uid.of("1.2.3.1"), Uid.of("1.2.3.2"));
    }

    @Test
    void appendAfterCompletionNeverMovesACompletedStepBack() {
        PerformedStep first = department.start("1.2.3.1", FIRST);
        department.replace(first, completed(first));
        PerformedStep second = department.start("1.2.3.2", FIRST);
        assertThat(department.statuses("A1")).containsExactly("S1 COMPLETED", "S2 SCHEDULED");
        assertThat(department.worklist()).containsExactly("A1 S2 SCHEDULED");
        department.replace(second, discontinued(second, EQUIPMENT_FAILURE));
        assertThat(department.statuses("A1")).containsExactly("S1 COMPLETED", "S2 SCHEDULED");
    }

    @Test
    void groupCaseWithinOneRequestedProcedure() {
        PerformedStep group = department.start("1.2.3.1", FIRST, SECOND);
        assertThat(department.statuses("A1")).containsExactly("S1 STARTED", "S2 STARTED");
        department.replace(group, completed(group));
        assertThat(department.orderStatus("A1")).isEqualTo(OrderStatus.COMPLETED);
    }

    @Test
    void groupCaseAcrossOrdersWithAStudyOfItsOwn() {
        department.place(order("A2", study(2), "S1"));
        ScheduledStep other = step("A2", study(2), "S1");
        PerformedStep group = department.start("1.2.3.1", inStudy(FIRST, "1.2.3.9"), inStudy(other, "1.2.3.9"));
        assertThat(department.statuses("A1")).containsExactly("S1 STARTED", "S2 SCHEDULED");
        assertThat(department.statuses("A2")).containsExactly("S1 STARTED");
        department.replace(group, completed(group));
        assertThat(department.orderStatus("A2")).isEqualTo(OrderStatus.COMPLETED);
        assertThat(department.unmatched).isEmpty();
    }

    @Test
    void unscheduledCase() {
        PerformedStep unscheduled = department.start("1.2.3.1");
        department.replace(unscheduled, completed(unscheduled));

        assertThat(department.statuses("A1")).containsExactly("S1 SCHEDULED", "S2 SCHEDULED");
        assertThat(department.unmatched).isEmpty();
        assertThat(department.scheduler.performedStepStore().find(Uid.of("1.2.3.1")))
                .contains(completed(unscheduled));
    }

    @Test
    void unknownIdentifiersAreKeptAndNoted() {
        department.start("1.2.3.1", step("A9", study(9), "S9"));

        assertThat(department.unmatched).containsExactly("1.2.3.1 S9");
        assertThat(department.scheduler.performedStepStore().find(Uid.of("1.2.3.1")))
                .isPresent();
    }

    @Test
    void performedStepBeforeItsOrderIsTakenInWhenItGoesOn() {
        PerformedStep early = department.start("1.2.3.1", step("A2", study(2), "S1"));
        department.place(order("A2", study(2), "S1"));
        department.replace(early, completed(early));

        assertThat(department.statuses("A2")).containsExactly("S1 COMPLETED");
    }

    @Test
    void abandoned() {
        PerformedStep running = department.start("1.2.3.1", FIRST);
        department.replace(running, discontinued(running, EQUIPMENT_FAILURE));

        assertThat(department.statuses("A1")).containsExactly("S1 DISCONTINUED", "S2 SCHEDULED");
        assertThat(department.worklist()).containsExactly("A1 S2 SCHEDULED");
    }

    @Test
    void abandonedAndPerformedAgain() {
        PerformedStep first = department.start("1.2.3.1", FIRST);
        department.replace(first, discontinued(first, EQUIPMENT_FAILURE));
        PerformedStep second = department.start("1.2.3.2", FIRST);
        assertThat(department.worklist()).contains("A1 S1 STARTED");
        department.replace(second, completed(second));
        assertThat(department.statuses("A1")).containsExactly("S1 COMPLETED", "S2 SCHEDULED");
    }

    @Test
    void wrongWorklistEntryReturnsTheStepToTheWorklist() {
        PerformedStep wrong = department.start("1.2.3.1", FIRST);
        department.replace(wrong, discontinued(wrong, WRONG_WORKLIST_ENTRY));

        assertThat(department.statuses("A1")).containsExactly("S1 SCHEDULED", "S2 SCHEDULED");
        assertThat(department.orderStatus("A1")).isEqualTo(OrderStatus.SCHEDULED);
        assertThat(department.order("A1").steps().get(0).performedSteps()).containsExactly(Uid.of("1.2.3.1"));
    }

    @Test
    void wrongWorklistEntryLeavesAStepThatAnotherPerformedStepIsAbout() {
        PerformedStep wrong = department.start("1.2.3.1", FIRST);
        PerformedStep right = department.start("1.2.3.2", FIRST);
        department.replace(wrong, discontinued(wrong, WRONG_WORKLIST_ENTRY));
        assertThat(department.statuses("A1")).containsExactly("S1 STARTED", "S2 SCHEDULED");
        department.replace(right, completed(right));
        assertThat(department.statuses("A1")).containsExactly("S1 COMPLETED", "S2 SCHEDULED");
    }

    @Test
    void wrongWorklistEntryBringsNoCancelledStepBack() {
        department.cancel("A1", "S1");
        PerformedStep wrong = department.start("1.2.3.1", FIRST);
        assertThat(department.statuses("A1")).containsExactly("S1 DISCONTINUED", "S2 SCHEDULED");
        department.replace(wrong, discontinued(wrong, WRONG_WORKLIST_ENTRY));
        assertThat(department.statuses("A1")).containsExactly("S1 CANCELLED", "S2 SCHEDULED");
        assertThat(department.worklist()).containsExactly("A1 S2 SCHEDULED");
    }

    @Test
    void cancelledStepThatWasPerformedAllTheSameIsCompleted() {
        department.cancel("A1", "S1");
        PerformedStep running = department.start("1.2.3.1", FIRST);
        department.replace(running, completed(running));

        assertThat(department.statuses("A1")).containsExactly("S1 COMPLETED", "S2 SCHEDULED");
    }

    @Test
    void aSecondCreateChangesNothing() {
        PerformedStep running = department.start("1.2.3.1", FIRST);

        assertThat(department.scheduler.performedStepStore().create(started(Uid.of("1.2.3.1"), SECOND)))
                .isFalse();
        assertThat(department.statuses("A1")).containsExactly("S1 STARTED", "S2 SCHEDULED");
        assertThat(department.scheduler.performedStepStore().find(Uid.of("1.2.3.1")))
                .contains(running);
    }

    @Test
    void aStepThatHasChangedSinceIsNotReplaced() {
        PerformedStep running = department.start("1.2.3.1", FIRST);
        department.replace(running, described(running, "left"));

        assertThat(department.scheduler.performedStepStore().replace(running, completed(running)))
                .isFalse();
        assertThat(department.statuses("A1")).containsExactly("S1 STARTED", "S2 SCHEDULED");
    }

    @Test
    void aStepThatHasEndedIsNeverReplaced() {
        PerformedStep running = department.start("1.2.3.1", FIRST);
        PerformedStep done = department.replace(running, completed(running));

        assertThatThrownBy(() -> department.scheduler.performedStepStore().replace(done, described(done, "left")))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void hidesStartedStepsIfASiteWantsIt() {
        Department hiding = new Department(builder -> builder.startedStepsVisible(false));
        hiding.place(order("A1", STUDY, "S1", "S2"));
        hiding.start("1.2.3.1", FIRST);

        assertThat(hiding.worklist()).containsExactly("A1 S2 SCHEDULED");
    }

    @Test
    void refusesUnknownOrdersIfASiteWantsIt() {
        Department strict = new Department(builder -> builder.unknownOrdersRefused(true));
        strict.place(order("A1", STUDY, "S1"));

        assertThat(decision(strict, started(Uid.of("1.2.3.1"), FIRST)).refusal())
                .isEmpty();
        assertThat(decision(strict, started(Uid.of("1.2.3.2"))).refusal()).isEmpty();
        assertThat(decision(strict, started(Uid.of("1.2.3.3"), FIRST, SECOND)).refusal())
                .contains(MppsDecision.Refusal.UNKNOWN_ORDER);
        assertThat(decision(department, started(Uid.of("1.2.3.3"), step("A9", study(9), "S9")))
                        .refusal())
                .isEmpty();
    }

    @Test
    void owesEachDestinationEachRequestUnchanged() {
        Department forwarding = new Department(builder -> builder.forwardPerformedStepsTo("PACS", "RIS2"));
        PerformedStep running = forwarding.start("1.2.3.1", FIRST);
        DataSet modifications = DataSet.builder()
                .put(Tags.PERFORMED_PROCEDURE_STEP_STATUS, "COMPLETED")
                .put(Tags.PERFORMED_STATION_AE_TITLE, "DX1")
                .build();
        forwarding.scheduler.performedStepStore().replace(running, completed(running), modifications, Department.CAUSE);

        assertThat(owed(forwarding, "RIS2"))
                .containsExactly(
                        new FollowUp(
                                FollowUp.Kind.MPPS_CREATE,
                                "PACS",
                                "1.2.3.1",
                                running.attributes().toBuilder()
                                        .put(Tags.SOP_INSTANCE_UID, "1.2.3.1")
                                        .build()),
                        new FollowUp(
                                FollowUp.Kind.MPPS_SET,
                                "PACS",
                                "1.2.3.1",
                                modifications.toBuilder()
                                        .put(Tags.SOP_INSTANCE_UID, "1.2.3.1")
                                        .build()));
        assertThat(owed(forwarding, "PACS"))
                .extracting(followUp -> followUp.kind() + " " + followUp.destination())
                .containsExactly("MPPS_CREATE RIS2", "MPPS_SET RIS2");
    }

    @Test
    void owesNothingForARequestThatDidNotTakeEffect() {
        Department forwarding = new Department(builder -> builder.forwardPerformedStepsTo("PACS"));
        PerformedStep running = forwarding.start("1.2.3.1", FIRST);
        forwarding.scheduler.performedStepStore().create(running);
        forwarding.scheduler.performedStepStore().replace(described(running, "other"), completed(running));

        assertThat(forwarding.store.outbox().size()).isEqualTo(1);
    }

    @Test
    void derivesTheModificationsIfNobodyKeptThem() {
        WorkflowStore store = new InMemoryWorkflowStore();
        PpsForwarder forwarder = PpsForwarder.on(store, List.of("PACS"));
        PerformedStep running = started(Uid.of("1.2.3.1"), FIRST);
        assertThat(forwarder.performedSteps().started(running).refusal()).isEmpty();
        assertThat(forwarder.performedStepStore().create(running)).isTrue();
        assertThat(forwarder.performedStepStore().replace(running, completed(running)))
                .isTrue();

        Instant now = Instant.parse("2026-01-10T08:00:00Z");
        store.outbox()
                .delivered(store.outbox()
                        .claim(now, now.plusSeconds(1), 1, Set.of())
                        .get(0)
                        .id());
        assertThat(store.outbox()
                        .claim(now, now.plusSeconds(1), 1, Set.of())
                        .get(0)
                        .followUp()
                        .content())
                .isEqualTo(DataSet.builder()
                        .put(Tags.SOP_INSTANCE_UID, "1.2.3.1")
                        .put(Tags.PERFORMED_PROCEDURE_STEP_STATUS, "COMPLETED")
                        .build());
    }

    private static List<FollowUp> owed(Department department, String except) {
        Instant now = Instant.parse("2026-01-10T08:00:00Z");
        Outbox outbox = department.store.outbox();
        List<FollowUp> owed = new ArrayList<>();
        List<Outbox.Entry> next = outbox.claim(now, now.plusSeconds(1), 1, Set.of(except));
        while (!next.isEmpty()) {
            owed.add(next.get(0).followUp());
            outbox.delivered(next.get(0).id());
            next = outbox.claim(now, now.plusSeconds(1), 1, Set.of(except));
        }
        return owed;
    }

    private static MppsDecision decision(Department department, PerformedStep step) {
        return department.scheduler.performedSteps().started(step);
    }

    private static ScheduledStep inStudy(ScheduledStep step, String study) {
        return new ScheduledStep(step.attributes().toBuilder()
                .put(Tags.STUDY_INSTANCE_UID, study)
                .build());
    }

    private static PerformedStep described(PerformedStep step, String description) {
        return new PerformedStep(
                step.sopInstanceUid(),
                step.attributes().toBuilder()
                        .put(Tags.PERFORMED_PROCEDURE_STEP_DESCRIPTION, description)
                        .build());
    }
}
