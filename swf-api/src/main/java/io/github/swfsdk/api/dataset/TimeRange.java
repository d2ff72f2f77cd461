package io.github.swfsdk.api.dataset;

import java.time.DateTimeException;
import java.time.LocalTime;
import java.time.format.DateTimeFormatter;
import java.util.Objects;

/**
 * An inclusive span within a day, as a TM query key states it: a time, {@code from-to}, {@code -to} or {@code from-}
 * (PS3.4, C.2.2.2.5). A time given less precisely is the span of all times it may mean: {@code 10} is 10:00 to just
 * before 11:00. The start may lie after the end: together with a date range that is a span over midnight.
 */
public record TimeRange(LocalTime earliest, LocalTime latest) {
    /** The span of the whole day. */
    public static final TimeRange ALL_DAY = new TimeRange(LocalTime.MIN, LocalTime.MAX);

    private static final DateTimeFormatter SECONDS = DateTimeFormatter.ofPattern("HHmmss");
    private static final DateTimeFormatter MICROSECONDS = DateTimeFormatter.ofPattern("HHmmss.SSSSSS");

    /** Checks that both ends are given. */
    public TimeRange {
        Objects.requireNonNull(earliest, "earliest");
        Objects.requireNonNull(latest, "latest");
    }

    /** Reads a key; zero length is the whole day. */
    public static TimeRange parse(String key) {
        if (key.isEmpty()) {
            return ALL_DAY;
        }
        int dash = key.indexOf('-');
        if (dash < 0) {
            return parseTime(key);
        }
        String from = key.substring(0, dash).strip();
        String to = key.substring(dash + 1).strip();
        if (from.isEmpty() && to.isEmpty()) {
            throw new IllegalArgumentException("a time range needs a start or an end");
        }
        return new TimeRange(
                from.isEmpty() ? LocalTime.MIN : parseTime(from).earliest(),
                to.isEmpty() ? LocalTime.MAX : parseTime(to).latest());
    }

    /** Whether the time lies in the span. */
    public boolean contains(LocalTime time) {
        return !time.isBefore(earliest) && !time.isAfter(latest);
    }

    /** Reads a TM value, {@code HH[MM[SS[.F]]]} or the older {@code HH:MM:SS}, as the span of what it may mean. */
    static TimeRange parseTime(String text) {
        String digits = text.indexOf(':') < 0 ? text : text.replace(":", "");
        int point = digits.indexOf('.');
        String clock = point < 0 ? digits : digits.substring(0, point);
        String fraction = point < 0 ? "" : digits.substring(point + 1);
        boolean shaped = point < 0
                ? clock.length() == 2 || clock.length() == 4 || clock.length() == 6
                : clock.length() == 6 && !fraction.isEmpty() && fraction.length() <= 6;
        if (!shaped || !(clock + fraction).chars().allMatch(c -> c >= '0' && c <= '9')) {
            throw new IllegalArgumentException("a time is written HHMMSS.FFFFFF");
        }
        try {
            return span(clock, fraction);
        } catch (DateTimeException e) {
            throw new IllegalArgumentException("no such time of day", e);
        }
    }

    /** Writes a TM value, with microseconds only if there are any. */
    static String formatTime(LocalTime time) {
        return (time.getNano() < 1000 ? SECONDS : MICROSECONDS).format(time);
    }

    private static TimeRange span(String clock, String fraction) {
        int hour = Integer.parseInt(clock.substring(0, 2));
        int minute = clock.length() >= 4 ? Integer.parseInt(clock.substring(2, 4)) : 0;
        int second = clock.length() >= 6 ? Integer.parseInt(clock.substring(4, 6)) : 0;
        if (second == 60) { // a leap second is allowed (PS3.5, 6.2) and has no place in a clock of 86,400 seconds
            second = 59;
        }
        int nano = 0;
        long span = 1_000_000_000L;
        for (int i = 0; i < fraction.length(); i++) {
            span /= 10;
            nano += (int) ((fraction.charAt(i) - '0') * span);
        }
        if (clock.length() < 6) {
            span *= clock.length() == 4 ? 60 : 3600;
        }
        LocalTime earliest = LocalTime.of(hour, minute, second, nano);
        return new TimeRange(earliest, LocalTime.ofNanoOfDay(earliest.toNanoOfDay() + span - 1));
    }
}
