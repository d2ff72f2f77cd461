package io.github.swfsdk.api.storage;

import io.github.swfsdk.api.dataset.Uid;
import io.github.swfsdk.api.event.Cause;
import io.github.swfsdk.api.instance.InstanceHeader;
import java.util.Set;

/**
 * Hears what an {@link ImageArchive} has done. Called on the thread that did it, before the peer is answered or the request is
 * settled; thread-safe; may block for a moment. If it throws, the peer is told of a failure, or the result again, and comes or
 * is told once more: a listener that keeps a record misses nothing that anybody was told of, and may hear of it twice.
 */
public interface ArchiveListener {
    /** An instance has become durable and visible, or was there already and has come again. */
    default void stored(InstanceHeader header, Cause cause) {}

    /**
     * A requester has confirmed the result of its commitment request.
     *
     * @param studies the studies of those instances that are there, also of those that the archive cannot answer for
     * @param cause the request; its peer is the requester
     */
    default void committed(CommitmentResult result, Set<Uid> studies, Cause cause) {}
}
