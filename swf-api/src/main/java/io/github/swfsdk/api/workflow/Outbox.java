package io.github.swfsdk.api.workflow;

import java.time.Instant;
import java.util.List;

/**
 * Holds what is owed until it is delivered. Thread-safe; may block. When a method has returned, what it did is durable.
 * Several nodes may share one: an entry is handed to one of them at a time.
 */
public interface Outbox {
    /**
     * One thing owed.
     *
     * @param id its identity in this outbox, ascending in the order in which things were owed
     * @param followUp what is owed
     * @param attempts how often delivery has failed so far
     */
    record Entry(long id, FollowUp followUp, int attempts) {}

    /** Adds something owed, on its own; a change adds its follow-ups through its {@link WorkflowTransaction}. */
    void add(FollowUp followUp);

    /**
     * Hands out entries that are due, oldest first, at most one for each ordering key and destination, and none whose
     * predecessor there is not done. An entry handed out is not handed out again before {@code until}, unless it is
     * postponed to an earlier time.
     */
    List<Entry> claim(Instant now, Instant until, int limit);

    /** An entry was delivered and is owed no more. */
    void delivered(long id);

    /** Delivery failed; the entry is due again at {@code next}. The reason holds no patient data. */
    void postponed(long id, Instant next, String reason);

    /** Delivery was given up until an operator resumes it; what follows under the same ordering key waits too. */
    void parked(long id, String reason);

    /** The entries that were given up. */
    List<Entry> parked();

    /** Makes a parked entry due at once, with its attempts forgotten. */
    void resume(long id);

    /** Number of entries not delivered, the parked ones included. */
    long size();
}
