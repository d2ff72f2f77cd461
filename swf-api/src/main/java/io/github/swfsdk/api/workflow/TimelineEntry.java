package io.github.swfsdk.api.workflow;

import io.github.swfsdk.api.event.Cause;
import java.time.Instant;
import java.util.Objects;

/**
 * One thing that happened to an order.
 *
 * @param at when it was committed, by the clock of the node that did it
 * @param event what happened
 * @param cause what led to it: the message control ID of an HL7 message, the instance UID of a performed step
 * @param steps how far each scheduled step was then, such as {@code S1 STARTED, S2 SCHEDULED}
 */
public record TimelineEntry(Instant at, Event event, Cause cause, String steps) {
    /** What may happen to an order. The names are stored: never rename one. */
    public enum Event {
        /** It became known (NW). */
        ORDER_PLACED,
        /** Its steps were changed, or it got another one (XO). */
        ORDER_CHANGED,
        /** Steps were taken back before they began (CA). */
        ORDER_CANCELLED,
        /** Steps were taken back (DC). */
        ORDER_DISCONTINUED,
        /** Patient or visit data changed. */
        PATIENT_UPDATED,
        /** The patient got another identifier. */
        PATIENT_MERGED,
        /** A performed step for it began. */
        STEP_STARTED,
        /** A performed step for it told more and goes on. */
        STEP_UPDATED,
        /** A performed step for it ended successfully. */
        STEP_COMPLETED,
        /** A performed step for it ended without success. */
        STEP_DISCONTINUED,
        /** An operator has linked a performed step to it. */
        STEP_RECONCILED,
        /** That link was taken back. */
        STEP_SEPARATED
    }

    /** Checks that nothing is null. */
    public TimelineEntry {
        Objects.requireNonNull(at, "at");
        Objects.requireNonNull(event, "event");
        Objects.requireNonNull(cause, "cause");
        Objects.requireNonNull(steps, "steps");
    }
}
