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
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One worklist query: looks up which open steps may match, then reads them in pages, so that no connection and no row is held
 * while a peer takes its answers slowly. A key narrows the search only if it has a plain value; steps whose columns cannot
 * tell are always among the candidates. For one thread.
 *
 * <p>Each way to narrow has an index that begins with {@code is_open}, so that what has ended costs nothing: by day, by
 * modality and day, by station and day (in {@code swf_step_station}), and by each identifier.
 */
final class WorklistSearch {
    private static final int PAGE = 100;

    /** The most candidates that are looked up at once: bounds the memory of a query, and is more than a device can show. */
    static final int PLACES = 5_000;

    private static final String PLACES_OF = "select s.order_no, s.step_no from ";
    private static final String STATIONS =
            "swf_step_station a join swf_step s on s.order_no = a.order_no and s.step_no = a.step_no";
    private static final String STEPS = "swf_step s";
    private static final String AFTER = " and s.order_no >= ? and (s.order_no > ? or s.step_no > ?)";
    private static final String IN_ORDER = " order by s.order_no, s.step_no fetch first ? rows only";
    // walks the index swf_step_place, a page after the other, however many steps there are
    private static final String EVERYTHING = "select s.order_no, s.step_no, s.status, s.attributes from swf_step s"
            + " where s.is_open = true and s.order_no >= ? and (s.order_no > ? or s.step_no > ?)"
            + " order by s.is_open, s.order_no, s.step_no fetch first " + PAGE + " rows only";

    private final DataSetCodec codec;
    private final StringBuilder conditions = new StringBuilder();
    private final List<Object> values = new ArrayList<>();
    private final boolean byStation;
    private final int atOnce;

    WorklistSearch(WorklistQuery query, DataSetCodec codec, int atOnce) {
        this.codec = codec;
        this.atOnce = atOnce;
        DataSet root = query.identifier();
        DataSet step = query.stepKeys();
        Optional<String> station = plainValue(step, Tags.SCHEDULED_STATION_AE_TITLE);
        byStation = station.isPresent();
        station.ifPresent(title -> narrow(" and a.is_open = true and a.station = ?", title));
        narrow(root, Tags.PATIENT_ID, " and s.patient_id = ?");
        narrow(root, Tags.ACCESSION_NUMBER, " and s.accession_number = ?");
        narrow(root, Tags.REQUESTED_PROCEDURE_ID, " and s.procedure_id = ?");
        narrow(root, Tags.STUDY_INSTANCE_UID, " and s.study_uid = ?");
        narrow(step, Tags.MODALITY, " and s.modality = ?");
        narrowByDate(step, byStation ? "a.start_date" : "s.start_date");
    }

    /** Offers the candidates, until the sink wants no more. */
    void run(Database database, WorklistSink sink) {
        if (conditions.isEmpty()) {
            offerEverything(database, sink);
        } else {
            offerCandidates(database, sink);
        }
    }

    private void offerEverything(Database database, WorklistSink sink) {
        Place place = Place.FIRST;
        List<Found> page;
        do {
            Place from = place;
            page = database.read("search the worklist", connection -> pageOfEverything(connection, from));
            if (!offer(page, sink)) {
                return;
            }
            place = page.isEmpty() ? place : page.get(page.size() - 1).place();
        } while (page.size() == PAGE);
    }

    private void offerCandidates(Database database, WorklistSink sink) {
        List<Place> places = List.of(Place.FIRST);
        do {
            Place from = places.get(places.size() - 1);
            Candidates first = database.read("search the worklist", connection -> {
                List<Place> found = places(connection, from);
                return new Candidates(found, page(connection, found, 0));
            });
            places = first.places();
            boolean wanted = offer(first.page(), sink);
            for (int i = PAGE; wanted && i < places.size(); i += PAGE) {
                List<Place> all = places;
                int next = i;
                wanted = offer(database.read("search the worklist", connection -> page(connection, all, next)), sink);
            }
            if (!wanted) {
                return;
            }
        } while (places.size() == atOnce);
    }

    private static boolean offer(List<Found> page, WorklistSink sink) {
        for (Found found : page) {
            if (!sink.offer(found.step())) {
                return false;
            }
        }
        return true;
    }

    private List<Found> pageOfEverything(Connection connection, Place from) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(EVERYTHING)) {
            from.set(select, 1);
            return found(select);
        }
    }

    /** Where the next candidates are, in the order of the table. */
    private List<Place> places(Connection connection, Place from) throws SQLException {
        String table = byStation ? STATIONS : STEPS;
        List<Place> all = places(
                connection, table + " where s.is_open = true and s.is_unsure = false" + conditions, values, from);
        // a query of its own: in a union with the other it may walk every step that is open
        all.addAll(places(connection, STEPS + " where s.is_open = true and s.is_unsure = true", List.of(), from));
        return all.stream().sorted(Place.ORDER).limit(atOnce).toList();
    }

    private List<Place> places(Connection connection, String from, List<Object> values, Place after)
            throws SQLException {
        boolean first = after.equals(Place.FIRST); // nearly always: then the place is no choice for the planner
        String sql = PLACES_OF + from + (first ? "" : AFTER) + IN_ORDER;
        try (PreparedStatement select = connection.prepareStatement(sql)) {
            int next = 1;
            for (Object value : values) {
                select.setObject(next++, value);
            }
            if (!first) {
                next = after.set(select, next);
            }
            select.setInt(next, atOnce);
            try (ResultSet rows = select.executeQuery()) {
                List<Place> places = new ArrayList<>();
                while (rows.next()) {
                    places.add(new Place(rows.getLong(1), rows.getInt(2)));
                }
                return places;
            }
        }
    }

    /** Reads the steps at some of these places; those that have ended in the meantime are left out. */
    private List<Found> page(Connection connection, List<Place> places, int from) throws SQLException {
        List<Place> wanted = places.subList(from, Math.min(from + PAGE, places.size()));
        if (wanted.isEmpty()) {
            return List.of();
        }
        List<Long> orders = wanted.stream().map(Place::order).distinct().toList();
        int size =
                orders.size() == 1 ? 1 : orders.size() <= PAGE / 10 ? PAGE / 10 : PAGE; // few texts to be kept prepared
        String sql = "select s.order_no, s.step_no, s.status, s.attributes from swf_step s where s.is_open = true"
                + " and s.order_no in (?" + ", ?".repeat(size - 1) + ")";
        Map<Place, Found> found = new HashMap<>();
        try (PreparedStatement select = connection.prepareStatement(sql)) {
            for (int i = 0; i < size; i++) {
                select.setLong(i + 1, orders.get(Math.min(i, orders.size() - 1)));
            }
            found(select).forEach(step -> found.put(step.place(), step));
        }
        return wanted.stream().map(found::get).filter(Objects::nonNull).toList();
    }

    private List<Found> found(PreparedStatement select) throws SQLException {
        try (ResultSet rows = select.executeQuery()) {
            List<Found> page = new ArrayList<>();
            while (rows.next()) {
                page.add(found(rows));
            }
            return page;
        }
    }

    private Found found(ResultSet rows) throws SQLException {
        ScheduledStep step = new ScheduledStep(codec.decode(rows.getBytes("attributes")));
        StepStatus status = StepStatus.valueOf(rows.getString("status"));
        return new Found(
                StepRecord.scheduled(step).withStatus(status).worklistItem(),
                new Place(rows.getLong("order_no"), rows.getInt("step_no")));
    }

    private void narrow(DataSet keys, Tag tag, String condition) {
        plainValue(keys, tag).ifPresent(value -> narrow(condition, value));
    }

    private void narrow(String condition, Object value) {
        conditions.append(condition);
        values.add(value);
    }

    private void narrowByDate(DataSet step, String column) {
        Optional<DateRange> days = days(step);
        if (days.isEmpty()) {
            return;
        }
        if (!days.get().earliest().equals(LocalDate.MIN)) {
            narrow(" and " + column + " >= ?", days.get().earliest());
        }
        if (!days.get().latest().equals(LocalDate.MAX)) {
            narrow(" and " + column + " <= ?", days.get().latest());
        }
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

    private record Found(ScheduledStep step, Place place) {}

    /** Where candidates are, and the first page of them. */
    private record Candidates(List<Place> places, List<Found> page) {}

    /** Where in the order of the table a step is. */
    private record Place(long order, int step) {
        static final Place FIRST = new Place(Long.MIN_VALUE, 0);

        static final Comparator<Place> ORDER =
                Comparator.comparingLong(Place::order).thenComparingInt(Place::step);

        int set(PreparedStatement select, int first) throws SQLException {
            select.setLong(first, order);
            select.setLong(first + 1, order);
            select.setInt(first + 2, step);
            return first + 3;
        }
    }
}
