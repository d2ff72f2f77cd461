package io.github.swfsdk.examples.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.swfsdk.examples.CommandLineRun;
import org.junit.jupiter.api.Test;

class CodecBenchmarkTest {
    @Test
    void printsARowForAHeaderAndForNestedItems() {
        CommandLineRun run = CommandLineRun.of("bench", "codec", "--items=100", "--seconds=0.02", "--forks=0");

        assertThat(run.err()).isEmpty();
        assertThat(run.out().lines()).hasSize(4).first().isEqualTo("| | elements | bytes | ns per element | MB/s |");
        assertThat(run.out().lines().skip(2))
                .satisfiesExactly(
                        header -> assertThat(header)
                                .matches("\\| header of a CT image.* \\| [1-9]\\d \\| 1\\d{3} \\| \\d+ \\| \\d+ \\|"),
                        nested -> assertThat(nested)
                                .matches("\\| data set of 100 nested items \\| 405 \\| \\d+ \\| \\d+ \\| \\d+ \\|"));
        assertThat(run.exit()).isZero();
    }

    @Test
    void refusesItemsThatAreNoWholeHundreds() {
        assertThat(CommandLineRun.of("bench", "codec", "--items=150").exit()).isEqualTo(2);
    }
}
