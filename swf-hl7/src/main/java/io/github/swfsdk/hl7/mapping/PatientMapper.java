package io.github.swfsdk.hl7.mapping;

import io.github.swfsdk.api.dataset.DataSet;
import io.github.swfsdk.api.patient.Patient;
import io.github.swfsdk.api.patient.PatientId;
import io.github.swfsdk.hl7.message.ErrorCode;
import io.github.swfsdk.hl7.message.Hl7FormatException;
import io.github.swfsdk.hl7.message.Hl7Location;
import io.github.swfsdk.hl7.message.Hl7Message;
import io.github.swfsdk.hl7.message.Segment;

/** From ADT messages to patients (IHE RAD TF-2, appendix B). Immutable and thread-safe. */
public final class PatientMapper {
    private static final PatientMapper STANDARD = new PatientMapper();

    private PatientMapper() {}

    /** Returns the mapping of the standard. */
    public static PatientMapper standard() {
        return STANDARD;
    }

    /**
     * Two records of one patient.
     *
     * @param surviving PID, the record that stays
     * @param subsumed MRG-1, the identifier that was given up
     */
    public record Merge(Patient surviving, PatientId subsumed) {}

    /**
     * Reads a registration or update: the patient of PID, with what PV1, OBX, AL1 and NTE say of them.
     *
     * @throws Hl7FormatException if PID-3 is missing or a value cannot be mapped
     */
    public Patient toPatient(Hl7Message message) {
        DataSet.Builder attributes = DataSet.builder();
        PatientFields.map(message, attributes);
        return new Patient(attributes.build());
    }

    /**
     * Reads a merge of one pair. Several pairs in one message are refused, as they could not be applied wholly or not at all.
     *
     * @throws Hl7FormatException if PID-3 or MRG-1 is missing, both are the same, or a value cannot be mapped
     */
    public Merge toMerge(Hl7Message message) {
        if (message.segments("PID").size() > 1) {
            throw new Hl7FormatException(
                    ErrorCode.SEGMENT_SEQUENCE_ERROR,
                    new Hl7Location("PID", 2, 0, 0),
                    "several merges in one message are not supported");
        }
        Patient surviving = toPatient(message);
        Segment mrg = message.first("MRG").orElseThrow(() -> missing(Hl7Location.of("MRG", 1)));
        DataSet.Builder prior = DataSet.builder();
        FieldMapper fields = new FieldMapper(mrg, 1, prior).require(1);
        Identifiers.main(fields, mrg.field(1).repetitions().get(0), 1, prior);
        PatientId subsumed = PatientId.of(prior.build()).orElseThrow(() -> missing(Hl7Location.of("MRG", 1)));
        if (surviving.id().filter(subsumed::equals).isPresent()) {
            throw new Hl7FormatException(
                    ErrorCode.DUPLICATE_KEY_IDENTIFIER, Hl7Location.of("MRG", 1), "is the identifier of PID-3");
        }
        return new Merge(surviving, subsumed);
    }

    private static Hl7FormatException missing(Hl7Location location) {
        return new Hl7FormatException(ErrorCode.REQUIRED_FIELD_MISSING, location, "required field is missing");
    }
}
