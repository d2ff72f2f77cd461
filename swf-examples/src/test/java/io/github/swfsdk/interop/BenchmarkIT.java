package io.github.swfsdk.interop;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.swfsdk.examples.CommandLineRun;
import org.junit.jupiter.api.Test;

/** That the benchmarks find DCMTK and measure all that they promise. */
class BenchmarkIT {
    @Test
    void storesBesideDcmtkInEveryCombination() {
        Peers.tool("storescu");
        Peers.tool("storescp");

        CommandLineRun run = CommandLineRun.of(
                "bench", "store", "--images=4", "--size=64", "--rounds=1", "--warm-up=0", "--associations=2");

        assertThat(run.err()).isEmpty();
        assertThat(run.out().lines().map(line -> line.split(", 2 assoc")[0]))
                .contains(
                        "dcmtk > dcmtk",
                        "dcmtk > swf",
                        "swf > dcmtk",
                        "swf > swf",
                        "dcmtk, Nagle > swf",
                        "swf > dcmtk, Nagle",
                        "swf > swf, durable");
    }

    @Test
    void echoesBesideDcmtkInEveryCombination() {
        Peers.tool("echoscu");
        Peers.tool("storescp");

        CommandLineRun run =
                CommandLineRun.of("bench", "echo", "--echoes=5", "--associations=3", "--rounds=1", "--warm-up=0");

        assertThat(run.err()).isEmpty();
        assertThat(run.out().lines().map(line -> line.split(" {2,}")[0]))
                .contains(
                        "swf > swf, echo",
                        "dcmtk > dcmtk, echo",
                        "dcmtk, Nagle > swf, echo",
                        "swf > dcmtk, Nagle, echo",
                        "swf > dcmtk, Nagle, open echo release");
    }
}
