package io.github.swfsdk.api.workflow;

import io.github.swfsdk.api.event.Cause;
import io.github.swfsdk.api.patient.Patient;
import io.github.swfsdk.api.patient.PatientDecision;
import io.github.swfsdk.api.patient.PatientId;
import io.github.swfsdk.api.patient.PatientUpdateHandler;

/**
 * Patient updates of a {@link DepartmentScheduler}: they reach every order of the patient, also those that have ended, and no
 * performed step, which says what the modality knew. A patient without orders is accepted: later orders bring the patient
 * along. Thread-safe.
 */
record SchedulerPatients(WorkflowTransitions transitions) implements PatientUpdateHandler {
    @Override
    public PatientDecision updated(Patient patient, Cause cause) {
        return transitions
                .happen(new WorkflowEvent.PatientUpdated(patient), cause)
                .decision();
    }

    @Override
    public PatientDecision merged(Patient surviving, PatientId subsumed, Cause cause) {
        return transitions
                .happen(new WorkflowEvent.PatientMerged(surviving, subsumed), cause)
                .decision();
    }
}
