package io.github.swfsdk.storage.jdbc;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * The key of a row of {@code swf_step}, made so that what a worklist answer needs lies together: H2 keeps rows in the order of
 * this key, so the steps of a day and station are on neighbouring pages, and the pages of the days that modalities ask for stay
 * in its cache however large the table grows. An index that ends with the key gives the steps of days in their order.
 *
 * <table>
 * <caption>Fields, from the highest bit</caption>
 * <tr><td>1 bit</td><td>0</td></tr>
 * <tr><td>16 bits</td><td>day: 0 if a column cannot say what the step holds, 1 if it has none, then from 1900 on; days out of
 *     range are the first or the last</td></tr>
 * <tr><td>8 bits</td><td>of a hash of the first station</td></tr>
 * <tr><td>27 bits</td><td>order number</td></tr>
 * <tr><td>12 bits</td><td>position of the step in its order</td></tr>
 * </table>
 *
 * <p>Two orders that are 134 million numbers apart share the lower fields; the day and the station are left to tell them apart.
 */
final class StepPlace {
    /** The most steps that an order may have. */
    static final int MAX_STEPS = 1 << 12;

    /** The first place of a step whose columns can say what it holds. */
    static final long FIRST_SURE = dayStart(1);

    private static final int DAY_SHIFT = 47;
    private static final int STATION_SHIFT = 39;
    private static final int ORDER_SHIFT = 12;
    private static final long STATION_MASK = (1L << (DAY_SHIFT - STATION_SHIFT)) - 1;
    private static final long ORDER_MASK = (1L << (STATION_SHIFT - ORDER_SHIFT)) - 1;
    private static final long FIRST_DAY = LocalDate.of(1900, 1, 1).toEpochDay();
    private static final int FIRST_CODE = 2;
    private static final int LAST_CODE = (1 << 16) - 1;

    private StepPlace() {}

    /** Where a step is whose columns cannot say what it holds. */
    static long unsure(@Nullable String station, long order, int step) {
        return place(0, station, order, step);
    }

    /** Where a step is, by its day, which may be unknown. */
    static long of(@Nullable LocalDate day, @Nullable String station, long order, int step) {
        return place(day == null ? 1 : code(day), station, order, step);
    }

    /** The first place of a day. */
    static long first(LocalDate day) {
        return dayStart(code(day));
    }

    /** The last place of a day. */
    static long last(LocalDate day) {
        return dayStart(code(day)) + (1L << DAY_SHIFT) - 1;
    }

    /** The order number of a step, as far as a place has room for it. */
    static long order(long place) {
        return place >> ORDER_SHIFT & ORDER_MASK;
    }

    /** The position of a step in its order. */
    static int step(long place) {
        return (int) place & MAX_STEPS - 1;
    }

    private static long place(long day, @Nullable String station, long order, int step) {
        if (step >= MAX_STEPS) {
            throw new IllegalArgumentException("an order has " + MAX_STEPS + " steps at most");
        }
        long hash = station == null ? 0 : station.hashCode() & STATION_MASK;
        return dayStart(day) | hash << STATION_SHIFT | (order & ORDER_MASK) << ORDER_SHIFT | step;
    }

    private static long code(LocalDate day) {
        return Math.max(FIRST_CODE, Math.min(LAST_CODE, day.toEpochDay() - FIRST_DAY + FIRST_CODE));
    }

    private static long dayStart(long code) {
        return code << DAY_SHIFT;
    }
}
