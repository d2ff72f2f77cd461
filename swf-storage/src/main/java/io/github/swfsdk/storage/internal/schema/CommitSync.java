package io.github.swfsdk.storage.internal.schema;

import io.github.swfsdk.storage.internal.sync.GroupSync;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.h2.engine.SessionLocal;
import org.h2.jdbc.JdbcConnection;
import org.h2.mvstore.DataUtils;
import org.h2.mvstore.MVStore;
import org.h2.mvstore.MVStoreException;
import org.jspecify.annotations.Nullable;

/**
 * Brings committed changes of an H2 database to the medium. A commit of H2 changes memory, and nothing syncs the file. One
 * sync serves all commits that came before it, so committers share it. Thread-safe.
 *
 * <p>{@code CHECKPOINT SYNC} is not enough. H2 hands changes to writing threads of its own when memory gets short, and a
 * checkpoint that finds nothing else to write does not wait for them; nor does it when its own thread is interrupted, and it
 * does not say so. So this asks the store below the database to write, then for a moment in which nothing is being written,
 * and syncs in that moment; all on a thread that nobody interrupts. {@code
 * swf-api/docs/decisions/embedded-database.md} has the whole story.
 */
final class CommitSync {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int MAX_QUEUED = 8;
    /** Their file loses the newest commits to a kill: its header names the part before the newest one. */
    private static final Set<String> UNSAFE = Set.of("2.5.250", "2.5.252");

    private final GroupSync group = new GroupSync(PATIENCE);
    private final ThreadPoolExecutor writer;
    private volatile @Nullable Throwable broken;

    CommitSync() {
        writer = new ThreadPoolExecutor(1, 1, 10, TimeUnit.SECONDS, new ArrayBlockingQueue<>(MAX_QUEUED), task -> {
            Thread thread = new Thread(task, "swf-commit-sync");
            thread.setDaemon(true); // who waits for it is alive
            return thread;
        });
        writer.allowCoreThreadTimeOut(true);
    }

    /**
     * Looks whether a database can be made durable.
     *
     * @throws SQLException if not: it is in another process, or of a release of H2 that loses commits
     */
    static void require(Connection connection) throws SQLException {
        storeOf(connection);
        requireSafe(connection.getMetaData().getDatabaseProductVersion());
    }

    /** Refuses a release, such as {@code 2.4.240 (2025-09-22)}, that loses commits. */
    static void requireSafe(String version) throws SQLException {
        String release = version.split(" ", 2)[0];
        if (UNSAFE.contains(release)) {
            throw new SQLFeatureNotSupportedException(
                    "H2 " + release + " loses commits if the process is killed: take 2.4.240", "0A000");
        }
    }

    /**
     * Returns when everything that was committed before the call is on the medium. A database in memory has none.
     *
     * @throws SQLException if it could not be brought there, now or ever before: what a failed fsync leaves is unknown, and a
     *     later one that succeeds proves nothing, so the database has to be opened again
     */
    void await(Connection connection) throws SQLException {
        requireSound();
        MVStore store = storeOf(connection);
        if (store.getFileStore() != null) {
            group.await(() -> sync(store));
        }
        requireSound();
    }

    private void sync(MVStore store) throws SQLException {
        Future<?> synced = writer.submit(() -> {
            store.commit();
            store.executeFilestoreOperation(store::sync);
        });
        try {
            uninterruptedly(synced);
        } catch (ExecutionException e) {
            if (!isClosed(e.getCause())) {
                broken = e.getCause();
            }
            throw new SQLException("cannot sync the database", "58030", e.getCause());
        } catch (TimeoutException e) {
            throw new SQLException("a sync of the database has not ended in time", "58030", e);
        }
    }

    private static void uninterruptedly(Future<?> future) throws ExecutionException, TimeoutException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    future.get(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
                    return;
                } catch (InterruptedException e) {
                    interrupted = true;
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private static boolean isClosed(@Nullable Throwable failure) {
        return failure instanceof MVStoreException e && e.getErrorCode() == DataUtils.ERROR_CLOSED;
    }

    private static MVStore storeOf(Connection connection) throws SQLException {
        if (connection.unwrap(JdbcConnection.class).getSession() instanceof SessionLocal session) {
            return session.getDatabase().getStore().getMvStore();
        }
        throw new SQLFeatureNotSupportedException("only an H2 database in this process can be made durable", "0A000");
    }

    private void requireSound() throws SQLException {
        Throwable cause = broken;
        if (cause != null) {
            throw new SQLException("a sync of the database has failed before: open it again", "58030", cause);
        }
    }
}
