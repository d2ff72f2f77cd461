package io.github.swfsdk.dicom.service;

import io.github.swfsdk.api.SwfException;
import io.github.swfsdk.api.dataset.DataSet;
import io.github.swfsdk.api.dataset.Tags;
import io.github.swfsdk.api.worklist.ScheduledStep;
import io.github.swfsdk.api.worklist.WorklistProvider;
import io.github.swfsdk.api.worklist.WorklistQuery;
import io.github.swfsdk.api.worklist.WorklistSink;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Offers what another worklist provider answers over the network. Thread-safe; blocks for a query whose answer is not kept,
 * at most for the deadline and those of the association.
 *
 * <p>An answer is kept and serves equal queries for {@link Builder#fresh}. While the source does not answer, what was kept
 * serves for {@link Builder#stale}: the listener hears of it, and each step says in (0040,0400) Comments on the Scheduled
 * Procedure Step since when it may be outdated. A query without a kept answer fails then. An answer that is cut short, by
 * the limit, the deadline or the source, is a failure and is not kept, as it would hide steps.
 */
public final class RemoteWorklist implements WorklistProvider {
    private static final Logger LOG = LoggerFactory.getLogger(RemoteWorklist.class);

    private final WorklistClient client;
    private final Duration deadline;
    private final int maxSteps;
    private final boolean marked;
    private final StaleListener listener;
    private final Clock clock;
    private final RemoteAnswers answers;

    private RemoteWorklist(WorklistClient client, Builder builder) {
        this.client = client;
        deadline = builder.deadline;
        maxSteps = builder.maxSteps;
        marked = builder.marked;
        listener = builder.listener;
        clock = builder.clock;
        answers = new RemoteAnswers(builder.fresh, builder.stale, builder.retryAfter, builder.maxKeptSteps);
    }

    /** Hears that kept answers stand in for a source that does not answer. Thread-safe and quick. */
    @FunctionalInterface
    public interface StaleListener {
        /**
         * A query is answered with what was kept.
         *
         * @param readAt when the source gave this answer
         * @param cause why it gives no newer one
         */
        void servedStale(Instant readAt, SwfException cause);
    }

    /** Returns a provider with the default options. With a client over an {@link AssociationPool} it keeps associations open. */
    public static RemoteWorklist of(WorklistClient client) {
        return builder().build(client);
    }

    /** Starts from the defaults. */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * @throws SwfException if the source gives no whole answer, and none is kept
     */
    @Override
    public void find(WorklistQuery query, WorklistSink sink) {
        DataSet keys = RemoteKeys.of(query);
        Instant now = clock.instant();
        Optional<RemoteAnswers.Kept> fresh = answers.fresh(keys, now);
        if (fresh.isPresent()) {
            offer(fresh.get().steps(), sink);
            return;
        }
        List<ScheduledStep> steps;
        try {
            answers.requireNotLost(now);
            steps = read(keys);
        } catch (SwfException e) {
            answers.lost(e, clock.instant());
            offerStale(keys, e, sink);
            return;
        }
        answers.keep(keys, new RemoteAnswers.Kept(now, steps));
        offer(steps, sink);
    }

    private List<ScheduledStep> read(DataSet keys) {
        Instant end = clock.instant().plus(deadline);
        List<ScheduledStep> steps = new ArrayList<>();
        DimseResponse last = client.find(keys, (status, item) -> {
            WorklistClient.stepsOf(item).forEach(steps::add);
            if (steps.size() > maxSteps) {
                throw new SwfException("AE " + client.aeTitle() + " has more than " + maxSteps + " worklist items");
            }
            if (clock.instant().isAfter(end)) {
                throw new SwfException("AE " + client.aeTitle() + " needs more than " + deadline + " for its worklist");
            }
            return true;
        });
        if (!last.status().isDone()) {
            throw new SwfException("AE " + client.aeTitle() + " ended its worklist with " + last.status());
        }
        return List.copyOf(steps);
    }

    private void offerStale(DataSet keys, SwfException cause, WorklistSink sink) {
        RemoteAnswers.Kept kept = answers.stale(keys, clock.instant()).orElseThrow(() -> cause);
        LOG.warn("worklist of AE {} is that of {}: {}", client.aeTitle(), kept.readAt(), cause.getMessage());
        listener.servedStale(kept.readAt(), cause);
        String mark = "Not current: as of " + kept.readAt().truncatedTo(ChronoUnit.SECONDS);
        for (ScheduledStep step : kept.steps()) {
            if (!sink.offer(marked ? withMark(step, mark) : step)) {
                return;
            }
        }
    }

    private static ScheduledStep withMark(ScheduledStep step, String mark) {
        String comments = step.step().text(Tags.COMMENTS_ON_THE_SCHEDULED_PROCEDURE_STEP);
        return step.withStep(step.step().toBuilder()
                .put(Tags.COMMENTS_ON_THE_SCHEDULED_PROCEDURE_STEP, comments.isEmpty() ? mark : mark + "; " + comments)
                .build());
    }

    private static void offer(List<ScheduledStep> steps, WorklistSink sink) {
        for (ScheduledStep step : steps) {
            if (!sink.offer(step)) {
                return;
            }
        }
    }

    /** Options of a {@link RemoteWorklist}. For one thread. */
    public static final class Builder {
        private Duration fresh = Duration.ofSeconds(30);
        private Duration stale = Duration.ofHours(12);
        private Duration retryAfter = Duration.ofSeconds(10);
        private Duration deadline = Duration.ofSeconds(60);
        private int maxSteps = 10_000;
        private int maxKeptSteps = 50_000;
        private boolean marked = true;
        private StaleListener listener = (readAt, cause) -> {};
        private Clock clock = Clock.systemUTC();

        private Builder() {}

        /** How long an answer serves equal queries; 30 seconds by default, what modalities poll by. Zero: each asks the source. */
        public Builder fresh(Duration time) {
            fresh = notNegative("fresh", time);
            return this;
        }

        /** How old an answer may be that stands in for a lost source; 12 hours by default, a working day. Zero: none does. */
        public Builder stale(Duration time) {
            stale = notNegative("stale", time);
            return this;
        }

        /** How long a source that did not answer is left alone; 10 seconds by default, so that not each query waits for it. */
        public Builder retryAfter(Duration time) {
            retryAfter = notNegative("retryAfter", time);
            return this;
        }

        /** How long an answer may take in all; 60 seconds by default. */
        public Builder deadline(Duration time) {
            deadline = notNegative("deadline", time);
            return this;
        }

        /** How many steps an answer may have; 10,000 by default. One that has more is a failure. */
        public Builder maxSteps(int count) {
            maxSteps = positive("maxSteps", count);
            return this;
        }

        /** How many steps are kept in all answers together; 50,000 by default. The answers least recently used go first. */
        public Builder maxKeptSteps(int count) {
            maxKeptSteps = positive("maxKeptSteps", count);
            return this;
        }

        /**
         * Whether the steps of a stale answer say so in (0040,0400); true by default. A modality sees it if it asks for that
         * attribute, or if its {@linkplain WorklistProfile.Builder#returnAlso profile} returns it anyway.
         */
        public Builder markStale(boolean mark) {
            marked = mark;
            return this;
        }

        /** Who hears of stale answers; nobody by default. */
        public Builder listener(StaleListener toTell) {
            listener = Objects.requireNonNull(toTell, "listener");
            return this;
        }

        /** What tells the time; the system's clock by default. */
        public Builder clock(Clock source) {
            clock = Objects.requireNonNull(source, "clock");
            return this;
        }

        /** Returns the provider that asks with this client. */
        public RemoteWorklist build(WorklistClient client) {
            return new RemoteWorklist(Objects.requireNonNull(client, "client"), this);
        }

        private static Duration notNegative(String name, Duration time) {
            if (time.isNegative()) {
                throw new IllegalArgumentException(name + " must not be negative, but was " + time);
            }
            return time;
        }

        private static int positive(String name, int count) {
            if (count < 1) {
                throw new IllegalArgumentException(name + " must be positive, but was " + count);
            }
            return count;
        }
    }
}
