package io.github.swfsdk.api.patient;

import java.util.Objects;
import java.util.Optional;

/** What becomes of a patient update: accepted, or refused with a reason that the sender is told. */
public final class PatientDecision {
    /** Why an update is refused. */
    public enum Refusal {
        /** The patient is not known here. */
        UNKNOWN_PATIENT,
        /** Surviving and subsumed identifier are the same. */
        SAME_PATIENT,
        /** A rule of the site forbids it. */
        NOT_PERMITTED
    }

    private static final PatientDecision ACCEPTED = new PatientDecision(Optional.empty(), "");

    private final Optional<Refusal> refusal;
    private final String text;

    private PatientDecision(Optional<Refusal> refusal, String text) {
        this.refusal = refusal;
        this.text = text;
    }

    /** The update took effect and is durable. */
    public static PatientDecision accept() {
        return ACCEPTED;
    }

    /** The update changed nothing; the text, without patient data, goes to the sender. */
    public static PatientDecision refuse(Refusal refusal, String text) {
        return new PatientDecision(Optional.of(refusal), Objects.requireNonNull(text, "text"));
    }

    /** The reason, if it was refused. */
    public Optional<Refusal> refusal() {
        return refusal;
    }

    /** What the sender is told; empty if accepted. */
    public String text() {
        return text;
    }
}
