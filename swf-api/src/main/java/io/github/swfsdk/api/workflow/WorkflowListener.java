package io.github.swfsdk.api.workflow;

import io.github.swfsdk.api.dataset.Uid;
import io.github.swfsdk.api.worklist.StepReference;
import io.github.swfsdk.api.worklist.WorklistLint;
import java.util.List;

/**
 * Hears what a {@link DepartmentScheduler} has committed. Called on the thread that made the change, before the peer is
 * answered, so it is quick; thread-safe. What it throws goes to the thread's uncaught exception handler and changes nothing.
 */
public interface WorkflowListener {
    /** An order is new or has changed, or a step of it has come further. */
    default void orderChanged(OrderRecord order) {}

    /**
     * An order that was just saved has steps in which a modality would miss something; only if the scheduler has a lint.
     *
     * @param orderId {@link OrderRecord#id()}
     * @param findings what they miss; no values
     */
    default void incomplete(String orderId, List<WorklistLint.Finding> findings) {}

    /** A performed step names a scheduled step that nobody knows; it is kept like an unscheduled one. */
    default void unmatched(Uid performedStep, StepReference reference) {}
}
