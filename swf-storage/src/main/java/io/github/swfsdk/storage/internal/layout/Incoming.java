package io.github.swfsdk.storage.internal.layout;

import io.github.swfsdk.api.dataset.Uid;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * The folder of what is not committed: content being written ({@code <instance>_<random>.part}) and, while a commit is under
 * way, the index entry that it is going to publish ({@code <random>.entry}). At rest it is empty. Thread-safe.
 */
public final class Incoming {
    private static final String PART = ".part";
    private static final String ENTRY = ".entry";
    private static final char SEPARATOR = '_';

    private final Path folder;
    private final Disk disk;
    private final FolderSync sync;

    /** The folder of what is not committed. */
    public Incoming(Path folder, Disk disk, FolderSync sync) {
        this.folder = folder;
        this.disk = disk;
        this.sync = sync;
    }

    /** Creates the folder. */
    public void create() throws IOException {
        disk.createFolder(folder);
    }

    /** A name for new content of an instance, in the same file system as its later place. */
    public Path newPart(Uid sopInstanceUid) {
        return folder.resolve(sopInstanceUid.value() + SEPARATOR + UUID.randomUUID() + PART);
    }

    /** The instance whose content a file was to be. */
    public static Optional<Uid> instanceOf(Path part) {
        String name = part.getFileName().toString();
        int end = name.indexOf(SEPARATOR);
        return end < 0 ? Optional.empty() : Optional.of(Uid.of(name.substring(0, end)));
    }

    /** Writes an entry file, durably; so are the names of all files here. */
    public Path write(IndexEntry entry) throws IOException {
        Path file = newEntry();
        try {
            try (FileChannel channel = disk.create(file)) {
                disk.write(channel, ByteBuffer.wrap(entry.encode()));
                disk.force(channel);
            }
            sync();
            return file;
        } catch (IOException | RuntimeException e) {
            drop(file, e);
            throw e;
        }
    }

    /** A name for the entry of content that is not committed, or no longer. */
    public Path newEntry() {
        return folder.resolve(UUID.randomUUID() + ENTRY);
    }

    /** Brings the names of the files here to the medium. */
    public void sync() throws IOException {
        sync.await(folder);
    }

    /** Removes a file, durably. */
    public void remove(Path file) throws IOException {
        disk.delete(file);
        sync();
    }

    /** Removes a file because of a failure that goes on its way; if that fails too, the next start removes it. */
    public void drop(Path file, Exception failure) {
        try {
            disk.delete(file);
        } catch (IOException e) {
            failure.addSuppressed(e);
        }
    }

    /** The content files that a crash left behind. */
    public List<Path> parts() throws IOException {
        return files(PART);
    }

    /** The entry files that a crash left behind. */
    public List<Path> entries() throws IOException {
        return files(ENTRY);
    }

    private List<Path> files(String suffix) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.getFileName().toString().endsWith(suffix))
                    .toList();
        }
    }
}
