package io.github.swfsdk.api.storage;

/** Hears the results of commitment requests that were made elsewhere in the same system. Thread-safe; may block. */
@FunctionalInterface
public interface CommitmentListener {
    /**
     * Takes a result. The same result may come again.
     *
     * @return false if the transaction is unknown; the sender is told so
     */
    boolean reported(CommitmentResult result);
}
