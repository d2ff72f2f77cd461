package io.github.swfsdk.api.storage;

/**
 * Takes commitment requests (RAD-10). The result follows later, on its own way, as often as it takes.
 *
 * <p>Called on a handler thread; may block; must be thread-safe. Returning true means that the request is durable and will
 * be answered, also after a restart.
 */
@FunctionalInterface
public interface CommitmentHandler {
    /**
     * Takes over a request. The same request may come again after a lost response.
     *
     * @return false if its transaction UID is in use by another request
     */
    boolean requested(CommitmentRequest request);
}
