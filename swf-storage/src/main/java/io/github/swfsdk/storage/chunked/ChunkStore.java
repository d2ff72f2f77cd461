package io.github.swfsdk.storage.chunked;

import io.github.swfsdk.api.storage.StorageException;
import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * Keeps chunks of bytes under the digest of their content: files, or objects in a bucket. Thread-safe; every method may
 * block. Failures are {@link StorageException}s.
 *
 * <p>{@link ChunkedStorage} tells it what to delete and never deletes a chunk while it puts the same one, on any node.
 */
public interface ChunkStore extends AutoCloseable {
    /**
     * Keeps a chunk. If it is there already, whole, there may be no effect; if it is there cut short, it is replaced. When
     * this returns the chunk survives a loss of power.
     *
     * @param digest SHA-256 of the content, 64 lower-case hexadecimal digits
     * @param content what remains of the buffer, a bounded number of bytes and at least one
     */
    void put(String digest, ByteBuffer content);

    /** The content of a chunk, not compared with its digest; empty if it is not there. */
    Optional<byte[]> find(String digest);

    /** Removes a chunk, if it is there. */
    void delete(String digest);

    /** Releases what the store opened. */
    @Override
    void close();
}
