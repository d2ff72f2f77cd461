package io.github.swfsdk.api.workflow;

import io.github.swfsdk.api.dataset.Uid;
import io.github.swfsdk.api.mpps.PerformedStep;
import io.github.swfsdk.api.worklist.ScheduledStep;
import io.github.swfsdk.api.worklist.StepReference;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The rules by which performed steps move scheduled steps: the orders they refer to, as they are known, and a performed step
 * as it stands now give the orders as they are then. No I/O but the lookups.
 *
 * @param orderOf the order that a reference is to
 * @param others performed steps as they are known; the one in question may be missing or old there
 * @param links scheduled steps that an operator has linked a performed step to
 */
record PerformedStepTracking(
        Function<StepReference, Optional<OrderRecord>> orderOf,
        Function<Uid, Optional<PerformedStep>> others,
        Function<Uid, List<StepReference>> links) {
    static PerformedStepTracking in(WorkflowState state) {
        return new PerformedStepTracking(state::findOrderOf, state::findPerformedStep, state::findLinks);
    }

    /** The same, with what an operator says now of a performed step. */
    PerformedStepTracking withLinks(Uid performed, List<StepReference> now) {
        return new PerformedStepTracking(orderOf, others, uid -> uid.equals(performed) ? now : links.apply(uid));
    }

    /** What follows from a performed step as it stands now, for the scheduled steps that it names and for these. */
    PerformedTransition track(PerformedStep step, List<StepReference> linked) {
        Map<String, OrderRecord> orders = new LinkedHashMap<>();
        List<StepReference> unmatched = new ArrayList<>();
        List<StepReference> references = new ArrayList<>(step.scheduledSteps());
        references.addAll(linked);
        for (StepReference reference : references) {
            if (!reference.isUnscheduled()) {
                orderOf.apply(reference)
                        .ifPresentOrElse(order -> orders.put(order.id(), order), () -> unmatched.add(reference));
            }
        }
        List<OrderRecord> changed = new ArrayList<>();
        List<OrderRecord> concerned = new ArrayList<>();
        for (OrderRecord order : orders.values()) {
            OrderRecord next = order.withSteps(order.steps().stream()
                    .map(scheduled -> concerns(step, references, scheduled) ? judged(scheduled, step) : scheduled)
                    .toList());
            concerned.add(next);
            if (!next.equals(order)) {
                changed.add(next);
            }
        }
        return new PerformedTransition(changed, concerned, unmatched);
    }

    /** An order with what was performed for its steps before it was known. */
    OrderRecord catchUp(OrderRecord order, Function<ScheduledStep, List<PerformedStep>> performedFor) {
        return order.withSteps(order.steps().stream()
                .map(scheduled -> caughtUp(scheduled, performedFor.apply(scheduled.step())))
                .toList());
    }

    /** An order whose link to a performed step an operator has taken back; what the performed step names itself stays. */
    OrderRecord separated(OrderRecord order, PerformedStep step) {
        return order.withSteps(order.steps().stream()
                .map(scheduled -> scheduled.performedSteps().contains(step.sopInstanceUid())
                        ? separated(scheduled, step)
                        : scheduled)
                .toList());
    }

    private StepRecord separated(StepRecord scheduled, PerformedStep step) {
        if (step.scheduledSteps().stream().anyMatch(reference -> reference.matches(scheduled.step()))) {
            return judged(scheduled, step);
        }
        List<Uid> rest = scheduled.performedSteps().stream()
                .filter(uid -> !uid.equals(step.sopInstanceUid()))
                .toList();
        return judged(scheduled, rest, known(rest));
    }

    private StepRecord caughtUp(StepRecord scheduled, List<PerformedStep> performed) {
        List<Uid> uids = performed.stream().map(PerformedStep::sopInstanceUid).toList();
        boolean nothingNew = scheduled.performedSteps().containsAll(uids);
        return nothingNew ? scheduled : judged(scheduled, uids, performed);
    }

    private static boolean concerns(PerformedStep step, List<StepReference> references, StepRecord scheduled) {
        return scheduled.performedSteps().contains(step.sopInstanceUid())
                || references.stream().anyMatch(reference -> reference.matches(scheduled.step()));
    }

    private StepRecord judged(StepRecord scheduled, PerformedStep step) {
        List<Uid> uids = new ArrayList<>(scheduled.performedSteps());
        if (!uids.contains(step.sopInstanceUid())) {
            uids.add(step.sopInstanceUid());
        }
        List<PerformedStep> performed = known(
                uids.stream().filter(uid -> !uid.equals(step.sopInstanceUid())).toList());
        performed.add(step);
        return judged(scheduled, uids, performed);
    }

    private StepRecord judged(StepRecord scheduled, List<Uid> uids, List<PerformedStep> performed) {
        StepStatus status = StepStates.of(
                scheduled.withdrawn(),
                performed,
                step -> links.apply(step.sopInstanceUid()).stream().anyMatch(link -> link.matches(scheduled.step())));
        return new StepRecord(scheduled.step(), status, scheduled.withdrawn(), uids);
    }

    private List<PerformedStep> known(List<Uid> uids) {
        return uids.stream().map(others).flatMap(Optional::stream).collect(Collectors.toCollection(ArrayList::new));
    }
}
