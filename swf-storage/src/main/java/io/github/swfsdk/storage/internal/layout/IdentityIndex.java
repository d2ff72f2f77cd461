package io.github.swfsdk.storage.internal.layout;

import io.github.swfsdk.api.dataset.Uid;
import io.github.swfsdk.storage.internal.digest.Sha256;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Finds an instance by its identity: one {@link IndexEntry} per instance, named by the SHA-256 of the SOP Instance UID and
 * sorted by its first byte into folders {@code 00} to {@code ff}, which are created when they are needed. An entry appears
 * under its name at once and whole. Looking up is opening one file; nothing is held in memory. Thread-safe.
 */
public final class IdentityIndex {
    private static final int SHARDS = 256;

    private final Path folder;
    private final Disk disk;
    private final FolderSync sync;
    /** Folders whose name is known to be on the medium. */
    private final AtomicIntegerArray durable = new AtomicIntegerArray(SHARDS);

    /** An index in this folder. */
    public IdentityIndex(Path folder, Disk disk, FolderSync sync) {
        this.folder = folder;
        this.disk = disk;
        this.sync = sync;
    }

    /** Creates the folder of all. */
    public void create() throws IOException {
        disk.createFolder(folder);
    }

    /** The entry of this instance. */
    public Optional<IndexEntry> find(Uid sopInstanceUid) throws IOException {
        try {
            IndexEntry entry = read(file(sopInstanceUid));
            if (!entry.instance().reference().sopInstanceUid().equals(sopInstanceUid)) {
                throw new IOException("an index entry names another instance");
            }
            return Optional.of(entry);
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    /** Shows a written and synced entry file under its name, and returns the folder whose sync makes it stay. */
    public Path publish(Path written, Uid sopInstanceUid) throws IOException {
        Path entries = folderOf(sopInstanceUid);
        disk.move(written, file(sopInstanceUid));
        return entries;
    }

    /** The folder with the entry of an instance, whose own name is on the medium. */
    public Path folderOf(Uid sopInstanceUid) throws IOException {
        int shard = shard(name(sopInstanceUid));
        if (durable.get(shard) == 0) {
            disk.createFolder(shardFolder(shard));
            disk.forceFolder(folder);
            durable.set(shard, 1);
        }
        return shardFolder(shard);
    }

    /** Takes an entry back, if it is there. */
    public void remove(Uid sopInstanceUid) throws IOException {
        if (Files.exists(file(sopInstanceUid), LinkOption.NOFOLLOW_LINKS)) {
            disk.delete(file(sopInstanceUid));
            sync.await(folderOf(sopInstanceUid));
        }
    }

    /** Moves the file of an entry elsewhere, so that the instance is not to be found. */
    public void withdraw(Uid sopInstanceUid, Path to) throws IOException {
        disk.move(file(sopInstanceUid), to);
    }

    /** Every entry; the caller closes the stream. A failure while it is read is an {@link UncheckedIOException}. */
    public Stream<IndexEntry> all() {
        return IntStream.range(0, SHARDS).boxed().flatMap(this::entriesOf);
    }

    /** What an entry file holds, wherever it lies. */
    public static byte[] bytes(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS)) {
            return in.readNBytes(IndexEntry.MAX_LENGTH);
        }
    }

    private static IndexEntry read(Path file) throws IOException {
        return IndexEntry.decode(bytes(file));
    }

    private Stream<IndexEntry> entriesOf(int shard) {
        try {
            Path entries = shardFolder(shard);
            if (!Files.isDirectory(entries, LinkOption.NOFOLLOW_LINKS)) {
                return Stream.empty();
            }
            return Files.list(entries).map(file -> {
                try {
                    return read(file);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path file(Uid sopInstanceUid) {
        String name = name(sopInstanceUid);
        return shardFolder(shard(name)).resolve(name);
    }

    private Path shardFolder(int shard) {
        return folder.resolve(String.format("%02x", shard));
    }

    private static String name(Uid sopInstanceUid) {
        return Sha256.of(sopInstanceUid.value());
    }

    private static int shard(String name) {
        return Integer.parseInt(name.substring(0, 2), 16);
    }
}
