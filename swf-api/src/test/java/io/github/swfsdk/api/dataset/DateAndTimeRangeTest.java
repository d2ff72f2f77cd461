package io.github.swfsdk.api.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDate;
import java.time.LocalTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DateAndTimeRangeTest {
    private static final LocalDate FIFTH = LocalDate.of(2026, 7, 5);
    private static final LocalDate SEVENTH = LocalDate.of(2026, 7, 7);

    @Test
    void readsTheFourFormsOfADateKey() {
        assertThat(DateRange.parse("20260705")).isEqualTo(new DateRange(FIFTH, FIFTH));
        assertThat(DateRange.parse("20260705-20260707")).isEqualTo(new DateRange(FIFTH, SEVENTH));
        assertThat(DateRange.parse("-20260707")).isEqualTo(new DateRange(LocalDate.MIN, SEVENTH));
        assertThat(DateRange.parse("20260705-")).isEqualTo(new DateRange(FIFTH, LocalDate.MAX));
        assertThat(DateRange.parse("")).isEqualTo(DateRange.ALWAYS);
    }

    @Test
    void countsBothEndsOfADateRange() {
        DateRange range = DateRange.parse("20260705-20260707");

        assertThat(range.contains(FIFTH)).isTrue();
        assertThat(range.contains(SEVENTH)).isTrue();
        assertThat(range.contains(FIFTH.minusDays(1))).isFalse();
        assertThat(range.contains(SEVENTH.plusDays(1))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"-", "2026", "202607*", "20260230", "20261301", "20260707-20260705", "2026-07-05", "٢٠٢٦٠٧٠٥"})
    void refusesWhatIsNoDateKey(String key) {
        assertThatThrownBy(() -> DateRange.parse(key)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void readsTheOlderDateWithDots() {
        assertThat(DateRange.parse("2026.07.05")).isEqualTo(DateRange.of(FIFTH));
    }

    @ParameterizedTest
    @CsvSource({
        "10, 10:00:00, 10:59:59.999999999",
        "1030, 10:30:00, 10:30:59.999999999",
        "103015, 10:30:15, 10:30:15.999999999",
        "103015.5, 10:30:15.5, 10:30:15.599999999",
        "103015.123456, 10:30:15.123456, 10:30:15.123456999",
        "10:30:15, 10:30:15, 10:30:15.999999999",
        "1000-1800, 10:00:00, 18:00:59.999999999",
        "-1800, 00:00:00, 18:00:59.999999999",
        "1000-, 10:00:00, 23:59:59.999999999",
        "235960, 23:59:59, 23:59:59.999999999",
    })
    void readsATimeKeyAsTheSpanThatItMayMean(String key, LocalTime earliest, LocalTime latest) {
        assertThat(TimeRange.parse(key)).isEqualTo(new TimeRange(earliest, latest));
    }

    @ParameterizedTest
    @ValueSource(strings = {"-", "1", "103", "2400", "1060", "10301", "103015.", "103015.1234567", "10*", "1030.5"})
    void refusesWhatIsNoTimeKey(String key) {
        assertThatThrownBy(() -> TimeRange.parse(key)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void writesMicrosecondsOnlyWhereThereAreAny() {
        assertThat(TimeRange.formatTime(LocalTime.of(8, 0, 1))).isEqualTo("080001");
        assertThat(TimeRange.formatTime(LocalTime.of(8, 0, 1, 5_000))).isEqualTo("080001.000005");
    }
}
