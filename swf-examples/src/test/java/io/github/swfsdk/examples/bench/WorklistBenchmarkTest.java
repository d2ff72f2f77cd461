package io.github.swfsdk.examples.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.swfsdk.examples.CommandLineRun;
import org.junit.jupiter.api.Test;

class WorklistBenchmarkTest {
    private static final String ROW = "\\| H2 \\| %s \\| %s \\| \\d+ \\| \\d+\\.\\d\\d \\| \\d+\\.\\d\\d \\| \\d+ \\|";

    @Test
    void measuresSchedulesOfSeveralSizes() {
        CommandLineRun run = CommandLineRun.of(
                "bench", "mwl", "--steps", "8,1200", "--warm-up", "0.01", "--seconds", "0.02", "--pollers", "3");

        assertThat(run.err()).isEmpty();
        String[] lines = run.out().split("\\R");
        assertThat(lines).hasSize(12);
        assertThat(lines[2]).matches(ROW.formatted("8", "accession number"));
        assertThat(lines[3]).matches(ROW.formatted("8", "patient ID")).startsWith("| H2 | 8 | patient ID | 4 |");
        assertThat(lines[7]).startsWith("| H2 | 1,200 | accession number | 1 |");
        assertThat(lines[11]).matches(ROW.formatted("1,200", "3 at once, station and day"));
        assertThat(run.exit()).isZero();
    }

    @Test
    void refusesToMeasureNothing() {
        CommandLineRun run = CommandLineRun.of("bench", "mwl", "--steps", "0");

        assertThat(run.exit()).isEqualTo(2);
        assertThat(run.err()).contains("must be positive").hasLineCount(1);
    }
}
