package io.github.swfsdk.storage.jdbc;

import io.github.swfsdk.api.dataset.Uid;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;

/**
 * Withheld instances in {@code swf_withheld_step} and {@code swf_withheld_instance}. Within one transaction, which holds the
 * lock if it writes.
 */
final class WithheldRows {
    private static final String STEP = "select 1 from swf_withheld_step where step_uid = ?";
    private static final String INSTANCE = "select 1 from swf_withheld_instance where instance_uid = ?";
    private static final String PAIR = INSTANCE + " and step_uid = ?";

    private final Connection connection;

    WithheldRows(Connection connection) {
        this.connection = connection;
    }

    void withhold(Uid step, Collection<Uid> instances) throws SQLException {
        if (!isStepWithheld(step)) {
            change("insert into swf_withheld_step (step_uid) values (?)", step);
        }
        for (Uid instance : instances) {
            if (!exists(PAIR, instance, step)) {
                change("insert into swf_withheld_instance (instance_uid, step_uid) values (?, ?)", instance, step);
            }
        }
    }

    boolean isStepWithheld(Uid step) throws SQLException {
        return exists(STEP, step);
    }

    boolean isWithheld(Uid instance) throws SQLException {
        return exists(INSTANCE, instance);
    }

    boolean release(Uid step) throws SQLException {
        return change("delete from swf_withheld_step where step_uid = ?", step) > 0;
    }

    private boolean exists(String sql, Uid... uids) throws SQLException {
        try (PreparedStatement select = prepare(sql, uids);
                ResultSet rows = select.executeQuery()) {
            return rows.next();
        }
    }

    private int change(String sql, Uid... uids) throws SQLException {
        try (PreparedStatement statement = prepare(sql, uids)) {
            return statement.executeUpdate();
        }
    }

    /** The caller closes the statement. */
    private PreparedStatement prepare(String sql, Uid... uids) throws SQLException {
        PreparedStatement statement = connection.prepareStatement(sql);
        for (int i = 0; i < uids.length; i++) {
            statement.setString(i + 1, uids[i].value());
        }
        return statement;
    }
}
