package io.github.swfsdk.api.workflow;

import io.github.swfsdk.api.order.OrderDecision;
import io.github.swfsdk.api.order.OrderDecision.Refusal;
import java.util.Optional;

/**
 * What an order message leads to.
 *
 * @param decision what the sender is told
 * @param next the order to be saved; empty if nothing changes
 */
record OrderTransition(OrderDecision decision, Optional<OrderRecord> next) {
    static OrderTransition to(OrderRecord next) {
        return new OrderTransition(OrderDecision.accept(), Optional.of(next));
    }

    /** To the next state, if it is another one than before. */
    static OrderTransition between(OrderRecord before, OrderRecord next) {
        return next.equals(before) ? unchanged() : to(next);
    }

    /** Accepted, as it has taken effect before. */
    static OrderTransition unchanged() {
        return new OrderTransition(OrderDecision.accept(), Optional.empty());
    }

    static OrderTransition refused(Refusal refusal, String text) {
        return new OrderTransition(OrderDecision.refuse(refusal, text), Optional.empty());
    }
}
