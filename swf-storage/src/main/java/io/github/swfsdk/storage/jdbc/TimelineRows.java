package io.github.swfsdk.storage.jdbc;

import io.github.swfsdk.api.event.Cause;
import io.github.swfsdk.api.workflow.TimelineEntry;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** What has happened to orders, in {@code swf_timeline}. Within one transaction. */
final class TimelineRows {
    private static final long NANOS = 1_000_000_000L;
    private static final String INSERT = """
            insert into swf_timeline
            (order_id, noted_at, event, cause_kind, cause_peer, cause_reference, cause_association, steps)
            values (?, ?, ?, ?, ?, ?, ?, ?)
            """;
    private static final String SELECT = """
            select noted_at, event, cause_kind, cause_peer, cause_reference, cause_association, steps
            from swf_timeline where order_id = ? order by entry_no
            """;

    private final Connection connection;

    TimelineRows(Connection connection) {
        this.connection = connection;
    }

    void add(String orderId, TimelineEntry entry) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(INSERT)) {
            insert.setString(1, orderId);
            insert.setLong(2, Keys.nanos(entry.at()));
            insert.setString(3, entry.event().name());
            insert.setString(4, entry.cause().kind().name());
            insert.setString(5, storable(entry.cause().peer()));
            insert.setString(6, storable(entry.cause().reference()));
            insert.setString(7, storable(entry.cause().association()));
            insert.setString(8, storable(entry.steps()));
            insert.executeUpdate();
        }
    }

    List<TimelineEntry> of(String orderId) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(SELECT)) {
            select.setString(1, orderId);
            List<TimelineEntry> entries = new ArrayList<>();
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    entries.add(entry(rows));
                }
            }
            return entries;
        }
    }

    private static TimelineEntry entry(ResultSet rows) throws SQLException {
        long nanos = rows.getLong("noted_at");
        return new TimelineEntry(
                Instant.ofEpochSecond(Math.floorDiv(nanos, NANOS), Math.floorMod(nanos, NANOS)),
                TimelineEntry.Event.valueOf(rows.getString("event")),
                new Cause(
                        Cause.Kind.valueOf(rows.getString("cause_kind")),
                        rows.getString("cause_peer"),
                        rows.getString("cause_reference"),
                        rows.getString("cause_association")),
                rows.getString("steps"));
    }

    /** PostgreSQL takes no NUL, and a peer's text may hold one. */
    private static String storable(String text) {
        return text.replace('\0', ' ');
    }
}
