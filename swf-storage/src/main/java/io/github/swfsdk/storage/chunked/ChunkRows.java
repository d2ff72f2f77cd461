package io.github.swfsdk.storage.chunked;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Which chunks make up which content. A row of {@code swf_chunk} stands for a chunk that is kept or about to be; whoever
 * refers to a chunk, or deletes it, locks its row first, so a chunk is not deleted while another content takes it up.
 */
final class ChunkRows {
    private ChunkRows() {}

    /** Makes the content refer to a chunk, which then stays. */
    static void refer(Connection connection, String contentId, int number, String digest) throws SQLException {
        if (!lock(connection, digest)) {
            insert(connection, digest);
        }
        try (PreparedStatement insert = connection.prepareStatement(
                "insert into swf_chunk_ref (content_id, chunk_no, digest) values (?, ?, ?)")) {
            insert.setString(1, contentId);
            insert.setInt(2, number);
            insert.setString(3, digest);
            insert.executeUpdate();
        }
    }

    /** The digest of a chunk of this content. */
    static Optional<String> find(Connection connection, String contentId, int number) throws SQLException {
        try (PreparedStatement select =
                connection.prepareStatement("select digest from swf_chunk_ref where content_id = ? and chunk_no = ?")) {
            select.setString(1, contentId);
            select.setInt(2, number);
            return strings(select).stream().findFirst();
        }
    }

    /** Makes the content refer to nothing, and returns what it referred to. */
    static List<String> release(Connection connection, String contentId) throws SQLException {
        List<String> digests;
        try (PreparedStatement select =
                connection.prepareStatement("select distinct digest from swf_chunk_ref where content_id = ?")) {
            select.setString(1, contentId);
            digests = strings(select);
        }
        try (PreparedStatement delete = connection.prepareStatement("delete from swf_chunk_ref where content_id = ?")) {
            delete.setString(1, contentId);
            delete.executeUpdate();
        }
        return digests;
    }

    /** Whether no content refers to the chunk, whose row is locked then until the transaction ends. */
    static boolean isUnused(Connection connection, String digest) throws SQLException {
        if (!lock(connection, digest)) {
            return false;
        }
        try (PreparedStatement select = connection.prepareStatement(
                "select content_id from swf_chunk_ref where digest = ? fetch first 1 rows only")) {
            select.setString(1, digest);
            return strings(select).isEmpty();
        }
    }

    static void delete(Connection connection, String digest) throws SQLException {
        try (PreparedStatement delete = connection.prepareStatement("delete from swf_chunk where digest = ?")) {
            delete.setString(1, digest);
            delete.executeUpdate();
        }
    }

    private static boolean lock(Connection connection, String digest) throws SQLException {
        try (PreparedStatement select =
                connection.prepareStatement("select digest from swf_chunk where digest = ? for update")) {
            select.setString(1, digest);
            return !strings(select).isEmpty();
        }
    }

    private static void insert(Connection connection, String digest) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement("insert into swf_chunk (digest) values (?)")) {
            insert.setString(1, digest);
            insert.executeUpdate();
        }
    }

    private static List<String> strings(PreparedStatement select) throws SQLException {
        List<String> found = new ArrayList<>();
        try (ResultSet rows = select.executeQuery()) {
            while (rows.next()) {
                found.add(rows.getString(1));
            }
        }
        return found;
    }
}
