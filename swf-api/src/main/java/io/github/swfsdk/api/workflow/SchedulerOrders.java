package io.github.swfsdk.api.workflow;

import io.github.swfsdk.api.order.OrderDecision;
import io.github.swfsdk.api.order.OrderIntake;
import io.github.swfsdk.api.order.OrderRequest;
import java.util.UUID;

/** Orders of a {@link DepartmentScheduler}. Thread-safe. */
record SchedulerOrders(WorkflowTransitions transitions) implements OrderIntake {
    @Override
    public OrderDecision receive(OrderRequest request) {
        String newId = UUID.randomUUID().toString();
        return transitions
                .happen(new WorkflowEvent.OrderReceived(request, newId), request.cause())
                .decision();
    }
}
