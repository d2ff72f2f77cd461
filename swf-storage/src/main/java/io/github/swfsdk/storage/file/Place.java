package io.github.swfsdk.storage.file;

import io.github.swfsdk.storage.internal.layout.Disk;
import io.github.swfsdk.storage.internal.layout.FolderLock;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** The folder of one storage, taken for this process alone until it is closed. */
final class Place implements AutoCloseable {
    private static final String FORMAT = "format 1\n";

    private final Path folder;
    private final FolderLock lock;

    private Place(Path folder, FolderLock lock) {
        this.folder = folder;
        this.lock = lock;
    }

    /** Takes the folder, which is created if it is missing. */
    static Place take(Path folder) throws IOException {
        return new Place(folder, FolderLock.take(folder));
    }

    Path incoming() {
        return folder.resolve(".incoming");
    }

    Path content() {
        return folder.resolve("content");
    }

    Path index() {
        return folder.resolve("index");
    }

    /** Whether the folder was set up completely; fails if it was by an unknown version. */
    boolean isSetUp() throws IOException {
        if (!Files.exists(marker())) {
            return false;
        }
        String format = Files.readString(marker());
        if (!format.equals(FORMAT)) {
            throw new IOException("the folder holds a storage of an unknown format");
        }
        return true;
    }

    /** Says durably that everything else is there. */
    void markSetUp(Disk disk) throws IOException {
        Path written = folder.resolve("swf-file-storage.new");
        disk.delete(written);
        try (FileChannel channel = disk.create(written)) {
            disk.write(channel, ByteBuffer.wrap(FORMAT.getBytes(StandardCharsets.US_ASCII)));
            disk.force(channel);
        }
        disk.forceFolder(folder);
        disk.move(written, marker());
        disk.forceFolder(folder);
        if (folder.getParent() != null) {
            disk.forceFolder(folder.getParent());
        }
    }

    /** Closes because of a failure that goes on its way. */
    void closeAfter(Exception failure) {
        lock.closeAfter(failure);
    }

    @Override
    public void close() throws IOException {
        lock.close();
    }

    private Path marker() {
        return folder.resolve("swf-file-storage");
    }
}
