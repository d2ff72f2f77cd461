package io.github.swfsdk.examples.embedding;

import io.github.swfsdk.api.dataset.DateRange;
import io.github.swfsdk.api.worklist.ScheduledStep;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Stands for the order database that a RIS vendor has: accession numbers, what is planned, how far it has come. */
public final class OrderDatabase {
    /** How far an order has come. */
    public enum Progress {
        /** Planned. */
        PLANNED,
        /** Begun. */
        BEGUN,
        /** Done. */
        DONE,
        /** Given up. */
        GIVEN_UP
    }

    private record Row(ScheduledStep step, Progress progress) {}

    private final Map<String, Row> rows = new ConcurrentHashMap<>();

    /** Creates an empty database. */
    public OrderDatabase() {}

    /** Plans a step. */
    public void plan(ScheduledStep step) {
        rows.put(step.accessionNumber(), new Row(step, Progress.PLANNED));
    }

    /** The steps that are planned for these days. */
    public List<ScheduledStep> planned(DateRange days) {
        return rows.values().stream()
                .filter(row -> row.progress() == Progress.PLANNED)
                .map(Row::step)
                .filter(step -> step.start()
                        .filter(start -> days.contains(start.toLocalDate()))
                        .isPresent())
                .toList();
    }

    /** Notes how far an order has come; false if there is no such order. */
    public boolean mark(String accessionNumber, Progress progress) {
        return rows.computeIfPresent(accessionNumber, (key, row) -> new Row(row.step(), progress)) != null;
    }

    /** How far an order has come. */
    public Progress progress(String accessionNumber) {
        Row row = rows.get(accessionNumber);
        if (row == null) {
            throw new IllegalArgumentException("no such order");
        }
        return row.progress();
    }
}
