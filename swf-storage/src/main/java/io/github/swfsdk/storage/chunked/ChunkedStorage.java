package io.github.swfsdk.storage.chunked;

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
import java.nio.ByteBuffer;
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
    private static final Logger LOG = LoggerFactory.getLogger(ChunkedStorage.class);

    private final Database database;
    private final ChunkStore chunks;
    private final Clock clock;
    private final int chunkSize;
    private final InstanceRows instances = new InstanceRows("swf_chunked_instance");
    private final Uploads uploads = new Uploads("swf_chunk_upload");
    private final OpenWriters writers = new OpenWriters();

    private ChunkedStorage(Builder builder) {
        this.database = Database.prepare(builder.dataSource);
        this.chunks = builder.chunks;
        this.clock = builder.clock;
        this.chunkSize = builder.chunkSize;
        dropAbandoned(clock.instant().minus(builder.abandonedAfter));
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
        writers.requireOpen();
        return new ChunkedWriter(this, header).register();
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
            return false; // a chunk is missing or damaged; a failure to reach it is a StorageException
        }
    }

    @Override
    public Stream<StoredInstance> list() {
        writers.requireOpen();
        return instances.all(database);
    }

    /** Drops what is not committed. Database and chunks stay open: they belong to the caller. */
    @Override
    public void close() {
        writers.close();
    }

    ChunkStore chunks() {
        return chunks;
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

    int chunkSize() {
        return chunkSize;
    }

    private Optional<Row> row(Uid sopInstanceUid) {
        writers.requireOpen();
        return database.read(
                "find instance " + sopInstanceUid, connection -> instances.find(connection, sopInstanceUid));
    }

    /**
     * Drops content, and the chunks that nothing else refers to. Does nothing if the content is committed: also a commit that
     * took effect may have failed to say so.
     */
    void drop(String contentId) {
        List<String> digests = database.change("drop uncommitted content", connection -> {
            boolean uncommitted = uploads.end(connection, contentId);
            return uncommitted ? ChunkRows.release(connection, contentId) : List.of();
        });
        for (String digest : digests) {
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

    private InputStream content(Row row) {
        return new PiecesInputStream(
                number -> chunk(row.contentId(), number), row.instance().size());
    }

    private Optional<byte[]> chunk(String contentId, int number) throws IOException {
        Optional<String> digest =
                database.read("read an instance", connection -> ChunkRows.find(connection, contentId, number));
        Optional<byte[]> content = digest.flatMap(chunks::find);
        if (content.isPresent() && !Sha256.of(ByteBuffer.wrap(content.get())).equals(digest.get())) {
            throw new IOException("chunk " + number + " of the content is damaged");
        }
        return content;
    }

    private void dropAbandoned(Instant time) {
        List<String> abandoned =
                database.read("look for abandoned content", connection -> uploads.untouchedSince(connection, time));
        abandoned.forEach(this::drop);
        if (!abandoned.isEmpty()) {
            LOG.warn("dropped {} instances whose writing was not committed", abandoned.size());
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
