package io.github.swfsdk.storage.internal.pieces;

import io.github.swfsdk.api.dataset.Uid;
import io.github.swfsdk.api.instance.InstanceReference;
import io.github.swfsdk.api.storage.StorageException;
import io.github.swfsdk.api.storage.StorageException.Reason;
import io.github.swfsdk.api.storage.StoredInstance;
import io.github.swfsdk.storage.internal.schema.Database;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.function.Consumer;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** What is kept of each instance beside its content, in one of the tables of that shape. Thread-safe. */
public final class InstanceRows {
    private static final int PAGE = 500;

    /**
     * An instance and the content that it names.
     *
     * @param instance what is kept
     * @param contentId names its content within the database
     */
    public record Row(StoredInstance instance, String contentId) {}

    private final String columns;
    private final String insert;

    /** The rows of this table. */
    public InstanceRows(String table) {
        this.columns =
                "select sop_instance_uid, sop_class_uid, transfer_syntax_uid, study_uid, series_uid, content_size,"
                        + " sha256, stored_at, content_id from " + table;
        this.insert = "insert into " + table
                + " (sop_instance_uid, sop_class_uid, transfer_syntax_uid, study_uid, series_uid, content_size, sha256,"
                + " stored_at, content_id) values (?, ?, ?, ?, ?, ?, ?, ?, ?)";
    }

    /** The instance with this identity. */
    public Optional<Row> find(Connection connection, Uid sopInstanceUid) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(columns + " where sop_instance_uid = ?")) {
            select.setString(1, sopInstanceUid.value());
            return read(select).stream().findFirst();
        }
    }

    /** The instance with this identity, if its content is this. */
    public Optional<Row> findSame(Connection connection, Uid sopInstanceUid, String sha256) throws SQLException {
        Optional<Row> kept = find(connection, sopInstanceUid);
        if (kept.isPresent() && !kept.get().instance().sha256().equals(sha256)) {
            throw new StorageException(Reason.CONFLICT, "other content is kept as instance " + sopInstanceUid);
        }
        return kept;
    }

    /** Adds an instance. */
    public void insert(Connection connection, Row row) throws SQLException {
        StoredInstance instance = row.instance();
        try (PreparedStatement statement = connection.prepareStatement(insert)) {
            statement.setString(1, instance.reference().sopInstanceUid().value());
            statement.setString(2, instance.reference().sopClassUid().value());
            statement.setString(3, instance.transferSyntaxUid().value());
            statement.setString(4, instance.studyInstanceUid().value());
            statement.setString(5, instance.seriesInstanceUid().value());
            statement.setLong(6, instance.size());
            statement.setString(7, instance.sha256());
            statement.setLong(8, ChronoUnit.MICROS.between(Instant.EPOCH, instance.storedAt()));
            statement.setString(9, row.contentId());
            statement.executeUpdate();
        }
    }

    /** Every instance, read page by page as the stream goes on: no connection is held between pages. */
    public Stream<StoredInstance> all(Database database) {
        return StreamSupport.stream(new Pages(database), false);
    }

    private List<Row> page(Connection connection, String after) throws SQLException {
        String sql =
                columns + " where sop_instance_uid > ? order by sop_instance_uid fetch first " + PAGE + " rows only";
        try (PreparedStatement select = connection.prepareStatement(sql)) {
            select.setString(1, after);
            return read(select);
        }
    }

    private static List<Row> read(PreparedStatement select) throws SQLException {
        List<Row> found = new ArrayList<>();
        try (ResultSet rows = select.executeQuery()) {
            while (rows.next()) {
                found.add(row(rows));
            }
        }
        return found;
    }

    private static Row row(ResultSet rows) throws SQLException {
        StoredInstance instance = new StoredInstance(
                new InstanceReference(Uid.of(rows.getString(2)), Uid.of(rows.getString(1))),
                Uid.of(rows.getString(3)),
                Uid.of(rows.getString(4)),
                Uid.of(rows.getString(5)),
                rows.getLong(6),
                rows.getString(7),
                Instant.EPOCH.plus(rows.getLong(8), ChronoUnit.MICROS));
        return new Row(instance, rows.getString(9));
    }

    private final class Pages extends Spliterators.AbstractSpliterator<StoredInstance> {
        private final Database database;
        private List<Row> page = List.of();
        private int next;
        private String last = "";
        private boolean ended;

        Pages(Database database) {
            super(Long.MAX_VALUE, Spliterator.ORDERED | Spliterator.NONNULL | Spliterator.DISTINCT);
            this.database = database;
        }

        @Override
        public boolean tryAdvance(Consumer<? super StoredInstance> action) {
            if (next == page.size() && !ended) {
                page = database.read("list instances", connection -> page(connection, last));
                next = 0;
                ended = page.size() < PAGE;
            }
            if (next == page.size()) {
                return false;
            }
            StoredInstance instance = page.get(next++).instance();
            last = instance.reference().sopInstanceUid().value();
            action.accept(instance);
            return true;
        }
    }
}
