package io.github.swfsdk.storage.internal.schema;

import java.sql.SQLException;

/** Carries an {@link SQLException} through code that may not throw one, within this module. */
public final class UncheckedSqlException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final SQLException failure;

    /** Wraps a failure. */
    public UncheckedSqlException(SQLException failure) {
        super("SQLSTATE " + failure.getSQLState(), failure);
        this.failure = failure;
    }

    /** What was wrapped. */
    public SQLException failure() {
        return failure;
    }
}
