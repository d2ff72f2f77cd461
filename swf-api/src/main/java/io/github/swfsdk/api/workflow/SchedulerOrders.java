package io.github.swfsdk.api.workflow;

import io.github.swfsdk.api.order.OrderDecision;
import io.github.swfsdk.api.order.OrderIntake;
import io.github.swfsdk.api.order.OrderKey;
import io.github.swfsdk.api.order.OrderRequest;
import io.github.swfsdk.api.workflow.DepartmentScheduler.Announcer;
import java.util.Optional;
import java.util.UUID;

/** Orders of a {@link DepartmentScheduler}: reads what the rules need, and saves what they say. Thread-safe. */
final class SchedulerOrders implements OrderIntake {
    private final WorkflowStore store;
    private final IdentifierSource identifiers;
    private final TimelineNotes timeline;
    private final Announcer announcer;

    SchedulerOrders(WorkflowStore store, IdentifierSource identifiers, TimelineNotes timeline, Announcer announcer) {
        this.store = store;
        this.identifiers = identifiers;
        this.timeline = timeline;
        this.announcer = announcer;
    }

    @Override
    public OrderDecision receive(OrderRequest request) {
        String newId = UUID.randomUUID().toString();
        OrderTransition transition = store.transact(tx -> receive(tx, request, newId));
        transition.next().ifPresent(announcer::changed);
        return transition.decision();
    }

    private OrderTransition receive(WorkflowTransaction tx, OrderRequest request, String newId) {
        Optional<OrderRecord> known = tx.findOrder(request.key());
        String id = known.map(OrderRecord::id).orElse(newId);
        OrderRules rules = new OrderRules(identifiers, study -> tx.isStudyOfOtherOrder(study, id));
        OrderTransition transition =
                known.isPresent() ? rules.known(known.get(), request) : rules.unknown(request, newId);
        if (transition.next().isEmpty()) {
            return transition;
        }
        OrderRecord next = PerformedStepTracking.catchUp(transition.next().get(), tx::findPerformedStepsFor);
        save(tx, next, known.isEmpty());
        timeline.note(tx, next, TimelineNotes.of(request.control()), request.cause());
        return OrderTransition.to(next);
    }

    private static void save(WorkflowTransaction tx, OrderRecord order, boolean isNew) {
        OrderKey byNumber = new OrderKey("", "", order.key().accessionNumber());
        if (isNew && tx.findOrder(byNumber).isPresent()) {
            throw new IllegalStateException("the accession number of a new order is in use");
        }
        tx.save(order);
    }
}
