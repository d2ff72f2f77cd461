package io.github.swfsdk.api.worklist;

import io.github.swfsdk.api.dataset.Code;
import io.github.swfsdk.api.dataset.DataSet;
import io.github.swfsdk.api.dataset.Tags;
import io.github.swfsdk.api.dataset.Uid;
import io.github.swfsdk.api.patient.Patient;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * A scheduled procedure step as a worklist item shows it (PS3.4, table K.6-1): the attributes of patient, visit, order and
 * requested procedure, and the step itself as the one item of (0040,0100). Every attribute is kept, also those that no
 * accessor here knows.
 */
public record ScheduledStep(DataSet attributes) {
    /** Checks that there is exactly one item in the Scheduled Procedure Step Sequence. */
    public ScheduledStep {
        Objects.requireNonNull(attributes, "attributes");
        int items = attributes.items(Tags.SCHEDULED_PROCEDURE_STEP_SEQUENCE).size();
        if (items != 1) {
            throw new IllegalArgumentException(
                    Tags.SCHEDULED_PROCEDURE_STEP_SEQUENCE + " must have one item, but has " + items);
        }
    }

    /** The attributes of the step alone: the item of (0040,0100). */
    public DataSet step() {
        return attributes.items(Tags.SCHEDULED_PROCEDURE_STEP_SEQUENCE).get(0);
    }

    /** (0040,0009) Scheduled Procedure Step ID; empty only in an incomplete answer of a remote worklist. */
    public String stepId() {
        return step().text(Tags.SCHEDULED_PROCEDURE_STEP_ID);
    }

    /** (0040,0001) Scheduled Station AE Title, all of them. */
    public List<String> stationAeTitles() {
        return step().strings(Tags.SCHEDULED_STATION_AE_TITLE);
    }

    /** (0008,0060) Modality. */
    public String modality() {
        return step().text(Tags.MODALITY);
    }

    /** (0040,0007) Scheduled Procedure Step Description, empty if there is only a code. */
    public String description() {
        return step().text(Tags.SCHEDULED_PROCEDURE_STEP_DESCRIPTION);
    }

    /** (0040,0008) Scheduled Protocol Code Sequence. */
    public List<Code> protocolCodes() {
        return step().codes(Tags.SCHEDULED_PROTOCOL_CODE_SEQUENCE);
    }

    /** (0040,0002) and (0040,0003): when the step is to start; midnight if no time is given. */
    public Optional<LocalDateTime> start() {
        return step().date(Tags.SCHEDULED_PROCEDURE_STEP_START_DATE)
                .map(date -> date.atTime(
                        step().time(Tags.SCHEDULED_PROCEDURE_STEP_START_TIME).orElse(LocalTime.MIDNIGHT)));
    }

    /** The patient to be examined. */
    public Patient patient() {
        return new Patient(attributes);
    }

    /** (0008,0050) Accession Number, empty if there is none. */
    public String accessionNumber() {
        return attributes.text(Tags.ACCESSION_NUMBER);
    }

    /** (0040,1001) Requested Procedure ID. */
    public String requestedProcedureId() {
        return attributes.text(Tags.REQUESTED_PROCEDURE_ID);
    }

    /**
     * (0020,000D) Study Instance UID, which every image of the step carries.
     *
     * @throws IllegalStateException if an incomplete answer of a remote worklist lacks it
     */
    public Uid studyInstanceUid() {
        return attributes
                .uid(Tags.STUDY_INSTANCE_UID)
                .orElseThrow(() -> new IllegalStateException(Tags.STUDY_INSTANCE_UID + " is missing"));
    }

    /** Returns a copy with the step's own attributes replaced. */
    public ScheduledStep withStep(DataSet step) {
        return new ScheduledStep(attributes.toBuilder()
                .put(Tags.SCHEDULED_PROCEDURE_STEP_SEQUENCE, step)
                .build());
    }

    @Override
    public String toString() {
        return "scheduled step " + stepId();
    }
}
