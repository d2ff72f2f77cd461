package io.github.swfsdk.api.storage;

import io.github.swfsdk.api.dataset.Uid;
import io.github.swfsdk.api.instance.InstanceHeader;
import java.util.Set;

/**
 * Hears what an {@link ImageArchive} has done. Called on the thread that did it, before the peer is answered; thread-safe; may
 * block for a moment. What it throws goes to the thread's uncaught exception handler and changes nothing.
 */
public interface ArchiveListener {
    /** An instance has become durable and visible, or was there already and has come again. */
    default void stored(InstanceHeader header) {}

    /**
     * A requester has confirmed the result of its commitment request.
     *
     * @param studies the studies of the instances that are kept
     */
    default void committed(String requesterAeTitle, CommitmentResult result, Set<Uid> studies) {}

    /** What was withheld because of a performed step is presented again. */
    default void released(Uid performedStepUid) {}
}
