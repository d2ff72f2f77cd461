package io.github.swfsdk.dicom.service;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.github.swfsdk.api.SwfException;
import io.github.swfsdk.api.dataset.DataSet;
import io.github.swfsdk.api.worklist.ScheduledStep;
import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The answers of a remote worklist that are kept, and whether it answers at all. Thread-safe; never blocks. */
final class RemoteAnswers {
    private static final int MAX_ANSWERS = 1_000; // also those without steps cost something

    private final Duration fresh;
    private final Duration stale;
    private final Duration retryAfter;
    private final int maxSteps;
    private final Object lock = new Object();

    @GuardedBy("lock")
    private final Map<DataSet, Kept> kept = new LinkedHashMap<>(16, 0.75f, true); // least recently used first

    @GuardedBy("lock")
    private int steps;

    @GuardedBy("lock")
    private @Nullable Loss loss;

    RemoteAnswers(Duration fresh, Duration stale, Duration retryAfter, int maxSteps) {
        this.fresh = fresh;
        this.stale = stale;
        this.retryAfter = retryAfter;
        this.maxSteps = maxSteps;
    }

    /** An answer with the time when it was asked for. */
    record Kept(Instant readAt, List<ScheduledStep> steps) {
        boolean isYoungerThan(Duration age, Instant now) {
            return readAt.plus(age).isAfter(now);
        }
    }

    private record Loss(SwfException cause, Instant at) {}

    Optional<Kept> fresh(DataSet keys, Instant now) {
        return find(keys, fresh, now);
    }

    Optional<Kept> stale(DataSet keys, Instant now) {
        return find(keys, stale, now);
    }

    private Optional<Kept> find(DataSet keys, Duration age, Instant now) {
        synchronized (lock) {
            return Optional.ofNullable(kept.get(keys)).filter(answer -> answer.isYoungerThan(age, now));
        }
    }

    /** Keeps the answer, which also shows that the source is there. */
    void keep(DataSet keys, Kept answer) {
        synchronized (lock) {
            loss = null;
            steps -= countOf(kept.remove(keys));
            if (answer.steps().size() > maxSteps) {
                return;
            }
            kept.put(keys, answer);
            steps += answer.steps().size();
            Iterator<Kept> oldest = kept.values().iterator();
            while (steps > maxSteps || kept.size() > MAX_ANSWERS) {
                steps -= countOf(oldest.next());
                oldest.remove();
            }
        }
    }

    private static int countOf(@Nullable Kept answer) {
        return answer == null ? 0 : answer.steps().size();
    }

    /** The source did not answer; what it failed with first counts until it is asked again. */
    void lost(SwfException cause, Instant now) {
        synchronized (lock) {
            if (loss == null || loss.cause() != cause) {
                loss = new Loss(cause, now);
            }
        }
    }

    /** Throws what the source failed with, if that was a short while ago. */
    void requireNotLost(Instant now) {
        synchronized (lock) {
            if (loss != null && loss.at().plus(retryAfter).isAfter(now)) {
                throw loss.cause();
            }
        }
    }
}
