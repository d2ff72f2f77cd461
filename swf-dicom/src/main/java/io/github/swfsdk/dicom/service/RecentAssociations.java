package io.github.swfsdk.dicom.service;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.github.swfsdk.api.dataset.Uid;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Remembers over which association a transaction came, as long as it is open and not too many came since. Thread-safe. */
final class RecentAssociations {
    private final int limit;
    private final Object lock = new Object();

    @GuardedBy("lock")
    private final Map<Uid, DimseAssociation> associations = new LinkedHashMap<>();

    RecentAssociations(int limit) {
        this.limit = limit;
    }

    void remember(Uid transaction, DimseAssociation association) {
        synchronized (lock) {
            associations.values().removeIf(known -> !known.isOpen());
            if (associations.size() == limit) {
                associations.remove(associations.keySet().iterator().next());
            }
            associations.put(transaction, association);
        }
    }

    /** Takes out the association of a transaction, if it is still open. */
    Optional<DimseAssociation> take(Uid transaction) {
        synchronized (lock) {
            return Optional.ofNullable(associations.remove(transaction)).filter(DimseAssociation::isOpen);
        }
    }
}
