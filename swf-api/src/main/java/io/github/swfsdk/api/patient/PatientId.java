package io.github.swfsdk.api.patient;

import io.github.swfsdk.api.dataset.DataSet;
import io.github.swfsdk.api.dataset.Tags;
import java.util.Objects;
import java.util.Optional;

/**
 * A patient's identifier and who issued it.
 *
 * @param id (0010,0020) Patient ID, not empty
 * @param issuer (0010,0021) Issuer of Patient ID, empty if unknown; within one issuer identifiers are unique
 */
public record PatientId(String id, String issuer) {
    /** Checks that there is an identifier. */
    public PatientId {
        Objects.requireNonNull(issuer, "issuer");
        if (id.isEmpty()) {
            throw new IllegalArgumentException("a patient identifier needs a value");
        }
    }

    /** Reads the identifier of a data set on patient level; empty if it has none. */
    public static Optional<PatientId> of(DataSet attributes) {
        return attributes
                .string(Tags.PATIENT_ID)
                .map(id -> new PatientId(id, attributes.text(Tags.ISSUER_OF_PATIENT_ID)));
    }

    /** Whether both may name the same patient: same value, and same issuer unless one of them is unknown. */
    public boolean matches(PatientId other) {
        return id.equals(other.id) && (issuer.equals(other.issuer) || issuer.isEmpty() || other.issuer.isEmpty());
    }

    /** Says nothing of its values, which belong to a patient. */
    @Override
    public String toString() {
        return "patient identifier";
    }
}
