package io.github.swfsdk.api.storage;

import io.github.swfsdk.api.dataset.Uid;
import io.github.swfsdk.api.event.Cause;
import io.github.swfsdk.api.instance.InstanceReference;
import java.util.List;
import java.util.Objects;

/**
 * A request to take over responsibility for instances (PS3.4, J.3.2; RAD-10).
 *
 * @param transactionUid (0008,1195), new for each request
 * @param requesterAeTitle who asks, and is told the result
 * @param instances what is to be kept, at least one
 * @param cause the message itself
 */
public record CommitmentRequest(
        Uid transactionUid, String requesterAeTitle, List<InstanceReference> instances, Cause cause) {
    /** Copies the list and checks that it has an instance. */
    public CommitmentRequest {
        Objects.requireNonNull(transactionUid, "transactionUid");
        Objects.requireNonNull(requesterAeTitle, "requesterAeTitle");
        instances = List.copyOf(instances);
        Objects.requireNonNull(cause, "cause");
        if (instances.isEmpty()) {
            throw new IllegalArgumentException("a commitment request needs an instance");
        }
    }
}
