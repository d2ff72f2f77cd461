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
    private final OrderCompleteness completeness;
    private final TimelineNotes timeline;
    private final Announcer announcer;

    SchedulerOrders(
            WorkflowStore store,
            IdentifierSource identifiers,
            OrderCompleteness completeness,
            TimelineNotes timeline,
            Announcer announcer) {
        this.store = store;
        this.identifiers = identifiers;
        this.completeness = completeness;
        this.timeline = timeline;
        this.announcer = announcer;
    }

    @Override
    public OrderDecision receive(OrderRequest request) {
        String newId = UUID.randomUUID().toString();
        OrderTransition transition = store.transact(tx -> receive(tx, request, newId));
        transition.next().ifPresent(order -> {
            announcer.changed(order);
            announcer.incomplete(order, completeness.findings(request, order));
        });
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
        OrderRecord next =
                PerformedStepTracking.in(tx).catchUp(transition.next().get(), tx::findPerformedStepsFor);
        OrderTransition checked = completeness.check(request, OrderTransition.to(next));
        checked.next().ifPresent(order -> {
            save(tx, order, known.isEmpty());
            timeline.note(tx, order, TimelineNotes.of(request.control()), request.cause());
        });
        return checked;
    }

    private static void save(WorkflowTransaction tx, OrderRecord order, boolean isNew) {
        OrderKey byNumber = new OrderKey("", "", order.key().accessionNumber());
        if (isNew && tx.findOrder(byNumber).isPresent()) {
            throw new IllegalStateException("the accession number of a new order is in use");
        }
        tx.save(order);
    }
}
