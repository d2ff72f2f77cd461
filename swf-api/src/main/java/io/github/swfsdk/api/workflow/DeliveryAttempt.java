package io.github.swfsdk.api.workflow;

import io.github.swfsdk.api.SwfException;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/** One attempt to deliver an entry, and what the outbox and the listener are told of it. Thread-safe. */
final class DeliveryAttempt {
    private final Outbox outbox;
    private final Map<FollowUp.Kind, FollowUpSender> senders;
    private final OutboxListener listener;
    private final OutboxOptions options;
    private final RandomGenerator random;

    DeliveryAttempt(
            Outbox outbox, Map<FollowUp.Kind, FollowUpSender> senders, OutboxListener listener, OutboxOptions options) {
        this.outbox = outbox;
        this.senders = Map.copyOf(senders);
        this.listener = listener;
        this.options = options;
        this.random = options.random();
    }

    /** Delivers and settles the entry; says when it is due again if it was not delivered. */
    void make(RunningDelivery running, Consumer<Instant> dueAgain) {
        Outbox.Entry entry = running.entry();
        FollowUpSender sender = senders.get(entry.followUp().kind());
        if (sender == null) {
            park(entry, "no sender for " + entry.followUp().kind(), Optional.empty());
            return;
        }
        Delivery delivery;
        Optional<Throwable> cause = Optional.empty();
        try {
            delivery = running.send(sender);
        } catch (InterruptedException e) {
            delivery = Delivery.retry("not confirmed in time");
            cause = Optional.of(e);
        } catch (Throwable e) {
            // the one catch around foreign code: whatever it throws, the entry must be settled
            delivery = Delivery.retry(reasonOf(e));
            cause = Optional.of(e);
        }
        settle(entry, delivery, cause, dueAgain);
    }

    private void settle(Outbox.Entry entry, Delivery delivery, Optional<Throwable> cause, Consumer<Instant> dueAgain) {
        boolean last = entry.attempts() + 1 >= options.maxAttempts();
        switch (delivery.outcome()) {
            case DONE -> {
                if (note(() -> outbox.delivered(entry.id()))) {
                    tell(there -> there.delivered(entry));
                }
            }
            case PARK -> park(entry, delivery.reason(), cause);
            case RETRY -> {
                if (last) {
                    park(entry, delivery.reason(), cause);
                } else {
                    postpone(entry, delivery.reason(), cause, dueAgain);
                }
            }
        }
    }

    private void postpone(Outbox.Entry entry, String reason, Optional<Throwable> cause, Consumer<Instant> dueAgain) {
        Instant next = options.clock().instant().plus(options.backoff().after(entry.attempts() + 1, random));
        if (note(() -> outbox.postponed(entry.id(), next, reason))) {
            dueAgain.accept(next);
        }
        tell(there -> there.postponed(entry, next, reason, cause));
    }

    private void park(Outbox.Entry entry, String reason, Optional<Throwable> cause) {
        note(() -> outbox.parked(entry.id(), reason));
        tell(there -> there.parked(entry, reason, cause));
    }

    /** Whether the outbox took it; if not, the entry is handed out again when its claim has run out. */
    private boolean note(Runnable change) {
        try {
            change.run();
            return true;
        } catch (RuntimeException e) {
            tell(there -> there.outboxFailed(e));
            return false;
        }
    }

    void tell(Consumer<OutboxListener> event) {
        try {
            event.accept(listener);
        } catch (RuntimeException e) {
            // a deaf listener must not stop deliveries
            Thread thread = Thread.currentThread();
            thread.getUncaughtExceptionHandler().uncaughtException(thread, e);
        }
    }

    /** Our own exceptions say no patient data; of others only the kind is told. */
    private static String reasonOf(Throwable failure) {
        String message = failure.getMessage();
        return failure instanceof SwfException && message != null
                ? message
                : failure.getClass().getName();
    }
}
