package io.github.swfsdk.storage.internal.embedded;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import org.h2.store.fs.FileBaseDefault;
import org.jspecify.annotations.Nullable;

/** Writes one after the other, each of them whole or not at all. Thread-safe. */
final class OrderedChannel extends FileBaseDefault {
    /** What any disk writes at once. The footer of a chunk, 128 bytes, lies in the last sector. */
    private static final int SECTOR = 512;

    private final FileChannel file;
    private final Object lock = new Object();

    @GuardedBy("lock")
    private boolean dirty;

    OrderedChannel(FileChannel file) {
        this.file = file;
    }

    @Override
    public int write(ByteBuffer source, long position) throws IOException {
        int count = source.remaining();
        synchronized (lock) {
            forceIfDirty();
            dirty = true;
            if (count > SECTOR) {
                ByteBuffer body = source.slice(source.position(), count - SECTOR);
                writeFully(body, position);
                file.force(false);
            }
            ByteBuffer last = source.slice(source.limit() - Math.min(count, SECTOR), Math.min(count, SECTOR));
            writeFully(last, position + count - last.remaining());
        }
        source.position(source.limit());
        return count;
    }

    @Override
    public int read(ByteBuffer target, long position) throws IOException {
        return file.read(target, position);
    }

    @Override
    public long size() throws IOException {
        return file.size();
    }

    @Override
    public void force(boolean metaData) throws IOException {
        synchronized (lock) {
            file.force(true);
            dirty = false;
        }
    }

    @Override
    public @Nullable FileLock tryLock(long position, long size, boolean shared) throws IOException {
        return file.tryLock(position, size, shared);
    }

    @Override
    protected void implTruncate(long size) throws IOException {
        synchronized (lock) {
            forceIfDirty();
            dirty = true;
            file.truncate(size);
        }
    }

    @Override
    protected void implCloseChannel() throws IOException {
        file.close();
    }

    @GuardedBy("lock")
    private void forceIfDirty() throws IOException {
        if (dirty) {
            file.force(true);
            dirty = false;
        }
    }

    private void writeFully(ByteBuffer bytes, long position) throws IOException {
        long next = position;
        while (bytes.hasRemaining()) {
            next += file.write(bytes, next);
        }
    }
}
