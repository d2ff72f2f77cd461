package io.github.swfsdk.storage.internal.schema;

import io.github.swfsdk.api.storage.StorageException;
import io.github.swfsdk.api.storage.StorageException.Reason;
import java.io.IOException;
import java.sql.SQLException;

/** Turns what a database says into what a store says, without the values that databases quote. */
final class SqlFailure {
    private SqlFailure() {}

    /** A failure to do {@code what}, with {@link Reason#OUT_OF_SPACE} if the database has no room left. */
    static StorageException of(String what, SQLException cause) {
        Reason reason = isOutOfSpace(cause) ? Reason.OUT_OF_SPACE : Reason.FAILED;
        return new StorageException(
                reason, "cannot " + what + ", SQLSTATE " + cause.getSQLState(), withoutValues(cause));
    }

    /** 53100 is PostgreSQL's; H2 has the disk's own failure below its exception. */
    private static boolean isOutOfSpace(SQLException failure) {
        if ("53100".equals(failure.getSQLState())) {
            return true;
        }
        for (Throwable cause = failure.getCause(); cause != null; cause = cause.getCause()) {
            if (cause instanceof IOException
                    && String.valueOf(cause.getMessage()).contains("No space left")) {
                return true;
            }
        }
        return false;
    }

    /** Data exceptions (class 22) and violated constraints (23) quote values, which may be a patient's. */
    private static SQLException withoutValues(SQLException failure) {
        String state = String.valueOf(failure.getSQLState());
        if (!state.startsWith("22") && !state.startsWith("23")) {
            return failure;
        }
        SQLException bare = new SQLException("data exception or violated constraint", state, failure.getErrorCode());
        bare.setStackTrace(failure.getStackTrace());
        return bare;
    }
}
