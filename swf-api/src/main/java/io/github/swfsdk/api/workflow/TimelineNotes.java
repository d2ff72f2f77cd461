package io.github.swfsdk.api.workflow;

import io.github.swfsdk.api.dataset.Uid;
import io.github.swfsdk.api.event.Cause;
import io.github.swfsdk.api.mpps.PerformedStep;
import io.github.swfsdk.api.order.OrderControl;
import io.github.swfsdk.api.workflow.TimelineEntry.Event;
import io.github.swfsdk.api.worklist.StepReference;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Writes down what happens to orders, in the transaction in which it happens. Thread-safe. */
record TimelineNotes(Clock clock) {
    /** Notes what has led to an order as it is now. */
    void note(WorkflowTransaction tx, OrderRecord order, Event event, Cause cause) {
        String steps = order.steps().stream()
                .map(step -> step.step().stepId() + " " + step.status().term())
                .collect(Collectors.joining(", "));
        tx.note(order.id(), new TimelineEntry(clock.instant(), event, cause, steps));
    }

    /** The orders that a performed step names or was linked to. */
    static Collection<OrderRecord> ordersOfStep(WorkflowState state, Uid performedStep) {
        List<StepReference> references = new ArrayList<>(state.findLinks(performedStep));
        state.findPerformedStep(performedStep).ifPresent(step -> references.addAll(step.scheduledSteps()));
        Map<String, OrderRecord> orders = new LinkedHashMap<>();
        references.stream()
                .filter(reference -> !reference.isUnscheduled())
                .flatMap(reference -> state.findOrderOf(reference).stream())
                .forEach(order -> orders.put(order.id(), order));
        return orders.values();
    }

    /**
     * The orders of a study, and those of performed steps that name it: a group over several procedures, and what is not
     * scheduled, have a study that no order knows.
     */
    static Collection<OrderRecord> ordersOfStudy(WorkflowState state, Uid study) {
        Map<String, OrderRecord> orders = new LinkedHashMap<>();
        state.findOrdersOfStudy(study).forEach(order -> orders.put(order.id(), order));
        state.findPerformedStepsOfStudy(study).stream()
                .flatMap(step -> ordersOfStep(state, step.sopInstanceUid()).stream())
                .forEach(order -> orders.put(order.id(), order));
        return orders.values();
    }

    static Event of(OrderControl control) {
        return switch (control) {
            case NEW -> Event.ORDER_PLACED;
            case CHANGE -> Event.ORDER_CHANGED;
            case CANCEL -> Event.ORDER_CANCELLED;
            case DISCONTINUE -> Event.ORDER_DISCONTINUED;
        };
    }

    static Event of(PerformedStep step, boolean begun) {
        return switch (step.status()) {
            case IN_PROGRESS -> begun ? Event.STEP_STARTED : Event.STEP_UPDATED;
            case COMPLETED -> Event.STEP_COMPLETED;
            case DISCONTINUED -> Event.STEP_DISCONTINUED;
        };
    }
}
