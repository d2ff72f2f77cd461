package io.github.swfsdk.api.mpps;

import io.github.swfsdk.api.dataset.DataSet;
import io.github.swfsdk.api.dataset.Tag;
import io.github.swfsdk.api.dataset.Tags;
import io.github.swfsdk.api.dataset.Uid;
import io.github.swfsdk.api.instance.InstanceReference;
import io.github.swfsdk.api.mpps.Inconsistency.Problem;
import io.github.swfsdk.api.worklist.ScheduledStep;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Checks that worklist, performed step and images of one exam agree, by the integration-critical attributes of IHE (RAD TF-2,
 * appendix A) for the scheduled, append, group and unscheduled case. Whether the performed step is legal by itself is for
 * {@link PerformedStepRules}. Pure functions.
 */
public final class ExamConsistency {
    private static final Tag[] PATIENT = {
        Tags.PATIENT_NAME, Tags.PATIENT_ID, Tags.PATIENT_BIRTH_DATE, Tags.PATIENT_SEX, Tags.REFERENCED_PATIENT_SEQUENCE
    };
    private static final Tag[] MORE_OF_PATIENT = {Tags.ISSUER_OF_PATIENT_ID, Tags.OTHER_PATIENT_IDS_SEQUENCE};
    private static final Tag[] OF_ORDER = {
        Tags.REFERENCED_STUDY_SEQUENCE,
        Tags.ACCESSION_NUMBER,
        Tags.REQUESTED_PROCEDURE_ID,
        Tags.REQUESTED_PROCEDURE_DESCRIPTION
    };
    /** What a performed step, and each request of an image, says of a scheduled step. */
    static final Tag[] OF_STEP = {
        Tags.SCHEDULED_PROCEDURE_STEP_ID,
        Tags.SCHEDULED_PROCEDURE_STEP_DESCRIPTION,
        Tags.SCHEDULED_PROTOCOL_CODE_SEQUENCE
    };

    private final List<ScheduledStep> scheduled;
    private final PerformedStep performed;
    private final List<Inconsistency> found = new ArrayList<>();

    private ExamConsistency(List<ScheduledStep> scheduled, PerformedStep performed) {
        this.scheduled = scheduled;
        this.performed = performed;
    }

    /**
     * Lists every inconsistency: those of the performed step first, then those of each image, then the instances that are
     * named and not there.
     *
     * @param scheduled the worklist entries that were performed, one for the scheduled and the append case, several for a
     *     group; none in the unscheduled case
     * @param performed the performed step; only if it has ended must it name every image, and every one that it names be there
     * @param images its images and other instances, without pixel data
     */
    public static List<Inconsistency> check(
            List<ScheduledStep> scheduled, PerformedStep performed, List<DataSet> images) {
        ExamConsistency exam = new ExamConsistency(List.copyOf(scheduled), performed);
        exam.checkPerformedStep();
        ImageConsistency instances = new ImageConsistency(exam.scheduled, performed, exam.found);
        images.forEach(instances::check);
        exam.checkCompleteness(images);
        return List.copyOf(exam.found);
    }

    /**
     * Lists where two performed steps of the same scheduled steps do not agree as one that is appended to another should: each
     * has an ID of its own and series of its own, and both refer to the same scheduled steps.
     *
     * @param earlier the one that was there
     * @param appended the other one, in which the inconsistencies are found
     */
    public static List<Inconsistency> checkAppended(PerformedStep earlier, PerformedStep appended) {
        List<Inconsistency> found = new ArrayList<>();
        AttributeComparison step = AttributeComparison.of(Optional.of(appended.sopInstanceUid()), found);
        if (appended.id().equals(earlier.id())) {
            step.add(Tags.PERFORMED_PROCEDURE_STEP_ID, Problem.NOT_UNIQUE);
        }
        if (!appended.scheduledSteps().equals(earlier.scheduledSteps())) {
            step.add(Tags.SCHEDULED_STEP_ATTRIBUTES_SEQUENCE, Problem.DIFFERS_FROM_PERFORMED_STEP);
        }
        Set<String> seriesBefore = new HashSet<>(seriesOf(earlier));
        List<String> series = seriesOf(appended);
        for (int i = 0; i < series.size(); i++) {
            if (seriesBefore.contains(series.get(i))) {
                step.in(Tags.PERFORMED_SERIES_SEQUENCE, i + 1).add(Tags.SERIES_INSTANCE_UID, Problem.NOT_UNIQUE);
            }
        }
        return List.copyOf(found);
    }

    private static List<String> seriesOf(PerformedStep step) {
        return step.attributes().items(Tags.PERFORMED_SERIES_SEQUENCE).stream()
                .map(item -> item.text(Tags.SERIES_INSTANCE_UID))
                .toList();
    }

    private void checkPerformedStep() {
        AttributeComparison step = AttributeComparison.of(Optional.of(performed.sopInstanceUid()), found);
        List<DataSet> items = performed.attributes().items(Tags.SCHEDULED_STEP_ATTRIBUTES_SEQUENCE);
        if (items.size() != Math.max(1, scheduled.size())) {
            step.add(Tags.SCHEDULED_STEP_ATTRIBUTES_SEQUENCE, Problem.WRONG_NUMBER_OF_ITEMS);
            return;
        }
        if (scheduled.isEmpty()) {
            AttributeComparison item = step.in(Tags.SCHEDULED_STEP_ATTRIBUTES_SEQUENCE, 1);
            item.requireEmpty(items.get(0), OF_ORDER);
            item.requireEmpty(items.get(0), OF_STEP);
            return;
        }
        DataSet entry = scheduled.get(0).attributes();
        step.requireSame(performed.attributes(), entry, Problem.DIFFERS_FROM_WORKLIST, PATIENT);
        step.requireCopied(performed.attributes(), entry, Problem.DIFFERS_FROM_WORKLIST, MORE_OF_PATIENT);
        step.requireNoOther(performed.attributes(), entry, Problem.DIFFERS_FROM_WORKLIST, Tags.ADMISSION_ID);
        for (int i = 0; i < items.size(); i++) {
            checkReference(
                    step.in(Tags.SCHEDULED_STEP_ATTRIBUTES_SEQUENCE, i + 1),
                    items.get(i),
                    entryOf(items.get(i), scheduled, i));
        }
    }

    private void checkReference(AttributeComparison place, DataSet item, ScheduledStep entry) {
        if (!WorklistCopy.isOfSeveralProcedures(scheduled)) {
            place.requireSame(item, entry.attributes(), Problem.DIFFERS_FROM_WORKLIST, Tags.STUDY_INSTANCE_UID);
        } else if (!isNewStudyOfAll(item)) {
            place.add(Tags.STUDY_INSTANCE_UID, Problem.DIFFERS_FROM_PERFORMED_STEP);
        }
        place.requireSame(item, entry.attributes(), Problem.DIFFERS_FROM_WORKLIST, OF_ORDER);
        place.requireSame(item, entry.step(), Problem.DIFFERS_FROM_WORKLIST, OF_STEP);
    }

    /** In a group over several requested procedures every item has the same study, which is that of none of them. */
    private boolean isNewStudyOfAll(DataSet item) {
        String study = item.text(Tags.STUDY_INSTANCE_UID);
        String first = performed
                .attributes()
                .items(Tags.SCHEDULED_STEP_ATTRIBUTES_SEQUENCE)
                .get(0)
                .text(Tags.STUDY_INSTANCE_UID);
        return study.equals(first)
                && scheduled.stream()
                        .noneMatch(entry ->
                                entry.attributes().text(Tags.STUDY_INSTANCE_UID).equals(study));
    }

    private void checkCompleteness(List<DataSet> images) {
        if (!performed.status().isFinal()) {
            return;
        }
        Set<Uid> there = new HashSet<>();
        images.forEach(image -> image.uid(Tags.SOP_INSTANCE_UID).ifPresent(there::add));
        for (InstanceReference named : performed.instances()) {
            if (!there.contains(named.sopInstanceUid())) {
                AttributeComparison.of(Optional.of(named.sopInstanceUid()), found)
                        .add(Tags.SOP_INSTANCE_UID, Problem.NOT_THERE);
            }
        }
    }

    /** The worklist entry that an item is about: the one with its step ID, else the one in its place. */
    static ScheduledStep entryOf(DataSet item, List<ScheduledStep> scheduled, int place) {
        String stepId = item.text(Tags.SCHEDULED_PROCEDURE_STEP_ID);
        List<ScheduledStep> named = scheduled.stream()
                .filter(entry -> entry.stepId().equals(stepId))
                .toList();
        return named.size() == 1 ? named.get(0) : scheduled.get(place);
    }
}
