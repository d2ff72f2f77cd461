package io.github.swfsdk.api.mpps;

import io.github.swfsdk.api.dataset.DataSet;
import io.github.swfsdk.api.dataset.Uid;
import io.github.swfsdk.api.event.Cause;
import java.util.Optional;

/**
 * Keeps performed steps. Thread-safe; may block. When a method has returned, what it did is durable: the answer leaves next.
 */
public interface PerformedStepStore {
    /** The step with this identity. */
    Optional<PerformedStep> find(Uid sopInstanceUid);

    /**
     * Adds a step.
     *
     * @return false if one with the same identity is there already, which then stays as it is
     */
    boolean create(PerformedStep step);

    /**
     * Adds a step as {@link #create(PerformedStep)} does, and is told the request. MPPS calls this one; a store that keeps a
     * record of causes overrides it.
     */
    default boolean create(PerformedStep step, Cause cause) {
        return create(step);
    }

    /**
     * Replaces a step, if it still is what the caller has seen.
     *
     * @return false if it has changed since, or is gone; nothing is changed then
     * @throws IllegalArgumentException if both are not states of the same step
     */
    boolean replace(PerformedStep seen, PerformedStep next);

    /**
     * Replaces a step as {@link #replace(PerformedStep, PerformedStep)} does, and is told the request. MPPS calls this one; a
     * store that hands requests on, or keeps a record of causes, overrides it.
     *
     * @param modifications the modification list of the N-SET as it was received
     * @param cause the request itself
     */
    default boolean replace(PerformedStep seen, PerformedStep next, DataSet modifications, Cause cause) {
        return replace(seen, next);
    }
}
