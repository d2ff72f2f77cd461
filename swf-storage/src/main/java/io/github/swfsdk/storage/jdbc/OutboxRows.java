package io.github.swfsdk.storage.jdbc;

import io.github.swfsdk.api.dataset.DataSet;
import io.github.swfsdk.api.spi.DataSetCodec;
import io.github.swfsdk.api.workflow.FollowUp;
import io.github.swfsdk.api.workflow.Outbox;
import io.github.swfsdk.storage.internal.digest.Sha256;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/** What is owed, in {@code swf_outbox}. Within one transaction. */
final class OutboxRows {
    private static final long AT_ONCE = Long.MIN_VALUE;
    private static final int LONGEST_REASON = 1000;

    private static final String COLUMNS =
            "select o.entry_id, o.kind, o.destination, o.ordering_key, o.content, o.attempts, o.last_failure"
                    + " from swf_outbox o ";
    private static final String DUE = """
            not o.is_parked and o.due_at <= ?
            and not exists (select 1 from swf_outbox p where p.lane = o.lane and p.entry_id < o.entry_id)
            """;
    private static final String INSERT = """
            insert into swf_outbox (kind, destination, ordering_key, lane, key_digest, content, attempts, last_failure,
                due_at, is_parked)
            values (?, ?, ?, ?, ?, ?, 0, '', ?, false)
            """;

    private final Connection connection;
    private final DataSetCodec codec;

    OutboxRows(Connection connection, DataSetCodec codec) {
        this.connection = connection;
        this.codec = codec;
    }

    void add(FollowUp followUp) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(INSERT)) {
            insert.setString(1, followUp.kind().name());
            insert.setString(2, followUp.destination());
            insert.setString(3, followUp.orderingKey());
            insert.setString(4, Sha256.of(followUp.destination() + '\0' + followUp.orderingKey()));
            insert.setString(5, Sha256.of(followUp.orderingKey()));
            insert.setBytes(6, codec.encode(followUp.content()));
            insert.setLong(7, AT_ONCE);
            insert.executeUpdate();
        }
    }

    /** The first of this kind and ordering key. */
    Optional<FollowUp> owed(FollowUp.Kind kind, String orderingKey) throws SQLException {
        String where = "where o.kind = ? and o.key_digest = ? order by o.entry_id fetch first 1 rows only";
        List<Outbox.Entry> entries = select(where, kind.name(), Sha256.of(orderingKey));
        return entries.stream().map(Outbox.Entry::followUp).findFirst();
    }

    Optional<FollowUp> find(long id) throws SQLException {
        return select("where o.entry_id = ?", id).stream()
                .map(Outbox.Entry::followUp)
                .findFirst();
    }

    boolean owes(String orderingKey) throws SQLException {
        try (PreparedStatement select =
                connection.prepareStatement("select 1 from swf_outbox where key_digest = ? fetch first 1 rows only")) {
            select.setString(1, Sha256.of(orderingKey));
            try (ResultSet rows = select.executeQuery()) {
                return rows.next();
            }
        }
    }

    boolean isAnyDue(long now) throws SQLException {
        try (PreparedStatement select =
                connection.prepareStatement("select 1 from swf_outbox o where " + DUE + " fetch first 1 rows only")) {
            select.setLong(1, now);
            try (ResultSet rows = select.executeQuery()) {
                return rows.next();
            }
        }
    }

    List<Outbox.Entry> due(long now, int limit, Collection<String> exceptFor) throws SQLException {
        List<Object> values = new ArrayList<>();
        values.add(now);
        values.addAll(exceptFor);
        values.add(limit);
        String others = exceptFor.isEmpty()
                ? ""
                : " and o.destination not in (" + String.join(", ", Collections.nCopies(exceptFor.size(), "?")) + ")";
        return select("where " + DUE + others + " order by o.entry_id fetch first ? rows only", values.toArray());
    }

    List<Outbox.Entry> parked(int limit) throws SQLException {
        return select("where o.is_parked order by o.entry_id fetch first ? rows only", limit);
    }

    void dueAgain(long id, long time) throws SQLException {
        update("update swf_outbox set due_at = ? where entry_id = ?", time, id);
    }

    void dueAtOnce() throws SQLException {
        update("update swf_outbox set due_at = ? where not is_parked and due_at <> ?", AT_ONCE, AT_ONCE);
    }

    void remove(long id) throws SQLException {
        update("delete from swf_outbox where entry_id = ?", id);
    }

    /** False if it was not parked. */
    boolean drop(long id) throws SQLException {
        return update("delete from swf_outbox where entry_id = ? and is_parked", id) > 0;
    }

    void postpone(long id, long time, String reason) throws SQLException {
        update(
                "update swf_outbox set due_at = ?, attempts = attempts + 1, last_failure = ?"
                        + " where entry_id = ? and not is_parked",
                time,
                shortened(reason),
                id);
    }

    /** False if it was parked already, or is not there. */
    boolean park(long id, String reason) throws SQLException {
        return update(
                        "update swf_outbox set is_parked = true, attempts = attempts + 1, last_failure = ?"
                                + " where entry_id = ? and not is_parked",
                        shortened(reason),
                        id)
                > 0;
    }

    /** False if it was not parked. */
    boolean resume(long id) throws SQLException {
        return update(
                        "update swf_outbox set is_parked = false, attempts = 0, last_failure = '', due_at = ?"
                                + " where entry_id = ? and is_parked",
                        AT_ONCE,
                        id)
                > 0;
    }

    long count() throws SQLException {
        try (PreparedStatement select = connection.prepareStatement("select count(*) from swf_outbox");
                ResultSet rows = select.executeQuery()) {
            rows.next();
            return rows.getLong(1);
        }
    }

    private List<Outbox.Entry> select(String where, Object... values) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(COLUMNS + where)) {
            set(select, values);
            try (ResultSet rows = select.executeQuery()) {
                List<Outbox.Entry> entries = new ArrayList<>();
                while (rows.next()) {
                    entries.add(entry(rows));
                }
                return entries;
            }
        }
    }

    private int update(String sql, Object... values) throws SQLException {
        try (PreparedStatement update = connection.prepareStatement(sql)) {
            set(update, values);
            return update.executeUpdate();
        }
    }

    private static void set(PreparedStatement statement, Object... values) throws SQLException {
        for (int i = 0; i < values.length; i++) {
            statement.setObject(i + 1, values[i]);
        }
    }

    private Outbox.Entry entry(ResultSet rows) throws SQLException {
        DataSet content = codec.decode(rows.getBytes("content"));
        FollowUp followUp = new FollowUp(
                FollowUp.Kind.valueOf(rows.getString("kind")),
                rows.getString("destination"),
                rows.getString("ordering_key"),
                content);
        return new Outbox.Entry(
                rows.getLong("entry_id"), followUp, rows.getInt("attempts"), rows.getString("last_failure"));
    }

    private static String shortened(String reason) {
        return reason.substring(0, Math.min(LONGEST_REASON, reason.length())).replace('\0', ' ');
    }
}
