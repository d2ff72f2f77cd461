package io.github.swfsdk.api.dataset;

import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * An inclusive span of time, as a DT value or query key states it: a point, {@code from-to}, {@code -to} or {@code from-}
 * (PS3.5, 6.2; PS3.4, C.2.2.2.5). A point given less precisely is the span of all it may mean: {@code 2026} is the whole
 * year. A point without an offset of its own is in that of the data set, (0008,0201), or of the place.
 *
 * @param earliest first moment; {@link OffsetDateTime#MIN} if the span is open at the start
 * @param latest last moment; {@link OffsetDateTime#MAX} if the span is open at the end
 */
public record DateTimeRange(OffsetDateTime earliest, OffsetDateTime latest) {
    private static final Pattern FORM = Pattern.compile(
            "(\\d{4})(?:(\\d\\d)(?:(\\d\\d)(?:(\\d\\d)(?:(\\d\\d)(?:(\\d\\d)(?:\\.(\\d{1,6}))?)?)?)?)?)?([+-]\\d{4})?");
    private static final Pattern OFFSET = Pattern.compile("([+-])(\\d\\d)(\\d\\d)");
    private static final Pattern RANGE = Pattern.compile("([\\d.]+(?:[+-]\\d{4})?)?-([\\d.]+(?:[+-]\\d{4})?)?");
    private static final int LAST_MINUTE = 59;

    /** Checks the order. */
    public DateTimeRange {
        Objects.requireNonNull(earliest, "earliest");
        Objects.requireNonNull(latest, "latest");
        if (earliest.isAfter(latest)) {
            throw new IllegalArgumentException("a date time range ends before it starts");
        }
    }

    /**
     * Reads a key.
     *
     * @param otherwise the zone of what has no offset of its own
     */
    public static DateTimeRange parse(String key, ZoneId otherwise) {
        Matcher point = FORM.matcher(key);
        if (point.matches() && !isYearRange(point)) {
            return ofValue(key, otherwise);
        }
        Matcher range = RANGE.matcher(key);
        if (!range.matches() || range.group(1) == null && range.group(2) == null) {
            throw malformed();
        }
        return new DateTimeRange(
                range.group(1) == null ? OffsetDateTime.MIN : ofValue(range.group(1), otherwise).earliest,
                range.group(2) == null ? OffsetDateTime.MAX : ofValue(range.group(2), otherwise).latest);
    }

    /** {@code 2025-2026} looks like a year with an offset that no place on earth has; offsets end at 14 hours. */
    private static boolean isYearRange(Matcher point) {
        String offset = point.group(8);
        return offset != null && offset.charAt(0) == '-' && Integer.parseInt(offset.substring(1)) > 1200;
    }

    /**
     * Reads a DT value as the span of what it may mean.
     *
     * @param otherwise its zone if it has no offset of its own
     */
    public static DateTimeRange ofValue(String text, ZoneId otherwise) {
        Matcher matcher = FORM.matcher(text);
        if (!matcher.matches()) {
            throw malformed();
        }
        try {
            LocalDateTime from = LocalDateTime.of(
                    number(matcher, 1, 0),
                    number(matcher, 2, 1),
                    number(matcher, 3, 1),
                    number(matcher, 4, 0),
                    number(matcher, 5, 0),
                    Math.min(LAST_MINUTE, number(matcher, 6, 0)), // a leap second has no place in this clock
                    nanos(matcher.group(7)));
            ZoneOffset offset =
                    matcher.group(8) == null ? otherwise.getRules().getOffset(from) : parseOffset(matcher.group(8));
            return new DateTimeRange(
                    from.atOffset(offset), next(matcher, from).minusNanos(1).atOffset(offset));
        } catch (DateTimeException e) {
            throw new IllegalArgumentException("no such time", e);
        }
    }

    private static int number(Matcher matcher, int group, int absent) {
        return matcher.group(group) == null ? absent : Integer.parseInt(matcher.group(group));
    }

    private static int nanos(@Nullable String fraction) {
        return fraction == null ? 0 : Integer.parseInt((fraction + "000000000").substring(0, 9));
    }

    /** The first moment that the text cannot mean any more. */
    private static LocalDateTime next(Matcher matcher, LocalDateTime from) {
        if (matcher.group(7) != null) {
            return from.plusNanos((long) Math.pow(10, 9 - matcher.group(7).length()));
        }
        if (matcher.group(6) != null) {
            return from.plusSeconds(1);
        }
        if (matcher.group(5) != null) {
            return from.plusMinutes(1);
        }
        if (matcher.group(4) != null) {
            return from.plusHours(1);
        }
        if (matcher.group(3) != null) {
            return from.plusDays(1);
        }
        return matcher.group(2) != null ? from.plusMonths(1) : from.plusYears(1);
    }

    /** Reads an offset from UTC as (0008,0201) has it, {@code +0100}; from -1200 to +1400 (PS3.5, 6.2). */
    public static ZoneOffset parseOffset(String text) {
        Matcher matcher = OFFSET.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("an offset is written +HHMM or -HHMM");
        }
        int minutes = Integer.parseInt(matcher.group(2)) * 60 + Integer.parseInt(matcher.group(3));
        boolean west = matcher.group(1).equals("-");
        if (minutes > (west ? 12 : 14) * 60 || Integer.parseInt(matcher.group(3)) > LAST_MINUTE) {
            throw new IllegalArgumentException("offsets go from -1200 to +1400");
        }
        return ZoneOffset.ofTotalSeconds((west ? -minutes : minutes) * 60);
    }

    /** Whether the moment lies in the span. */
    public boolean contains(OffsetDateTime moment) {
        return !moment.isBefore(earliest) && !moment.isAfter(latest);
    }

    private static IllegalArgumentException malformed() {
        return new IllegalArgumentException("a date time is written YYYYMMDDHHMMSS.FFFFFF+ZZXX");
    }
}
