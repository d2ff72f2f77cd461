package io.github.swfsdk.api.worklist;

/**
 * Answers modality worklist queries (RAD-5).
 *
 * <p>Called on a thread of the service that asks, several at a time; may block; must be thread-safe. An exception becomes a
 * failure status on the wire and harms nothing else. A search that gives no sign for too long is interrupted and answered with a
 * failure.
 */
@FunctionalInterface
public interface WorklistProvider {
    /**
     * Offers every step that may match, each once; too many do no harm, too few do. The sink matches exactly, shapes the
     * answer and applies limits. Return when {@link WorklistSink#offer} answers false; throw if not every step can be
     * offered, as a list that ends early looks complete.
     */
    void find(WorklistQuery query, WorklistSink sink);
}
