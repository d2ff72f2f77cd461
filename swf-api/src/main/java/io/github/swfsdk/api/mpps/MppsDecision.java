package io.github.swfsdk.api.mpps;

import java.util.Objects;
import java.util.Optional;

/** What becomes of a performed step's event: accepted, or refused with a reason that the modality is told. */
public final class MppsDecision {
    /** Why an event is refused. */
    public enum Refusal {
        /** No order fits the step. */
        UNKNOWN_ORDER,
        /** The step may not be performed, or not by this station. */
        NOT_PERMITTED,
        /** A value contradicts what is known. */
        CONTRADICTION,
        /** Not possible at the moment; a later attempt may succeed. */
        UNAVAILABLE
    }

    private static final MppsDecision ACCEPTED = new MppsDecision(Optional.empty(), "");

    private final Optional<Refusal> refusal;
    private final String text;

    private MppsDecision(Optional<Refusal> refusal, String text) {
        this.refusal = refusal;
        this.text = text;
    }

    /** The event is accepted. */
    public static MppsDecision accept() {
        return ACCEPTED;
    }

    /** The event is refused; the text, without patient data, goes to the modality (at most 64 characters of it). */
    public static MppsDecision refuse(Refusal refusal, String text) {
        return new MppsDecision(Optional.of(refusal), Objects.requireNonNull(text, "text"));
    }

    /** The reason, if it was refused. */
    public Optional<Refusal> refusal() {
        return refusal;
    }

    /** What the modality is told; empty if accepted. */
    public String text() {
        return text;
    }
}
