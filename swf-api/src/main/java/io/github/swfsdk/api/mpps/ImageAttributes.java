package io.github.swfsdk.api.mpps;

import io.github.swfsdk.api.dataset.DataSet;
import io.github.swfsdk.api.dataset.SequenceElement;
import io.github.swfsdk.api.dataset.Tag;
import io.github.swfsdk.api.dataset.Tags;
import io.github.swfsdk.api.dataset.Uids;
import io.github.swfsdk.api.instance.InstanceReference;
import io.github.swfsdk.api.worklist.ScheduledStep;
import java.util.List;
import java.util.Optional;

/**
 * What the images of a performed step have to say, so that they, the performed step and the worklist agree: the rows of the
 * integration-critical attributes (IHE RAD TF-2, appendix A). Pure functions.
 */
public final class ImageAttributes {
    private static final Tag[] REQUESTED = {
        Tags.REQUESTED_PROCEDURE_ID,
        Tags.REQUESTED_PROCEDURE_DESCRIPTION,
        Tags.REQUESTED_PROCEDURE_CODE_SEQUENCE,
        Tags.SCHEDULED_PROCEDURE_STEP_ID,
        Tags.SCHEDULED_PROCEDURE_STEP_DESCRIPTION,
        Tags.SCHEDULED_PROTOCOL_CODE_SEQUENCE
    };
    private static final Tag[] OF_ONE_ORDER = {
        Tags.ACCESSION_NUMBER, Tags.ISSUER_OF_ACCESSION_NUMBER_SEQUENCE, Tags.REFERENCED_STUDY_SEQUENCE
    };

    private ImageAttributes() {}

    /**
     * Returns the attributes for the images of one series; they replace those that an image has already. In a group over
     * several requested procedures the accession number is empty and each request keeps its own; in the unscheduled case there
     * is no Request Attributes Sequence.
     *
     * @param scheduled the worklist entries that are performed, as the draft got them; none in the unscheduled case
     * @param step the performed step as {@link PerformedStepDraft#build} returned it, or as it is now
     * @param series the series
     */
    public static DataSet of(List<ScheduledStep> scheduled, PerformedStep step, PerformedSeries series) {
        boolean several = WorklistCopy.isOfSeveralProcedures(scheduled);
        DataSet.Builder image = DataSet.builder();
        image.putAll(WorklistCopy.patient(step.attributes()));
        if (!step.attributes().hasValue(Tags.REFERENCED_PATIENT_SEQUENCE)) {
            image.remove(Tags.REFERENCED_PATIENT_SEQUENCE); // optional in images
        }
        study(scheduled, step, several, image);
        series(step, series, image);
        requests(scheduled, step, several).ifPresent(image::put);
        return image.build();
    }

    private static void study(
            List<ScheduledStep> scheduled, PerformedStep step, boolean several, DataSet.Builder image) {
        DataSet reference =
                step.attributes().items(Tags.SCHEDULED_STEP_ATTRIBUTES_SEQUENCE).get(0);
        image.copy(reference, Tags.STUDY_INSTANCE_UID).copy(step.attributes(), Tags.STUDY_ID);
        if (!several) {
            WorklistCopy.copyValues(reference, image, OF_ONE_ORDER);
        }
        referringPhysician(scheduled).ifPresent(name -> image.put(Tags.REFERRING_PHYSICIAN_NAME, name));
        image.ensure(Tags.ACCESSION_NUMBER, Tags.REFERRING_PHYSICIAN_NAME, Tags.STUDY_ID);
    }

    private static void series(PerformedStep step, PerformedSeries series, DataSet.Builder image) {
        image.put(Tags.MODALITY, step.modality())
                .put(Tags.SERIES_INSTANCE_UID, series.seriesInstanceUid())
                .put(Tags.PROTOCOL_NAME, series.protocolName());
        DataSet item = series.toItem();
        WorklistCopy.copyValues(
                item, image, Tags.SERIES_DESCRIPTION, Tags.PERFORMING_PHYSICIAN_NAME, Tags.OPERATORS_NAME);
        WorklistCopy.copyValues(
                step.attributes(),
                image,
                Tags.PERFORMED_PROCEDURE_STEP_ID,
                Tags.PERFORMED_PROCEDURE_STEP_START_DATE,
                Tags.PERFORMED_PROCEDURE_STEP_START_TIME,
                Tags.PERFORMED_PROCEDURE_STEP_DESCRIPTION,
                Tags.PERFORMED_PROTOCOL_CODE_SEQUENCE,
                Tags.PROCEDURE_CODE_SEQUENCE);
        step.attributes().string(Tags.PERFORMED_STATION_NAME).ifPresent(name -> image.put(Tags.STATION_NAME, name));
        image.put(
                Tags.REFERENCED_PERFORMED_PROCEDURE_STEP_SEQUENCE,
                new InstanceReference(Uids.MODALITY_PERFORMED_PROCEDURE_STEP, step.sopInstanceUid()).toItem());
    }

    /** (0040,0275), with an item per scheduled step. */
    private static Optional<SequenceElement> requests(
            List<ScheduledStep> scheduled, PerformedStep step, boolean several) {
        if (scheduled.isEmpty()) {
            return Optional.empty();
        }
        List<DataSet> items = step.attributes().items(Tags.SCHEDULED_STEP_ATTRIBUTES_SEQUENCE).stream()
                .map(reference -> request(reference, several))
                .toList();
        return Optional.of(SequenceElement.of(Tags.REQUEST_ATTRIBUTES_SEQUENCE, items));
    }

    private static DataSet request(DataSet reference, boolean several) {
        DataSet.Builder item = DataSet.builder();
        WorklistCopy.copyValues(reference, item, REQUESTED);
        if (several) {
            WorklistCopy.copyValues(reference, item, OF_ONE_ORDER);
        }
        return item.build();
    }

    /** The referring physician, if all orders name the same. */
    private static Optional<String> referringPhysician(List<ScheduledStep> scheduled) {
        List<String> names = scheduled.stream()
                .map(step -> step.attributes().text(Tags.REFERRING_PHYSICIAN_NAME))
                .distinct()
                .toList();
        return names.size() == 1 ? Optional.of(names.get(0)) : Optional.empty();
    }
}
