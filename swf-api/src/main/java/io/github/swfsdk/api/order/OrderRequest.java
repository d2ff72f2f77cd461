package io.github.swfsdk.api.order;

import io.github.swfsdk.api.event.Cause;
import io.github.swfsdk.api.worklist.ScheduledStep;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * A message about an order.
 *
 * @param control what is asked
 * @param key the order it is about
 * @param steps the scheduled steps of a new or changed order; empty for a cancellation
 * @param stepIds the scheduled step IDs that a cancellation names; empty means the whole order
 * @param cause the message itself
 */
public record OrderRequest(
        OrderControl control, OrderKey key, List<ScheduledStep> steps, Set<String> stepIds, Cause cause) {
    /** Copies the collections and checks that a new or changed order has a step. */
    public OrderRequest {
        Objects.requireNonNull(control, "control");
        Objects.requireNonNull(key, "key");
        steps = List.copyOf(steps);
        stepIds = Set.copyOf(stepIds);
        Objects.requireNonNull(cause, "cause");
        boolean schedules = control == OrderControl.NEW || control == OrderControl.CHANGE;
        if (schedules == steps.isEmpty()) {
            throw new IllegalArgumentException(control + " with " + steps.size() + " scheduled steps");
        }
    }

    /** Returns a new order. */
    public static OrderRequest place(ImagingOrder order, Cause cause) {
        return new OrderRequest(OrderControl.NEW, order.key(), order.steps(), Set.of(), cause);
    }

    /** Returns a change that replaces the given steps of a known order, by their IDs, and adds those whose ID is new. */
    public static OrderRequest change(ImagingOrder order, Cause cause) {
        return new OrderRequest(OrderControl.CHANGE, order.key(), order.steps(), Set.of(), cause);
    }

    /** Returns a cancellation of the named steps, or of the whole order if none is named. */
    public static OrderRequest cancel(OrderKey key, Set<String> stepIds, Cause cause) {
        return new OrderRequest(OrderControl.CANCEL, key, List.of(), stepIds, cause);
    }

    /** Returns a discontinuation of the named steps, or of the whole order if none is named. */
    public static OrderRequest discontinue(OrderKey key, Set<String> stepIds, Cause cause) {
        return new OrderRequest(OrderControl.DISCONTINUE, key, List.of(), stepIds, cause);
    }
}
