package io.github.swfsdk.storage.jdbc;

import io.github.swfsdk.api.dataset.Uid;
import io.github.swfsdk.api.instance.InstanceHeader;
import io.github.swfsdk.api.storage.InstanceWriter;
import io.github.swfsdk.api.storage.StorageBackend;
import io.github.swfsdk.api.storage.StorageException;
import io.github.swfsdk.api.storage.StorageException.Reason;
import io.github.swfsdk.api.storage.StoredInstance;
import io.github.swfsdk.storage.internal.digest.OpenWriters;
import io.github.swfsdk.storage.internal.digest.PiecesInputStream;
import io.github.swfsdk.storage.internal.digest.Sha256;
import io.github.swfsdk.storage.internal.schema.Database;
import io.github.swfsdk.storage.internal.schema.InstanceRows;
import io.github.swfsdk.storage.internal.schema.InstanceRows.Row;
import io.github.swfsdk.storage.internal.schema.Uploads;
import java.io.IOException;
import java.io.InputStream;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps instances as BLOBs in an SQL database, on H2 or PostgreSQL, beside whatever else is there: one backup holds both.
 * Thread-safe; several nodes may share one PostgreSQL database.
 *
 * <p>Content lies in rows of {@code swf_blob_piece}, a megabyte each, so it is never whole in memory and no connection is held
 * while a peer sends slowly. An instance is kept if {@code swf_blob_instance} names its content; the primary key decides
 * which of several writers of one identity comes first.
 *
 * <table>
 * <caption>What the next start finds if a crash comes</caption>
 * <tr><th>After step</th><th>The next start</th></tr>
 * <tr><td>1. full pieces inserted, each in a transaction, under a new content identifier in {@code swf_blob_upload}</td>
 *     <td>drops the pieces once they have not grown for a while</td></tr>
 * <tr><td>2. the last piece and the instance inserted, the upload deleted, in one transaction</td>
 *     <td>finds the instance</td></tr>
 * </table>
 *
 * Content of less than one piece takes step 2 only. The caller closes the database.
 */
public final class BlobStorage implements StorageBackend {
    private static final Logger LOG = LoggerFactory.getLogger(BlobStorage.class);

    private final Database database;
    private final Clock clock;
    private final int pieceSize;
    private final InstanceRows instances = new InstanceRows("swf_blob_instance");
    private final Uploads uploads = new Uploads("swf_blob_upload");
    private final OpenWriters writers = new OpenWriters();

    private BlobStorage(Builder builder) {
        this.database = Database.prepare(builder.dataSource);
        this.clock = builder.clock;
        this.pieceSize = builder.pieceSize;
        dropAbandoned(clock.instant().minus(builder.abandonedAfter));
    }

    /** A storage on this database with the default options. */
    public static BlobStorage on(DataSource dataSource) {
        return builder(dataSource).open();
    }

    /** Starts the options of a storage. */
    public static Builder builder(DataSource dataSource) {
        return new Builder(dataSource);
    }

    @Override
    public InstanceWriter begin(InstanceHeader header) {
        writers.requireOpen();
        return new BlobWriter(this, header).register();
    }

    @Override
    public Optional<StoredInstance> find(Uid sopInstanceUid) {
        return row(sopInstanceUid).map(Row::instance);
    }

    @Override
    public InputStream open(Uid sopInstanceUid) {
        return content(row(sopInstanceUid)
                .orElseThrow(() -> new StorageException(Reason.NOT_FOUND, "no instance " + sopInstanceUid)));
    }

    @Override
    public boolean verify(Uid sopInstanceUid) {
        Optional<Row> row = row(sopInstanceUid);
        if (row.isEmpty()) {
            return false;
        }
        try (InputStream in = content(row.get())) {
            return Sha256.of(in).equals(row.get().instance().sha256());
        } catch (IOException e) {
            return false; // a piece is missing or cut; a failure of the database is a StorageException
        }
    }

    @Override
    public Stream<StoredInstance> list() {
        writers.requireOpen();
        return instances.all(database);
    }

    /** Drops what is not committed. The database stays open: it belongs to the caller. */
    @Override
    public void close() {
        writers.close();
    }

    Database database() {
        return database;
    }

    InstanceRows instances() {
        return instances;
    }

    Uploads uploads() {
        return uploads;
    }

    OpenWriters writers() {
        return writers;
    }

    Clock clock() {
        return clock;
    }

    int pieceSize() {
        return pieceSize;
    }

    private Optional<Row> row(Uid sopInstanceUid) {
        writers.requireOpen();
        return database.read(
                "find instance " + sopInstanceUid, connection -> instances.find(connection, sopInstanceUid));
    }

    private InputStream content(Row row) {
        return new PiecesInputStream(
                number -> database.read(
                        "read an instance", connection -> PieceRows.find(connection, row.contentId(), number)),
                row.instance().size());
    }

    private void dropAbandoned(Instant time) {
        List<String> abandoned =
                database.read("look for abandoned content", connection -> uploads.untouchedSince(connection, time));
        for (String contentId : abandoned) {
            database.change("drop abandoned content", connection -> {
                boolean uncommitted = uploads.end(connection, contentId);
                if (uncommitted) {
                    PieceRows.delete(connection, contentId);
                }
                return uncommitted;
            });
        }
        if (!abandoned.isEmpty()) {
            LOG.warn("dropped {} instances whose writing was not committed", abandoned.size());
        }
    }

    /** Options of a {@link BlobStorage}. */
    public static final class Builder {
        private final DataSource dataSource;
        private Clock clock = Clock.systemUTC();
        private int pieceSize = 1024 * 1024;
        private Duration abandonedAfter = Duration.ofHours(1);

        private Builder(DataSource dataSource) {
            this.dataSource = Objects.requireNonNull(dataSource, "dataSource");
        }

        /** Tells when an instance was stored; the system's clock by default. */
        public Builder clock(Clock clock) {
            this.clock = Objects.requireNonNull(clock, "clock");
            return this;
        }

        /** Bytes in one row; 1 MiB by default, 4 KiB to 16 MiB. Each writer holds as much in memory. */
        public Builder pieceSize(int pieceSize) {
            if (pieceSize < 4 * 1024 || pieceSize > 16 * 1024 * 1024) {
                throw new IllegalArgumentException("pieceSize must be 4 KiB to 16 MiB, but was " + pieceSize);
            }
            this.pieceSize = pieceSize;
            return this;
        }

        /**
         * How long content must not have grown for a start to drop it; an hour by default. Another node may be writing it, so
         * this is longer than a peer may pause, and than the clocks of the nodes differ.
         */
        public Builder abandonedAfter(Duration abandonedAfter) {
            if (abandonedAfter.isNegative()) {
                throw new IllegalArgumentException("abandonedAfter must not be negative, but was " + abandonedAfter);
            }
            this.abandonedAfter = abandonedAfter;
            return this;
        }

        /** Opens the storage as {@link BlobStorage#on} does. */
        public BlobStorage open() {
            return new BlobStorage(this);
        }
    }
}
