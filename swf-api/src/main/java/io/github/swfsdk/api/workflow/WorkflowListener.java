package io.github.swfsdk.api.workflow;

import io.github.swfsdk.api.dataset.Uid;
import io.github.swfsdk.api.worklist.StepReference;

/**
 * Hears what a {@link DepartmentScheduler} has committed. Called on the thread that made the change, before the peer is
 * answered, so it is quick; thread-safe. What it throws goes to the thread's uncaught exception handler and changes nothing.
 */
public interface WorkflowListener {
    /** An order is new or has changed, or a step of it has come further. */
    default void orderChanged(OrderRecord order) {}

    /** A performed step names a scheduled step that nobody knows; it is kept like an unscheduled one. */
    default void unmatched(Uid performedStep, StepReference reference) {}
}
