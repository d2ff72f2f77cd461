package io.github.swfsdk.api.worklist;

import io.github.swfsdk.api.dataset.DataSet;
import io.github.swfsdk.api.dataset.Tags;
import java.util.Objects;

/**
 * Names the scheduled step that was performed, as an item of (0040,0270) Scheduled Step Attributes Sequence does. Every part
 * is empty if it is unknown.
 *
 * @param studyInstanceUid (0020,000D); in a group over several requested procedures a new one
 * @param accessionNumber (0008,0050)
 * @param requestedProcedureId (0040,1001)
 * @param stepId (0040,0009)
 */
public record StepReference(
        String studyInstanceUid, String accessionNumber, String requestedProcedureId, String stepId) {
    /** Checks that nothing is null. */
    public StepReference {
        Objects.requireNonNull(studyInstanceUid, "studyInstanceUid");
        Objects.requireNonNull(accessionNumber, "accessionNumber");
        Objects.requireNonNull(requestedProcedureId, "requestedProcedureId");
        Objects.requireNonNull(stepId, "stepId");
    }

    /** Names this scheduled step. */
    public static StepReference to(ScheduledStep step) {
        return new StepReference(
                step.attributes().text(Tags.STUDY_INSTANCE_UID),
                step.accessionNumber(),
                step.requestedProcedureId(),
                step.stepId());
    }

    /** Reads an item of (0040,0270). */
    public static StepReference ofItem(DataSet item) {
        return new StepReference(
                item.text(Tags.STUDY_INSTANCE_UID),
                item.text(Tags.ACCESSION_NUMBER),
                item.text(Tags.REQUESTED_PROCEDURE_ID),
                item.text(Tags.SCHEDULED_PROCEDURE_STEP_ID));
    }

    /** Whether no scheduled step is meant: the unscheduled case. */
    public boolean isUnscheduled() {
        return stepId.isEmpty();
    }

    /**
     * Whether this step is meant: its step ID, and its study or, in a group over several procedures, its accession number;
     * what both know of the requested procedure must not differ.
     */
    public boolean matches(ScheduledStep step) {
        boolean sameStudy = step.attributes().text(Tags.STUDY_INSTANCE_UID).equals(studyInstanceUid);
        boolean sameOrder = !accessionNumber.isEmpty() && accessionNumber.equals(step.accessionNumber());
        boolean otherProcedure =
                !requestedProcedureId.isEmpty() && !requestedProcedureId.equals(step.requestedProcedureId());
        return !isUnscheduled() && stepId.equals(step.stepId()) && (sameStudy || sameOrder) && !otherProcedure;
    }
}
