package io.github.swfsdk.storage.jdbc;

import io.github.swfsdk.api.dataset.DataSet;
import io.github.swfsdk.api.dataset.InvalidValueException;
import io.github.swfsdk.api.dataset.Tag;
import io.github.swfsdk.api.dataset.Tags;
import io.github.swfsdk.api.dataset.Uid;
import io.github.swfsdk.api.spi.DataSetCodec;
import io.github.swfsdk.api.workflow.StepRecord;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;

/** The steps of an order in {@code swf_step} and {@code swf_step_station}, with what queries narrow by. */
final class StepRows {
    private static final String DELETE = "delete from swf_step where order_no = ?";
    private static final String INSERT = """
            insert into swf_step (order_no, step_no, status, is_withdrawn, is_open, is_unsure, step_id, study_uid,
                accession_number, procedure_id, patient_id, modality, start_date, performed_steps, attributes)
            values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """;
    private static final String UPDATE_STATE = """
            update swf_step set status = ?, is_withdrawn = ?, is_open = ?, performed_steps = ?
            where order_no = ? and step_no = ?
            """;
    private static final String UPDATE_STATIONS =
            "update swf_step_station set is_open = ? where order_no = ? and step_no = ?";
    private static final String INSERT_STATION =
            "insert into swf_step_station (order_no, step_no, station, is_open, start_date) values (?, ?, ?, ?, ?)";

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
                    updateState(order, i, after.get(i));
                    if (after.get(i).isOpen() != before.get(i).isOpen()) {
                        updateStations(order, i, after.get(i).isOpen());
                    }
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
                insertStations(stations, order, i, after.get(i));
            }
        }
    }

    private static boolean isSameSchedule(List<StepRecord> before, List<StepRecord> after) {
        return before.stream()
                .map(StepRecord::step)
                .toList()
                .equals(after.stream().map(StepRecord::step).toList());
    }

    private void updateState(long order, int position, StepRecord record) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement(UPDATE_STATE)) {
            update.setString(1, record.status().name());
            update.setBoolean(2, record.withdrawn());
            update.setBoolean(3, record.isOpen());
            update.setString(4, joined(record.performedSteps()));
            update.setLong(5, order);
            update.setInt(6, position);
            update.executeUpdate();
        }
    }

    private void updateStations(long order, int position, boolean open) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement(UPDATE_STATIONS)) {
            update.setBoolean(1, open);
            update.setLong(2, order);
            update.setInt(3, position);
            update.executeUpdate();
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
        DataSet step = record.step().step();
        Optional<LocalDate> start = start(step);
        insert.setLong(1, order);
        insert.setInt(2, position);
        insert.setString(3, record.status().name());
        insert.setBoolean(4, record.withdrawn());
        insert.setBoolean(5, record.isOpen());
        insert.setBoolean(6, isUnsure(attributes, step, start));
        insert.setString(7, Keys.of(record.step().stepId()));
        insert.setString(8, Keys.of(attributes.text(Tags.STUDY_INSTANCE_UID)));
        insert.setString(9, Keys.of(record.step().accessionNumber()));
        insert.setString(10, Keys.of(record.step().requestedProcedureId()));
        insert.setString(11, Keys.of(attributes.text(Tags.PATIENT_ID)));
        insert.setString(12, Keys.of(record.step().modality()));
        insert.setObject(13, start.orElse(null), Types.DATE);
        insert.setString(14, joined(record.performedSteps()));
        insert.setBytes(15, codec.encode(attributes));
        insert.executeUpdate();
    }

    private static void insertStations(PreparedStatement insert, long order, int position, StepRecord record)
            throws SQLException {
        List<String> stations = record.step().stationAeTitles().stream()
                .map(Keys::of)
                .filter(Objects::nonNull)
                .distinct()
                .toList();
        for (String station : stations) {
            insert.setLong(1, order);
            insert.setInt(2, position);
            insert.setString(3, station);
            insert.setBoolean(4, record.isOpen());
            insert.setObject(5, start(record.step().step()).orElse(null), Types.DATE);
            insert.executeUpdate();
        }
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
