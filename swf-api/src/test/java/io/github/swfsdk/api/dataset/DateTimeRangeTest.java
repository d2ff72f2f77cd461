package io.github.swfsdk.api.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DateTimeRangeTest {
    private static final ZoneOffset HERE = ZoneOffset.ofHours(1);

    @ParameterizedTest
    @CsvSource({
        "2026,                       2026-01-01T00:00:00+01:00, 2026-12-31T23:59:59.999999999+01:00",
        "202602,                     2026-02-01T00:00:00+01:00, 2026-02-28T23:59:59.999999999+01:00",
        "20260228,                   2026-02-28T00:00:00+01:00, 2026-02-28T23:59:59.999999999+01:00",
        "2026022814,                 2026-02-28T14:00:00+01:00, 2026-02-28T14:59:59.999999999+01:00",
        "20260228143005.25,          2026-02-28T14:30:05.25+01:00, 2026-02-28T14:30:05.259999999+01:00",
        "20260228143005.123456-0330, 2026-02-28T14:30:05.123456-03:30, 2026-02-28T14:30:05.123456999-03:30",
        "2025-2026,                  2025-01-01T00:00:00+01:00, 2026-12-31T23:59:59.999999999+01:00",
        "2026+0000-2026+0000,        2026-01-01T00:00:00Z, 2026-12-31T23:59:59.999999999Z",
        "20261231235960,             2026-12-31T23:59:59+01:00, 2026-12-31T23:59:59.999999999+01:00"
    })
    void readsValuesAndRanges(String key, String earliest, String latest) {
        assertThat(DateTimeRange.parse(key, HERE))
                .isEqualTo(new DateTimeRange(OffsetDateTime.parse(earliest), OffsetDateTime.parse(latest)));
    }

    @Test
    void readsOpenRanges() {
        DateTimeRange until = DateTimeRange.parse("-20261105", HERE);
        DateTimeRange since = DateTimeRange.parse("20261105-", HERE);

        assertThat(until.contains(OffsetDateTime.parse("1900-01-01T00:00:00Z"))).isTrue();
        assertThat(until.contains(OffsetDateTime.parse("2026-11-05T23:30:00Z"))).isFalse();
        assertThat(since.contains(OffsetDateTime.parse("2026-11-04T23:30:00Z"))).isTrue();
        assertThat(since.contains(OffsetDateTime.parse("2026-11-04T22:30:00Z"))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "-",
                "226",
                "202613",
                "20260230",
                "2026022825",
                "2026+1500",
                "2026-2025",
                "20260228143005.1234567",
                "a",
                "2026+01",
                "2026+0160"
            })
    void refusesWhatIsNoDateTime(String key) {
        assertThatIllegalArgumentException().isThrownBy(() -> DateTimeRange.parse(key, HERE));
    }

    @Test
    void readsOffsets() {
        assertThat(DateTimeRange.parseOffset("-1200")).isEqualTo(ZoneOffset.ofHours(-12));
        assertThat(DateTimeRange.parseOffset("+1400")).isEqualTo(ZoneOffset.ofHours(14));
        assertThatIllegalArgumentException().isThrownBy(() -> DateTimeRange.parseOffset("-1201"));
    }
}
