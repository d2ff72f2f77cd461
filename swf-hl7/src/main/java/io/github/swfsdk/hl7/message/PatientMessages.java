package io.github.swfsdk.hl7.message;

import io.github.swfsdk.api.patient.Patient;
import io.github.swfsdk.api.patient.PatientId;
import java.util.Objects;

/** Writes ADT messages (RAD-1, RAD-12). In an update, a zero-length attribute is sent as {@code ""}: delete. Thread-safe. */
public final class PatientMessages {
    private final Envelope envelope;

    private PatientMessages(Envelope envelope) {
        this.envelope = Objects.requireNonNull(envelope, "envelope");
    }

    /** Writes messages with this envelope. */
    public static PatientMessages in(Envelope envelope) {
        return new PatientMessages(envelope);
    }

    /** An outpatient is registered, ADT^A04. */
    public Hl7Message registered(Patient patient) {
        return aboutPatient("A04", patient);
    }

    /** Demographics are corrected, ADT^A08. */
    public Hl7Message updated(Patient patient) {
        return aboutPatient("A08", patient);
    }

    /** Two records are one patient, ADT^A40: the identifier is given up for the surviving record. */
    public Hl7Message merged(Patient surviving, PatientId subsumed) {
        Segment mrg = Segment.builder("MRG")
                .put(1, PatientSegments.identifier(subsumed.id(), Composite.of(subsumed.issuer())))
                .build();
        return Hl7Message.of(
                envelope.characterSet(),
                envelope.header("ADT", "A40"),
                event(),
                PatientSegments.pid(surviving.attributes()),
                mrg);
    }

    private Hl7Message aboutPatient(String trigger, Patient patient) {
        return Hl7Message.of(
                envelope.characterSet(),
                envelope.header("ADT", trigger),
                event(),
                PatientSegments.pid(patient.attributes()),
                PatientSegments.pv1(patient.attributes()));
    }

    private Segment event() {
        return Segment.builder("EVN").put(2, envelope.now()).build();
    }
}
