package io.github.swfsdk.api.workflow;

import io.github.swfsdk.api.event.Cause;
import io.github.swfsdk.api.mpps.PerformedStep;
import io.github.swfsdk.api.order.OrderControl;
import io.github.swfsdk.api.workflow.TimelineEntry.Event;
import java.time.Clock;
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
