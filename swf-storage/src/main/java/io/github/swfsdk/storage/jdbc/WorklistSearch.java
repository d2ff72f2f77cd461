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
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One worklist query: reads the open steps that may match in pages, by the place where the last page ended, so that no
 * connection and no row is held while a peer takes its answers slowly. A key narrows the search only if it has a plain value;
 * steps whose columns cannot tell are always among the candidates. For one thread.
 */
final class WorklistSearch {
    private static final int PAGE = 100;

    private static final String COLUMNS = "select s.order_no, s.step_no, s.status, s.attributes from swf_step s";
    private static final String AFTER = " and (s.order_no > ? or s.order_no = ? and s.step_no > ?)";
    // walks the index swf_step_place, a page after the other, however many steps there are
    private static final String EVERYTHING = COLUMNS + " where s.is_open = true and s.order_no >= ?"
            + " and (s.order_no > ? or s.step_no > ?) order by s.is_open, s.order_no, s.step_no"
            + " fetch first " + PAGE + " rows only";
    private static final String STATION = """
             and exists (select 1 from swf_step_station a
                 where a.order_no = s.order_no and a.step_no = s.step_no and a.station = ?)\
            """;

    private final DataSetCodec codec;
    private final StringBuilder conditions = new StringBuilder();
    private final List<Object> values = new ArrayList<>();

    WorklistSearch(WorklistQuery query, DataSetCodec codec) {
        this.codec = codec;
        DataSet root = query.identifier();
        DataSet step = query.stepKeys();
        narrow(root, Tags.PATIENT_ID, " and s.patient_id = ?");
        narrow(root, Tags.ACCESSION_NUMBER, " and s.accession_number = ?");
        narrow(root, Tags.REQUESTED_PROCEDURE_ID, " and s.procedure_id = ?");
        narrow(root, Tags.STUDY_INSTANCE_UID, " and s.study_uid = ?");
        narrow(step, Tags.MODALITY, " and s.modality = ?");
        narrow(step, Tags.SCHEDULED_STATION_AE_TITLE, STATION);
        narrowByDate(step);
    }

    /** Offers the candidates, until the sink wants no more. */
    void run(Database database, WorklistSink sink) {
        Place place = new Place(Long.MIN_VALUE, 0);
        boolean more = true;
        while (more) {
            Place from = place;
            List<Found> page = database.read("search the worklist", connection -> page(connection, from));
            for (Found found : page) {
                if (!sink.offer(found.step())) {
                    return;
                }
                place = found.place();
            }
            more = page.size() == PAGE;
        }
    }

    private List<Found> page(Connection connection, Place from) throws SQLException {
        return conditions.isEmpty() ? pageOfEverything(connection, from) : pageOfCandidates(connection, from);
    }

    private List<Found> pageOfEverything(Connection connection, Place from) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(EVERYTHING)) {
            from.set(select, 1);
            return found(select);
        }
    }

    /** The keys narrow to few steps, which are sorted: a place in the order of all would cost more to look for. */
    private List<Found> pageOfCandidates(Connection connection, Place from) throws SQLException {
        String sql = "select * from (" + COLUMNS + " where s.is_open and not s.is_unsure" + AFTER + conditions
                + " union all " + COLUMNS + " where s.is_open and s.is_unsure" + AFTER
                + ") c order by order_no, step_no fetch first " + PAGE + " rows only";
        try (PreparedStatement select = connection.prepareStatement(sql)) {
            int next = from.set(select, 1);
            for (Object value : values) {
                select.setObject(next++, value);
            }
            from.set(select, next);
            return found(select);
        }
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
        plainValue(keys, tag).ifPresent(value -> {
            conditions.append(condition);
            values.add(value);
        });
    }

    private void narrowByDate(DataSet step) {
        Optional<DateRange> days = days(step);
        if (days.isEmpty()) {
            return;
        }
        if (!days.get().earliest().equals(LocalDate.MIN)) {
            conditions.append(" and s.start_date >= ?");
            values.add(days.get().earliest());
        }
        if (!days.get().latest().equals(LocalDate.MAX)) {
            conditions.append(" and s.start_date <= ?");
            values.add(days.get().latest());
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

    /** Where in the order of the table a page ended. */
    private record Place(long order, int step) {
        int set(PreparedStatement select, int first) throws SQLException {
            select.setLong(first, order);
            select.setLong(first + 1, order);
            select.setInt(first + 2, step);
            return first + 3;
        }
    }
}
