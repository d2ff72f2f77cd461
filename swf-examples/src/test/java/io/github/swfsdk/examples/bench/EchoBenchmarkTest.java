package io.github.swfsdk.examples.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.swfsdk.examples.CommandLineRun;
import org.junit.jupiter.api.Test;

class EchoBenchmarkTest {
    @Test
    void measuresThisSdkAlone() {
        CommandLineRun run = CommandLineRun.of(
                "bench", "echo", "--without-dcmtk", "--echoes=20", "--associations=5", "--rounds=1", "--warm-up=0");

        assertThat(run.err()).isEmpty();
        assertThat(run.out().lines())
                .anyMatch(line -> line.matches("swf > swf, echo +[1-9]\\d*"))
                .anyMatch(line -> line.matches("swf > swf, open echo release +[1-9]\\d*"));
        assertThat(run.exit()).isZero();
    }
}
