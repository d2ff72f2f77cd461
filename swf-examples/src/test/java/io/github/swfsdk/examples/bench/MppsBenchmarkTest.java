package io.github.swfsdk.examples.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.swfsdk.examples.CommandLineRun;
import org.junit.jupiter.api.Test;

class MppsBenchmarkTest {
    @Test
    void measuresPairsInMemory() {
        CommandLineRun run = CommandLineRun.of(
                "bench", "mpps", "--memory", "--pairs", "20", "--warm-up", "2", "--associations", "3");

        assertThat(run.err()).isEmpty();
        assertThat(run.out())
                .matches(
                        "mpps store=memory associations=3 stored=0 pairs=20 per-second=[1-9]\\d* median-ms=\\d+\\.\\d{3}"
                                + " p99-ms=\\d+\\.\\d{3} max-ms=\\d+\\.\\d\\R");
        assertThat(run.exit()).isZero();
    }

    @Test
    void measuresPairsInTheEmbeddedDatabaseAmongOtherOrders() {
        CommandLineRun run = CommandLineRun.of("bench", "mpps", "--pairs", "5", "--warm-up", "0", "--stored", "7");

        assertThat(run.err()).isEmpty();
        assertThat(run.out()).startsWith("mpps store=embedded associations=1 stored=7 pairs=5 ");
        assertThat(run.exit()).isZero();
    }

    @Test
    void refusesToMeasureNothing() {
        CommandLineRun run = CommandLineRun.of("bench", "mpps", "--pairs", "0");

        assertThat(run.exit()).isEqualTo(2);
        assertThat(run.err()).contains("must be positive").hasLineCount(1);
    }
}
