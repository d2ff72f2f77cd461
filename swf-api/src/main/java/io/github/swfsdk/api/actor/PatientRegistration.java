package io.github.swfsdk.api.actor;

import io.github.swfsdk.api.patient.PatientUpdateHandler;

/** ADT Patient Registration: the source of patient data. It is called by nobody, and calls its subscribers. */
public interface PatientRegistration {
    /**
     * Adds a receiver of registrations, corrections and merges (RAD-1, RAD-12), in the same system or behind an HL7 client.
     *
     * @param subscriber called for every update from now on, in order; a refusal is the registration's to resolve
     */
    void subscribe(PatientUpdateHandler subscriber);
}
