package io.github.swfsdk.storage.internal.digest;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.github.swfsdk.api.storage.InstanceWriter;
import io.github.swfsdk.api.storage.StorageException;
import io.github.swfsdk.api.storage.StorageException.Reason;
import io.github.swfsdk.api.storage.StoredInstance;
import java.io.OutputStream;
import java.nio.ByteBuffer;

/**
 * What the writers of all backends share: cuts content into blocks of one size, counts and digests it, and keeps the order
 * of calls. One caller at a time; only {@link #close()} may come from another thread, and waits for a commit under way.
 */
public abstract class BlockWriter implements InstanceWriter {
    private enum State {
        WRITING,
        BROKEN,
        COMMITTED,
        CLOSED
    }

    private final Object lock = new Object();
    private final OutputStream content = new ContentStream();
    private final OpenWriters openWriters;

    @GuardedBy("lock")
    private final Sha256 digest = new Sha256();

    @GuardedBy("lock")
    private final byte[] block;

    @GuardedBy("lock")
    private int filled;

    @GuardedBy("lock")
    private long size;

    @GuardedBy("lock")
    private State state = State.WRITING;

    /** Creates a writer of blocks of so many bytes; the last one may be shorter. */
    protected BlockWriter(int blockSize, OpenWriters openWriters) {
        this.block = new byte[blockSize];
        this.openWriters = openWriters;
    }

    /** Lets the backend's closing drop this writer; called once, as soon as it can be dropped. */
    public final BlockWriter register() {
        openWriters.add(this);
        return this;
    }

    /** Takes the next block, which is full unless it is the last, and empty never. */
    protected abstract void writeBlock(ByteBuffer next);

    /** Makes the content durable and visible; all of it has been {@linkplain #writeBlock written}. */
    protected abstract StoredInstance publish(Content all);

    /** Drops what was written. Called once, unless it was published; must not throw. */
    protected abstract void discard();

    @Override
    public final OutputStream content() {
        return content;
    }

    @Override
    public final StoredInstance commit() {
        synchronized (lock) {
            requireWriting();
            state = State.BROKEN; // until it is proven otherwise
            if (filled > 0) {
                pass(ByteBuffer.wrap(block, 0, filled));
            }
            StoredInstance stored = publish(new Content(size, digest.end()));
            state = State.COMMITTED;
            openWriters.remove(this);
            return stored;
        }
    }

    @Override
    public final void close() {
        synchronized (lock) {
            if (state == State.WRITING || state == State.BROKEN) {
                state = State.CLOSED;
                openWriters.remove(this);
                discard();
            }
        }
    }

    @Override
    public final void write(ByteBuffer bytes) {
        synchronized (lock) {
            requireWriting();
            state = State.BROKEN;
            while (bytes.hasRemaining()) {
                if (filled == 0 && bytes.remaining() >= block.length) {
                    pass(next(bytes, block.length));
                } else {
                    int count = Math.min(bytes.remaining(), block.length - filled);
                    bytes.get(block, filled, count);
                    filled += count;
                    if (filled == block.length) {
                        pass(ByteBuffer.wrap(block));
                        filled = 0;
                    }
                }
            }
            state = State.WRITING;
        }
    }

    /** The next bytes of a buffer, which steps over them. */
    private static ByteBuffer next(ByteBuffer bytes, int count) {
        ByteBuffer next = bytes.slice(bytes.position(), count);
        bytes.position(bytes.position() + count);
        return next;
    }

    @GuardedBy("lock")
    private void pass(ByteBuffer next) {
        digest.add(next);
        size += next.remaining();
        writeBlock(next);
    }

    @GuardedBy("lock")
    private void requireWriting() {
        switch (state) {
            case WRITING -> {}
            case BROKEN -> throw new StorageException(Reason.FAILED, "content is incomplete: writing failed before");
            case COMMITTED -> throw new IllegalStateException("the instance is committed");
            case CLOSED -> throw new IllegalStateException("the writer is closed");
        }
    }

    private final class ContentStream extends OutputStream {
        @Override
        public void write(int b) {
            BlockWriter.this.write(ByteBuffer.wrap(new byte[] {(byte) b}));
        }

        @Override
        public void write(byte[] bytes, int offset, int length) {
            BlockWriter.this.write(ByteBuffer.wrap(bytes, offset, length));
        }
    }
}
