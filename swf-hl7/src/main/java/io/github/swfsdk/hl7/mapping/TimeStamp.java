package io.github.swfsdk.hl7.mapping;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A time stamp, {@code YYYY[MM[DD[HH[MM[SS[.S[S[S[S]]]]]]]]][+/-ZZZZ]} (TS; HL7 v2.3.1, 2.8.41).
 *
 * @param date the day, empty if only year or month are known
 * @param time the time of day, empty if it is not given
 * @param offset from UTC, {@code +ZZZZ} or {@code -ZZZZ}; empty if it is not given
 */
record TimeStamp(Optional<LocalDate> date, Optional<LocalTime> time, String offset) {
    private static final Pattern FORMAT = Pattern.compile(
            "(\\d{4})(?:(\\d{2})(?:(\\d{2})(?:(\\d{2})(?:(\\d{2})(?:(\\d{2})(?:\\.(\\d{1,4}))?)?)?)?)?)?([+-]\\d{4})?");
    private static final int NANO_DIGITS = 9;

    /** Reads a time stamp; empty if the text is none, or names no day or time of the calendar. */
    static Optional<TimeStamp> parse(String text) {
        Matcher parts = FORMAT.matcher(text);
        if (!parts.matches()) {
            return Optional.empty();
        }
        try {
            return Optional.of(new TimeStamp(date(parts), time(parts), offset(parts)));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private static Optional<LocalDate> date(Matcher parts) {
        int month = number(parts, 2, 1);
        LocalDate date = LocalDate.of(number(parts, 1, 0), month, number(parts, 3, 1));
        return parts.group(3) == null ? Optional.empty() : Optional.of(date);
    }

    private static Optional<LocalTime> time(Matcher parts) {
        if (parts.group(4) == null) {
            return Optional.empty();
        }
        String fraction = parts.group(7) == null ? "" : parts.group(7);
        int nanos = Integer.parseInt(fraction + "0".repeat(NANO_DIGITS - fraction.length()));
        return Optional.of(LocalTime.of(number(parts, 4, 0), number(parts, 5, 0), number(parts, 6, 0), nanos));
    }

    private static String offset(Matcher parts) {
        return parts.group(8) == null ? "" : parts.group(8);
    }

    private static int number(Matcher parts, int group, int otherwise) {
        String digits = parts.group(group);
        return digits == null ? otherwise : Integer.parseInt(digits);
    }
}
