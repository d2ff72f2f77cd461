package io.github.swfsdk.storage.chunked;

import io.github.swfsdk.api.storage.StorageException;
import io.github.swfsdk.api.storage.StorageException.Reason;
import io.github.swfsdk.storage.internal.layout.Disk;
import io.github.swfsdk.storage.internal.layout.DiskFailure;
import io.github.swfsdk.storage.internal.layout.FolderSync;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Keeps each chunk as a file named by its digest, in 256 folders by its first byte. Thread-safe; several nodes may share one
 * folder on a file system that renames at once.
 *
 * <pre>
 * .incoming/&lt;random&gt;.part         a chunk being written
 * ba/ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad
 * </pre>
 *
 * A chunk is written and synced under a random name, renamed, and its folder synced. After a crash there is the whole chunk
 * under its name, or a file in {@code .incoming} that a start removes when it is a day old: until then another node may be
 * writing it.
 */
public final class FileChunks implements ChunkStore {
    private static final Pattern DIGEST = Pattern.compile("[0-9a-f]{64}");
    private static final int FOLDERS = 256;
    private static final int MAX_CHUNK = 64 * 1024 * 1024;
    private static final Duration SYNC_PATIENCE = Duration.ofSeconds(60);
    private static final Duration LEFT_BEHIND_AFTER = Duration.ofDays(1);

    private final Path folder;
    private final Disk disk;
    private final FolderSync sync;
    /** Folders whose name is known to be on the medium. */
    private final AtomicIntegerArray durable = new AtomicIntegerArray(FOLDERS);

    private FileChunks(Path folder, Disk disk) {
        this.folder = folder;
        this.disk = disk;
        this.sync = new FolderSync(disk, SYNC_PATIENCE);
    }

    /** Chunks in this folder, which is created if it is not there. */
    public static FileChunks at(Path folder) {
        return at(folder, Disk.local());
    }

    static FileChunks at(Path folder, Disk disk) {
        FileChunks chunks = new FileChunks(folder.toAbsolutePath().normalize(), disk);
        try {
            chunks.prepare();
            return chunks;
        } catch (IOException e) {
            throw DiskFailure.of("open the chunks", e);
        }
    }

    @Override
    public void put(String digest, ByteBuffer content) {
        try {
            Path file = file(digest);
            int number = number(digest);
            makeDurable(number);
            if (!isThere(file, content.remaining())) {
                write(file, content);
            }
            // one that is there may have been renamed a moment ago by another thread
            sync.await(folder(number));
        } catch (IOException e) {
            throw DiskFailure.of("keep a chunk", e);
        }
    }

    @Override
    public Optional<byte[]> find(String digest) {
        try (InputStream in = Files.newInputStream(file(digest), LinkOption.NOFOLLOW_LINKS)) {
            byte[] content = in.readNBytes(MAX_CHUNK + 1);
            if (content.length > MAX_CHUNK) {
                throw new StorageException(Reason.FAILED, "a chunk is larger than any that was kept");
            }
            return Optional.of(content);
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            throw DiskFailure.of("read a chunk", e);
        }
    }

    @Override
    public void delete(String digest) {
        try {
            disk.delete(file(digest));
        } catch (IOException e) {
            throw DiskFailure.of("delete a chunk", e);
        }
    }

    @Override
    public void close() {
        // nothing is open between calls
    }

    private void write(Path file, ByteBuffer content) throws IOException {
        Path part = incoming().resolve(UUID.randomUUID() + ".part");
        try {
            try (FileChannel channel = disk.create(part)) {
                disk.write(channel, content.duplicate());
                disk.force(channel);
            }
            disk.move(part, file);
        } catch (IOException | RuntimeException e) {
            remove(part, e);
            throw e;
        }
    }

    private void remove(Path part, Exception failure) {
        try {
            disk.delete(part);
        } catch (IOException e) {
            failure.addSuppressed(e);
        }
    }

    private void prepare() throws IOException {
        Files.createDirectories(folder);
        disk.createFolder(incoming());
        if (folder.getParent() != null) {
            disk.forceFolder(folder.getParent());
        }
        Instant old = Instant.now().minus(LEFT_BEHIND_AFTER);
        for (Path part : parts()) {
            if (Files.getLastModifiedTime(part).toInstant().isBefore(old)) {
                disk.delete(part);
            }
        }
    }

    private List<Path> parts() throws IOException {
        try (Stream<Path> files = Files.list(incoming())) {
            return files.toList();
        }
    }

    private void makeDurable(int number) throws IOException {
        if (durable.get(number) == 0) {
            disk.createFolder(folder(number));
            disk.forceFolder(folder);
            durable.set(number, 1);
        }
    }

    private static boolean isThere(Path file, int size) throws IOException {
        return Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS) && Files.size(file) == size;
    }

    private Path incoming() {
        return folder.resolve(".incoming");
    }

    private Path folder(int number) {
        return folder.resolve(String.format("%02x", number));
    }

    private Path file(String digest) {
        return folder(number(digest)).resolve(digest);
    }

    private static int number(String digest) {
        if (!DIGEST.matcher(digest).matches()) {
            throw new IllegalArgumentException("a digest has 64 lower-case hexadecimal digits");
        }
        return Integer.parseInt(digest.substring(0, 2), 16);
    }
}
