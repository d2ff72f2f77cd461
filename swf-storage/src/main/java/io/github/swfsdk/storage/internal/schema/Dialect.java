package io.github.swfsdk.storage.internal.schema;

import io.github.swfsdk.api.storage.StorageException;
import io.github.swfsdk.api.storage.StorageException.Reason;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Locale;
import java.util.Set;

/** A database product whose SQL the SDK speaks. */
enum Dialect {
    /** H2: commits are synced by {@link DurableDataSource}; its waits for locks are bounded by its LOCK_TIMEOUT. */
    H2 {
        @Override
        void beginWork(Connection connection, boolean durable) throws SQLException {
            // the session has a limit for waits, and the data source decides on the sync
            connection.setTransactionIsolation(Connection.TRANSACTION_READ_COMMITTED);
        }
    },
    /** PostgreSQL 12 or newer. */
    POSTGRESQL {
        @Override
        void beginWork(Connection connection, boolean durable) throws SQLException {
            try (Statement statement = connection.createStatement()) {
                statement.execute(
                        durable ? BEGIN : BEGIN + "; set local synchronous_commit = off"); // one way there and back
            }
        }
    };

    /** For this transaction only: the connection is the vendor's. */
    private static final String BEGIN =
            "set transaction isolation level read committed; set local lock_timeout = '10s'";

    /** SQLSTATEs of what may go well the next time: conflicts and deadlocks, waits that took too long, a key come first. */
    private static final Set<String> WORTH_A_RETRY = Set.of("40001", "40P01", "90131", "HYT00", "55P03", "23505");

    /** Recognizes the product behind a connection. */
    static Dialect of(Connection connection) throws SQLException {
        String product = connection.getMetaData().getDatabaseProductName();
        return switch (product.toLowerCase(Locale.ROOT)) {
            case "h2" -> H2;
            case "postgresql" -> POSTGRESQL;
            default ->
                throw new StorageException(Reason.FAILED, "the database is " + product + ", expected H2 or PostgreSQL");
        };
    }

    /** Name of the folder with the schema steps. */
    String folder() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * Has each statement of a transaction that has just begun see what was committed before it, bounds its waits, and says
     * whether its commit has to wait for the medium.
     */
    abstract void beginWork(Connection connection, boolean durable) throws SQLException;

    /** Whether the same work may go well if it is done again. */
    static boolean isWorthARetry(SQLException failure) {
        return failure.getSQLState() != null && WORTH_A_RETRY.contains(failure.getSQLState());
    }
}
