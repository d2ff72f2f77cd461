package io.github.swfsdk.api.archive;

import io.github.swfsdk.api.SwfException;
import io.github.swfsdk.api.storage.CommitmentResult;

/** Tells a requester the result of its commitment request. May block; thread-safe. */
@FunctionalInterface
public interface CommitmentReporter {
    /**
     * Delivers a result and returns when the requester has confirmed it.
     *
     * @throws SwfException if it was not confirmed; the caller tries again later
     */
    void report(String requesterAeTitle, CommitmentResult result);
}
