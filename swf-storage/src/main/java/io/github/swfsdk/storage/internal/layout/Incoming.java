package io.github.swfsdk.storage.internal.layout;

import io.github.swfsdk.api.dataset.Uid;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * The folder of what is on its way: content being written ({@code <instance>_<random>.part}) and, while a commit is under way,
 * the index entry of the content with the same name ({@code <instance>_<random>.entry}). Where both are whole and their names
 * are on the medium, the commit holds, although nobody sees it before both were moved. At rest the folder is empty.
 * Thread-safe.
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

    /** A name for the entry of an instance that is taken back. */
    public Path newEntry(Uid sopInstanceUid) {
        return entryOf(newPart(sopInstanceUid));
    }

    /** The file with the entry of this content. */
    public static Path entryOf(Path part) {
        return withSuffix(part, PART, ENTRY);
    }

    /** The file with the content of this entry, if it is not in its place. */
    public static Path partOf(Path entry) {
        return withSuffix(entry, ENTRY, PART);
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

    /** The content files that a crash left behind. */
    public List<Path> parts() throws IOException {
        return files(PART);
    }

    /** The entry files that a crash left behind. */
    public List<Path> entries() throws IOException {
        return files(ENTRY);
    }

    private static Path withSuffix(Path file, String suffix, String other) {
        String name = file.getFileName().toString();
        return file.resolveSibling(name.substring(0, name.length() - suffix.length()) + other);
    }

    private List<Path> files(String suffix) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.getFileName().toString().endsWith(suffix))
                    .toList();
        }
    }
}
