package io.github.swfsdk.storage.internal.schema;

import io.github.swfsdk.storage.internal.sync.GroupSync;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Brings committed changes of an H2 database to the medium. A commit of H2 changes memory, and nothing syncs the file.
 * {@code CHECKPOINT SYNC} writes what was committed and then calls fsync, as
 * {@code swf-api/docs/decisions/embedded-database.md} shows. One checkpoint serves all commits that came before it, so
 * committers share it. Thread-safe.
 *
 * <p>H2 may have handed changes to a writing thread of its own already. A checkpoint that finds nothing else to write does not
 * wait for that thread, and what it answers for is lost if the process is killed then. So a row is changed first: the
 * checkpoint has something to write, behind whatever is being written, and waits for it. H2's background writer, which could
 * take that change away as well, is put off to never.
 */
final class CommitSync {
    private final GroupSync group = new GroupSync(Duration.ofSeconds(60));
    private volatile @Nullable SQLException broken;

    /**
     * Returns when everything that was committed before the call is on the medium.
     *
     * @throws SQLException if it could not be brought there, now or ever before: what a failed fsync leaves is unknown, and a
     *     later one that succeeds proves nothing, so the database has to be opened again
     */
    void await(Connection connection) throws SQLException {
        requireSound();
        group.await(() -> checkpoint(connection));
        requireSound();
    }

    /** Makes a database ready for this, in a schema of its own, so that it is in nobody's way. */
    static void prepare(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("SET WRITE_DELAY " + Integer.MAX_VALUE);
            statement.execute("CREATE SCHEMA IF NOT EXISTS SWF_SYNC");
            statement.execute(
                    "CREATE TABLE IF NOT EXISTS SWF_SYNC.LATEST (ID INT PRIMARY KEY, NUMBER BIGINT NOT NULL)");
            statement.execute("MERGE INTO SWF_SYNC.LATEST (ID, NUMBER) VALUES (1, 0)");
            if (!connection.getAutoCommit()) {
                connection.commit();
            }
        }
    }

    private void checkpoint(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.executeUpdate("UPDATE SWF_SYNC.LATEST SET NUMBER = NUMBER + 1");
            if (!connection.getAutoCommit()) {
                connection.commit();
            }
            statement.execute("CHECKPOINT SYNC");
        } catch (SQLException e) {
            broken = e;
            throw e;
        }
    }

    private void requireSound() throws SQLException {
        SQLException cause = broken;
        if (cause != null) {
            throw new SQLException("a sync of the database has failed before: open it again", "58030", cause);
        }
    }
}
