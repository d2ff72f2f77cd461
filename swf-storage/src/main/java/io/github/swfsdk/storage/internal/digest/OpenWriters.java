package io.github.swfsdk.storage.internal.digest;

import io.github.swfsdk.api.storage.StorageException;
import io.github.swfsdk.api.storage.StorageException.Reason;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The writers that a backend has handed out and that are not done, so that closing it drops them. Thread-safe. */
public final class OpenWriters {
    private final Set<BlockWriter> writers = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;

    /** Refuses work after the backend was closed. */
    public void requireOpen() {
        if (closed) {
            throw new StorageException(Reason.FAILED, "the storage is closed");
        }
    }

    /** Drops whatever is not committed and lets no writer begin any more; waits for commits under way. */
    public void close() {
        closed = true;
        writers.forEach(BlockWriter::close);
    }

    void add(BlockWriter writer) {
        requireOpen();
        writers.add(writer);
        if (closed) { // closed in between: close() may have missed it
            writer.close();
            requireOpen();
        }
    }

    void remove(BlockWriter writer) {
        writers.remove(writer);
    }
}
