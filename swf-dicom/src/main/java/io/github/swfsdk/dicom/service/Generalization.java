package io.github.swfsdk.dicom.service;

import io.github.swfsdk.api.dataset.Uid;
import java.util.List;
import java.util.Objects;

/**
 * Where a SOP class belongs that an acceptor may not know (PS3.7, D.3.3.6, common extended negotiation).
 *
 * @param serviceClass its service class, for example Storage
 * @param relatedGeneral SOP classes that are more general: what serves them serves it
 */
public record Generalization(Uid serviceClass, List<Uid> relatedGeneral) {
    /** Copies the list. */
    public Generalization {
        Objects.requireNonNull(serviceClass, "serviceClass");
        relatedGeneral = List.copyOf(relatedGeneral);
    }
}
