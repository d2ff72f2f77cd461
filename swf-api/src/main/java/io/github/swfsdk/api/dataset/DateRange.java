package io.github.swfsdk.api.dataset;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.Objects;

/**
 * An inclusive span of days, as a DA query key states it: a day, {@code from-to}, {@code -to} or {@code from-}
 * (PS3.4, C.2.2.2.5).
 *
 * @param earliest first day; {@link LocalDate#MIN} if the span is open at the start
 * @param latest last day; {@link LocalDate#MAX} if the span is open at the end
 */
public record DateRange(LocalDate earliest, LocalDate latest) {
    /** The span of all days. */
    public static final DateRange ALWAYS = new DateRange(LocalDate.MIN, LocalDate.MAX);

    /** Checks the order. */
    public DateRange {
        Objects.requireNonNull(earliest, "earliest");
        Objects.requireNonNull(latest, "latest");
        if (earliest.isAfter(latest)) {
            throw new IllegalArgumentException("a date range ends before it starts");
        }
    }

    /** Returns the span of one day. */
    public static DateRange of(LocalDate day) {
        return new DateRange(day, day);
    }

    /** Reads a key; zero length is all days. The ACR-NEMA form with dots is read as well (PS3.5, 6.2, note to DA). */
    public static DateRange parse(String key) {
        if (key.isEmpty()) {
            return ALWAYS;
        }
        int dash = key.indexOf('-');
        if (dash < 0) {
            return of(parseDate(key));
        }
        String from = key.substring(0, dash).strip();
        String to = key.substring(dash + 1).strip();
        if (from.isEmpty() && to.isEmpty()) {
            throw new IllegalArgumentException("a date range needs a start or an end");
        }
        return new DateRange(
                from.isEmpty() ? LocalDate.MIN : parseDate(from), to.isEmpty() ? LocalDate.MAX : parseDate(to));
    }

    /** Whether the day lies in the span. */
    public boolean contains(LocalDate day) {
        return !day.isBefore(earliest) && !day.isAfter(latest);
    }

    /** Reads a DA value, {@code YYYYMMDD} or the older {@code YYYY.MM.DD}. */
    static LocalDate parseDate(String text) {
        String digits = text.length() == 10 && text.charAt(4) == '.' && text.charAt(7) == '.'
                ? text.substring(0, 4) + text.substring(5, 7) + text.substring(8)
                : text;
        if (digits.length() != 8 || !digits.chars().allMatch(c -> c >= '0' && c <= '9')) {
            throw new IllegalArgumentException("a date is written YYYYMMDD");
        }
        try {
            return LocalDate.of(
                    Integer.parseInt(digits.substring(0, 4)),
                    Integer.parseInt(digits.substring(4, 6)),
                    Integer.parseInt(digits.substring(6)));
        } catch (DateTimeException e) {
            throw new IllegalArgumentException("no such day in the calendar", e);
        }
    }

    /** Writes a DA value. */
    static String formatDate(LocalDate date) {
        return DateTimeFormatter.BASIC_ISO_DATE.format(date);
    }
}
