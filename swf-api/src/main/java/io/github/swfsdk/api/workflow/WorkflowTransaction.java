package io.github.swfsdk.api.workflow;

import io.github.swfsdk.api.dataset.Uid;
import io.github.swfsdk.api.mpps.PerformedStep;
import io.github.swfsdk.api.worklist.StepReference;
import java.util.Collection;
import java.util.Optional;

/**
 * Reads and writes of one unit of work; valid within {@link WorkflowStore#transact} only, for its thread. Reads see what the
 * transaction itself has written.
 */
public interface WorkflowTransaction extends WorkflowState {
    /**
     * Adds or replaces an order, whose version goes up by one. It must have the version that was read, 0 if it is new.
     */
    void save(OrderRecord order);

    /** Adds or replaces a performed step. */
    void save(PerformedStep step);

    /** Says that a performed step belongs to a scheduled step that it does not name: an operator knows. */
    void link(Uid performedStepUid, StepReference scheduled);

    /** Takes back what {@link #link} has said of a performed step. */
    void unlink(Uid performedStepUid);

    /** Withholds the instances of a performed step, as {@link WorkflowStore#withheld()} tells from the commit on. */
    void withhold(Uid performedStepUid, Collection<Uid> sopInstanceUids);

    /**
     * Presents again what is withheld because of a performed step, as from the commit on.
     *
     * @return false if nothing is
     */
    boolean release(Uid performedStepUid);

    /** Adds to what has happened to an order. */
    void note(String orderId, TimelineEntry entry);

    /** Adds something owed because of the change; entries of one transaction are owed in the order of these calls. */
    void owe(FollowUp followUp);

    /**
     * Does what {@link Outbox#delivered} does, together with what else the transaction writes.
     *
     * @return what was owed; empty if it is owed no more
     */
    Optional<FollowUp> delivered(long entryId);

    /**
     * Does what {@link Outbox#parked(long, String)} does, together with what else the transaction writes.
     *
     * @return what is owed; empty if it is owed no more, or parked already
     */
    Optional<FollowUp> parked(long entryId, String reason);

    /**
     * Does what {@link Outbox#resume} does, together with what else the transaction writes.
     *
     * @return what is owed; empty if it is not parked
     */
    Optional<FollowUp> resume(long entryId);

    /**
     * Does what {@link Outbox#drop} does, together with what else the transaction writes.
     *
     * @return what was owed; empty if it is not parked
     */
    Optional<FollowUp> drop(long entryId);
}
