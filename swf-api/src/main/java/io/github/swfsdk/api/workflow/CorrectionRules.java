package io.github.swfsdk.api.workflow;

import io.github.swfsdk.api.dataset.Uid;
import io.github.swfsdk.api.mpps.PerformedStep;
import io.github.swfsdk.api.order.OrderDecision;
import io.github.swfsdk.api.order.OrderDecision.Refusal;
import io.github.swfsdk.api.workflow.TimelineEntry.Event;
import io.github.swfsdk.api.workflow.WorkflowEffect.Linked;
import io.github.swfsdk.api.workflow.WorkflowEffect.Noted;
import io.github.swfsdk.api.workflow.WorkflowEffect.OrderSaved;
import io.github.swfsdk.api.workflow.WorkflowEffect.Released;
import io.github.swfsdk.api.workflow.WorkflowEffect.Unlinked;
import io.github.swfsdk.api.workflow.WorkflowEffect.Withheld;
import io.github.swfsdk.api.worklist.StepReference;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The part of {@link WorkflowRules} that is about what operators know better, and about how they take that back. */
final class CorrectionRules {
    private CorrectionRules() {}

    static WorkflowTransition<OrderDecision> reconciled(WorkflowState state, WorkflowEvent.StepReconciled event) {
        Optional<PerformedStep> performed = state.findPerformedStep(event.performed());
        Optional<OrderRecord> order = state.findOrder(event.order());
        if (performed.isEmpty()) {
            return refused(Refusal.INVALID, "no such performed step");
        }
        if (order.isEmpty()) {
            return refused(Refusal.UNKNOWN_ORDER, "no such order");
        }
        return order.get().steps().stream()
                .filter(step -> step.step().stepId().equals(event.stepId()))
                .findFirst()
                .map(scheduled -> reconciled(state, performed.get(), scheduled))
                .orElseGet(() -> refused(Refusal.UNKNOWN_STEP, "no such scheduled step in the order"));
    }

    private static WorkflowTransition<OrderDecision> reconciled(
            WorkflowState state, PerformedStep performed, StepRecord scheduled) {
        Uid uid = performed.sopInstanceUid();
        List<StepReference> links = state.findLinks(uid);
        boolean linked = links.stream().anyMatch(link -> link.matches(scheduled.step()));
        boolean wrongEntry = performed.isWrongWorklistEntry();
        if (linked || !wrongEntry && scheduled.performedSteps().contains(uid)) {
            return WorkflowTransition.without(OrderDecision.accept());
        }
        if (!links.isEmpty() || !wrongEntry && belongsToAnOrder(state, performed)) {
            return refused(Refusal.INVALID, "the performed step is of another scheduled step");
        }
        List<StepReference> link = List.of(StepReference.to(scheduled.step()));
        PerformedTransition transition =
                PerformedStepTracking.in(state).withLinks(uid, link).track(performed, link);
        List<WorkflowEffect> effects = new ArrayList<>(List.of(new Linked(uid, link.get(0)), new Released(uid)));
        transition.orders().forEach(order -> effects.add(new OrderSaved(order)));
        for (OrderRecord order : transition.concerned()) {
            effects.add(new Noted(order, Event.STEP_RECONCILED));
            if (wrongEntry) {
                effects.add(new Noted(order, Event.INSTANCES_RELEASED));
            }
        }
        return new WorkflowTransition<>(OrderDecision.accept(), effects);
    }

    private static boolean belongsToAnOrder(WorkflowState state, PerformedStep performed) {
        return performed.scheduledSteps().stream()
                .anyMatch(reference -> !reference.isUnscheduled()
                        && state.findOrderOf(reference).isPresent());
    }

    static WorkflowTransition<OrderDecision> separated(WorkflowState state, WorkflowEvent.StepSeparated event) {
        Uid uid = event.performed();
        Optional<PerformedStep> performed = state.findPerformedStep(uid);
        List<StepReference> links = state.findLinks(uid);
        if (performed.isEmpty() || links.isEmpty()) {
            return refused(Refusal.INVALID, "no such performed step was reconciled");
        }
        List<WorkflowEffect> effects = new ArrayList<>();
        effects.add(new Unlinked(uid));
        if (performed.get().isWrongWorklistEntry()) {
            effects.add(new Withheld(performed.get()));
        }
        PerformedStepTracking tracking = PerformedStepTracking.in(state).withLinks(uid, List.of());
        Map<String, OrderRecord> orders = new LinkedHashMap<>();
        links.forEach(link -> state.findOrderOf(link).ifPresent(order -> orders.put(order.id(), order)));
        for (OrderRecord order : orders.values()) {
            OrderRecord next = tracking.separated(order, performed.get());
            if (!next.equals(order)) {
                effects.add(new OrderSaved(next));
            }
            effects.add(new Noted(next, Event.STEP_SEPARATED));
            if (performed.get().isWrongWorklistEntry()) {
                effects.add(new Noted(next, Event.INSTANCES_WITHHELD));
            }
        }
        return new WorkflowTransition<>(OrderDecision.accept(), effects);
    }

    private static WorkflowTransition<OrderDecision> refused(Refusal refusal, String text) {
        return WorkflowTransition.without(OrderDecision.refuse(refusal, text));
    }
}
