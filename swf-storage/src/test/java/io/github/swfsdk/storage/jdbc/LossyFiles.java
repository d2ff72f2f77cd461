package io.github.swfsdk.storage.jdbc;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.h2.store.fs.FileBaseDefault;
import org.h2.store.fs.FilePathWrapper;

/**
 * A file system of H2 that forgets what was not synced when the power goes: of everything written to a file since its last
 * sync, any sector may be there or not. Its scheme is {@code lossy}; it serves one database at a time.
 */
public final class LossyFiles extends FilePathWrapper {
    static final Medium MEDIUM = new Medium();

    /** H2 makes one for each path. */
    public LossyFiles() {}

    @Override
    public String getScheme() {
        return "lossy";
    }

    @Override
    public FileChannel open(String mode) throws IOException {
        return new LossyChannel(getBase().open(mode));
    }

    /** What is on the medium, and what is only in the cache. Thread-safe. */
    static final class Medium {
        private static final int SECTOR = 512;

        private record Write(long position, byte[] bytes) {}

        @GuardedBy("this")
        private byte[] synced = {};

        @GuardedBy("this")
        private final List<Write> unsynced = new ArrayList<>();

        @GuardedBy("this")
        private int writesLeft = Integer.MAX_VALUE;

        /** Begins with an empty medium, whose power goes at this write. */
        synchronized void reset(int writes) {
            synced = new byte[0];
            unsynced.clear();
            writesLeft = writes;
        }

        /** Does something that an outside observer would see; false if the power is gone. */
        synchronized boolean whilePowered(Runnable action) {
            if (writesLeft > 0) {
                action.run();
            }
            return writesLeft > 0;
        }

        /** Writes what a restart finds to a file. */
        synchronized void recover(Path file, Random random) throws IOException {
            byte[] image = synced.clone();
            for (Write write : unsynced) {
                for (int from = 0; from < write.bytes().length; from += SECTOR) {
                    if (random.nextInt(3) > 0) {
                        byte[] sector =
                                Arrays.copyOfRange(write.bytes(), from, Math.min(from + SECTOR, write.bytes().length));
                        image = put(image, write.position() + from, sector);
                    }
                }
            }
            Files.createDirectories(file.getParent());
            Files.write(file, image);
        }

        synchronized void write(FileChannel file, long position, ByteBuffer bytes) throws IOException {
            if (writesLeft == 0) {
                throw new IOException("the power is gone");
            }
            byte[] copy = new byte[bytes.remaining()];
            bytes.duplicate().get(copy);
            unsynced.add(new Write(position, copy));
            if (--writesLeft == 0) {
                throw new IOException("the power is gone");
            }
            file.write(bytes, position);
        }

        synchronized void force(FileChannel file) throws IOException {
            if (writesLeft == 0) {
                throw new IOException("the power is gone");
            }
            ByteBuffer all = ByteBuffer.allocate((int) file.size());
            while (all.hasRemaining() && file.read(all, all.position()) > 0) {
                // until all is read
            }
            synced = all.array();
            unsynced.clear();
        }

        private static byte[] put(byte[] image, long position, byte[] bytes) {
            byte[] larger = Arrays.copyOf(image, (int) Math.max(image.length, position + bytes.length));
            System.arraycopy(bytes, 0, larger, (int) position, bytes.length);
            return larger;
        }
    }

    private static final class LossyChannel extends FileBaseDefault {
        private final FileChannel file;

        LossyChannel(FileChannel file) {
            this.file = file;
        }

        @Override
        public int read(ByteBuffer target, long position) throws IOException {
            return file.read(target, position);
        }

        @Override
        public int write(ByteBuffer source, long position) throws IOException {
            int count = source.remaining();
            MEDIUM.write(file, position, source);
            return count;
        }

        @Override
        public long size() throws IOException {
            return file.size();
        }

        @Override
        public void force(boolean metaData) throws IOException {
            MEDIUM.force(file);
        }

        @Override
        public FileLock tryLock(long position, long size, boolean shared) throws IOException {
            return file.tryLock(position, size, shared);
        }

        @Override
        protected void implTruncate(long size) throws IOException {
            // a cut of the file may be lost too, which is what leaving the synced image as it is amounts to
            file.truncate(size);
        }

        @Override
        protected void implCloseChannel() throws IOException {
            file.close();
        }
    }
}
