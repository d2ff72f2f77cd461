package io.github.swfsdk.api.patient;

import io.github.swfsdk.api.event.Cause;

/**
 * Follows patient registrations, corrections and merges (RAD-1, RAD-12).
 *
 * <p>Called on a handler thread; may block; must be thread-safe. When a method returns an accepting decision, the change is
 * durable: the acknowledgement leaves next. The same update may come again after a lost acknowledgement.
 */
public interface PatientUpdateHandler {
    /** A patient was registered, or values of a known patient are corrected (ADT A01, A04, A05, A08). */
    PatientDecision updated(Patient patient, Cause cause);

    /**
     * Two records are one patient (ADT A40): everything of {@code subsumed} now belongs to {@code surviving}, and the old
     * identifier stays known.
     */
    PatientDecision merged(Patient surviving, PatientId subsumed, Cause cause);
}
