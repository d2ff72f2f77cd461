package io.github.swfsdk.api.workflow;

import io.github.swfsdk.api.order.OrderDecision;
import io.github.swfsdk.api.order.OrderIntake;
import io.github.swfsdk.api.order.OrderRequest;
import io.github.swfsdk.api.workflow.DepartmentScheduler.Announcer;
import io.github.swfsdk.api.workflow.WorkflowEffect.OrderSaved;
import java.util.UUID;

/** Orders of a {@link DepartmentScheduler}. Thread-safe. */
record SchedulerOrders(WorkflowTransitions transitions, OrderCompleteness completeness, Announcer announcer)
        implements OrderIntake {
    @Override
    public OrderDecision receive(OrderRequest request) {
        String newId = UUID.randomUUID().toString();
        WorkflowTransition<OrderDecision> done =
                transitions.happen(new WorkflowEvent.OrderReceived(request, newId), request.cause());
        for (WorkflowEffect effect : done.effects()) {
            if (effect instanceof OrderSaved saved) {
                announcer.incomplete(saved.order(), completeness.findings(request, saved.order()));
            }
        }
        return done.decision();
    }
}
