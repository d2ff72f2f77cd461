package io.github.swfsdk.api.order;

/**
 * Takes in orders, changes and cancellations (RAD-2, RAD-4, RAD-13).
 *
 * <p>Called on a handler thread; may block; must be thread-safe. An accepting decision means that the change is durable:
 * the acknowledgement leaves next. The same request may come again after a lost acknowledgement, and is then accepted
 * without effect.
 */
@FunctionalInterface
public interface OrderIntake {
    /** Applies a request, wholly or not at all. */
    OrderDecision receive(OrderRequest request);
}
