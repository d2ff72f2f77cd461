package io.github.swfsdk.api.storage;

import io.github.swfsdk.api.event.Cause;
import io.github.swfsdk.api.instance.InstanceHeader;

/**
 * Receives instances that are stored over the network (RAD-8). A {@link StorageBackend} behind an
 * {@link ImageArchive} is the usual one.
 *
 * <p>Called on a handler thread when the attributes before the pixel data have arrived; thread-safe; may block.
 */
@FunctionalInterface
public interface InstanceReceiver {
    /**
     * Starts receiving; the content follows through the writer, and its commit is what success on the wire waits for.
     *
     * @throws StorageException if the instance is not wanted or cannot be kept
     */
    InstanceWriter begin(InstanceHeader header);

    /**
     * Starts receiving as {@link #begin(InstanceHeader)} does, and is told the request. Storage calls this one; a receiver that
     * keeps a record of causes overrides it.
     */
    default InstanceWriter begin(InstanceHeader header, Cause cause) {
        return begin(header);
    }
}
