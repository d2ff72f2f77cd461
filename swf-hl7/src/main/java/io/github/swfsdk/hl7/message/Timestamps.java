package io.github.swfsdk.hl7.message;

import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;

/** Writes times as HL7 does (TS; HL7 v2.3.1, 2.8.41). */
public final class Timestamps {
    private static final DateTimeFormatter SECONDS = DateTimeFormatter.ofPattern("uuuuMMddHHmmssxx");

    private Timestamps() {}

    /** The time of the clock, {@code YYYYMMDDHHMMSS+ZZZZ}. */
    public static String format(Clock clock) {
        return SECONDS.format(OffsetDateTime.now(clock));
    }
}
