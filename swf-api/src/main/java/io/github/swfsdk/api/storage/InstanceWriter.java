package io.github.swfsdk.api.storage;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;

/**
 * One instance being written: write {@link #content()}, then {@link #commit()}, then close. Closing without a commit leaves
 * nothing behind. For one caller at a time.
 *
 * <pre>{@code
 * try (InstanceWriter writer = backend.begin(header)) {
 *     source.transferTo(writer.content());
 *     return writer.commit();
 * }
 * }</pre>
 */
public interface InstanceWriter extends AutoCloseable {
    /**
     * Takes the content. The same stream at each call; closing it has no effect. A failure of the backend is a
     * {@link StorageException} here too, so that a caller can tell it from a failure of its source.
     */
    OutputStream content();

    /**
     * Takes all that remains in a buffer, as {@link #content()} would; both may be used, one after the other. The buffer may lie
     * outside of the heap, and is used again after the call. A backend that can write it without a copy overrides this.
     */
    default void write(ByteBuffer bytes) {
        byte[] copy = new byte[Math.min(bytes.remaining(), 64 * 1024)];
        try {
            while (bytes.hasRemaining()) {
                int count = Math.min(bytes.remaining(), copy.length);
                bytes.get(copy, 0, count);
                content().write(copy, 0, count);
            }
        } catch (IOException e) {
            throw new StorageException(StorageException.Reason.FAILED, "content could not be written", e);
        }
    }

    /**
     * Makes the content durable and visible. If the same content is kept already, that is the result.
     *
     * @throws StorageException with {@link StorageException.Reason#CONFLICT} if other content is kept under the same
     *     identifier, which stays as it is; with another reason if it could not be kept
     * @throws IllegalStateException if it was committed or closed before
     */
    StoredInstance commit();

    /** Drops the content unless it was committed. May be called twice. */
    @Override
    void close();
}
