package io.github.swfsdk.api.workflow;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/**
 * Delivers what an {@link Outbox} holds: at least once, in order for each ordering key and destination, with waits that grow
 * after each failure, and with a limit after which an entry is parked for an operator. Several dispatchers, also on several
 * nodes, may work on one outbox.
 *
 * <p>One thread claims entries and as many as {@link OutboxOptions#threads()} deliver them; nothing is polled while the outbox tells
 * what is new, except for what other nodes owe. A destination that does not answer keeps at most
 * {@link OutboxOptions#perDestination()} of the threads busy. Thread-safe.
 */
public final class OutboxDispatcher implements AutoCloseable {
    private static final int REMEMBERED_RETRIES = 1024;

    private final Outbox outbox;
    private final OutboxOptions options;
    private final Clock clock;
    private final DeliveryAttempt attempt;
    private final Thread claiming;
    private final ExecutorService workers;
    private final Runnable wake = this::wake;
    private final Object lock = new Object();

    @GuardedBy("lock")
    private final Set<RunningDelivery> running = new HashSet<>();

    /** When entries that failed here are due again; of very many the later ones are left to the polling. */
    @GuardedBy("lock")
    private final NavigableSet<Instant> retries = new TreeSet<>();

    @GuardedBy("lock")
    private boolean woken = true;

    @GuardedBy("lock")
    private boolean closing;

    private OutboxDispatcher(Builder builder) {
        this.outbox = builder.outbox;
        this.options = builder.options;
        this.clock = options.clock();
        this.attempt = new DeliveryAttempt(outbox, builder.senders, builder.listener, options);
        this.workers = Executors.newFixedThreadPool(options.threads(), options.threadFactory());
        this.claiming = options.threadFactory().newThread(this::run);
    }

    /** Starts to build a dispatcher; the listener hears of every failure. The outbox stays the caller's. */
    public static Builder on(Outbox outbox, OutboxListener listener) {
        return new Builder(outbox, listener);
    }

    private void run() {
        while (awaitWork()) {
            interruptOverdue();
            try {
                claimWhatIsDue();
            } catch (RuntimeException e) {
                attempt.tell(listener -> listener.outboxFailed(e));
                retryAt(clock.instant().plus(options.backoff().first()));
            }
        }
    }

    private void claimWhatIsDue() {
        while (hasFreeThread()) {
            Instant now = clock.instant();
            Instant until = now.plus(options.claimTime());
            List<Outbox.Entry> claimed = outbox.claim(now, until, 1, busyDestinations());
            if (claimed.isEmpty()) {
                return;
            }
            deliver(new RunningDelivery(claimed.get(0), until));
        }
    }

    private void deliver(RunningDelivery delivery) {
        synchronized (lock) {
            running.add(delivery);
        }
        workers.execute(() -> {
            try {
                attempt.make(delivery, this::retryAt);
            } finally {
                synchronized (lock) {
                    running.remove(delivery);
                    woken = true;
                    lock.notifyAll();
                }
            }
        });
    }

    /** Waits until there may be something to do; false if the dispatcher closes. */
    private boolean awaitWork() {
        Instant end = clock.instant().plus(options.pollInterval());
        synchronized (lock) {
            try {
                while (!closing && !woken) {
                    Duration left = Duration.between(clock.instant(), nextEvent(end));
                    if (left.isNegative() || left.isZero()) {
                        break;
                    }
                    TimeUnit.NANOSECONDS.timedWait(lock, left.toNanos());
                }
            } catch (InterruptedException e) {
                // whoever has the thread wants it to end
                closing = true;
            }
            woken = false;
            retries.headSet(clock.instant(), true).clear();
            return !closing;
        }
    }

    @GuardedBy("lock")
    private Instant nextEvent(Instant end) {
        Instant next = end;
        if (!retries.isEmpty() && retries.first().isBefore(next)) {
            next = retries.first();
        }
        for (RunningDelivery delivery : running) {
            if (!delivery.isInterrupted() && delivery.deadline().isBefore(next)) {
                next = delivery.deadline();
            }
        }
        return next;
    }

    private void interruptOverdue() {
        Instant now = clock.instant();
        synchronized (lock) {
            running.stream()
                    .filter(delivery -> !delivery.deadline().isAfter(now))
                    .forEach(RunningDelivery::interrupt);
        }
    }

    private boolean hasFreeThread() {
        synchronized (lock) {
            return !closing && running.size() < options.threads();
        }
    }

    private Set<String> busyDestinations() {
        Map<String, Integer> counts = new HashMap<>();
        synchronized (lock) {
            running.forEach(delivery -> counts.merge(delivery.destination(), 1, Integer::sum));
        }
        counts.values().removeIf(count -> count < options.perDestination());
        return counts.keySet();
    }

    private void retryAt(Instant due) {
        synchronized (lock) {
            retries.add(due);
            if (retries.size() > REMEMBERED_RETRIES) {
                retries.pollLast();
            }
        }
    }

    private void wake() {
        synchronized (lock) {
            woken = true;
            lock.notifyAll();
        }
    }

    /**
     * Claims no more, lets the running deliveries end within the {@linkplain OutboxOptions#drainTime() drain time}, then interrupts
     * those that have not and waits as long again. What is not delivered stays owed.
     */
    @Override
    public void close() {
        outbox.removeListener(wake);
        synchronized (lock) {
            closing = true;
            lock.notifyAll();
        }
        try {
            claiming.join(options.drainTime().toMillis());
            workers.shutdown();
            if (!workers.awaitTermination(options.drainTime().toMillis(), TimeUnit.MILLISECONDS)) {
                interruptAll();
                workers.awaitTermination(options.drainTime().toMillis(), TimeUnit.MILLISECONDS);
            }
        } catch (InterruptedException e) {
            workers.shutdown();
            interruptAll();
            Thread.currentThread().interrupt();
        }
    }

    private void interruptAll() {
        synchronized (lock) {
            running.forEach(RunningDelivery::interrupt);
        }
    }

    /** What a dispatcher is to do. For one thread. */
    public static final class Builder {
        private final Outbox outbox;
        private final OutboxListener listener;
        private final Map<FollowUp.Kind, FollowUpSender> senders = new EnumMap<>(FollowUp.Kind.class);
        private OutboxOptions options = OutboxOptions.defaults();

        private Builder(Outbox outbox, OutboxListener listener) {
            this.outbox = Objects.requireNonNull(outbox, "outbox");
            this.listener = Objects.requireNonNull(listener, "listener");
        }

        /** Who delivers follow-ups of a kind. One of a kind without sender is parked. */
        public Builder sender(FollowUp.Kind kind, FollowUpSender sender) {
            senders.put(kind, Objects.requireNonNull(sender, "sender"));
            return this;
        }

        /** Threads, times and limits. Default {@link OutboxOptions#defaults()}. */
        public Builder options(OutboxOptions chosen) {
            options = Objects.requireNonNull(chosen, "options");
            return this;
        }

        /** Starts to deliver; close what it returns. */
        public OutboxDispatcher start() {
            OutboxDispatcher dispatcher = new OutboxDispatcher(this);
            outbox.addListener(dispatcher.wake);
            dispatcher.claiming.start();
            return dispatcher;
        }
    }
}
