package io.github.swfsdk.api.mpps;

import io.github.swfsdk.api.dataset.Code;
import io.github.swfsdk.api.dataset.DataSet;
import io.github.swfsdk.api.dataset.Tags;
import io.github.swfsdk.api.dataset.Uid;
import io.github.swfsdk.api.instance.InstanceReference;
import io.github.swfsdk.api.patient.Patient;
import io.github.swfsdk.api.worklist.StepReference;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A modality performed procedure step: the instance that N-CREATE makes and N-SET changes (PS3.4, F.7). Every attribute is
 * kept, also those that no accessor here knows.
 *
 * @param sopInstanceUid its identity
 * @param attributes its attributes as they stand now, with a valid status
 */
public record PerformedStep(Uid sopInstanceUid, DataSet attributes) {
    /** Checks that the status is one of the enumerated values. */
    public PerformedStep {
        Objects.requireNonNull(sopInstanceUid, "sopInstanceUid");
        if (statusOf(attributes).isEmpty()) {
            throw new IllegalArgumentException(
                    Tags.PERFORMED_PROCEDURE_STEP_STATUS + " of " + sopInstanceUid + " is missing or unknown");
        }
    }

    /** (0040,0252) Performed Procedure Step Status. */
    public PerformedStepStatus status() {
        return statusOf(attributes).orElseThrow();
    }

    /** (0040,0253) Performed Procedure Step ID. */
    public String id() {
        return attributes.text(Tags.PERFORMED_PROCEDURE_STEP_ID);
    }

    /** (0040,0241) Performed Station AE Title. */
    public String stationAeTitle() {
        return attributes.text(Tags.PERFORMED_STATION_AE_TITLE);
    }

    /** (0008,0060) Modality. */
    public String modality() {
        return attributes.text(Tags.MODALITY);
    }

    /** (0040,0244) and (0040,0245): when it began, in the modality's local time; midnight if no time is given. */
    public Optional<LocalDateTime> start() {
        return attributes
                .date(Tags.PERFORMED_PROCEDURE_STEP_START_DATE)
                .map(date -> date.atTime(attributes
                        .time(Tags.PERFORMED_PROCEDURE_STEP_START_TIME)
                        .orElse(LocalTime.MIDNIGHT)));
    }

    /** The patient who was examined, as the modality knows. */
    public Patient patient() {
        return new Patient(attributes);
    }

    /** (0040,0270) the scheduled steps it performs; in the unscheduled case one reference without identifiers. */
    public List<StepReference> scheduledSteps() {
        return attributes.items(Tags.SCHEDULED_STEP_ATTRIBUTES_SEQUENCE).stream()
                .map(StepReference::ofItem)
                .toList();
    }

    /** (0008,0050) of the first scheduled step; empty in the unscheduled case. */
    public String accessionNumber() {
        return attributes
                .item(Tags.SCHEDULED_STEP_ATTRIBUTES_SEQUENCE)
                .map(item -> item.text(Tags.ACCESSION_NUMBER))
                .orElse("");
    }

    /** (0040,0281) why it was discontinued, if it says so. */
    public Optional<Code> discontinuationReason() {
        return attributes.codes(Tags.PERFORMED_PROCEDURE_STEP_DISCONTINUATION_REASON_CODE_SEQUENCE).stream()
                .findFirst();
    }

    /**
     * Whether it has ended because the wrong entry of the worklist was selected (110514): it was performed for another patient or
     * order than it names, whose step is still to be performed.
     */
    public boolean isWrongWorklistEntry() {
        Code wrong = DiscontinuationReason.INCORRECT_WORKLIST_ENTRY_SELECTED.code();
        return status() == PerformedStepStatus.DISCONTINUED
                && attributes.codes(Tags.PERFORMED_PROCEDURE_STEP_DISCONTINUATION_REASON_CODE_SEQUENCE).stream()
                        .anyMatch(wrong::isSame);
    }

    /** The images and other instances that its series name so far. */
    public List<InstanceReference> instances() {
        return attributes.items(Tags.PERFORMED_SERIES_SEQUENCE).stream()
                .flatMap(series -> Stream.of(
                                Tags.REFERENCED_IMAGE_SEQUENCE,
                                Tags.REFERENCED_NON_IMAGE_COMPOSITE_SOP_INSTANCE_SEQUENCE)
                        .flatMap(tag -> series.items(tag).stream()))
                .map(InstanceReference::ofItem)
                .flatMap(Optional::stream)
                .toList();
    }

    @Override
    public String toString() {
        return "performed step " + sopInstanceUid + " " + status();
    }

    private static Optional<PerformedStepStatus> statusOf(DataSet attributes) {
        return attributes.string(Tags.PERFORMED_PROCEDURE_STEP_STATUS).flatMap(PerformedStepStatus::of);
    }
}
