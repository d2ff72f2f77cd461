package io.github.swfsdk.api.workflow;

import io.github.swfsdk.api.worklist.StepReference;
import java.util.List;

/**
 * What a performed step's beginning, change or end leads to, beside itself.
 *
 * @param orders the orders to be saved, each with a changed step
 * @param concerned every order that the step refers to, as it is then
 * @param unmatched the references that name a scheduled step nobody knows
 */
record PerformedTransition(List<OrderRecord> orders, List<OrderRecord> concerned, List<StepReference> unmatched) {
    PerformedTransition {
        orders = List.copyOf(orders);
        concerned = List.copyOf(concerned);
        unmatched = List.copyOf(unmatched);
    }
}
