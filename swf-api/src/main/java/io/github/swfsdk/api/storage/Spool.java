package io.github.swfsdk.api.storage;

import io.github.swfsdk.api.workflow.Outbox;

/**
 * What a modality or evidence creator still has to deliver, kept until it is delivered: instances, and whatever else is owed
 * about them. Thread-safe; what its parts say of durability holds.
 */
public interface Spool extends AutoCloseable {
    /** What is owed, in order. */
    Outbox outbox();

    /** The instances that are owed. */
    StorageBackend instances();

    @Override
    void close();
}
