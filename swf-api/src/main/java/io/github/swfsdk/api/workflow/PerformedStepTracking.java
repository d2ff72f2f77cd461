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
 * as it stands now give the orders as they are then. No I/O.
 */
final class PerformedStepTracking {
    private PerformedStepTracking() {}

    /**
     * What follows from a performed step.
     *
     * @param step as it stands now
     * @param links scheduled steps that it does not name and was linked to
     * @param orderOf the order that a reference is to
     * @param others performed steps as they are known; this one may be missing or old there
     */
    static PerformedTransition track(
            PerformedStep step,
            List<StepReference> links,
            Function<StepReference, Optional<OrderRecord>> orderOf,
            Function<Uid, Optional<PerformedStep>> others) {
        Map<String, OrderRecord> orders = new LinkedHashMap<>();
        List<StepReference> unmatched = new ArrayList<>();
        List<StepReference> references = new ArrayList<>(step.scheduledSteps());
        references.addAll(links);
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
                    .map(scheduled ->
                            concerns(step, references, scheduled) ? judged(scheduled, step, others) : scheduled)
                    .toList());
            concerned.add(next);
            if (!next.equals(order)) {
                changed.add(next);
            }
        }
        return new PerformedTransition(changed, concerned, unmatched);
    }

    /** An order with what was performed for its steps before it was known. */
    static OrderRecord catchUp(OrderRecord order, Function<ScheduledStep, List<PerformedStep>> performedFor) {
        return order.withSteps(order.steps().stream()
                .map(scheduled -> caughtUp(scheduled, performedFor.apply(scheduled.step())))
                .toList());
    }

    private static StepRecord caughtUp(StepRecord scheduled, List<PerformedStep> performed) {
        List<Uid> uids = performed.stream().map(PerformedStep::sopInstanceUid).toList();
        boolean nothingNew = scheduled.performedSteps().containsAll(uids);
        return nothingNew
                ? scheduled
                : new StepRecord(
                        scheduled.step(), StepStates.of(scheduled.withdrawn(), performed), scheduled.withdrawn(), uids);
    }

    private static boolean concerns(PerformedStep step, List<StepReference> references, StepRecord scheduled) {
        return scheduled.performedSteps().contains(step.sopInstanceUid())
                || references.stream().anyMatch(reference -> reference.matches(scheduled.step()));
    }

    private static StepRecord judged(
            StepRecord scheduled, PerformedStep step, Function<Uid, Optional<PerformedStep>> others) {
        List<Uid> uids = new ArrayList<>(scheduled.performedSteps());
        if (!uids.contains(step.sopInstanceUid())) {
            uids.add(step.sopInstanceUid());
        }
        List<PerformedStep> performed = uids.stream()
                .filter(uid -> !uid.equals(step.sopInstanceUid()))
                .map(others)
                .flatMap(Optional::stream)
                .collect(Collectors.toCollection(ArrayList::new));
        performed.add(step);
        return new StepRecord(
                scheduled.step(), StepStates.of(scheduled.withdrawn(), performed), scheduled.withdrawn(), uids);
    }
}
