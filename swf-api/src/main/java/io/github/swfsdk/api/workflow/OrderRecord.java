package io.github.swfsdk.api.workflow;

import io.github.swfsdk.api.order.ImagingOrder;
import io.github.swfsdk.api.order.OrderKey;
import java.util.List;
import java.util.Objects;

/**
 * An order and how far each of its steps has come: the unit that a transition reads and writes as a whole.
 *
 * @param id identity in the store, not shown to peers
 * @param version how often it has been saved; 0 before the first time
 * @param steps its steps, at least one; a cancelled one stays here
 */
public record OrderRecord(String id, long version, List<StepRecord> steps) {
    /** Copies the list and checks that it has a step. */
    public OrderRecord {
        Objects.requireNonNull(id, "id");
        steps = List.copyOf(steps);
        if (steps.isEmpty()) {
            throw new IllegalArgumentException("an order needs a scheduled step");
        }
    }

    /** The order as it is scheduled now. */
    public ImagingOrder order() {
        return new ImagingOrder(steps.stream().map(StepRecord::step).toList());
    }

    /** The numbers that name the order. */
    public OrderKey key() {
        return order().key();
    }

    /** How far the order has come, as its steps tell. */
    public OrderStatus status() {
        return OrderStatus.of(steps.stream().map(StepRecord::status).toList());
    }

    /** Returns a copy with other steps; identity and version stay. */
    public OrderRecord withSteps(List<StepRecord> next) {
        return new OrderRecord(id, version, next);
    }
}
