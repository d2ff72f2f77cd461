package io.github.swfsdk.api.instance;

import io.github.swfsdk.api.dataset.DataSet;
import io.github.swfsdk.api.dataset.Tags;
import io.github.swfsdk.api.dataset.Uid;
import java.util.Objects;
import java.util.Optional;

/**
 * Names one instance, as (0008,1150) and (0008,1155) do.
 *
 * @param sopClassUid its class
 * @param sopInstanceUid its identity
 */
public record InstanceReference(Uid sopClassUid, Uid sopInstanceUid) {
    /** Checks that nothing is null. */
    public InstanceReference {
        Objects.requireNonNull(sopClassUid, "sopClassUid");
        Objects.requireNonNull(sopInstanceUid, "sopInstanceUid");
    }

    /** Reads a reference item; empty if one of both identifiers is missing. */
    public static Optional<InstanceReference> ofItem(DataSet item) {
        return item.uid(Tags.REFERENCED_SOP_CLASS_UID)
                .flatMap(sopClass -> item.uid(Tags.REFERENCED_SOP_INSTANCE_UID)
                        .map(instance -> new InstanceReference(sopClass, instance)));
    }

    /** Writes a reference item. */
    public DataSet toItem() {
        return DataSet.builder()
                .put(Tags.REFERENCED_SOP_CLASS_UID, sopClassUid)
                .put(Tags.REFERENCED_SOP_INSTANCE_UID, sopInstanceUid)
                .build();
    }
}
