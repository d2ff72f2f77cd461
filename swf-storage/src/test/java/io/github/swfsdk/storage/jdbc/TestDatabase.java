package io.github.swfsdk.storage.jdbc;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import javax.sql.DataSource;

/** An embedded database that the tests of a class share, each of them with empty tables. */
final class TestDatabase implements AutoCloseable {
    private final EmbeddedDatabase database;

    TestDatabase(Path folder) {
        database = EmbeddedDatabase.open(folder);
    }

    DataSource dataSource() {
        return database.dataSource();
    }

    /** Empties the tables that are there. */
    static void clear(DataSource dataSource) {
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            for (String table : List.of(
                    "swf_order",
                    "swf_workflow_performed_step",
                    "swf_performed_step",
                    "swf_outbox",
                    "swf_withheld_step",
                    "swf_performed_reference",
                    "swf_performed_running",
                    "swf_timeline",
                    "swf_blob_instance",
                    "swf_blob_piece",
                    "swf_blob_upload",
                    "swf_chunked_instance",
                    "swf_chunk_ref",
                    "swf_chunk",
                    "swf_chunk_upload")) {
                statement.execute("delete from " + table);
            }
            connection.commit();
        } catch (SQLException e) {
            throw new AssertionError("cannot empty the tables", e);
        }
    }

    @Override
    public void close() {
        database.close();
    }
}
