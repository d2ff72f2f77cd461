package io.github.swfsdk.api.workflow;

import java.time.Clock;
import java.time.Duration;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.random.RandomGenerator;

/** Threads, times and limits of an {@link OutboxDispatcher}. Immutable. */
public final class OutboxOptions {
    private final int threads;
    private final int perDestination;
    private final int maxAttempts;
    private final Backoff backoff;
    private final Duration claimTime;
    private final Duration pollInterval;
    private final Duration drainTime;
    private final Clock clock;
    private final RandomGenerator random;
    private final ThreadFactory threadFactory;

    private OutboxOptions(Builder builder) {
        threads = builder.threads;
        perDestination = builder.perDestination;
        maxAttempts = builder.maxAttempts;
        backoff = builder.backoff;
        claimTime = builder.claimTime;
        pollInterval = builder.pollInterval;
        drainTime = builder.drainTime;
        clock = builder.clock;
        random = builder.random;
        threadFactory = builder.threadFactory;
    }

    /** Returns the default of each option. */
    public static OutboxOptions defaults() {
        return builder().build();
    }

    /** Starts with the default of each option. */
    public static Builder builder() {
        return new Builder();
    }

    /** How many deliveries run at the same time. */
    public int threads() {
        return threads;
    }

    /** How many deliveries to one destination run at the same time. */
    public int perDestination() {
        return perDestination;
    }

    /** After how many failures an entry is parked. */
    public int maxAttempts() {
        return maxAttempts;
    }

    /** How long to wait after a failure. */
    public Backoff backoff() {
        return backoff;
    }

    /** How long one delivery may take. */
    public Duration claimTime() {
        return claimTime;
    }

    /** How often to look for entries of other nodes. */
    public Duration pollInterval() {
        return pollInterval;
    }

    /** How long closing waits for running deliveries. */
    public Duration drainTime() {
        return drainTime;
    }

    Clock clock() {
        return clock;
    }

    RandomGenerator random() {
        return random;
    }

    ThreadFactory threadFactory() {
        return threadFactory;
    }

    /** Collects options; a wrong value is refused at once. For one thread. */
    public static final class Builder {
        private int threads = 4;
        private int perDestination = 2;
        private int maxAttempts = 1000;
        private Backoff backoff = Backoff.DEFAULT;
        private Duration claimTime = Duration.ofMinutes(2);
        private Duration pollInterval = Duration.ofSeconds(5);
        private Duration drainTime = Duration.ofSeconds(10);
        private Clock clock = Clock.systemUTC();
        private RandomGenerator random = new Random();
        private ThreadFactory threadFactory = namedThreads();

        private Builder() {}

        /** Deliveries at the same time. Default 4: they wait for peers and cost little else. */
        public Builder threads(int count) {
            threads = positive("threads", count);
            return this;
        }

        /** Deliveries to one destination at the same time. Default 2: half the threads stay free if one hangs. */
        public Builder perDestination(int count) {
            perDestination = positive("perDestination", count);
            return this;
        }

        /**
         * Failures after which an entry is parked. Default 1000, which is about three and a half days with the default
         * backoff: a receiver that was down over a long weekend gets everything without an operator.
         */
        public Builder maxAttempts(int count) {
            maxAttempts = positive("maxAttempts", count);
            return this;
        }

        /** Waits between attempts. Default {@link Backoff#DEFAULT}. */
        public Builder backoff(Backoff waits) {
            backoff = Objects.requireNonNull(waits, "backoff");
            return this;
        }

        /**
         * How long one delivery may take before its sender is interrupted and another attempt may begin, on another node too.
         * Default 2 minutes: longer than connecting, associating and one answer may take with the default limits.
         */
        public Builder claimTime(Duration time) {
            claimTime = positive("claimTime", time);
            return this;
        }

        /**
         * How often to look for what this process has not been told of: entries of other nodes, and those of a node that went
         * down. Default 5 seconds.
         */
        public Builder pollInterval(Duration interval) {
            pollInterval = positive("pollInterval", interval);
            return this;
        }

        /** How long closing waits for running deliveries before it interrupts them. Default 10 seconds. */
        public Builder drainTime(Duration time) {
            drainTime = positive("drainTime", time);
            return this;
        }

        /** The clock that says what is due. Default the system's. */
        public Builder clock(Clock source) {
            clock = Objects.requireNonNull(source, "clock");
            return this;
        }

        /** What spreads the waits; used by several threads. Default unpredictable. */
        public Builder random(RandomGenerator source) {
            random = Objects.requireNonNull(source, "random");
            return this;
        }

        /** Makes the threads. Default daemon threads named {@code swf-outbox-<n>}. */
        public Builder threadFactory(ThreadFactory factory) {
            threadFactory = Objects.requireNonNull(factory, "threadFactory");
            return this;
        }

        /** Returns the options. */
        public OutboxOptions build() {
            return new OutboxOptions(this);
        }

        private static int positive(String name, int value) {
            if (value < 1) {
                throw new IllegalArgumentException(name + " must be positive, but was " + value);
            }
            return value;
        }

        private static Duration positive(String name, Duration value) {
            if (value.isNegative() || value.isZero()) {
                throw new IllegalArgumentException(name + " must be positive, but was " + value);
            }
            return value;
        }

        private static ThreadFactory namedThreads() {
            AtomicInteger number = new AtomicInteger();
            return work -> {
                Thread thread = new Thread(work, "swf-outbox-" + number.incrementAndGet());
                thread.setDaemon(true);
                return thread;
            };
        }
    }
}
