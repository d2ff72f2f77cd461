package io.github.swfsdk.api.workflow;

import io.github.swfsdk.api.dataset.Uid;
import io.github.swfsdk.api.storage.StorageBackend;

/**
 * What a modality or evidence creator still has to deliver, kept until it is delivered: its steps in progress, instances, and
 * whatever else is owed about them. Thread-safe; what its parts say of durability holds.
 */
public interface Spool extends AutoCloseable {
    /** The steps in progress, and what is owed about them, which change in one transaction. */
    WorkflowStore state();

    /** What is owed, in order. */
    default Outbox outbox() {
        return state().outbox();
    }

    /** The instances that are owed. */
    StorageBackend instances();

    /**
     * Removes an instance that is owed no more. If this is cut short, the instance is wholly there or not at all, and removing
     * it again finishes the matter.
     *
     * @return false if it is not there
     */
    boolean remove(Uid sopInstanceUid);

    @Override
    void close();
}
