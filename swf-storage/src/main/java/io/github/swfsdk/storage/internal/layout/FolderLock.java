package io.github.swfsdk.storage.internal.layout;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/** A folder taken for one owner in one process, until it is closed or the process ends. */
public final class FolderLock implements AutoCloseable {
    private final FileChannel lock;

    private FolderLock(FileChannel lock) {
        this.lock = lock;
    }

    /**
     * Takes the folder, which is created if it is missing, by locking the file {@code lock} in it.
     *
     * @throws IOException if another has taken it, in this process or elsewhere
     */
    public static FolderLock take(Path folder) throws IOException {
        Files.createDirectories(folder);
        FileChannel channel =
                FileChannel.open(folder.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        FolderLock taken = new FolderLock(channel);
        try {
            if (tryLock(channel) == null) {
                throw new IOException("the folder is in use by another");
            }
            return taken;
        } catch (IOException | RuntimeException e) {
            taken.closeAfter(e);
            throw e;
        }
    }

    /** Closes because of a failure that goes on its way. */
    public void closeAfter(Exception failure) {
        try {
            close();
        } catch (IOException e) {
            failure.addSuppressed(e);
        }
    }

    @Override
    public void close() throws IOException {
        lock.close();
    }

    private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException e) {
            return null; // taken by this process itself
        }
    }
}
