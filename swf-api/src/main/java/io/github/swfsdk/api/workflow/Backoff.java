package io.github.swfsdk.api.workflow;

import java.time.Duration;
import java.util.Objects;
import java.util.random.RandomGenerator;

/**
 * How long to wait before a delivery is tried again: each time twice as long, up to a longest wait, spread at random so that
 * what failed together is not tried together.
 *
 * @param first the wait after the first failure
 * @param longest no wait is longer than this, spread included
 * @param spread by which part of itself a wait may be shorter, from 0 (exact) to 1 (anything down to none)
 */
public record Backoff(Duration first, Duration longest, double spread) {
    /**
     * 1 second after the first failure, which a restart of the receiver outlasts a few times; at most 5 minutes, so that a
     * receiver that is back gets what it is owed soon; spread by a fifth.
     */
    public static final Backoff DEFAULT = new Backoff(Duration.ofSeconds(1), Duration.ofMinutes(5), 0.2);

    /** Checks that the waits are positive and in order, and the spread is a part. */
    public Backoff {
        Objects.requireNonNull(longest, "longest");
        if (first.isNegative() || first.isZero()) {
            throw new IllegalArgumentException("first must be positive, but was " + first);
        }
        if (longest.compareTo(first) < 0) {
            throw new IllegalArgumentException("longest must be at least " + first + ", but was " + longest);
        }
        if (!(spread >= 0 && spread <= 1)) {
            throw new IllegalArgumentException("spread must be from 0 to 1, but was " + spread);
        }
    }

    /** The wait after so many failures, at least one. */
    Duration after(int failures, RandomGenerator random) {
        Duration wait = first;
        for (int i = 1; i < failures && wait.compareTo(longest) < 0; i++) {
            wait = wait.multipliedBy(2);
        }
        Duration bounded = wait.compareTo(longest) < 0 ? wait : longest;
        double part = 1 - spread * random.nextDouble();
        return Duration.ofNanos(Math.max(1, (long) (bounded.toNanos() * part)));
    }
}
