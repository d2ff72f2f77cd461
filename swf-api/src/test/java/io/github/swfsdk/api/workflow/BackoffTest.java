package io.github.swfsdk.api.workflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;

class BackoffTest {
    @Test
    void doublesUpToTheLongestWait() {
        Backoff exact = new Backoff(Duration.ofSeconds(1), Duration.ofSeconds(10), 0);

        assertThat(wait(exact, 1)).hasSeconds(1);
        assertThat(wait(exact, 2)).hasSeconds(2);
        assertThat(wait(exact, 3)).hasSeconds(4);
        assertThat(wait(exact, 4)).hasSeconds(8);
        assertThat(wait(exact, 5)).hasSeconds(10);
        assertThat(wait(exact, 1_000_000)).hasSeconds(10);
    }

    @Test
    void spreadsOnlyDownwards() {
        Backoff spread = new Backoff(Duration.ofSeconds(8), Duration.ofSeconds(10), 0.5);
        Random random = new Random(1);
        for (int i = 0; i < 1000; i++) {
            assertThat(spread.after(1, random)).isBetween(Duration.ofSeconds(4), Duration.ofSeconds(8));
            assertThat(spread.after(9, random)).isBetween(Duration.ofSeconds(5), Duration.ofSeconds(10));
        }
    }

    @Test
    void refusesWhatMakesNoSense() {
        Duration second = Duration.ofSeconds(1);
        assertThatThrownBy(() -> new Backoff(Duration.ZERO, second, 0))
                .hasMessage("first must be positive, but was PT0S");
        assertThatThrownBy(() -> new Backoff(second, Duration.ofMillis(1), 0))
                .hasMessage("longest must be at least PT1S, but was PT0.001S");
        assertThatThrownBy(() -> new Backoff(second, second, 1.5))
                .hasMessage("spread must be from 0 to 1, but was 1.5");
    }

    private static Duration wait(Backoff backoff, int failures) {
        return backoff.after(failures, new Random(1));
    }
}
