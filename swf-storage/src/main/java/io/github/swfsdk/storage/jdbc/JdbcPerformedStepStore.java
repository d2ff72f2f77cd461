package io.github.swfsdk.storage.jdbc;

import io.github.swfsdk.api.dataset.DataSet;
import io.github.swfsdk.api.dataset.Uid;
import io.github.swfsdk.api.mpps.PerformedStep;
import io.github.swfsdk.api.mpps.PerformedStepStore;
import io.github.swfsdk.api.spi.DataSetCodec;
import io.github.swfsdk.storage.internal.schema.Database;
import java.sql.Connection;
import java.util.Objects;
import java.util.Optional;
import javax.sql.DataSource;

/**
 * Keeps performed steps in SQL, on H2 or PostgreSQL, in the table {@code swf_performed_step}: for an MPPS endpoint over a
 * vendor's own orders. Thread-safe; several nodes may share one PostgreSQL database. A failure of the database is a
 * {@link io.github.swfsdk.api.storage.StorageException}, without values in its message.
 */
public final class JdbcPerformedStepStore implements PerformedStepStore {
    private static final String TABLE = "swf_performed_step";

    private final Database database;
    private final DataSetCodec codec;

    private JdbcPerformedStepStore(Database database, DataSetCodec codec) {
        this.database = database;
        this.codec = codec;
    }

    /** A store on this database with the codec that is installed, as swf-dicom brings one. */
    public static JdbcPerformedStepStore on(DataSource dataSource) {
        return on(dataSource, DataSetCodec.installed());
    }

    /** A store on this database with this codec. */
    public static JdbcPerformedStepStore on(DataSource dataSource, DataSetCodec codec) {
        return new JdbcPerformedStepStore(Database.prepare(dataSource), Objects.requireNonNull(codec, "codec"));
    }

    @Override
    public Optional<PerformedStep> find(Uid sopInstanceUid) {
        return database.read(
                "find a performed step", connection -> rows(connection).find(sopInstanceUid));
    }

    @Override
    public boolean create(PerformedStep step) {
        return database.change("create a performed step", connection -> {
            PerformedStepRows rows = rows(connection);
            if (rows.find(step.sopInstanceUid()).isPresent()) {
                return false;
            }
            rows.insert(step); // if another came first, this is tried again and finds it
            return true;
        });
    }

    @Override
    public boolean replace(PerformedStep seen, PerformedStep next) {
        if (!seen.sopInstanceUid().equals(next.sopInstanceUid())) {
            throw new IllegalArgumentException("a step is replaced by a state of itself, but was given another step");
        }
        DataSet expected = codec.decode(codec.encode(seen.attributes())); // as it looks when it was stored
        return database.change("replace a performed step", connection -> {
            PerformedStepRows rows = rows(connection);
            boolean unchanged = rows.findForChange(seen.sopInstanceUid())
                    .filter(kept -> kept.attributes().equals(expected))
                    .isPresent();
            return unchanged && rows.update(next);
        });
    }

    private PerformedStepRows rows(Connection connection) {
        return new PerformedStepRows(TABLE, connection, codec);
    }
}
