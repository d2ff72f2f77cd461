package io.github.swfsdk.storage.chunked;

import io.github.swfsdk.api.dataset.Uid;
import io.github.swfsdk.api.instance.InstanceHeader;
import io.github.swfsdk.api.storage.InstanceWriter;
import io.github.swfsdk.api.storage.StorageBackend;
import io.github.swfsdk.api.storage.StoredInstance;
import io.github.swfsdk.storage.internal.digest.Sha256;
import io.github.swfsdk.storage.internal.pieces.InstanceRows;
import io.github.swfsdk.storage.internal.pieces.PiecedInstances;
import io.github.swfsdk.storage.internal.pieces.Uploads;
import io.github.swfsdk.storage.internal.schema.Database;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import javax.sql.DataSource;

/**
 * Keeps instances in chunks: the bytes in a {@link ChunkStore}, each different chunk once, and which chunks make up which
 * instance in an SQL database, on H2 or PostgreSQL. Thread-safe; several nodes may share database and chunks.
 *
 * <p>Content is cut every {@link Builder#chunkSize chunkSize} bytes. Each chunk is compared with its digest when it is read,
 * so a reader gets what was stored or an {@link IOException}.
 *
 * <table>
 * <caption>What the next start finds if a crash comes</caption>
 * <tr><th>After step</th><th>The next start</th></tr>
 * <tr><td>1. a row in {@code swf_chunk_ref} says that a new content, listed in {@code swf_chunk_upload}, refers to a
 *     chunk</td><td>drops the content once it has not grown for a while, and each chunk that nothing else refers to</td></tr>
 * <tr><td>2. the chunk is kept, durably</td><td>as above</td></tr>
 * <tr><td>3. after the last chunk: the instance inserted and the upload deleted, in one transaction</td>
 *     <td>finds the instance</td></tr>
 * </table>
 *
 * Step 1 becomes durable with step 3 only: a loss of power in between may leave chunks that no row knows of. They do no harm
 * but take room, until the same content comes again. The caller closes database and chunks.
 */
public final class ChunkedStorage implements StorageBackend {
    private final Database database;
    private final ChunkStore chunks;
    private final int chunkSize;
    private final PiecedInstances instances;

    private ChunkedStorage(Builder builder) {
        this.database = Database.prepare(builder.dataSource);
        this.chunks = builder.chunks;
        this.chunkSize = builder.chunkSize;
        this.instances = new PiecedInstances(
                database,
                builder.clock,
                new InstanceRows("swf_chunked_instance"),
                new Uploads("swf_chunk_upload"),
                new ChunkPieces());
        instances.dropAbandoned(builder.abandonedAfter);
    }

    /** A storage on this database and these chunks with the default options. */
    public static ChunkedStorage on(DataSource dataSource, ChunkStore chunks) {
        return builder(dataSource, chunks).open();
    }

    /** Starts the options of a storage. */
    public static Builder builder(DataSource dataSource, ChunkStore chunks) {
        return new Builder(dataSource, chunks);
    }

    @Override
    public InstanceWriter begin(InstanceHeader header) {
        instances.writers().requireOpen();
        return new ChunkedWriter(instances, chunks, header, chunkSize).register();
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

    /** Drops what is not committed. Database and chunks stay open: they belong to the caller. */
    @Override
    public void close() {
        instances.close();
    }

    private final class ChunkPieces implements PiecedInstances.Pieces {
        @Override
        public Optional<byte[]> find(String contentId, int number) throws IOException {
            Optional<String> digest =
                    database.read("read an instance", connection -> ChunkRows.find(connection, contentId, number));
            Optional<byte[]> content = digest.flatMap(chunks::find);
            if (content.isPresent()
                    && !Sha256.of(ByteBuffer.wrap(content.get())).equals(digest.get())) {
                throw new IOException("chunk " + number + " of the content is damaged");
            }
            return content;
        }

        /** Drops the content, and each chunk that nothing else refers to. */
        @Override
        public void drop(String contentId) {
            instances
                    .release(contentId, connection -> ChunkRows.release(connection, contentId))
                    .ifPresent(digests -> digests.forEach(this::dropIfUnused));
        }

        private void dropIfUnused(String digest) {
            database.prepareChange("drop a chunk", connection -> {
                boolean unused = ChunkRows.isUnused(connection, digest);
                if (unused) {
                    chunks.delete(digest); // while its row is locked: nobody takes it up meanwhile
                    ChunkRows.delete(connection, digest);
                }
                return unused;
            });
        }
    }

    /** Options of a {@link ChunkedStorage}. */
    public static final class Builder {
        private final DataSource dataSource;
        private final ChunkStore chunks;
        private Clock clock = Clock.systemUTC();
        private int chunkSize = 1024 * 1024;
        private Duration abandonedAfter = Duration.ofHours(1);

        private Builder(DataSource dataSource, ChunkStore chunks) {
            this.dataSource = Objects.requireNonNull(dataSource, "dataSource");
            this.chunks = Objects.requireNonNull(chunks, "chunks");
        }

        /** Tells when an instance was stored; the system's clock by default. */
        public Builder clock(Clock clock) {
            this.clock = Objects.requireNonNull(clock, "clock");
            return this;
        }

        /**
         * Bytes in one chunk; 1 MiB by default, 4 KiB to 16 MiB. Each writer and reader holds as much in memory. What is kept
         * already keeps its chunks when this changes.
         */
        public Builder chunkSize(int chunkSize) {
            if (chunkSize < 4 * 1024 || chunkSize > 16 * 1024 * 1024) {
                throw new IllegalArgumentException("chunkSize must be 4 KiB to 16 MiB, but was " + chunkSize);
            }
            this.chunkSize = chunkSize;
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

        /** Opens the storage as {@link ChunkedStorage#on} does. */
        public ChunkedStorage open() {
            return new ChunkedStorage(this);
        }
    }
}
