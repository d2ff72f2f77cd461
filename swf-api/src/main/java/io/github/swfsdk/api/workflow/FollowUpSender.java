package io.github.swfsdk.api.workflow;

/**
 * Delivers follow-ups of one kind. Called on a thread of the {@link OutboxDispatcher}, several at a time, never two of the
 * same ordering key and destination unless one has outlived its time; may block up to the claim time of the dispatcher, is
 * interrupted then, and ends soon after.
 */
@FunctionalInterface
public interface FollowUpSender {
    /**
     * Delivers, and returns when the receiver has confirmed. The same follow-up may come again after it was delivered: after a
     * crash, or a lost answer. The receiver must take that as done, and a refusal that only says so is {@link Delivery#done()}.
     * An exception counts as {@link Delivery#retry}.
     */
    Delivery send(FollowUp followUp) throws Exception;
}
