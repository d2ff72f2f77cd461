package io.github.swfsdk.api.workflow;

import io.github.swfsdk.api.dataset.Uid;
import io.github.swfsdk.api.mpps.PerformedStep;
import io.github.swfsdk.api.storage.WithheldInstances;
import io.github.swfsdk.api.worklist.WorklistProvider;
import io.github.swfsdk.api.worklist.WorklistQuery;
import io.github.swfsdk.api.worklist.WorklistSink;
import java.util.Optional;
import java.util.function.Function;

/**
 * Keeps orders, performed steps and what is owed. Thread-safe; may block; several nodes may share one.
 *
 * <p>When {@link #transact} has returned, everything that its work wrote is durable; if it throws, nothing is.
 */
public interface WorkflowStore extends WorklistProvider, AutoCloseable {
    /**
     * Runs the work in one transaction. What it commits rests on what it has read: if another transaction came between, the
     * work runs again from the start, so it must have no effect of its own outside the transaction. What it throws is thrown
     * here. Work must not call {@code transact} itself: that is an {@link IllegalStateException}.
     *
     * @throws WorkflowConflictException if others came first again and again, or an order was saved that was not read in
     *     this transaction and has changed since
     */
    <T> T transact(Function<WorkflowTransaction, T> work);

    /** The performed step with this identity, as it has become durable. Costs less than a transaction that only looks. */
    Optional<PerformedStep> findPerformedStep(Uid sopInstanceUid);

    /**
     * Offers the {@linkplain StepRecord#isOpen() open} steps that may match, as {@linkplain StepRecord#worklistItem() worklist
     * items}. The sink is called outside of any transaction and lock.
     */
    @Override
    void find(WorklistQuery query, WorklistSink sink);

    /** What is owed, by the same durable store. */
    Outbox outbox();

    /** The instances that performed steps have withheld, by the same durable store; for the archive that keeps them. */
    WithheldInstances withheld();

    /** Releases what the store opened; afterwards every call is an {@link IllegalStateException}. */
    @Override
    void close();
}
