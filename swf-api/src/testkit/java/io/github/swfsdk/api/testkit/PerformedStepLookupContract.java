package io.github.swfsdk.api.testkit;

import static io.github.swfsdk.api.testkit.ExamFixtures.completed;
import static io.github.swfsdk.api.testkit.ExamFixtures.started;
import static io.github.swfsdk.api.testkit.ExamFixtures.step;
import static io.github.swfsdk.api.testkit.ExamFixtures.study;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.swfsdk.api.dataset.DataSet;
import io.github.swfsdk.api.dataset.Tags;
import io.github.swfsdk.api.dataset.Uid;
import io.github.swfsdk.api.event.Cause;
import io.github.swfsdk.api.mpps.PerformedStep;
import io.github.swfsdk.api.workflow.FollowUp;
import io.github.swfsdk.api.workflow.Outbox;
import io.github.swfsdk.api.workflow.TimelineEntry;
import io.github.swfsdk.api.workflow.WorkflowStore;
import io.github.swfsdk.api.workflow.WorkflowTransaction;
import io.github.swfsdk.api.worklist.ScheduledStep;
import io.github.swfsdk.api.worklist.StepReference;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
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
    void withholdsALateInstanceOfAStepThatIsWithheldOnly() {
        assertThat(store.withheld().withholdLate(FIRST, IMAGE)).isFalse();
        assertThat(store.withheld().isWithheld(IMAGE)).isFalse();
        assertThat(store.withheld().isStepWithheld(FIRST)).isFalse();

        write(tx -> tx.withhold(FIRST, List.of()));
        assertThat(store.withheld().withholdLate(FIRST, IMAGE)).isTrue();
        assertThat(store.withheld().withholdLate(FIRST, IMAGE)).as("again").isTrue();
        assertThat(store.withheld().isWithheld(IMAGE)).isTrue();

        assertThat(store.withheld().release(FIRST)).isTrue();
        assertThat(store.withheld().isWithheld(IMAGE)).isFalse();
    }

    /** An operator undoes the matter while another thread, or node, takes a late instance. */
    @Test
    void presentsALateInstanceThatArrivesAsTheStepIsReleased() throws Exception {
        for (int round = 0; round < 20; round++) {
            write(tx -> tx.withhold(FIRST, List.of(OTHER_IMAGE)));
            AtomicBoolean late = new AtomicBoolean(true);
            Concurrently.run(
                    2,
                    () -> late.getAndSet(false)
                            ? store.withheld().withholdLate(FIRST, IMAGE)
                            : store.<Boolean>transact(tx -> tx.release(FIRST)));

            assertThat(store.withheld().isStepWithheld(FIRST)).isFalse();
            assertThat(store.withheld().isWithheld(IMAGE)).isFalse();
        }
    }

    @Test
    void saysWhetherATransactionHasReleasedAnything() {
        write(tx -> tx.withhold(FIRST, List.of(IMAGE)));

        assertThat(store.<Boolean>transact(tx -> tx.release(SECOND))).isFalse();
        assertThat(store.<Boolean>transact(tx -> tx.release(FIRST) && !tx.release(FIRST)))
                .isTrue();
        assertThat(store.<Boolean>transact(tx -> {
                    tx.withhold(FIRST, List.of(IMAGE));
                    return tx.release(FIRST);
                }))
                .isTrue();
        assertThat(store.withheld().isStepWithheld(FIRST)).isFalse();
    }

    @Test
    void findsThePerformedStepsOfAStudyScheduledOrNot() {
        save(started(SECOND, SCHEDULED));
        save(unscheduled(FIRST, study(1)));
        save(started(Uid.of("1.2.3.4.6.3"), step("A2", study(2), "S1")));
        write(tx -> tx.link(Uid.of("1.2.3.4.6.3"), StepReference.to(SCHEDULED)));

        assertThat(ofStudy(study(1))).containsExactly(SECOND, FIRST);
        assertThat(ofStudy(study(3))).isEmpty();
        save(completed(started(SECOND, SCHEDULED)));
        assertThat(ofStudy(study(1))).containsExactly(SECOND, FIRST);
        List<Uid> within = store.transact(tx -> {
            tx.save(unscheduled(Uid.of("1.2.3.4.6.4"), study(3)));
            return uids(tx.findPerformedStepsOfStudy(study(3)));
        });
        assertThat(within).containsExactly(Uid.of("1.2.3.4.6.4"));
        assertThat(performedFor(SCHEDULED))
                .as("a step without ID is for nothing scheduled")
                .hasSize(2);
    }

    @Test
    void settlesWhatIsOwedWithTheTransaction() {
        FollowUp first = new FollowUp(FollowUp.Kind.MPPS_CREATE, "PACS", "1.2.3", DataSet.empty());
        FollowUp second = new FollowUp(FollowUp.Kind.MPPS_SET, "PACS", "1.2.3", DataSet.empty());
        write(tx -> {
            tx.owe(first);
            tx.owe(second);
        });
        long id = claimed().id();
        assertThatThrownBy(() -> write(tx -> {
                    assertThat(tx.delivered(id)).contains(first);
                    throw new IllegalStateException("failed on purpose");
                }))
                .hasMessage("failed on purpose");
        assertThat(store.outbox().size()).isEqualTo(2);

        assertThat(store.<Optional<FollowUp>>transact(tx -> tx.delivered(id))).contains(first);
        assertThat(store.<Optional<FollowUp>>transact(tx -> tx.delivered(id))).isEmpty();

        long next = claimed().id();
        assertThat(store.<Optional<FollowUp>>transact(tx -> tx.parked(next, "refused")))
                .contains(second);
        assertThat(store.<Optional<FollowUp>>transact(tx -> tx.parked(next, "refused again")))
                .isEmpty();
        assertThat(store.outbox().parked(10))
                .singleElement()
                .satisfies(entry -> assertThat(entry.lastFailure()).isEqualTo("refused"));
        assertThat(store.<Optional<FollowUp>>transact(tx -> tx.delivered(next)))
                .as("a delivery whose answer was late")
                .contains(second);
        assertThat(store.outbox().size()).isZero();
    }

    @Test
    void resumesAndDropsWhatIsParkedWithTheTransaction() {
        FollowUp owed = new FollowUp(FollowUp.Kind.MPPS_CREATE, "PACS", "1.2.3", DataSet.empty());
        write(tx -> tx.owe(owed));
        long id = claimed().id();
        AtomicInteger told = new AtomicInteger();
        store.outbox().addListener(told::incrementAndGet);
        assertThat(store.<Optional<FollowUp>>transact(tx -> tx.resume(id)))
                .as("it is not parked")
                .isEmpty();
        assertThat(store.<Optional<FollowUp>>transact(tx -> tx.drop(id))).isEmpty();
        assertThat(store.outbox().size()).isEqualTo(1);

        store.outbox().parked(id, "refused");
        assertThatThrownBy(() -> write(tx -> {
                    assertThat(tx.resume(id)).contains(owed);
                    throw new IllegalStateException("failed on purpose");
                }))
                .hasMessage("failed on purpose");
        assertThat(store.outbox().parked(10)).hasSize(1);
        assertThat(told).hasValue(0);

        assertThat(store.<Optional<FollowUp>>transact(tx -> tx.resume(id))).contains(owed);
        assertThat(told).as("it is due now").hasValue(1);
        assertThat(store.outbox().parked(10)).isEmpty();
        assertThat(claimed().attempts()).isZero();

        store.outbox().parked(id, "refused again");
        assertThat(store.<Optional<FollowUp>>transact(tx -> tx.drop(id))).contains(owed);
        assertThat(told).as("what it held back is due").hasValue(2);
        assertThat(store.<Optional<FollowUp>>transact(tx -> tx.drop(id))).isEmpty();
        assertThat(store.outbox().size()).isZero();
    }

    @Test
    void keepsTheTimelineOfEachOrder() {
        Cause cause = new Cause(Cause.Kind.HL7, "OP|WARD", "MSG-1");
        TimelineEntry placed = new TimelineEntry(
                Instant.parse("2026-01-10T08:30:00.123456789Z"),
                TimelineEntry.Event.ORDER_PLACED,
                cause,
                "S1 SCHEDULED");
        Cause byAssociation =
                new Cause(Cause.Kind.DICOM, "CT1", "1.2.3", "CT1>SWF#17/3 10.0.0.7:40312 2026-01-10T08:30:00Z");
        TimelineEntry cancelled =
                new TimelineEntry(Instant.EPOCH, TimelineEntry.Event.ORDER_CANCELLED, byAssociation, "S1 CANCELLED");
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

    private List<Uid> ofStudy(Uid study) {
        return store.transact(tx -> uids(tx.findPerformedStepsOfStudy(study)));
    }

    private Outbox.Entry claimed() {
        Instant now = Instant.now();
        return store.outbox().claim(now, now.plusSeconds(60), 1, Set.of()).get(0);
    }

    private static PerformedStep unscheduled(Uid uid, Uid study) {
        DataSet item = DataSet.builder().put(Tags.STUDY_INSTANCE_UID, study).build();
        return new PerformedStep(
                uid,
                started(uid).attributes().toBuilder()
                        .put(Tags.SCHEDULED_STEP_ATTRIBUTES_SEQUENCE, item)
                        .build());
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
