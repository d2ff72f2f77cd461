package io.github.swfsdk.api.workflow;

import java.time.Clock;
import java.time.Duration;
import java.time.LocalDateTime;
import java.util.Objects;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.IntConsumer;

/**
 * Ends performed steps of which nothing was heard for too long, now and then, as
 * {@link DepartmentScheduler#discontinueOverdue} does. Several nodes may do so on one store: each step is ended once.
 * Thread-safe; looks on one daemon thread of its own until it is closed.
 */
public final class OverdueSteps implements AutoCloseable {
    private static final Duration END = Duration.ofSeconds(10);

    private final DepartmentScheduler scheduler;
    private final Duration limit;
    private final Clock clock;
    private final IntConsumer ended;
    private final Consumer<RuntimeException> failed;
    private final ScheduledExecutorService timer;

    private OverdueSteps(Builder builder) {
        scheduler = builder.scheduler;
        limit = builder.limit;
        clock = builder.clock;
        ended = builder.ended;
        failed = builder.failed;
        timer = Executors.newSingleThreadScheduledExecutor(work -> {
            Thread thread = new Thread(work, "swf-overdue-steps");
            thread.setDaemon(true);
            return thread;
        });
        long pause = builder.interval.toNanos();
        timer.scheduleWithFixedDelay(this::tryToEnd, pause, pause, TimeUnit.NANOSECONDS);
    }

    /**
     * Starts to describe a watch.
     *
     * @param limit how long after its beginning a performed step may be in progress, by the time that the modality told: far
     *     longer than any examination takes, as a step that has been ended accepts nothing more
     */
    public static Builder of(DepartmentScheduler scheduler, Duration limit) {
        return new Builder(scheduler, limit);
    }

    /** Looks once, on the calling thread; returns how many were ended. */
    public int endOverdue() {
        int all = 0;
        LocalDateTime now = LocalDateTime.now(clock);
        int last;
        do {
            last = scheduler.discontinueOverdue(now.minus(limit), now);
            all += last;
        } while (last > 0); // it ends a limited number at a time
        return all;
    }

    /** Looks no more; waits a moment for a look under way. */
    @Override
    public void close() {
        timer.shutdownNow();
        try {
            timer.awaitTermination(END.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** The next look comes whatever happens in this one. */
    private void tryToEnd() {
        try {
            int count = endOverdue();
            if (count > 0) {
                ended.accept(count);
            }
        } catch (RuntimeException e) {
            failed.accept(e);
        }
    }

    /** How to look. For one thread. */
    public static final class Builder {
        private final DepartmentScheduler scheduler;
        private final Duration limit;
        private Duration interval = Duration.ofMinutes(1);
        private Clock clock = Clock.systemDefaultZone();
        private IntConsumer ended = count -> {};
        private Consumer<RuntimeException> failed = failure -> {
            Thread thread = Thread.currentThread();
            thread.getUncaughtExceptionHandler().uncaughtException(thread, failure);
        };

        private Builder(DepartmentScheduler scheduler, Duration limit) {
            this.scheduler = Objects.requireNonNull(scheduler, "scheduler");
            this.limit = positive("limit", limit);
        }

        /** How long to wait before the first look and between two. Default 1 minute: a look costs one query if nothing is overdue. */
        public Builder interval(Duration between) {
            interval = positive("interval", between);
            return this;
        }

        /** Tells the time in the zone of the modalities, whose steps begin in local time. Default the system's. */
        public Builder clock(Clock source) {
            clock = Objects.requireNonNull(source, "clock");
            return this;
        }

        /** Hears how many were ended, if any were, and of failures, after which the next look comes all the same. */
        public Builder listener(IntConsumer onEnded, Consumer<RuntimeException> onFailure) {
            ended = Objects.requireNonNull(onEnded, "onEnded");
            failed = Objects.requireNonNull(onFailure, "onFailure");
            return this;
        }

        /** Starts to look; close what it returns. */
        public OverdueSteps start() {
            return new OverdueSteps(this);
        }

        private static Duration positive(String name, Duration value) {
            if (value.isNegative() || value.isZero()) {
                throw new IllegalArgumentException(name + " must be positive, but was " + value);
            }
            return value;
        }
    }
}
