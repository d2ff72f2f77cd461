package io.github.swfsdk.storage.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StepPlaceTest {
    private static final LocalDate DAY = LocalDate.of(2026, 1, 10);

    /** 10 January 2026 is day 46,030 from 1 January 1900, "DX1" has the hash 68,125, 1DH in its last byte. */
    @Test
    void beginsWithDayAndStation() {
        assertThat("DX1".hashCode()).isEqualTo(68_125);
        assertThat(StepPlace.of(DAY, "DX1", 5, 7)).isEqualTo((46_030L + 2) << 47 | 0x1DL << 39 | 5L << 12 | 7);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0001-01-01", "1899-12-31", "1900-01-01", "2026-01-10", "2079-06-04", "9999-12-31"})
    void liesWithinItsDayWhateverTheRest(String text) {
        LocalDate day = LocalDate.parse(text);
        assertThat(StepPlace.of(day, null, 0, 0)).isBetween(StepPlace.first(day), StepPlace.last(day));
        assertThat(StepPlace.of(day, "\u00ff", Long.MAX_VALUE, StepPlace.MAX_STEPS - 1))
                .isBetween(StepPlace.first(day), StepPlace.last(day));
        assertThat(StepPlace.first(day)).isBetween(StepPlace.first(LocalDate.MIN), StepPlace.last(LocalDate.MAX));
    }

    @Test
    void comesInTheOrderOfDays() {
        assertThat(StepPlace.first(DAY)).isEqualTo(StepPlace.last(DAY.minusDays(1)) + 1);
    }

    @Test
    void isBeforeAllDaysIfThereIsNoneAndBeforeThatIfNothingCanBeSaid() {
        assertThat(StepPlace.unsure("DX1", 5, 7)).isLessThan(StepPlace.FIRST_SURE);
        assertThat(StepPlace.of(null, null, 0, 0)).isEqualTo(StepPlace.FIRST_SURE);
        assertThat(StepPlace.of(null, "DX1", 5, 7)).isLessThan(StepPlace.first(LocalDate.MIN));
    }

    @Test
    void tellsOrderAndPosition() {
        long place = StepPlace.of(DAY, "DX1", (1 << 27) - 1, StepPlace.MAX_STEPS - 1);
        assertThat(StepPlace.order(place)).isEqualTo((1 << 27) - 1);
        assertThat(StepPlace.step(place)).isEqualTo(StepPlace.MAX_STEPS - 1);
    }

    @Test
    void hasRoomForSoManyStepsOfAnOrder() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> StepPlace.of(DAY, "DX1", 5, StepPlace.MAX_STEPS))
                .withMessage("an order has 4096 steps at most");
    }
}
