package io.github.swfsdk.examples.bench;

import java.io.IOException;
import java.util.Collection;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Measures the data set reader with JMH: the header of a CT image, and a data set of many nested items. */
@Command(
        name = "codec",
        showDefaultValues = true,
        description =
                "Reads the header of a CT image and a data set of nested items again and again, from memory, on one"
                        + " thread: a row of a table for each, measured with JMH in a JVM of its own.")
final class CodecBenchmark implements Callable<Integer> {
    private static final int WARMUPS = 3;
    private static final int MEASURED = 5;
    private static final int HUNDRED = 100;

    @Spec
    private CommandSpec spec;

    @Option(names = "--items", paramLabel = "N", description = "how many nested items, in whole hundreds")
    private int items = 10_000;

    @Option(
            names = "--seconds",
            paramLabel = "N",
            description = "how long each of the " + WARMUPS + " rounds to warm up and of the " + MEASURED
                    + " that are measured takes")
    private double seconds = 1;

    @Option(names = "--forks", paramLabel = "N", description = "how many JVMs; with 0 it runs in this one")
    private int forks = 2;

    @Option(names = "--jvm-args", split = " ", paramLabel = "ARGS", description = "options of these JVMs")
    private String[] jvmArgs = {"-XX:+UseSerialGC", "-Xmx512m"};

    @Override
    public Integer call() throws IOException, RunnerException {
        if (items < 1 || items % HUNDRED != 0 || !(seconds > 0) || forks < 0) {
            throw new ParameterException(spec.commandLine(), "the numbers must be positive, the items whole hundreds");
        }
        DataSetReading files = new DataSetReading();
        files.items = items;
        files.prepare();
        Collection<RunResult> results = measure();
        print("| | elements | bytes | ns per element | MB/s |%n|---|---|---|---|---|%n");
        row(
                "header of a CT image, file meta information included",
                DataSetReading.elements(files.header()),
                files.headerLength(),
                nanos(results, "header"));
        row(
                "data set of " + items + " nested items",
                DataSetReading.elements(files.nestedItems()),
                files.nestedLength(),
                nanos(results, "nestedItems"));
        return 0;
    }

    private Collection<RunResult> measure() throws RunnerException {
        TimeValue round = TimeValue.nanoseconds((long) (seconds * 1e9));
        return new Runner(new OptionsBuilder()
                        .include("^" + DataSetReading.class.getName() + "\\.")
                        .param("items", String.valueOf(items))
                        .mode(Mode.AverageTime)
                        .timeUnit(TimeUnit.NANOSECONDS)
                        .forks(forks)
                        .jvmArgs(jvmArgs)
                        .warmupIterations(WARMUPS)
                        .warmupTime(round)
                        .measurementIterations(MEASURED)
                        .measurementTime(round)
                        .shouldFailOnError(true)
                        .verbosity(VerboseMode.SILENT)
                        .build())
                .run();
    }

    private static double nanos(Collection<RunResult> results, String benchmark) {
        return results.stream()
                .filter(result -> result.getParams().getBenchmark().endsWith("." + benchmark))
                .findFirst()
                .orElseThrow()
                .getPrimaryResult()
                .getScore();
    }

    private void row(String what, int elements, int bytes, double nanos) {
        print("| %s | %d | %d | %.0f | %.0f |%n", what, elements, bytes, nanos / elements, bytes * 1e3 / nanos);
    }

    private void print(String format, Object... arguments) {
        spec.commandLine().getOut().printf(Locale.ROOT, format, arguments);
    }
}
