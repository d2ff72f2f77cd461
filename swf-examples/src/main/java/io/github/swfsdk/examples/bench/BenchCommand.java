package io.github.swfsdk.examples.bench;

import picocli.CommandLine.Command;

/** Runs one of the benchmarks. */
@Command(
        name = "bench",
        description = "Measures one transaction on this machine, over the loopback address.",
        synopsisSubcommandLabel = "KIND",
        subcommands = {
            StoreBenchmark.class,
            EchoBenchmark.class,
            CodecBenchmark.class,
            MppsBenchmark.class,
            WorklistBenchmark.class,
            ReceiveCommand.class
        })
public final class BenchCommand {}
