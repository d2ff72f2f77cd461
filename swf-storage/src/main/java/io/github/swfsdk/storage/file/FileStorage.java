package io.github.swfsdk.storage.file;

import io.github.swfsdk.api.dataset.Uid;
import io.github.swfsdk.api.instance.InstanceHeader;
import io.github.swfsdk.api.storage.InstanceWriter;
import io.github.swfsdk.api.storage.StorageBackend;
import io.github.swfsdk.api.storage.StorageException;
import io.github.swfsdk.api.storage.StorageException.Reason;
import io.github.swfsdk.api.storage.StoredInstance;
import io.github.swfsdk.storage.internal.digest.OpenWriters;
import io.github.swfsdk.storage.internal.digest.Sha256;
import io.github.swfsdk.storage.internal.layout.ContentTree;
import io.github.swfsdk.storage.internal.layout.Disk;
import io.github.swfsdk.storage.internal.layout.DiskFailure;
import io.github.swfsdk.storage.internal.layout.FolderSync;
import io.github.swfsdk.storage.internal.layout.IdentityIndex;
import io.github.swfsdk.storage.internal.layout.Incoming;
import io.github.swfsdk.storage.internal.layout.IndexEntry;
import io.github.swfsdk.storage.internal.recovery.IncomingRecovery;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Keeps each instance as one file, byte for byte, in four levels of folders. Thread-safe. One open storage owns its folder;
 * a second one, in this process or another, is refused.
 *
 * <h2>Format 1</h2>
 *
 * <pre>
 * swf-file-storage                  the line "format 1"; written last when the folder is set up
 * lock                              held while a storage is open
 * .incoming/1.2.826.0.1.2.3_&lt;random&gt;.part    content of this instance, being written
 * .incoming/1.2.826.0.1.2.3_&lt;random&gt;.entry   its index entry, while it is being committed
 * content/p-e70315dbf7be1390a8a61ebc1b6a1a70/st-1.2.826.0.1/se-1.2.826.0.1.2/i-1.2.826.0.1.2.3.dcm
 * index/29/298adc7a…                one small text file per instance, named by the SHA-256 of its SOP Instance UID
 * </pre>
 *
 * The patient's folder is named by a digest of the Patient ID and its issuer, the other levels by identifiers whose
 * characters {@link Uid} has checked, so no text of a peer becomes a path. An instance is kept if the index names it; what
 * an entry holds is described in the class that writes it, {@code IndexEntry}. Links are not followed where an instance is
 * read or written.
 *
 * <h2>A commit, and what a start finds if it is cut short</h2>
 *
 * <table>
 * <caption>Steps of a commit</caption>
 * <tr><th>After step</th><th>The next start</th></tr>
 * <tr><td>1. content written to {@code .part}</td><td>drops it</td></tr>
 * <tr><td>2. index entry written to {@code .entry}, both synced</td><td>compares the digest; finishes the commit if both are
 * there and whole, else drops what there is</td></tr>
 * <tr><td>3. the folder with both names synced</td><td>finishes the commit</td></tr>
 * <tr><td>4. content renamed to its place</td><td>finishes the commit</td></tr>
 * <tr><td>5. entry renamed into the index, the caller got its answer</td><td>finds the instance</td></tr>
 * </table>
 *
 * After step 3 everything is on the medium that a start needs, so the renamings are not synced. After a loss of power each of
 * them may or may not be there, as file systems with a journal rename at once: if none is, or only the first, the row of step
 * 3 or 4 applies; if only the second one is, the entry names content that is still a {@code .part}, whose name tells which
 * instance it belongs to, so the start compares the digest and renames it. A commit that fails without a crash takes its steps
 * back. Of the threads that commit at the same time one syncs the folder for all.
 */
public final class FileStorage implements StorageBackend {
    private final Place place;
    private final Disk disk;
    private final Clock clock;
    private final int bufferSize;
    private final FolderSync sync;
    private final Incoming incoming;
    private final ContentTree content;
    private final IdentityIndex index;
    private final Publication publication;
    private final OpenWriters writers = new OpenWriters();

    private FileStorage(Builder builder, Place place) {
        this.place = place;
        this.disk = builder.disk;
        this.clock = builder.clock;
        this.bufferSize = builder.bufferSize;
        this.sync = new FolderSync(disk, builder.syncPatience);
        this.incoming = new Incoming(place.incoming(), disk, sync);
        this.content = new ContentTree(place.content(), disk, sync);
        this.index = new IdentityIndex(place.index(), disk, sync);
        this.publication = new Publication(disk, incoming, content, index, sync);
    }

    /**
     * Opens a storage with the default options; sets it up if the folder is empty or missing, and recovers from a crash.
     *
     * @throws StorageException if the folder is in use, of another format, or fails
     */
    public static FileStorage at(Path folder) {
        return builder(folder).open();
    }

    /** Starts the options of a storage. */
    public static Builder builder(Path folder) {
        return new Builder(folder);
    }

    @Override
    public InstanceWriter begin(InstanceHeader header) {
        writers.requireOpen();
        return new FileWriter(this, header).register();
    }

    @Override
    public Optional<StoredInstance> find(Uid sopInstanceUid) {
        return entry(sopInstanceUid).map(IndexEntry::instance);
    }

    @Override
    public InputStream open(Uid sopInstanceUid) {
        IndexEntry entry = entry(sopInstanceUid)
                .orElseThrow(() -> new StorageException(Reason.NOT_FOUND, "no instance " + sopInstanceUid));
        try {
            return content.open(entry);
        } catch (IOException e) {
            throw DiskFailure.of("open instance " + sopInstanceUid, e);
        }
    }

    @Override
    public boolean verify(Uid sopInstanceUid) {
        Optional<IndexEntry> entry = entry(sopInstanceUid);
        try {
            if (entry.isEmpty() || !content.seemsWhole(entry.get())) {
                return false;
            }
            try (InputStream in = content.open(entry.get())) {
                return Sha256.of(in).equals(entry.get().instance().sha256());
            }
        } catch (IOException e) {
            throw DiskFailure.of("read instance " + sopInstanceUid, e);
        }
    }

    /** {@inheritDoc} A failure while the stream is read is an {@link java.io.UncheckedIOException}. */
    @Override
    public Stream<StoredInstance> list() {
        writers.requireOpen();
        return index.all().map(IndexEntry::instance);
    }

    @Override
    public void close() {
        writers.close();
        try {
            place.close();
        } catch (IOException e) {
            throw DiskFailure.of("release the storage", e);
        }
    }

    /** Removes an instance, as {@link io.github.swfsdk.api.workflow.Spool#remove} says; an archive never does. */
    boolean remove(Uid sopInstanceUid) {
        writers.requireOpen();
        try {
            return publication.remove(sopInstanceUid);
        } catch (IOException e) {
            throw DiskFailure.of("remove instance " + sopInstanceUid, e);
        }
    }

    Disk disk() {
        return disk;
    }

    Incoming incoming() {
        return incoming;
    }

    Publication publication() {
        return publication;
    }

    Clock clock() {
        return clock;
    }

    int bufferSize() {
        return bufferSize;
    }

    OpenWriters writers() {
        return writers;
    }

    private Optional<IndexEntry> entry(Uid sopInstanceUid) {
        writers.requireOpen();
        try {
            return index.find(sopInstanceUid);
        } catch (IOException e) {
            throw DiskFailure.of("look up instance " + sopInstanceUid, e);
        }
    }

    private void prepare() throws IOException {
        if (!place.isSetUp()) {
            incoming.create();
            content.create();
            index.create();
            place.markSetUp(disk);
        }
        new IncomingRecovery(incoming, content, index, disk, sync).run();
    }

    /** Options of a {@link FileStorage}. */
    public static final class Builder {
        private final Path folder;
        private Clock clock = Clock.systemUTC();
        private int bufferSize = 64 * 1024;
        private Duration syncPatience = Duration.ofSeconds(60);
        private Disk disk = Disk.local();

        private Builder(Path folder) {
            this.folder = folder.toAbsolutePath().normalize();
        }

        /** Tells when an instance was stored; the system's clock by default. */
        public Builder clock(Clock clock) {
            this.clock = Objects.requireNonNull(clock, "clock");
            return this;
        }

        /** How many bytes each writer gathers before it writes them; 64 KiB by default, 4 KiB to 16 MiB. */
        public Builder bufferSize(int bufferSize) {
            if (bufferSize < 4 * 1024 || bufferSize > 16 * 1024 * 1024) {
                throw new IllegalArgumentException("bufferSize must be 4 KiB to 16 MiB, but was " + bufferSize);
            }
            this.bufferSize = bufferSize;
            return this;
        }

        /** How long a commit waits for a folder sync that another thread runs; a minute by default. */
        public Builder syncPatience(Duration syncPatience) {
            if (syncPatience.isNegative() || syncPatience.isZero()) {
                throw new IllegalArgumentException("syncPatience must be positive, but was " + syncPatience);
            }
            this.syncPatience = syncPatience;
            return this;
        }

        Builder disk(Disk disk) {
            this.disk = disk;
            return this;
        }

        /** Opens the storage as {@link FileStorage#at} does. */
        public FileStorage open() {
            try {
                Place place = Place.take(folder);
                try {
                    FileStorage storage = new FileStorage(this, place);
                    storage.prepare();
                    return storage;
                } catch (IOException | RuntimeException e) {
                    place.closeAfter(e);
                    throw e;
                }
            } catch (IOException e) {
                throw DiskFailure.of("open the storage", e);
            }
        }
    }
}
