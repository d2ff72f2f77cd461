package io.github.swfsdk.examples.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.swfsdk.examples.CommandLineRun;
import org.junit.jupiter.api.Test;

class StoreBenchmarkTest {
    @Test
    void measuresThisSdkAlone() {
        CommandLineRun run = CommandLineRun.of(
                "bench",
                "store",
                "--without-dcmtk",
                "--images=6",
                "--size=64",
                "--rounds=1",
                "--warm-up=0",
                "--associations=1,2");

        assertThat(run.err()).isEmpty();
        assertThat(run.out().lines())
                .hasSizeGreaterThanOrEqualTo(6)
                .anyMatch(line -> line.matches("swf > swf, 1 association +[1-9]\\d*"))
                .anyMatch(line -> line.matches("swf > swf, 2 associations +[1-9]\\d*"))
                .anyMatch(line -> line.matches(
                        "swf > swf, durable, 2 associations +[1-9]\\d* +\\d+\\.\\d\\d  swf > swf, 2 associations"));
        assertThat(run.exit()).isZero();
    }

    @Test
    void refusesToMeasureNothing() {
        CommandLineRun run = CommandLineRun.of("bench", "store", "--associations=0");

        assertThat(run.exit()).isEqualTo(2);
        assertThat(run.err()).contains("must be positive").hasLineCount(1);
    }
}
