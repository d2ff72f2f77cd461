package io.github.swfsdk.api.worklist;

import io.github.swfsdk.api.dataset.DateRange;
import io.github.swfsdk.api.dataset.DateTimeRange;
import io.github.swfsdk.api.dataset.TimeRange;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.Optional;
import java.util.Set;

/** Compares one stored value, never an empty one, with a key that is not universal (PS3.4, C.2.2.2). */
@FunctionalInterface
interface ValueTest {
    boolean matches(String stored);

    static ValueTest literal(String key) {
        return key::equals;
    }

    static ValueTest wildcard(String key) {
        return Wildcard.isUsedIn(key) ? new Wildcard(key)::matches : literal(key);
    }

    static ValueTest oneOf(Set<String> keys) {
        return keys::contains;
    }

    /** Compares numbers by value: 72.50 is 72.5. */
    static ValueTest number(String key) {
        BigDecimal wanted = new BigDecimal(key);
        return stored ->
                numberOf(stored).filter(value -> value.compareTo(wanted) == 0).isPresent();
    }

    static ValueTest date(DateRange range) {
        return stored -> dateOf(stored).filter(range::contains).isPresent();
    }

    static ValueTest time(TimeRange range) {
        return stored -> timeOf(stored).filter(range::contains).isPresent();
    }

    /**
     * Compares moments, whatever their offsets from UTC are (PS3.4, C.2.2.2.5.3).
     *
     * @param zone of stored values without an offset
     */
    static ValueTest dateTime(DateTimeRange range, ZoneId zone) {
        return stored -> momentOf(stored, zone).filter(range::contains).isPresent();
    }

    /** The stored day; empty if the value is none: it is unknown then, and unknown matches nothing. */
    static Optional<LocalDate> dateOf(String stored) {
        try {
            return stored.indexOf('-') >= 0
                    ? Optional.empty()
                    : Optional.of(DateRange.parse(stored).earliest());
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** The stored time of day, its start if it is not precise; empty if the value is none. */
    static Optional<LocalTime> timeOf(String stored) {
        try {
            return stored.indexOf('-') >= 0
                    ? Optional.empty()
                    : Optional.of(TimeRange.parse(stored).earliest());
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** The stored moment, its start if it is not precise; empty if the value is none. */
    private static Optional<OffsetDateTime> momentOf(String stored, ZoneId zone) {
        try {
            return Optional.of(DateTimeRange.ofValue(stored, zone).earliest());
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static Optional<BigDecimal> numberOf(String stored) {
        try {
            return Optional.of(new BigDecimal(stored));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }
}
