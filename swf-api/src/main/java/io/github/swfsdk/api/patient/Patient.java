package io.github.swfsdk.api.patient;

import io.github.swfsdk.api.dataset.DataSet;
import io.github.swfsdk.api.dataset.InvalidValueException;
import io.github.swfsdk.api.dataset.PersonName;
import io.github.swfsdk.api.dataset.Tags;
import java.time.LocalDate;
import java.util.Objects;
import java.util.Optional;

/**
 * A view of a data set on patient level.
 *
 * @param attributes identification and demographics; in an update, zero length clears a value and absence leaves it
 */
public record Patient(DataSet attributes) {
    /** Checks that there are attributes. */
    public Patient {
        Objects.requireNonNull(attributes, "attributes");
    }

    /** The identifier, if it is known. */
    public Optional<PatientId> id() {
        return PatientId.of(attributes);
    }

    /** (0010,0010) Patient's Name. */
    public Optional<PersonName> name() {
        return attributes.personName(Tags.PATIENT_NAME);
    }

    /**
     * (0010,0030) Patient's Birth Date.
     *
     * @throws InvalidValueException if the value is no date
     */
    public Optional<LocalDate> birthDate() {
        return attributes.date(Tags.PATIENT_BIRTH_DATE);
    }

    /** (0010,0040) Patient's Sex: M, F or O. */
    public Optional<String> sex() {
        return attributes.string(Tags.PATIENT_SEX);
    }
}
