package io.github.swfsdk.storage.internal.schema;

import java.sql.Connection;
import java.sql.SQLException;

/** A unit of work on one connection, which belongs to it while it runs. */
@FunctionalInterface
public interface SqlWork<T> {
    /** Does the work. */
    T run(Connection connection) throws SQLException;
}
