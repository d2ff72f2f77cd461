package io.github.swfsdk.storage.jdbc;

import io.github.swfsdk.api.dataset.Uid;
import io.github.swfsdk.api.order.OrderKey;
import io.github.swfsdk.api.patient.PatientId;
import io.github.swfsdk.api.spi.DataSetCodec;
import io.github.swfsdk.api.workflow.OrderRecord;
import io.github.swfsdk.api.workflow.StepRecord;
import io.github.swfsdk.api.workflow.StepStatus;
import io.github.swfsdk.api.workflow.WorkflowConflictException;
import io.github.swfsdk.api.worklist.ScheduledStep;
import io.github.swfsdk.api.worklist.StepReference;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Orders in {@code swf_order}, with their steps in {@code swf_step}. For one transaction that nobody else changes orders beside. */
final class OrderRows {
    private static final int LONGEST_ID = 255;

    // where H2 is asked for one column or another, it reads the whole table: so there are unions instead
    private static final String SELECT = """
            select o.order_no, o.order_id, o.version, s.status, s.is_withdrawn, s.performed_steps, s.attributes
            from swf_order o join swf_step s on s.order_no = o.order_no
            where %s
            order by o.order_no, s.step_no
            """;
    static final String BY_KEY = SELECT.formatted("""
            o.order_no in (
                select order_no from swf_order where placer_number = ?
                union select order_no from swf_order where filler_number = ?
                union select order_no from swf_order where accession_number = ?)
            """);
    static final String BY_ID = SELECT.formatted("o.order_id = ?");
    static final String BY_PATIENT = SELECT.formatted("o.patient_id = ?");
    static final String BY_STEP = SELECT.formatted("""
            o.order_no in (
                select order_no from swf_step where step_id = ? and study_uid = ?
                union select order_no from swf_step where step_id = ? and accession_number = ?)
            """);
    static final String BY_STUDY =
            SELECT.formatted("o.order_no in (select order_no from swf_step where study_uid = ?)");
    static final String STUDY_OF_OTHER = """
            select count(*) from swf_step s join swf_order o on o.order_no = s.order_no
            where s.study_uid = ? and o.order_id <> ?
            """;
    private static final String INSERT = """
            insert into swf_order (version, placer_number, filler_number, accession_number, patient_id, order_id)
            values (1, ?, ?, ?, ?, ?)
            """;
    private static final String UPDATE = """
            update swf_order
            set version = version + 1, placer_number = ?, filler_number = ?, accession_number = ?, patient_id = ?
            where order_no = ? and version = ?
            """;

    private final Connection connection;
    private final DataSetCodec codec;
    private final Map<String, Row> read = new HashMap<>();

    /** An order as it stands in the tables. */
    private record Row(long number, OrderRecord order) {}

    OrderRows(Connection connection, DataSetCodec codec) {
        this.connection = connection;
        this.codec = codec;
    }

    /** The orders that the key names, the first saved first. */
    List<OrderRecord> byKey(OrderKey key) throws SQLException {
        return select(
                BY_KEY,
                order -> key.matches(order.key()),
                key.placerOrderNumber(),
                key.fillerOrderNumber(),
                key.accessionNumber());
    }

    List<OrderRecord> byPatient(PatientId patient) throws SQLException {
        return select(
                BY_PATIENT,
                order -> order.order().patient().id().filter(patient::matches).isPresent(),
                patient.id());
    }

    List<OrderRecord> byStep(StepReference reference) throws SQLException {
        return select(
                BY_STEP,
                order -> order.steps().stream().anyMatch(step -> reference.matches(step.step())),
                reference.stepId(),
                reference.studyInstanceUid(),
                reference.stepId(),
                reference.accessionNumber());
    }

    List<OrderRecord> byStudy(Uid study) throws SQLException {
        return select(
                BY_STUDY,
                order -> order.steps().stream()
                        .anyMatch(step -> step.step().studyInstanceUid().equals(study)),
                study.value());
    }

    boolean isStudyOfOther(Uid study, String orderId) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(STUDY_OF_OTHER)) {
            select.setString(1, study.value());
            select.setString(2, orderId);
            try (ResultSet rows = select.executeQuery()) {
                rows.next();
                return rows.getLong(1) > 0;
            }
        }
    }

    /** Adds or replaces an order. */
    void save(OrderRecord order) throws SQLException {
        requireStorable(order.id());
        Optional<Row> before = order.version() == 0 ? Optional.empty() : read(order);
        long number = before.isPresent() ? update(before.get(), order) : insert(order);
        List<StepRecord> replaced = before.map(row -> row.order().steps()).orElse(List.of());
        new StepRows(connection, codec).replace(number, replaced, order.steps());
        read.put(order.id(), new Row(number, new OrderRecord(order.id(), order.version() + 1, order.steps())));
    }

    private long insert(OrderRecord order) throws SQLException {
        if (order.version() > 0 || numberOf(order.id()).isPresent()) {
            throw conflict();
        }
        try (PreparedStatement insert = connection.prepareStatement(INSERT)) {
            setKeys(insert, order);
            insert.setString(5, order.id());
            insert.executeUpdate();
        }
        return numberOf(order.id()).orElseThrow();
    }

    private long update(Row before, OrderRecord order) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement(UPDATE)) {
            setKeys(update, order);
            update.setLong(5, before.number());
            update.setLong(6, order.version());
            if (update.executeUpdate() == 0) {
                throw conflict();
            }
        }
        return before.number();
    }

    private static void setKeys(PreparedStatement write, OrderRecord order) throws SQLException {
        OrderKey key = order.key();
        write.setString(1, Keys.of(key.placerOrderNumber()));
        write.setString(2, Keys.of(key.fillerOrderNumber()));
        write.setString(3, Keys.of(key.accessionNumber()));
        write.setString(
                4, order.order().patient().id().map(id -> Keys.of(id.id())).orElse(null));
    }

    /** The order as this transaction has read it, if that is the version to be replaced, or as it is now. */
    private Optional<Row> read(OrderRecord order) throws SQLException {
        Row row = read.get(order.id());
        if (row == null) {
            select(BY_ID, found -> true, order.id());
            row = read.get(order.id());
        }
        return Optional.ofNullable(row).filter(found -> found.order().version() == order.version());
    }

    private OptionalLong numberOf(String orderId) throws SQLException {
        try (PreparedStatement select =
                connection.prepareStatement("select order_no from swf_order where order_id = ?")) {
            select.setString(1, orderId);
            try (ResultSet rows = select.executeQuery()) {
                return rows.next() ? OptionalLong.of(rows.getLong(1)) : OptionalLong.empty();
            }
        }
    }

    private static WorkflowConflictException conflict() {
        return new WorkflowConflictException("an order was saved with a version that is not current");
    }

    private List<OrderRecord> select(String sql, Predicate<OrderRecord> test, String... texts) throws SQLException {
        List<OrderRecord> orders = new ArrayList<>();
        try (PreparedStatement select = connection.prepareStatement(sql)) {
            for (int i = 0; i < texts.length; i++) {
                select.setString(i + 1, Keys.sought(texts[i]));
            }
            try (ResultSet rows = select.executeQuery()) {
                boolean more = rows.next();
                while (more) {
                    long number = rows.getLong("order_no");
                    String id = rows.getString("order_id");
                    long version = rows.getLong("version");
                    List<StepRecord> steps = new ArrayList<>();
                    do {
                        steps.add(step(rows));
                        more = rows.next();
                    } while (more && rows.getLong("order_no") == number);
                    OrderRecord order = new OrderRecord(id, version, steps);
                    read.put(id, new Row(number, order));
                    orders.add(order);
                }
            }
        }
        orders.removeIf(test.negate());
        return orders;
    }

    private StepRecord step(ResultSet rows) throws SQLException {
        return new StepRecord(
                new ScheduledStep(codec.decode(rows.getBytes("attributes"))),
                StepStatus.valueOf(rows.getString("status")),
                rows.getBoolean("is_withdrawn"),
                uids(rows.getString("performed_steps")));
    }

    private static List<Uid> uids(String joined) {
        return joined.isEmpty()
                ? List.of()
                : Stream.of(joined.split(" ")).map(Uid::of).toList();
    }

    private static void requireStorable(String orderId) {
        if (orderId.length() > LONGEST_ID || orderId.indexOf('\0') >= 0) {
            throw new IllegalArgumentException("an order id has 255 characters at most, and no NUL");
        }
    }
}
