package io.github.swfsdk.api.testkit;

import static io.github.swfsdk.api.testkit.ExamFixtures.completed;
import static io.github.swfsdk.api.testkit.ExamFixtures.started;
import static io.github.swfsdk.api.testkit.ExamFixtures.step;
import static io.github.swfsdk.api.testkit.ExamFixtures.study;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.swfsdk.api.dataset.Tags;
import io.github.swfsdk.api.dataset.Uid;
import io.github.swfsdk.api.event.Cause;
import io.github.swfsdk.api.mpps.PerformedStep;
import io.github.swfsdk.api.workflow.TimelineEntry;
import io.github.swfsdk.api.workflow.WorkflowStore;
import io.github.swfsdk.api.workflow.WorkflowTransaction;
import io.github.swfsdk.api.worklist.ScheduledStep;
import io.github.swfsdk.api.worklist.StepReference;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * How every {@link WorkflowStore} finds performed steps again, what it withholds, and how it keeps timelines. Extend it and say how to open an empty
 * store.
 */
public abstract class PerformedStepLookupContract {
    private static final Uid FIRST = Uid.of("1.2.3.4.6.1");
    private static final Uid SECOND = Uid.of("1.2.3.4.6.2");
    private static final Uid IMAGE = Uid.of("1.2.3.4.7.1");
    private static final Uid OTHER_IMAGE = Uid.of("1.2.3.4.7.2");
    private static final ScheduledStep SCHEDULED = step("A1", study(1), "S1");
    private static final LocalDateTime NOON = LocalDate.of(2026, 1, 10).atTime(12, 0);

    private WorkflowStore store;

    /** Opens an empty store; the contract closes it. */
    protected abstract WorkflowStore openStore() throws Exception;

    @BeforeEach
    void open() throws Exception {
        store = openStore();
    }

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void findsThePerformedStepsThatNameAScheduledStepInTheOrderInWhichTheyCame() {
        save(started(SECOND, SCHEDULED));
        save(started(FIRST, step("A1", study(1), "S2"), SCHEDULED));

        assertThat(performedFor(SCHEDULED)).containsExactly(SECOND, FIRST);
        assertThat(performedFor(step("A1", study(1), "S2"))).containsExactly(FIRST);
        assertThat(performedFor(step("A2", study(2), "S1"))).isEmpty();
    }

    @Test
    void findsThemByAccessionNumberWhenTheStudyIsAnother() {
        save(started(FIRST, step("A1", study(77), "S1")));

        assertThat(performedFor(SCHEDULED)).containsExactly(FIRST);
    }

    @Test
    void findsAPerformedStepAsItIsNow() {
        PerformedStep begun = started(FIRST, SCHEDULED);
        save(begun);
        save(completed(begun));

        assertThat(store.<List<PerformedStep>>transact(tx -> tx.findPerformedStepsFor(SCHEDULED)))
                .containsExactly(completed(begun));
    }

    @Test
    void findsWhatTheTransactionItselfHasWritten() {
        PerformedStep begun = started(FIRST, SCHEDULED);
        List<Uid> found = store.transact(tx -> {
            tx.save(begun);
            return uids(tx.findPerformedStepsFor(SCHEDULED));
        });

        assertThat(found).containsExactly(FIRST);
    }

    @Test
    void findsAPerformedStepByItsLink() {
        save(started(FIRST));
        assertThat(performedFor(SCHEDULED)).isEmpty();

        List<Uid> within = store.transact(tx -> {
            tx.link(FIRST, StepReference.to(SCHEDULED));
            return uids(tx.findPerformedStepsFor(SCHEDULED));
        });

        assertThat(within).containsExactly(FIRST);
        assertThat(performedFor(SCHEDULED)).containsExactly(FIRST);
        assertThat(store.<List<StepReference>>transact(tx -> tx.findLinks(FIRST)))
                .containsExactly(StepReference.to(SCHEDULED));
        assertThat(store.<List<StepReference>>transact(tx -> tx.findLinks(SECOND)))
                .isEmpty();
    }

    @Test
    void forgetsALinkAndWhatWasFoundByIt() {
        save(started(FIRST));
        write(tx -> tx.link(FIRST, StepReference.to(SCHEDULED)));

        List<Uid> within = store.transact(tx -> {
            tx.unlink(FIRST);
            assertThat(tx.findLinks(FIRST)).isEmpty();
            return uids(tx.findPerformedStepsFor(SCHEDULED));
        });

        assertThat(within).isEmpty();
        assertThat(performedFor(SCHEDULED)).isEmpty();
        assertThat(store.<List<StepReference>>transact(tx -> tx.findLinks(FIRST)))
                .isEmpty();
    }

    @Test
    void findsAPerformedStepThatNamesAScheduledStepWithoutItsLink() {
        save(started(FIRST, SCHEDULED));
        write(tx -> tx.link(FIRST, StepReference.to(SCHEDULED)));
        write(tx -> tx.unlink(FIRST));

        assertThat(performedFor(SCHEDULED)).containsExactly(FIRST);
    }

    @Test
    void linksAgainAfterALinkWasForgotten() {
        save(started(FIRST));
        ScheduledStep other = step("A1", study(1), "S2");
        write(tx -> tx.link(FIRST, StepReference.to(SCHEDULED)));

        write(tx -> {
            tx.unlink(FIRST);
            tx.link(FIRST, StepReference.to(other));
        });

        assertThat(performedFor(SCHEDULED)).isEmpty();
        assertThat(performedFor(other)).containsExactly(FIRST);
    }

    @Test
    void findsTheStepsThatHaveRunTooLongTheLongestFirst() {
        PerformedStep early = begunAt(FIRST, NOON.minusHours(2));
        save(begunAt(SECOND, NOON.minusHours(3)));
        save(early);
        save(begunAt(Uid.of("1.2.3.4.6.3"), NOON));
        save(started(Uid.of("1.2.3.4.6.4"), SCHEDULED)); // without a start

        assertThat(running(10)).containsExactly(SECOND, FIRST);
        assertThat(running(1)).containsExactly(SECOND);
        save(completed(early));
        assertThat(running(10)).containsExactly(SECOND);
    }

    @Test
    void withholdsWithTheTransactionAndReleases() {
        write(tx -> tx.withhold(FIRST, List.of(IMAGE)));

        assertThat(store.withheld().isStepWithheld(FIRST)).isTrue();
        assertThat(store.withheld().isStepWithheld(SECOND)).isFalse();
        assertThat(store.withheld().isWithheld(IMAGE)).isTrue();
        assertThat(store.withheld().isWithheld(OTHER_IMAGE)).isFalse();

        assertThat(store.withheld().release(FIRST)).isTrue();
        assertThat(store.withheld().isStepWithheld(FIRST)).isFalse();
        assertThat(store.withheld().isWithheld(IMAGE)).isFalse();
        assertThat(store.withheld().release(FIRST)).isFalse();
    }

    @Test
    void releasesWithTheTransaction() {
        write(tx -> tx.withhold(FIRST, List.of(IMAGE)));

        assertThatThrownBy(() -> write(tx -> {
                    tx.release(FIRST);
                    throw new IllegalStateException("failed on purpose");
                }))
                .hasMessage("failed on purpose");
        assertThat(store.withheld().isWithheld(IMAGE)).isTrue();

        write(tx -> tx.release(FIRST));
        assertThat(store.withheld().isStepWithheld(FIRST)).isFalse();
        assertThat(store.withheld().isWithheld(IMAGE)).isFalse();

        write(tx -> tx.release(FIRST)); // nothing is withheld
        write(tx -> tx.withhold(FIRST, List.of(IMAGE)));
        assertThat(store.withheld().isWithheld(IMAGE)).isTrue();
    }

    @Test
    void withholdsNothingWhenTheTransactionFails() {
        assertThatThrownBy(() -> write(tx -> {
                    tx.withhold(FIRST, List.of(IMAGE));
                    throw new IllegalStateException("failed on purpose");
                }))
                .hasMessage("failed on purpose");

        assertThat(store.withheld().isWithheld(IMAGE)).isFalse();
    }

    @Test
    void withholdsAnInstanceUntilEachStepThatWithholdsItIsReleased() {
        store.withheld().withhold(FIRST, List.of(IMAGE));
        store.withheld().withhold(FIRST, List.of(IMAGE, OTHER_IMAGE));
        store.withheld().withhold(SECOND, List.of(IMAGE));

        assertThat(store.withheld().release(FIRST)).isTrue();
        assertThat(store.withheld().isWithheld(OTHER_IMAGE)).isFalse();
        assertThat(store.withheld().isWithheld(IMAGE)).isTrue();
        assertThat(store.withheld().release(SECOND)).isTrue();
        assertThat(store.withheld().isWithheld(IMAGE)).isFalse();
    }

    @Test
    void withholdsAStepThatNamesNoInstances() {
        write(tx -> tx.withhold(FIRST, List.of()));

        assertThat(store.withheld().isStepWithheld(FIRST)).isTrue();
    }

    @Test
    void keepsTheTimelineOfEachOrder() {
        Cause cause = new Cause(Cause.Kind.HL7, "OP|WARD", "MSG-1");
        TimelineEntry placed = new TimelineEntry(
                Instant.parse("2026-01-10T08:30:00.123456789Z"),
                TimelineEntry.Event.ORDER_PLACED,
                cause,
                "S1 SCHEDULED");
        TimelineEntry cancelled =
                new TimelineEntry(Instant.EPOCH, TimelineEntry.Event.ORDER_CANCELLED, cause, "S1 CANCELLED");
        List<TimelineEntry> within = store.transact(tx -> {
            tx.note("id-A1", placed);
            return tx.timeline("id-A1");
        });
        write(tx -> tx.note("id-A1", cancelled));

        assertThat(within).containsExactly(placed);
        assertThat(store.<List<TimelineEntry>>transact(tx -> tx.timeline("id-A1")))
                .containsExactly(placed, cancelled);
        assertThat(store.<List<TimelineEntry>>transact(tx -> tx.timeline("id-A2")))
                .isEmpty();
    }

    private void save(PerformedStep step) {
        write(tx -> tx.save(step));
    }

    private void write(Consumer<WorkflowTransaction> work) {
        store.transact(tx -> {
            work.accept(tx);
            return true;
        });
    }

    private List<Uid> performedFor(ScheduledStep scheduled) {
        return store.transact(tx -> uids(tx.findPerformedStepsFor(scheduled)));
    }

    private List<Uid> running(int limit) {
        return store.transact(tx -> uids(tx.findRunningPerformedSteps(NOON, limit)));
    }

    private static List<Uid> uids(List<PerformedStep> steps) {
        return steps.stream().map(PerformedStep::sopInstanceUid).toList();
    }

    private static PerformedStep begunAt(Uid uid, LocalDateTime start) {
        return new PerformedStep(
                uid,
                started(uid, SCHEDULED).attributes().toBuilder()
                        .put(Tags.PERFORMED_PROCEDURE_STEP_START_DATE, start.toLocalDate())
                        .put(Tags.PERFORMED_PROCEDURE_STEP_START_TIME, start.toLocalTime())
                        .build());
    }
}
