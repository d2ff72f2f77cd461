package io.github.swfsdk.storage.internal.pieces;

import io.github.swfsdk.api.dataset.Uid;
import io.github.swfsdk.api.instance.InstanceHeader;
import io.github.swfsdk.api.storage.StorageException;
import io.github.swfsdk.api.storage.StorageException.Reason;
import io.github.swfsdk.api.storage.StoredInstance;
import io.github.swfsdk.storage.internal.digest.Content;
import io.github.swfsdk.storage.internal.digest.OpenWriters;
import io.github.swfsdk.storage.internal.digest.Sha256;
import io.github.swfsdk.storage.internal.pieces.InstanceRows.Row;
import io.github.swfsdk.storage.internal.schema.Database;
import io.github.swfsdk.storage.internal.schema.SqlWork;
import java.io.IOException;
import java.io.InputStream;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The instances of one backend whose content lies in pieces. An instance is kept if a row names its content; content that is
 * being written has a row of its own, by which a start finds what a crash left behind. Thread-safe.
 */
public final class PiecedInstances {
    /** Where the pieces lie. */
    public interface Pieces {
        /** A piece of this content, counted from 0; empty if there is none. */
        Optional<byte[]> find(String contentId, int number) throws IOException;

        /** Drops content that {@link PiecedInstances#release} says nobody needs. */
        void drop(String contentId);
    }

    private static final Logger LOG = LoggerFactory.getLogger(PiecedInstances.class);

    private final Database database;
    private final Clock clock;
    private final InstanceRows instances;
    private final Uploads uploads;
    private final Pieces pieces;
    private final OpenWriters writers = new OpenWriters();

    /** The instances in one table, and what is being written in another. */
    public PiecedInstances(Database database, Clock clock, InstanceRows instances, Uploads uploads, Pieces pieces) {
        this.database = database;
        this.clock = clock;
        this.instances = instances;
        this.uploads = uploads;
        this.pieces = pieces;
    }

    /** Drops content that was not committed and has not grown for so long, as another node may be writing what has. */
    public void dropAbandoned(Duration after) {
        Instant time = clock.instant().minus(after);
        List<String> abandoned =
                database.read("look for abandoned content", connection -> uploads.untouchedSince(connection, time));
        abandoned.forEach(pieces::drop);
        if (!abandoned.isEmpty()) {
            LOG.warn("dropped {} instances whose writing was not committed", abandoned.size());
        }
    }

    /** As {@link io.github.swfsdk.api.storage.StorageBackend#find} says. */
    public Optional<StoredInstance> find(Uid sopInstanceUid) {
        return row(sopInstanceUid).map(Row::instance);
    }

    /** As {@link io.github.swfsdk.api.storage.StorageBackend#open} says. */
    public InputStream open(Uid sopInstanceUid) {
        return content(row(sopInstanceUid)
                .orElseThrow(() -> new StorageException(Reason.NOT_FOUND, "no instance " + sopInstanceUid)));
    }

    /** As {@link io.github.swfsdk.api.storage.StorageBackend#verify} says. */
    public boolean verify(Uid sopInstanceUid) {
        Optional<Row> row = row(sopInstanceUid);
        if (row.isEmpty()) {
            return false;
        }
        try (InputStream in = content(row.get())) {
            return Sha256.of(in).equals(row.get().instance().sha256());
        } catch (IOException e) {
            return false; // a piece is missing or damaged; a failure to reach it is a StorageException
        }
    }

    /** As {@link io.github.swfsdk.api.storage.StorageBackend#list} says. */
    public Stream<StoredInstance> list() {
        writers.requireOpen();
        return instances.all(database);
    }

    /** Drops what is not committed. */
    public void close() {
        writers.close();
    }

    /** The writers that are not done. */
    public OpenWriters writers() {
        return writers;
    }

    /**
     * Lets go of content in one transaction with what goes with it, unless it is committed: also a commit that took effect
     * may have failed to say so.
     *
     * @return what the work returns; empty if the content is committed, or gone
     */
    public <T> Optional<T> release(String contentId, SqlWork<T> work) {
        return database.change(
                "drop uncommitted content",
                connection ->
                        uploads.end(connection, contentId) ? Optional.of(work.run(connection)) : Optional.empty());
    }

    /** Drops content that is not committed. */
    void drop(String contentId) {
        pieces.drop(contentId);
    }

    /** Does work in one transaction with the news that this content begins, or grows. It becomes durable with a later one. */
    void grow(String contentId, boolean begins, SqlWork<?> work) {
        database.prepareChange("write an instance", connection -> {
            if (begins) {
                uploads.begin(connection, contentId, clock.instant());
            } else if (!uploads.touch(connection, contentId, clock.instant())) {
                throw givenUp();
            }
            work.run(connection);
            return true;
        });
    }

    /**
     * Makes an instance visible, durably, in one transaction with what is still to be done for its content. If the same bytes
     * are kept under its identity already, these stay, and nothing is done.
     *
     * @param begun whether {@link #grow} was called for the content
     * @return what is kept: its content may be another
     */
    Row publish(InstanceHeader header, Content all, String contentId, boolean begun, SqlWork<?> work) {
        Uid uid = header.reference().sopInstanceUid();
        Row row = new Row(stored(header, all), contentId);
        return database.change("commit instance " + uid, connection -> {
            Optional<Row> kept = instances.findSame(connection, uid, all.sha256());
            if (kept.isPresent()) {
                return kept.get();
            }
            work.run(connection);
            // if another comes first, its key keeps this one out, and the next try finds it
            instances.insert(connection, row);
            if (begun && !uploads.end(connection, contentId)) {
                throw givenUp();
            }
            return row;
        });
    }

    private StoredInstance stored(InstanceHeader header, Content all) {
        return new StoredInstance(
                header.reference(),
                header.transferSyntaxUid(),
                header.studyInstanceUid(),
                header.seriesInstanceUid(),
                all.size(),
                all.sha256(),
                clock.instant().truncatedTo(ChronoUnit.MICROS));
    }

    private Optional<Row> row(Uid sopInstanceUid) {
        writers.requireOpen();
        return database.read(
                "find instance " + sopInstanceUid, connection -> instances.find(connection, sopInstanceUid));
    }

    private InputStream content(Row row) {
        return new PiecesInputStream(
                number -> pieces.find(row.contentId(), number), row.instance().size());
    }

    private static StorageException givenUp() {
        return new StorageException(Reason.FAILED, "content grew too slowly and was dropped as abandoned");
    }
}
