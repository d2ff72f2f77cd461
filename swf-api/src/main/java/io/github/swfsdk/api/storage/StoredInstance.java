package io.github.swfsdk.api.storage;

import io.github.swfsdk.api.dataset.Uid;
import io.github.swfsdk.api.instance.InstanceReference;
import java.time.Instant;
import java.util.Objects;

/**
 * One instance that a backend keeps.
 *
 * @param reference class and identity
 * @param transferSyntaxUid how its data set is encoded
 * @param studyInstanceUid the study it belongs to
 * @param seriesInstanceUid the series it belongs to
 * @param size of the content in bytes
 * @param sha256 digest of the content, 64 lower-case hexadecimal digits
 * @param storedAt when it was committed
 */
public record StoredInstance(
        InstanceReference reference,
        Uid transferSyntaxUid,
        Uid studyInstanceUid,
        Uid seriesInstanceUid,
        long size,
        String sha256,
        Instant storedAt) {
    /** Checks that nothing is null. */
    public StoredInstance {
        Objects.requireNonNull(reference, "reference");
        Objects.requireNonNull(transferSyntaxUid, "transferSyntaxUid");
        Objects.requireNonNull(studyInstanceUid, "studyInstanceUid");
        Objects.requireNonNull(seriesInstanceUid, "seriesInstanceUid");
        Objects.requireNonNull(sha256, "sha256");
        Objects.requireNonNull(storedAt, "storedAt");
    }
}
