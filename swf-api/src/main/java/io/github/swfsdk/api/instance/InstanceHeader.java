package io.github.swfsdk.api.instance;

import io.github.swfsdk.api.dataset.DataSet;
import io.github.swfsdk.api.dataset.Uid;
import java.util.Objects;

/**
 * What is known of an instance before its content is written.
 *
 * @param reference class and identity of the instance
 * @param transferSyntaxUid how its data set is encoded
 * @param studyInstanceUid (0020,000D)
 * @param seriesInstanceUid (0020,000E)
 * @param attributes the attributes that precede the pixel data, without large values
 */
public record InstanceHeader(
        InstanceReference reference,
        Uid transferSyntaxUid,
        Uid studyInstanceUid,
        Uid seriesInstanceUid,
        DataSet attributes) {
    /** Checks that nothing is null. */
    public InstanceHeader {
        Objects.requireNonNull(reference, "reference");
        Objects.requireNonNull(transferSyntaxUid, "transferSyntaxUid");
        Objects.requireNonNull(studyInstanceUid, "studyInstanceUid");
        Objects.requireNonNull(seriesInstanceUid, "seriesInstanceUid");
        Objects.requireNonNull(attributes, "attributes");
    }
}
