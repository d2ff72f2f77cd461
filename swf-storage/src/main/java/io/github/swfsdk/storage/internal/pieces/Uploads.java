package io.github.swfsdk.storage.internal.pieces;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Content being written, so that a start can tell what a crash left behind from what another node is writing: the row of the
 * latter is touched again and again. Thread-safe.
 */
public final class Uploads {
    private final String table;

    /** The uploads in this table. */
    public Uploads(String table) {
        this.table = table;
    }

    /** Says that this content begins. */
    public void begin(Connection connection, String contentId, Instant now) throws SQLException {
        change(connection, "insert into " + table + " (touched_at, content_id) values (?, ?)", now, contentId);
    }

    /** Says that this content grows; false if it was given up meanwhile. */
    public boolean touch(Connection connection, String contentId, Instant now) throws SQLException {
        return change(connection, "update " + table + " set touched_at = ? where content_id = ?", now, contentId);
    }

    /** Says that this content is complete, or dropped; false if it was not being written. */
    public boolean end(Connection connection, String contentId) throws SQLException {
        try (PreparedStatement delete = connection.prepareStatement("delete from " + table + " where content_id = ?")) {
            delete.setString(1, contentId);
            return delete.executeUpdate() > 0;
        }
    }

    /** Content that did not grow since then. */
    public List<String> untouchedSince(Connection connection, Instant time) throws SQLException {
        try (PreparedStatement select =
                connection.prepareStatement("select content_id from " + table + " where touched_at < ?")) {
            select.setLong(1, time.toEpochMilli());
            List<String> found = new ArrayList<>();
            try (ResultSet rows = select.executeQuery()) {
                while (rows.next()) {
                    found.add(rows.getString(1));
                }
            }
            return found;
        }
    }

    private static boolean change(Connection connection, String sql, Instant now, String contentId)
            throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setLong(1, now.toEpochMilli());
            statement.setString(2, contentId);
            return statement.executeUpdate() > 0;
        }
    }
}
