package io.github.swfsdk.examples.bench;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Rows that are measured in turn, round after round, so that what else the machine does meets all of them; printed as medians
 * with their ratios. One caller at a time.
 */
final class Comparison {
    /** One measurement. */
    @FunctionalInterface
    interface Measurement {
        /** Returns how many there were per second. */
        double run() throws IOException, InterruptedException;
    }

    private record Row(Measurement measurement, String reference, List<Double> rates) {
        double median() {
            List<Double> sorted = rates.stream().sorted().toList();
            return sorted.get(sorted.size() / 2);
        }
    }

    private final Map<String, Row> rows = new LinkedHashMap<>();

    /**
     * Adds a row.
     *
     * @param reference the row to compare with; empty for none, and one that is not there is none
     */
    void add(String name, String reference, Measurement measurement) {
        rows.put(name, new Row(measurement, reference, new ArrayList<>()));
    }

    /** Measures every row in each round; the first {@code warmUp} rounds do not count. */
    void run(int warmUp, int rounds) throws IOException, InterruptedException {
        for (int round = 0; round < warmUp + rounds; round++) {
            for (Row row : rows.values()) {
                double rate = row.measurement().run();
                if (round >= warmUp) {
                    row.rates().add(rate);
                }
            }
        }
    }

    /** Prints the table. */
    void print(PrintWriter out, String unit) {
        out.printf("%-44s %12s %8s  %s%n", "", unit, "ratio", "to");
        rows.forEach((name, row) -> {
            Row reference = rows.get(row.reference());
            if (reference == null) {
                out.printf("%-44s %12.0f%n", name, row.median());
            } else {
                out.printf(
                        "%-44s %12.0f %8.2f  %s%n",
                        name, row.median(), row.median() / reference.median(), row.reference());
            }
        });
    }
}
