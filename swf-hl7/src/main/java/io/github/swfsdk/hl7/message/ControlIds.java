package io.github.swfsdk.hl7.message;

import java.security.SecureRandom;
import java.time.Clock;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Makes message control IDs (MSH-10), at most 20 characters: the time of the start, a random part against two programs
 * that start in the same millisecond, and a count. Thread-safe.
 */
public final class ControlIds {
    private static final int RADIX = 36;
    private static final int RANDOM_RANGE = RADIX * RADIX * RADIX * RADIX;

    private final String prefix;
    private final AtomicLong count = new AtomicLong();

    /** Starts a series. */
    public ControlIds(Clock clock) {
        String random = Integer.toString(RANDOM_RANGE + new SecureRandom().nextInt(RANDOM_RANGE), RADIX);
        prefix = (Long.toString(clock.millis(), RADIX) + random.substring(1)).toUpperCase(Locale.ROOT);
    }

    /** The next ID, unlike any other. */
    public String next() {
        return prefix + Long.toString(count.incrementAndGet(), RADIX).toUpperCase(Locale.ROOT);
    }
}
