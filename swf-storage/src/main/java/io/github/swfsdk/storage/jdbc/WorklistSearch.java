package io.github.swfsdk.storage.jdbc;

import io.github.swfsdk.api.dataset.DataSet;
import io.github.swfsdk.api.dataset.DateRange;
import io.github.swfsdk.api.dataset.Tag;
import io.github.swfsdk.api.dataset.Tags;
import io.github.swfsdk.api.spi.DataSetCodec;
import io.github.swfsdk.api.workflow.StepRecord;
import io.github.swfsdk.api.workflow.StepStatus;
import io.github.swfsdk.api.worklist.ScheduledStep;
import io.github.swfsdk.api.worklist.WorklistQuery;
import io.github.swfsdk.api.worklist.WorklistSink;
import io.github.swfsdk.storage.internal.schema.Database;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * One worklist query: looks up which open steps may match, then reads them in pages, so that no connection and no row is held
 * while a peer takes its answers slowly. A key narrows the search only if it has a plain value; steps whose columns cannot
 * tell are always among the candidates. For one thread.
 *
 * <p>Candidates come by their {@link StepPlace}, so in the order of days. Each way to narrow by what many steps share has an
 * index that begins with {@code is_open}, so that what has ended costs nothing, and ends with the place: by modality and day, by
 * station and day, and by day alone. A step that moves to another day while a query goes on is offered as it is now; where there
 * are more candidates than are looked up at once, it may be offered twice, or first by the next query.
 */
final class WorklistSearch {
    private static final int PAGE = 100;

    /** The most candidates that are looked up at once: bounds the memory of a query, and is more than a device can show. */
    static final int PLACES = 5_000;

    private static final String STEPS = "select s.place from swf_step s where s.is_open = true";
    private static final String OTHER_STATIONS = "select a.place from swf_step_other_station a"
            + " join swf_step s on s.place = a.place where a.is_open = true and a.station = ?";
    private static final String FOUND = "select s.place, s.status, s.attributes from swf_step s where s.is_open = true";

    private final DataSetCodec codec;
    private final StringBuilder identifiers = new StringBuilder();
    private final List<Object> values = new ArrayList<>();
    private final @Nullable String station;
    private final @Nullable String modality;
    private final int atOnce;
    private long first = Long.MIN_VALUE;
    private long last = Long.MAX_VALUE;

    WorklistSearch(WorklistQuery query, DataSetCodec codec, int atOnce) {
        this.codec = codec;
        this.atOnce = atOnce;
        DataSet root = query.identifier();
        DataSet step = query.stepKeys();
        station = plainValue(step, Tags.SCHEDULED_STATION_AE_TITLE).orElse(null);
        modality = plainValue(step, Tags.MODALITY).orElse(null);
        narrow(root, Tags.PATIENT_ID, " and s.patient_id = ?");
        narrow(root, Tags.ACCESSION_NUMBER, " and s.accession_number = ?");
        narrow(root, Tags.REQUESTED_PROCEDURE_ID, " and s.procedure_id = ?");
        narrow(root, Tags.STUDY_INSTANCE_UID, " and s.study_uid = ?");
        narrowByDate(step);
    }

    /** Offers the candidates, until the sink wants no more. */
    void run(Database database, WorklistSink sink) {
        long from = Long.MIN_VALUE;
        List<Long> places;
        do {
            long next = from;
            Candidates candidates = database.read("search the worklist", connection -> {
                List<Long> found = places(connection, next);
                return new Candidates(found, page(connection, found, 0));
            });
            places = candidates.places();
            boolean wanted = offer(candidates.page(), sink);
            for (int i = PAGE; wanted && i < places.size(); i += PAGE) {
                List<Long> all = places;
                int start = i;
                wanted = offer(database.read("search the worklist", connection -> page(connection, all, start)), sink);
            }
            if (!wanted) {
                return;
            }
            from = places.isEmpty() ? from : places.get(places.size() - 1) + 1;
        } while (places.size() == atOnce);
    }

    private static boolean offer(List<ScheduledStep> page, WorklistSink sink) {
        for (ScheduledStep step : page) {
            if (!sink.offer(step)) {
                return false;
            }
        }
        return true;
    }

    /** Where the next candidates are. */
    private List<Long> places(Connection connection, long from) throws SQLException {
        TreeSet<Long> all = new TreeSet<>();
        for (Lookup lookup : lookups(from)) {
            all.addAll(places(connection, lookup));
        }
        return all.stream().limit(atOnce).toList();
    }

    /**
     * The queries for where candidates are, from a place on. An identifier narrows more than all the rest. Without one, what the
     * rows have in common begins the order, so that H2 sees which index is in that order; beside an identifier it would rather
     * walk that index than sort the few steps that have it.
     */
    List<Lookup> lookups(long from) {
        long next = Math.max(from, first);
        List<Lookup> lookups = new ArrayList<>();
        if (!identifiers.isEmpty()) {
            lookups.add(lookup(STEPS + identifiers, values, from, Long.MAX_VALUE, "s.place"));
        } else if (station != null) {
            String sameModality = modality == null ? "" : " and s.modality = ?";
            List<Object> all = modality == null ? List.of(station) : List.of(station, modality);
            String byFirst = STEPS + " and s.station = ?" + sameModality;
            lookups.add(lookup(byFirst, all, next, last, "s.is_open, s.station, s.place"));
            lookups.add(lookup(OTHER_STATIONS + sameModality, all, next, last, "a.is_open, a.station, a.place"));
        } else if (modality != null) {
            String byModality = STEPS + " and s.modality = ?";
            lookups.add(lookup(byModality, List.of(modality), next, last, "s.is_open, s.modality, s.place"));
        } else {
            lookups.add(lookup(STEPS, List.of(), next, last, "s.is_open, s.place"));
        }
        if (from < StepPlace.FIRST_SURE) {
            // a query of its own: in a union with the other it may walk every step that is open
            lookups.add(lookup(STEPS, List.of(), from, StepPlace.FIRST_SURE - 1, "s.is_open, s.place"));
        }
        return lookups;
    }

    /** Bounds that are none are left out: then the place is no choice for the planner. */
    private static Lookup lookup(String select, List<Object> values, long from, long to, String order) {
        String place = order.substring(order.lastIndexOf(' ') + 1);
        StringBuilder sql = new StringBuilder(select);
        List<Object> all = new ArrayList<>(values);
        if (from > Long.MIN_VALUE) {
            sql.append(" and ").append(place).append(" >= ?");
            all.add(from);
        }
        if (to < Long.MAX_VALUE) {
            sql.append(" and ").append(place).append(" <= ?");
            all.add(to);
        }
        return new Lookup(sql.append(" order by ").append(order).toString(), all);
    }

    private List<Long> places(Connection connection, Lookup lookup) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(lookup.sql() + " fetch first ? rows only")) {
            int next = 1;
            for (Object value : lookup.values()) {
                select.setObject(next++, value);
            }
            select.setInt(next, atOnce);
            try (ResultSet rows = select.executeQuery()) {
                List<Long> places = new ArrayList<>();
                while (rows.next()) {
                    places.add(rows.getLong(1));
                }
                return places;
            }
        }
    }

    /** Reads the steps at some of these places; those that have ended in the meantime are left out. */
    private List<ScheduledStep> page(Connection connection, List<Long> places, int from) throws SQLException {
        List<Long> wanted = places.subList(from, Math.min(from + PAGE, places.size()));
        if (wanted.isEmpty()) {
            return List.of();
        }
        int size =
                wanted.size() == 1 ? 1 : wanted.size() <= PAGE / 10 ? PAGE / 10 : PAGE; // few texts to be kept prepared
        Map<Long, ScheduledStep> found = new HashMap<>();
        try (PreparedStatement select =
                connection.prepareStatement(FOUND + " and s.place in (?" + ", ?".repeat(size - 1) + ")")) {
            for (int i = 0; i < size; i++) {
                select.setLong(i + 1, wanted.get(Math.min(i, wanted.size() - 1)));
            }
            read(select, found);
        }
        List<ScheduledStep> page = new ArrayList<>();
        for (Long place : wanted) {
            ScheduledStep step = found.get(place);
            page.addAll(step == null ? moved(connection, place) : List.of(step));
        }
        return page;
    }

    /** The step that was at a place and is not there any more; none if it has ended. */
    private Collection<ScheduledStep> moved(Connection connection, long place) throws SQLException {
        Map<Long, ScheduledStep> found = new HashMap<>();
        try (PreparedStatement select = connection.prepareStatement(FOUND + " and s.order_no = ? and s.step_no = ?")) {
            select.setLong(1, StepPlace.order(place));
            select.setInt(2, StepPlace.step(place));
            read(select, found);
        }
        return found.values();
    }

    private void read(PreparedStatement select, Map<Long, ScheduledStep> steps) throws SQLException {
        try (ResultSet rows = select.executeQuery()) {
            while (rows.next()) {
                ScheduledStep step = new ScheduledStep(codec.decode(rows.getBytes("attributes")));
                StepStatus status = StepStatus.valueOf(rows.getString("status"));
                steps.put(
                        rows.getLong("place"),
                        StepRecord.scheduled(step).withStatus(status).worklistItem());
            }
        }
    }

    private void narrow(DataSet keys, Tag tag, String condition) {
        plainValue(keys, tag).ifPresent(value -> {
            identifiers.append(condition);
            values.add(value);
        });
    }

    private void narrowByDate(DataSet step) {
        days(step).ifPresent(days -> {
            first = StepPlace.first(days.earliest());
            last = StepPlace.last(days.latest());
        });
    }

    /** The days asked for; empty if the key is not one range: what it means then is for the sink to say. */
    private static Optional<DateRange> days(DataSet step) {
        if (step.strings(Tags.SCHEDULED_PROCEDURE_STEP_START_DATE).size() != 1) {
            return Optional.empty();
        }
        try {
            return Optional.of(DateRange.parse(step.text(Tags.SCHEDULED_PROCEDURE_STEP_START_DATE)));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** The only value of a key, unless it has characters that may stand for others. */
    private static Optional<String> plainValue(DataSet keys, Tag tag) {
        List<String> all = keys.strings(tag);
        if (all.size() != 1 || all.get(0).indexOf('*') >= 0 || all.get(0).indexOf('?') >= 0) {
            return Optional.empty();
        }
        @Nullable String key = Keys.of(all.get(0));
        return Optional.ofNullable(key);
    }

    /** A query for places, in their order. */
    record Lookup(String sql, List<Object> values) {}

    /** Where candidates are, and the first page of them. */
    private record Candidates(List<Long> places, List<ScheduledStep> page) {}
}
