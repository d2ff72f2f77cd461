package io.github.swfsdk.storage.jdbc;

import io.github.swfsdk.api.storage.StorageException;
import io.github.swfsdk.api.storage.StorageException.Reason;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;

/**
 * Makes H2 write over what it does not need as soon as it can, not only over what is 45 seconds old: what is lost to that
 * shows in seconds.
 */
public final class EagerReuse {
    private EagerReuse() {}

    /** Sets it in this database, to stay. */
    public static void of(DataSource dataSource) {
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("SET RETENTION_TIME 0");
        } catch (SQLException e) {
            throw new StorageException(Reason.FAILED, "cannot change a setting", e);
        }
    }
}
