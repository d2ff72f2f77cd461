package io.github.swfsdk.storage.internal.schema;

import io.github.swfsdk.storage.internal.sync.GroupSync;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Brings committed changes of an H2 database to the medium. A commit of H2 changes memory; a background thread writes it to
 * the file within half a second, and nothing syncs the file. {@code CHECKPOINT SYNC} writes what was committed and then
 * calls fsync, as {@code swf-api/docs/decisions/embedded-database.md} shows. One checkpoint serves all commits that
 * came before it, so committers share it. Thread-safe.
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

    private void checkpoint(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
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
