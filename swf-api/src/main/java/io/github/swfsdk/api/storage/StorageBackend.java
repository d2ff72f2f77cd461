package io.github.swfsdk.api.storage;

import io.github.swfsdk.api.dataset.Uid;
import io.github.swfsdk.api.instance.InstanceHeader;
import java.io.InputStream;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Keeps the content of instances: DICOM files (PS3.10), byte for byte as they were written.
 *
 * <p>Thread-safe; every method may block. What {@link InstanceWriter#commit()} returned for is durable: it survives a crash
 * of the process and a loss of power. After a crash at any moment, opening the backend again finds each instance wholly or
 * not at all. Failures are {@link StorageException}s.
 */
public interface StorageBackend extends AutoCloseable {
    /** Starts writing an instance. Nothing is visible before {@link InstanceWriter#commit()}. */
    InstanceWriter begin(InstanceHeader header);

    /** What is kept under this identifier. */
    Optional<StoredInstance> find(Uid sopInstanceUid);

    /**
     * Opens the content for reading; the caller closes it.
     *
     * @throws StorageException with {@link StorageException.Reason#NOT_FOUND} if nothing is kept under this identifier
     */
    InputStream open(Uid sopInstanceUid);

    /**
     * Reads the content and compares it with its digest.
     *
     * @return false if it is damaged or not there
     */
    boolean verify(Uid sopInstanceUid);

    /** Everything that is kept, in no particular order; the caller closes the stream. */
    Stream<StoredInstance> list();

    /** Releases what the backend opened. Content whose writing has not been committed is dropped. */
    @Override
    void close();
}
