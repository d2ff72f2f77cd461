package io.github.swfsdk.storage.jdbc;

import io.github.swfsdk.api.dataset.DataSet;
import io.github.swfsdk.api.dataset.InvalidValueException;
import io.github.swfsdk.api.dataset.Tag;
import io.github.swfsdk.api.dataset.Tags;
import io.github.swfsdk.api.dataset.Uid;
import io.github.swfsdk.api.spi.DataSetCodec;
import io.github.swfsdk.api.workflow.StepRecord;
import io.github.swfsdk.api.worklist.ScheduledStep;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The steps of an order in {@code swf_step} and {@code swf_step_other_station}, with what queries narrow by. */
final class StepRows {
    private static final String DELETE = "delete from swf_step where order_no = ?";
    private static final String INSERT = """
            insert into swf_step (place, order_no, step_no, status, is_withdrawn, is_open, step_id, study_uid,
                accession_number, procedure_id, patient_id, modality, station, performed_steps, attributes)
            values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """;
    private static final String UPDATE_STATE = """
            update swf_step set status = ?, is_withdrawn = ?, is_open = ?, performed_steps = ? where place = ?
            """;
    private static final String UPDATE_STATIONS = "update swf_step_other_station set is_open = ? where place = ?";
    private static final String INSERT_STATION =
            "insert into swf_step_other_station (place, station, is_open) values (?, ?, ?)";

    private final Connection connection;
    private final DataSetCodec codec;

    StepRows(Connection connection, DataSetCodec codec) {
        this.connection = connection;
        this.codec = codec;
    }

    /** Puts these steps in place of all that the order had; where only the status has changed, nothing else is written. */
    void replace(long order, List<StepRecord> before, List<StepRecord> after) throws SQLException {
        if (isSameSchedule(before, after)) {
            for (int i = 0; i < after.size(); i++) {
                if (!after.get(i).equals(before.get(i))) {
                    updateState(order, i, before.get(i), after.get(i));
                }
            }
            return;
        }
        if (!before.isEmpty()) {
            delete(order);
        }
        try (PreparedStatement insert = connection.prepareStatement(INSERT);
                PreparedStatement stations = connection.prepareStatement(INSERT_STATION)) {
            for (int i = 0; i < after.size(); i++) {
                insert(insert, order, i, after.get(i));
                insertOtherStations(stations, order, i, after.get(i));
            }
        }
    }

    private static boolean isSameSchedule(List<StepRecord> before, List<StepRecord> after) {
        return before.stream()
                .map(StepRecord::step)
                .toList()
                .equals(after.stream().map(StepRecord::step).toList());
    }

    private void updateState(long order, int position, StepRecord before, StepRecord after) throws SQLException {
        long place = place(order, position, after.step());
        try (PreparedStatement update = connection.prepareStatement(UPDATE_STATE)) {
            update.setString(1, after.status().name());
            update.setBoolean(2, after.withdrawn());
            update.setBoolean(3, after.isOpen());
            update.setString(4, joined(after.performedSteps()));
            update.setLong(5, place);
            update.executeUpdate();
        }
        if (after.isOpen() != before.isOpen() && stations(after.step()).size() > 1) {
            try (PreparedStatement update = connection.prepareStatement(UPDATE_STATIONS)) {
                update.setBoolean(1, after.isOpen());
                update.setLong(2, place);
                update.executeUpdate();
            }
        }
    }

    private void delete(long order) throws SQLException {
        try (PreparedStatement delete = connection.prepareStatement(DELETE)) {
            delete.setLong(1, order);
            delete.executeUpdate();
        }
    }

    private void insert(PreparedStatement insert, long order, int position, StepRecord record) throws SQLException {
        DataSet attributes = record.step().attributes();
        insert.setLong(1, place(order, position, record.step()));
        insert.setLong(2, order);
        insert.setInt(3, position);
        insert.setString(4, record.status().name());
        insert.setBoolean(5, record.withdrawn());
        insert.setBoolean(6, record.isOpen());
        insert.setString(7, Keys.of(record.step().stepId()));
        insert.setString(8, Keys.of(attributes.text(Tags.STUDY_INSTANCE_UID)));
        insert.setString(9, Keys.of(record.step().accessionNumber()));
        insert.setString(10, Keys.of(record.step().requestedProcedureId()));
        insert.setString(11, Keys.of(attributes.text(Tags.PATIENT_ID)));
        insert.setString(12, Keys.of(record.step().modality()));
        insert.setString(13, firstStation(record.step()));
        insert.setString(14, joined(record.performedSteps()));
        insert.setBytes(15, codec.encode(attributes));
        insert.executeUpdate();
    }

    private static void insertOtherStations(PreparedStatement insert, long order, int position, StepRecord record)
            throws SQLException {
        for (String station : stations(record.step()).stream().skip(1).toList()) {
            insert.setLong(1, place(order, position, record.step()));
            insert.setString(2, station);
            insert.setBoolean(3, record.isOpen());
            insert.executeUpdate();
        }
    }

    private static long place(long order, int position, ScheduledStep step) {
        Optional<LocalDate> start = start(step.step());
        return isUnsure(step.attributes(), step.step(), start)
                ? StepPlace.unsure(firstStation(step), order, position)
                : StepPlace.of(start.orElse(null), firstStation(step), order, position);
    }

    private static @Nullable String firstStation(ScheduledStep step) {
        return stations(step).stream().findFirst().orElse(null);
    }

    private static List<String> stations(ScheduledStep step) {
        return step.stationAeTitles().stream()
                .map(Keys::of)
                .filter(Objects::nonNull)
                .distinct()
                .toList();
    }

    private static String joined(List<Uid> uids) {
        return uids.stream().map(Uid::value).collect(Collectors.joining(" "));
    }

    /** Whether a column with room for one value cannot say what the step holds. */
    private static boolean isUnsure(DataSet attributes, DataSet step, Optional<LocalDate> start) {
        boolean unreadable = start.isEmpty() && step.hasValue(Tags.SCHEDULED_PROCEDURE_STEP_START_DATE);
        return unreadable
                || hasSeveral(attributes, Tags.PATIENT_ID)
                || hasSeveral(attributes, Tags.ACCESSION_NUMBER)
                || hasSeveral(attributes, Tags.REQUESTED_PROCEDURE_ID)
                || hasSeveral(attributes, Tags.STUDY_INSTANCE_UID)
                || hasSeveral(step, Tags.MODALITY)
                || hasSeveral(step, Tags.SCHEDULED_PROCEDURE_STEP_START_DATE);
    }

    private static boolean hasSeveral(DataSet item, Tag tag) {
        return item.strings(tag).size() > 1;
    }

    private static Optional<LocalDate> start(DataSet step) {
        try {
            return step.date(Tags.SCHEDULED_PROCEDURE_STEP_START_DATE);
        } catch (InvalidValueException e) {
            return Optional.empty(); // the step is marked as unsure
        }
    }
}
