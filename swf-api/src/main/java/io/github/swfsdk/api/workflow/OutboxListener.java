package io.github.swfsdk.api.workflow;

import java.time.Instant;
import java.util.Optional;

/**
 * Hears how deliveries go, to log and to alarm. Called on threads of the {@link OutboxDispatcher}; thread-safe; quick. What it
 * throws goes to the uncaught exception handler of the thread and changes nothing.
 */
public interface OutboxListener {
    /** An entry was delivered. */
    default void delivered(Outbox.Entry entry) {}

    /**
     * A delivery failed and will be tried again.
     *
     * @param entry as it was before this attempt
     * @param next when it is due again
     * @param reason why, without patient data
     * @param cause what was thrown, if anything; its message may be anybody's
     */
    void postponed(Outbox.Entry entry, Instant next, String reason, Optional<Throwable> cause);

    /**
     * An entry was given up until an operator resumes it, and what follows it waits.
     *
     * @param entry as it was before this attempt
     * @param reason why, without patient data
     * @param cause what was thrown, if anything; its message may be anybody's
     */
    void parked(Outbox.Entry entry, String reason, Optional<Throwable> cause);

    /** The outbox itself failed; the dispatcher goes on after a while. What it could not note is delivered again. */
    void outboxFailed(RuntimeException failure);
}
