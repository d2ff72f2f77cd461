package io.github.swfsdk.storage.internal.schema;

import io.github.swfsdk.api.storage.StorageException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;
import javax.sql.DataSource;

/**
 * A vendor's database with this SDK's tables in it. Work runs on a connection of its own, which goes back when the work ends.
 * Thread-safe.
 */
public final class Database {
    private static final int MAX_TRIES = 20;
    private static final long BACK_OFF_NANOS = 2_000_000;

    private final DataSource dataSource;
    private final DataSource undurable;
    private final Dialect dialect;

    private Database(DataSource dataSource, DataSource undurable, Dialect dialect) {
        this.dataSource = dataSource;
        this.undurable = undurable;
        this.dialect = dialect;
    }

    /**
     * Prepares a database: makes sure that its commits are durable, and creates the tables or brings them up to date.
     *
     * @throws StorageException if it is of an unknown product, cannot be reached, or its tables are of a newer version
     */
    public static Database prepare(DataSource dataSource) {
        try {
            Dialect dialect = dialectOf(dataSource);
            if (dialect != Dialect.H2) {
                SchemaMigration.run(dataSource, dialect);
                return new Database(dataSource, dataSource, dialect);
            }
            DurableDataSource durable = DurableDataSource.over(dataSource);
            SchemaMigration.run(durable, dialect);
            return new Database(durable, durable.undurable(), dialect);
        } catch (SQLException e) {
            throw SqlFailure.of("prepare the database", e);
        }
    }

    /** Runs work that only reads. */
    public <T> T read(String what, SqlWork<T> work) {
        try (Connection connection = dataSource.getConnection()) {
            connection.setAutoCommit(true);
            return work.run(connection);
        } catch (SQLException e) {
            throw SqlFailure.of(what, e);
        }
    }

    /**
     * Runs work in one transaction, in which each statement sees what was committed before it, and commits; what it changed
     * is durable then. Work that another transaction got in the way of runs again, a bounded number of times.
     */
    public <T> T change(String what, SqlWork<T> work) {
        return untilDone(what, work, true);
    }

    /** Runs work as {@link #change} does, but it becomes durable only with a later change. */
    public <T> T prepareChange(String what, SqlWork<T> work) {
        return untilDone(what, work, false);
    }

    private <T> T untilDone(String what, SqlWork<T> work, boolean durable) {
        for (int tries = 1; ; tries++) {
            try {
                return once(work, durable);
            } catch (SQLException e) {
                if (tries == MAX_TRIES || !Dialect.isWorthARetry(e)) {
                    throw SqlFailure.of(what, e);
                }
            }
            LockSupport.parkNanos(ThreadLocalRandom.current().nextLong(tries * BACK_OFF_NANOS));
        }
    }

    private <T> T once(SqlWork<T> work, boolean durable) throws SQLException {
        try (Connection connection = (durable ? dataSource : undurable).getConnection()) {
            connection.setAutoCommit(false);
            try {
                dialect.beginWork(connection, durable);
                T result = work.run(connection);
                connection.commit();
                connection.setAutoCommit(true); // a plain pool hands it out again as it is
                return result;
            } catch (UncheckedSqlException e) {
                rollBack(connection, e.failure());
                throw e.failure();
            } catch (SQLException | RuntimeException | Error e) {
                rollBack(connection, e);
                throw e;
            }
        }
    }

    private static void rollBack(Connection connection, Throwable failure) {
        try {
            connection.rollback();
            connection.setAutoCommit(true);
        } catch (SQLException e) {
            failure.addSuppressed(e);
        }
    }

    private static Dialect dialectOf(DataSource dataSource) throws SQLException {
        try (Connection connection = dataSource.getConnection()) {
            return Dialect.of(connection);
        }
    }
}
