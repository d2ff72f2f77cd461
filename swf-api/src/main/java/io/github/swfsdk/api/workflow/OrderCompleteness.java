package io.github.swfsdk.api.workflow;

import io.github.swfsdk.api.order.OrderControl;
import io.github.swfsdk.api.order.OrderRequest;
import io.github.swfsdk.api.worklist.WorklistLint;
import java.util.List;
import java.util.Optional;

/**
 * Looks for what modalities would miss in the steps of a new or changed order that are still in the worklist.
 *
 * @param lint what to look for; nothing if empty
 * @param refuses whether an order that misses something is refused
 */
record OrderCompleteness(Optional<WorklistLint> lint, boolean refuses) {
    /** What the steps miss, each kind of it once. */
    List<WorklistLint.Finding> findings(OrderRequest request, OrderRecord order) {
        boolean shapesSteps = request.control() == OrderControl.NEW || request.control() == OrderControl.CHANGE;
        if (lint.isEmpty() || !shapesSteps) {
            return List.of();
        }
        return order.steps().stream()
                .filter(StepRecord::isOpen)
                .flatMap(step -> lint.get().check(step.step()).stream())
                .distinct()
                .toList();
    }
}
