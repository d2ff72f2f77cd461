package io.github.swfsdk.api.workflow;

import io.github.swfsdk.api.dataset.DataSet;
import io.github.swfsdk.api.dataset.Tags;
import io.github.swfsdk.api.dataset.Uid;
import io.github.swfsdk.api.event.Cause;
import io.github.swfsdk.api.mpps.DiscontinuationReason;
import io.github.swfsdk.api.mpps.PerformedSeries;
import io.github.swfsdk.api.mpps.PerformedStep;
import io.github.swfsdk.api.mpps.PerformedStepStatus;
import io.github.swfsdk.api.order.OrderDecision;
import io.github.swfsdk.api.order.OrderDecision.Refusal;
import io.github.swfsdk.api.order.OrderKey;
import io.github.swfsdk.api.workflow.DepartmentScheduler.Announcer;
import io.github.swfsdk.api.workflow.TimelineEntry.Event;
import io.github.swfsdk.api.worklist.StepReference;
import java.time.LocalDateTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** What operators and time limits do to the performed steps of a {@link DepartmentScheduler}. Thread-safe. */
final class SchedulerCorrections {
    private static final int AT_ONCE = 100;
    private static final String NO_SERIES = "NONE";
    private static final Cause TIME_LIMIT = new Cause(Cause.Kind.SYSTEM, "scheduler", "time limit of performed steps");

    /** What a correction leads to: orders to be saved, and those that it is about, as they are then. */
    private record Outcome(OrderDecision decision, List<OrderRecord> changed, List<OrderRecord> concerned) {
        static Outcome refused(Refusal refusal, String text) {
            return new Outcome(OrderDecision.refuse(refusal, text), List.of(), List.of());
        }

        static Outcome accepted(List<OrderRecord> changed, List<OrderRecord> concerned) {
            return new Outcome(OrderDecision.accept(), changed, concerned);
        }
    }

    private final WorkflowStore store;
    private final TimelineNotes timeline;
    private final Announcer announcer;

    SchedulerCorrections(WorkflowStore store, TimelineNotes timeline, Announcer announcer) {
        this.store = store;
        this.timeline = timeline;
        this.announcer = announcer;
    }

    OrderDecision reconcile(Uid performedStepUid, OrderKey order, String stepId, Cause cause) {
        return correct(Event.STEP_RECONCILED, cause, tx -> reconcile(tx, performedStepUid, order, stepId));
    }

    OrderDecision separate(Uid performedStepUid, Cause cause) {
        return correct(Event.STEP_SEPARATED, cause, tx -> separate(tx, performedStepUid));
    }

    private OrderDecision correct(Event event, Cause cause, Function<WorkflowTransaction, Outcome> correction) {
        Outcome outcome = store.transact(tx -> {
            Outcome tried = correction.apply(tx);
            tried.changed().forEach(tx::save);
            tried.concerned().forEach(order -> timeline.note(tx, order, event, cause));
            return tried;
        });
        outcome.changed().forEach(announcer::changed);
        return outcome.decision();
    }

    private static Outcome reconcile(WorkflowTransaction tx, Uid uid, OrderKey key, String stepId) {
        Optional<PerformedStep> performed = tx.findPerformedStep(uid);
        Optional<OrderRecord> order = tx.findOrder(key);
        if (performed.isEmpty()) {
            return Outcome.refused(Refusal.INVALID, "no such performed step");
        }
        if (order.isEmpty()) {
            return Outcome.refused(Refusal.UNKNOWN_ORDER, "no such order");
        }
        Optional<StepRecord> scheduled = order.get().steps().stream()
                .filter(step -> step.step().stepId().equals(stepId))
                .findFirst();
        if (scheduled.isEmpty()) {
            return Outcome.refused(Refusal.UNKNOWN_STEP, "no such scheduled step in the order");
        }
        List<StepReference> links = tx.findLinks(uid);
        boolean linked =
                links.stream().anyMatch(link -> link.matches(scheduled.get().step()));
        boolean wrongEntry = StepStates.isWrongWorklistEntry(performed.get());
        if (linked || !wrongEntry && scheduled.get().performedSteps().contains(uid)) {
            return Outcome.accepted(List.of(), List.of());
        }
        if (!links.isEmpty() || !wrongEntry && belongsToAnOrder(tx, performed.get())) {
            return Outcome.refused(Refusal.INVALID, "the performed step is of another scheduled step");
        }
        tx.link(uid, StepReference.to(scheduled.get().step()));
        tx.release(uid);
        PerformedTransition transition = PerformedStepTracking.in(tx).track(performed.get(), tx.findLinks(uid));
        return Outcome.accepted(transition.orders(), transition.concerned());
    }

    private static boolean belongsToAnOrder(WorkflowTransaction tx, PerformedStep performed) {
        return performed.scheduledSteps().stream()
                .anyMatch(reference ->
                        !reference.isUnscheduled() && tx.findOrderOf(reference).isPresent());
    }

    private static Outcome separate(WorkflowTransaction tx, Uid uid) {
        Optional<PerformedStep> performed = tx.findPerformedStep(uid);
        List<StepReference> links = tx.findLinks(uid);
        if (performed.isEmpty() || links.isEmpty()) {
            return Outcome.refused(Refusal.INVALID, "no such performed step was reconciled");
        }
        Map<String, OrderRecord> orders = new LinkedHashMap<>();
        links.forEach(link -> tx.findOrderOf(link).ifPresent(order -> orders.put(order.id(), order)));
        tx.unlink(uid);
        TransactionalPerformedSteps.withholdIfWrong(tx, performed.get());
        PerformedStepTracking tracking = PerformedStepTracking.in(tx);
        List<OrderRecord> separated = orders.values().stream()
                .map(order -> tracking.separated(order, performed.get()))
                .toList();
        List<OrderRecord> changed = separated.stream()
                .filter(next -> !next.equals(orders.get(next.id())))
                .toList();
        return Outcome.accepted(changed, separated);
    }

    int discontinueOverdue(TransactionalPerformedSteps steps, LocalDateTime startedBefore, LocalDateTime end) {
        int ended = 0;
        for (PerformedStep step : store.transact(tx -> tx.findRunningPerformedSteps(startedBefore, AT_ONCE))) {
            DataSet modifications = discontinuation(step, end);
            PerformedStep next = new PerformedStep(
                    step.sopInstanceUid(),
                    step.attributes().toBuilder().putAll(modifications).build());
            ended += steps.replace(step, next, modifications, TIME_LIMIT)
                    ? 1
                    : 0; // else the modality has just told something
        }
        return ended;
    }

    /** As the modality would have told it: a final state needs an end and a series (PS3.4, table F.7.2-1). */
    private static DataSet discontinuation(PerformedStep step, LocalDateTime end) {
        DataSet.Builder modifications = DataSet.builder()
                .put(Tags.PERFORMED_PROCEDURE_STEP_STATUS, PerformedStepStatus.DISCONTINUED.term())
                .put(Tags.PERFORMED_PROCEDURE_STEP_END_DATE, end.toLocalDate())
                .put(Tags.PERFORMED_PROCEDURE_STEP_END_TIME, end.toLocalTime());
        if (step.attributes().contains(Tags.PERFORMED_PROCEDURE_STEP_DISCONTINUATION_REASON_CODE_SEQUENCE)) {
            modifications.putCodes(
                    Tags.PERFORMED_PROCEDURE_STEP_DISCONTINUATION_REASON_CODE_SEQUENCE,
                    List.of(DiscontinuationReason.UNSPECIFIED.code()));
        }
        if (!step.attributes().hasValue(Tags.PERFORMED_SERIES_SEQUENCE)) {
            modifications.put(
                    Tags.PERFORMED_SERIES_SEQUENCE,
                    PerformedSeries.of(Uid.random(), NO_SERIES).toItem());
        }
        return modifications.build();
    }
}
