package io.github.swfsdk.examples.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.swfsdk.examples.CommandLineRun;
import org.junit.jupiter.api.Test;

class CodecBenchmarkTest {
    @Test
    void readsAHeaderAndNestedItems() {
        CommandLineRun run = CommandLineRun.of("bench", "codec", "--items=100", "--seconds=0.05");

        assertThat(run.err()).isEmpty();
        assertThat(run.out().lines())
                .hasSize(2)
                .anyMatch(line -> line.matches("codec header of a CT image: elements=[1-9]\\d* bytes=[1-9].*"))
                .anyMatch(line -> line.matches(
                        "codec data set of 100 items: elements=402 bytes=[1-9].* mb-per-second=[1-9]\\d*"));
        assertThat(run.exit()).isZero();
    }
}
