package io.github.swfsdk.api.workflow;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * Holds what is owed until it is delivered. Thread-safe; may block. When a method has returned, what it did is durable.
 * Several nodes may share one: an entry is handed to one of them at a time.
 *
 * <p>A method that is given the id of an entry which is delivered already, or was never there, has no effect: after a claim
 * has run out, another node may have been faster.
 */
public interface Outbox {
    /**
     * One thing owed.
     *
     * @param id its identity in this outbox, ascending in the order in which things were owed
     * @param followUp what is owed
     * @param attempts how often delivery has failed since it was added or resumed
     * @param lastFailure why it failed last, without patient data; empty if it has not
     */
    record Entry(long id, FollowUp followUp, int attempts, String lastFailure) {
        /** Checks that nothing is null. */
        public Entry {
            Objects.requireNonNull(followUp, "followUp");
            Objects.requireNonNull(lastFailure, "lastFailure");
        }
    }

    /** Adds something owed, on its own; a change adds its follow-ups through its {@link WorkflowTransaction}. */
    void add(FollowUp followUp);

    /**
     * Adds something owed, unless something of the same kind and ordering key, for whatever destination, is owed already. Of
     * several callers at the same time one adds.
     *
     * @return what is owed already and keeps this one out; empty if this one was added
     */
    Optional<FollowUp> addUnlessOwed(FollowUp followUp);

    /**
     * Hands out entries that are due, oldest first, at most one for each ordering key and destination, and none whose
     * predecessor there is not done. An entry handed out is not handed out again before {@code until}, unless it is
     * postponed to an earlier time.
     *
     * @param exceptFor destinations that are to get nothing now
     */
    List<Entry> claim(Instant now, Instant until, int limit, Set<String> exceptFor);

    /** An entry was delivered: it is owed no more. */
    void delivered(long id);

    /** Delivery failed once more; the entry is due again at {@code next}. The reason holds no patient data. */
    void postponed(long id, Instant next, String reason);

    /**
     * Delivery was given up until an operator {@linkplain #resume resumes} or {@linkplain #drop drops} it; what follows under
     * the same ordering key waits too.
     */
    void parked(long id, String reason);

    /** The entries that were given up, oldest first, at most {@code limit}. */
    List<Entry> parked(int limit);

    /** Makes a parked entry due at once, with its attempts forgotten. */
    void resume(long id);

    /** Says that a parked entry is never to be delivered: it is owed no more, and what follows it is due. */
    void drop(long id);

    /**
     * Makes everything due at once that waits for its time, because a delivery failed or because it is handed out: for an
     * operator who knows that a receiver is back, and, before a dispatcher starts, for a process that knows that it is the only
     * one, so that what the last one had in hand when it ended need not wait for its claim to run out. What a dispatcher is
     * delivering meanwhile may be delivered twice. Parked entries stay parked.
     */
    void retryNow();

    /** Whether anything under this ordering key is not delivered, for whatever destination, parked or not. */
    boolean owes(String orderingKey);

    /** Number of entries not delivered, the parked ones included. */
    long size();

    /**
     * Has the listener called whenever something that was owed through this object has become durable, or a parked entry was
     * resumed or dropped, so that a dispatcher in the same process need not poll. It is called on the thread of the change, returns at
     * once and throws nothing. What other nodes owe is not told.
     */
    void addListener(Runnable listener);

    /** Ends {@link #addListener}; no effect if the listener is not there. */
    void removeListener(Runnable listener);
}
