package io.github.swfsdk.storage.jdbc;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;

/** Content in pieces, in {@code swf_blob_piece}. */
final class PieceRows {
    private PieceRows() {}

    static void insert(Connection connection, String contentId, int number, byte[] content) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(
                "insert into swf_blob_piece (content_id, piece_no, content) values (?, ?, ?)")) {
            insert.setString(1, contentId);
            insert.setInt(2, number);
            insert.setBytes(3, content);
            insert.executeUpdate();
        }
    }

    static Optional<byte[]> find(Connection connection, String contentId, int number) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(
                "select content from swf_blob_piece where content_id = ? and piece_no = ?")) {
            select.setString(1, contentId);
            select.setInt(2, number);
            try (ResultSet rows = select.executeQuery()) {
                return rows.next() ? Optional.of(rows.getBytes(1)) : Optional.empty();
            }
        }
    }

    /** Removes all pieces of this content; returns how many. */
    static int delete(Connection connection, String contentId) throws SQLException {
        try (PreparedStatement delete =
                connection.prepareStatement("delete from swf_blob_piece where content_id = ?")) {
            delete.setString(1, contentId);
            return delete.executeUpdate();
        }
    }
}
