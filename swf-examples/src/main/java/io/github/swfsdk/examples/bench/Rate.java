package io.github.swfsdk.examples.bench;

import java.util.Arrays;
import java.util.Locale;

/**
 * What a run has measured.
 *
 * @param nanos how long the whole run took
 * @param each how long each took, ascending
 */
record Rate(long nanos, long[] each) {
    private static final double NANOS_PER_SECOND = 1e9;
    private static final double NANOS_PER_MILLI = 1e6;

    static Rate of(long nanos, long[] each) {
        long[] sorted = each.clone();
        Arrays.sort(sorted);
        return new Rate(nanos, sorted);
    }

    /** One line: how many, how many per second, and how long the median, the 99th percentile and the longest took. */
    String describe(String what) {
        return String.format(
                Locale.ROOT,
                "%s=%d per-second=%.0f median-ms=%.3f p99-ms=%.3f max-ms=%.1f",
                what,
                each.length,
                each.length * NANOS_PER_SECOND / nanos,
                percentile(0.5),
                percentile(0.99),
                percentile(1));
    }

    /** In milliseconds: how long this share of all took at most. */
    double percentile(double share) {
        return each[(int) Math.min(each.length - 1L, Math.round(each.length * share))] / NANOS_PER_MILLI;
    }
}
