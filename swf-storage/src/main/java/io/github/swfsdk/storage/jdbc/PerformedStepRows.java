package io.github.swfsdk.storage.jdbc;

import io.github.swfsdk.api.dataset.Uid;
import io.github.swfsdk.api.mpps.PerformedStep;
import io.github.swfsdk.api.spi.DataSetCodec;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;

/** Performed steps in one of the two tables that hold them. Within one transaction. */
final class PerformedStepRows {
    private final String table;
    private final Connection connection;
    private final DataSetCodec codec;

    PerformedStepRows(String table, Connection connection, DataSetCodec codec) {
        this.table = table;
        this.connection = connection;
        this.codec = codec;
    }

    Optional<PerformedStep> find(Uid uid) throws SQLException {
        return find(uid, "");
    }

    /** Finds the step and keeps others from changing it until the transaction ends. */
    Optional<PerformedStep> findForChange(Uid uid) throws SQLException {
        return find(uid, " for update");
    }

    /** Adds or replaces the step; tells whether it is new. */
    boolean save(PerformedStep step) throws SQLException {
        boolean isNew = !update(step);
        if (isNew) {
            insert(step);
        }
        return isNew;
    }

    void insert(PerformedStep step) throws SQLException {
        try (PreparedStatement insert =
                connection.prepareStatement("insert into " + table + " (attributes, sop_instance_uid) values (?, ?)")) {
            write(insert, step);
        }
    }

    boolean update(PerformedStep step) throws SQLException {
        try (PreparedStatement update =
                connection.prepareStatement("update " + table + " set attributes = ? where sop_instance_uid = ?")) {
            return write(update, step) > 0;
        }
    }

    private int write(PreparedStatement statement, PerformedStep step) throws SQLException {
        statement.setBytes(1, codec.encode(step.attributes()));
        statement.setString(2, step.sopInstanceUid().value());
        return statement.executeUpdate();
    }

    private Optional<PerformedStep> find(Uid uid, String locking) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(
                "select attributes from " + table + " where sop_instance_uid = ?" + locking)) {
            select.setString(1, uid.value());
            try (ResultSet rows = select.executeQuery()) {
                return rows.next()
                        ? Optional.of(new PerformedStep(uid, codec.decode(rows.getBytes(1))))
                        : Optional.empty();
            }
        }
    }
}
