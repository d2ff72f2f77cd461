package io.github.swfsdk.api.workflow;

import io.github.swfsdk.api.worklist.WorklistProvider;
import io.github.swfsdk.api.worklist.WorklistQuery;
import io.github.swfsdk.api.worklist.WorklistSink;
import java.util.function.Function;

/**
 * Keeps orders, performed steps and what is owed. Thread-safe; may block; several nodes may share one.
 *
 * <p>When {@link #transact} has returned, everything that its work wrote is durable; if it throws, nothing is.
 */
public interface WorkflowStore extends WorklistProvider, AutoCloseable {
    /**
     * Runs the work in one transaction that sees no change of others halfway. If another transaction came first, the work
     * runs again from the start: it must have no effect of its own outside the transaction.
     */
    <T> T transact(Function<WorkflowTransaction, T> work);

    /** Offers the steps that are {@link StepStatus#SCHEDULED} or {@link StepStatus#IN_PROGRESS}, with their status. */
    @Override
    void find(WorklistQuery query, WorklistSink sink);

    /** What is owed, by the same durable store. */
    Outbox outbox();

    @Override
    void close();
}
