package io.github.swfsdk.api.workflow;

import io.github.swfsdk.api.event.Cause;
import java.time.Instant;
import java.util.Objects;

/**
 * One thing that happened to an order.
 *
 * @param at when it was committed, by the clock of the node that did it
 * @param event what happened
 * @param cause what led to it: the message control ID of an HL7 message, the instance UID of a performed step; or whom it is
 *     about, as the event says
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
        STEP_SEPARATED,
        /** The first instance of a series was stored; the reference is the Series Instance UID. */
        SERIES_STORED,
        /** The archive has answered for instances of its study, all that were asked for; the reference is the transaction. */
        INSTANCES_COMMITTED,
        /** The archive has answered for some of them and not for others. */
        COMMITMENT_FAILED,
        /** What a performed step had made for a wrong worklist entry is withheld. */
        INSTANCES_WITHHELD,
        /** It is presented again. */
        INSTANCES_RELEASED,
        /** A message about a performed step was forwarded to the peer. */
        STEP_FORWARDED,
        /** A message about a performed step cannot be forwarded to the peer, until an operator resumes or drops it. */
        FORWARDING_GIVEN_UP,
        /** An operator has such a message tried again. */
        FORWARDING_RESUMED,
        /** An operator has decided that such a message is never forwarded. */
        FORWARDING_DROPPED
    }

    /** Checks that nothing is null. */
    public TimelineEntry {
        Objects.requireNonNull(at, "at");
        Objects.requireNonNull(event, "event");
        Objects.requireNonNull(cause, "cause");
        Objects.requireNonNull(steps, "steps");
    }
}
