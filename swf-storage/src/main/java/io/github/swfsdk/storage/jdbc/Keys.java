package io.github.swfsdk.storage.jdbc;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Values as the columns hold them that queries narrow by: equal values have equal keys, and what a key finds is compared
 * exactly afterwards.
 */
final class Keys {
    private static final int LENGTH = 64;
    private static final String NONE = " "; // what is kept is stripped
    private static final long NANOS = 1_000_000_000L;

    private Keys() {}

    /** The key of a text; null if it is empty, as unknown matches nothing. */
    static @Nullable String of(String text) {
        // PostgreSQL takes no NUL and no half of a character beyond the first plane
        String storable = new String(text.replace('\0', ' ').getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
        String stripped = storable.strip();
        if (stripped.isEmpty()) {
            return null;
        }
        int count = Math.min(LENGTH, stripped.codePointCount(0, stripped.length()));
        return stripped.substring(0, stripped.offsetByCodePoints(0, count));
    }

    /**
     * The key to look for; one that no column holds if the text is empty. H2 goes through all rows that have no key to find
     * those that equal null.
     */
    static String sought(String text) {
        String key = of(text);
        return key == null ? NONE : key;
    }

    /** Nanoseconds since 1970, or the last that there are. */
    static long nanos(Instant time) {
        try {
            return Math.addExact(Math.multiplyExact(time.getEpochSecond(), NANOS), time.getNano());
        } catch (ArithmeticException e) {
            return time.isBefore(Instant.EPOCH) ? Long.MIN_VALUE : Long.MAX_VALUE;
        }
    }
}
