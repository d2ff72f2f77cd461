/**
 * Who is examined: identifiers, demographics, and the interface that follows registrations, corrections and merges
 * (RAD-1, RAD-12). Start with {@link io.github.swfsdk.api.patient.PatientUpdateHandler}.
 */
@NullMarked
package io.github.swfsdk.api.patient;

import org.jspecify.annotations.NullMarked;
