package io.github.swfsdk.api.mpps;

import io.github.swfsdk.api.dataset.DataSet;
import io.github.swfsdk.api.dataset.Tag;
import io.github.swfsdk.api.dataset.Tags;
import io.github.swfsdk.api.dataset.Uid;
import io.github.swfsdk.api.dataset.Uids;
import io.github.swfsdk.api.instance.InstanceReference;
import io.github.swfsdk.api.mpps.Inconsistency.Problem;
import io.github.swfsdk.api.worklist.ScheduledStep;
import java.util.List;
import java.util.Optional;

/** The part of {@link ExamConsistency} that is about images. For one thread. */
final class ImageConsistency {
    private static final Tag[] PATIENT = {Tags.PATIENT_NAME, Tags.PATIENT_ID, Tags.PATIENT_BIRTH_DATE, Tags.PATIENT_SEX
    };
    private static final Tag[] MORE_OF_PATIENT = {
        Tags.ISSUER_OF_PATIENT_ID, Tags.OTHER_PATIENT_IDS_SEQUENCE, Tags.REFERENCED_PATIENT_SEQUENCE
    };
    private static final Tag[] PERFORMED = {
        Tags.STUDY_ID,
        Tags.PERFORMED_PROCEDURE_STEP_ID,
        Tags.PERFORMED_PROCEDURE_STEP_START_DATE,
        Tags.PERFORMED_PROCEDURE_STEP_START_TIME,
        Tags.PERFORMED_PROCEDURE_STEP_DESCRIPTION,
        Tags.PROCEDURE_CODE_SEQUENCE,
        Tags.PERFORMED_PROTOCOL_CODE_SEQUENCE
    };
    private final List<ScheduledStep> scheduled;
    private final PerformedStep performed;
    private final List<Inconsistency> found;

    ImageConsistency(List<ScheduledStep> scheduled, PerformedStep performed, List<Inconsistency> found) {
        this.scheduled = scheduled;
        this.performed = performed;
        this.found = found;
    }

    void check(DataSet image) {
        AttributeComparison comparison = AttributeComparison.of(image.uid(Tags.SOP_INSTANCE_UID), found);
        checkPatientAndStudy(image, comparison);
        comparison.requireSame(image, performed.attributes(), Problem.DIFFERS_FROM_PERFORMED_STEP, PERFORMED);
        DataSet station = DataSet.builder()
                .put(Tags.STATION_NAME, performed.attributes().text(Tags.PERFORMED_STATION_NAME))
                .build();
        comparison.requireNoOther(image, station, Problem.DIFFERS_FROM_PERFORMED_STEP, Tags.STATION_NAME);
        checkRequests(image, comparison);
        checkReferenceToStep(image, comparison);
        checkSeries(image, comparison);
    }

    private void checkPatientAndStudy(DataSet image, AttributeComparison comparison) {
        boolean unscheduled = scheduled.isEmpty();
        DataSet source = unscheduled ? performed.attributes() : scheduled.get(0).attributes();
        Problem otherwise = unscheduled ? Problem.DIFFERS_FROM_PERFORMED_STEP : Problem.DIFFERS_FROM_WORKLIST;
        comparison.requireSame(image, source, otherwise, PATIENT);
        comparison.requireCopied(image, source, otherwise, MORE_OF_PATIENT);
        performed
                .attributes()
                .item(Tags.SCHEDULED_STEP_ATTRIBUTES_SEQUENCE)
                .ifPresent(item -> comparison.requireSame(
                        image, item, Problem.DIFFERS_FROM_PERFORMED_STEP, Tags.STUDY_INSTANCE_UID));
        if (unscheduled || WorklistCopy.isOfSeveralProcedures(scheduled)) {
            comparison.requireEmpty(image, Tags.ACCESSION_NUMBER);
        } else {
            comparison.requireSame(image, source, otherwise, Tags.ACCESSION_NUMBER);
            comparison.requireCopied(
                    image, source, otherwise, Tags.REFERENCED_STUDY_SEQUENCE, Tags.REFERRING_PHYSICIAN_NAME);
            comparison.requireNoOther(image, source, otherwise, Tags.REQUESTING_PHYSICIAN, Tags.ADMISSION_ID);
        }
    }

    private void checkRequests(DataSet image, AttributeComparison comparison) {
        List<DataSet> items = image.items(Tags.REQUEST_ATTRIBUTES_SEQUENCE);
        if (scheduled.isEmpty()) {
            comparison.requireEmpty(image, Tags.REQUEST_ATTRIBUTES_SEQUENCE);
            return;
        }
        if (items.size() != scheduled.size()) {
            comparison.add(Tags.REQUEST_ATTRIBUTES_SEQUENCE, Problem.WRONG_NUMBER_OF_ITEMS);
            return;
        }
        for (int i = 0; i < items.size(); i++) {
            DataSet item = items.get(i);
            ScheduledStep entry = ExamConsistency.entryOf(item, scheduled, i);
            AttributeComparison place = comparison.in(Tags.REQUEST_ATTRIBUTES_SEQUENCE, i + 1);
            place.requireSame(item, entry.attributes(), Problem.DIFFERS_FROM_WORKLIST, Tags.REQUESTED_PROCEDURE_ID);
            place.requireNoOther(
                    item, entry.attributes(), Problem.DIFFERS_FROM_WORKLIST, Tags.REQUESTED_PROCEDURE_DESCRIPTION);
            place.requireSame(item, entry.step(), Problem.DIFFERS_FROM_WORKLIST, ExamConsistency.OF_STEP);
        }
    }

    private void checkReferenceToStep(DataSet image, AttributeComparison comparison) {
        Tag sequence = Tags.REFERENCED_PERFORMED_PROCEDURE_STEP_SEQUENCE;
        List<DataSet> items = image.items(sequence);
        InstanceReference expected =
                new InstanceReference(Uids.MODALITY_PERFORMED_PROCEDURE_STEP, performed.sopInstanceUid());
        if (items.isEmpty()) {
            comparison.add(sequence, Problem.MISSING);
        } else if (items.stream()
                .noneMatch(item -> InstanceReference.ofItem(item).equals(Optional.of(expected)))) {
            comparison.add(sequence, Problem.DIFFERS_FROM_PERFORMED_STEP);
        }
    }

    private void checkSeries(DataSet image, AttributeComparison comparison) {
        Optional<Uid> seriesUid = image.uid(Tags.SERIES_INSTANCE_UID);
        Optional<DataSet> series = performed.attributes().items(Tags.PERFORMED_SERIES_SEQUENCE).stream()
                .filter(item -> item.uid(Tags.SERIES_INSTANCE_UID).equals(seriesUid))
                .findFirst();
        if (series.isEmpty()) {
            requireNamed(false, Tags.SERIES_INSTANCE_UID, comparison);
            return;
        }
        comparison.requireSame(
                image, series.get(), Problem.DIFFERS_FROM_PERFORMED_STEP, Tags.PROTOCOL_NAME, Tags.SERIES_DESCRIPTION);
        boolean isImage = isNamed(image, series.get(), Tags.REFERENCED_IMAGE_SEQUENCE);
        if (isImage) { // a report or presentation state has a modality of its own
            comparison.requireSame(image, performed.attributes(), Problem.DIFFERS_FROM_PERFORMED_STEP, Tags.MODALITY);
        }
        requireNamed(
                isImage || isNamed(image, series.get(), Tags.REFERENCED_NON_IMAGE_COMPOSITE_SOP_INSTANCE_SEQUENCE),
                Tags.SOP_INSTANCE_UID,
                comparison);
    }

    private void requireNamed(boolean named, Tag tag, AttributeComparison comparison) {
        if (!named && performed.status().isFinal()) {
            comparison.add(tag, Problem.NOT_NAMED);
        }
    }

    private static boolean isNamed(DataSet image, DataSet series, Tag sequence) {
        Optional<Uid> sopClass = image.uid(Tags.SOP_CLASS_UID);
        Optional<Uid> instance = image.uid(Tags.SOP_INSTANCE_UID);
        return series.items(sequence).stream()
                .map(InstanceReference::ofItem)
                .flatMap(Optional::stream)
                .anyMatch(reference -> instance.equals(Optional.of(reference.sopInstanceUid()))
                        && sopClass.equals(Optional.of(reference.sopClassUid())));
    }
}
