package io.github.swfsdk.storage.jdbc;

import io.github.swfsdk.api.dataset.Uid;
import io.github.swfsdk.api.instance.InstanceHeader;
import io.github.swfsdk.api.storage.InstanceWriter;
import io.github.swfsdk.api.storage.StorageBackend;
import io.github.swfsdk.api.storage.StoredInstance;
import io.github.swfsdk.storage.internal.pieces.InstanceRows;
import io.github.swfsdk.storage.internal.pieces.PiecedInstances;
import io.github.swfsdk.storage.internal.pieces.Uploads;
import io.github.swfsdk.storage.internal.schema.Database;
import java.io.InputStream;
import java.time.Clock;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import javax.sql.DataSource;

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
    private final Database database;
    private final int pieceSize;
    private final PiecedInstances instances;

    private BlobStorage(Builder builder) {
        this.database = Database.prepare(builder.dataSource);
        this.pieceSize = builder.pieceSize;
        this.instances = new PiecedInstances(
                database,
                builder.clock,
                new InstanceRows("swf_blob_instance"),
                new Uploads("swf_blob_upload"),
                new BlobPieces());
        instances.dropAbandoned(builder.abandonedAfter);
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
        instances.writers().requireOpen();
        return new BlobWriter(instances, header, pieceSize).register();
    }

    @Override
    public Optional<StoredInstance> find(Uid sopInstanceUid) {
        return instances.find(sopInstanceUid);
    }

    @Override
    public InputStream open(Uid sopInstanceUid) {
        return instances.open(sopInstanceUid);
    }

    @Override
    public boolean verify(Uid sopInstanceUid) {
        return instances.verify(sopInstanceUid);
    }

    @Override
    public Stream<StoredInstance> list() {
        return instances.list();
    }

    /** Drops what is not committed. The database stays open: it belongs to the caller. */
    @Override
    public void close() {
        instances.close();
    }

    private final class BlobPieces implements PiecedInstances.Pieces {
        @Override
        public Optional<byte[]> find(String contentId, int number) {
            return database.read("read an instance", connection -> PieceRows.find(connection, contentId, number));
        }

        @Override
        public void drop(String contentId) {
            instances.release(contentId, connection -> PieceRows.delete(connection, contentId));
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
