package io.github.swfsdk.examples.modality;

import io.github.swfsdk.api.dataset.DataSet;
import io.github.swfsdk.api.dataset.PersonName;
import io.github.swfsdk.api.dataset.Tags;
import io.github.swfsdk.api.dataset.Uid;
import io.github.swfsdk.api.mpps.DiscontinuationReason;
import io.github.swfsdk.api.patient.Patient;
import io.github.swfsdk.api.worklist.ScheduledStep;
import io.github.swfsdk.dicom.AcquisitionModality;
import io.github.swfsdk.dicom.RunningStep;
import io.github.swfsdk.dicom.service.WorklistKeys;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Plays one exam on a modality and tells each step of it in a line. An exam has succeeded when the RIS has every performed
 * step and the PACS has committed every image. For one caller at a time.
 */
final class SimulatedModality {
    private static final String PROTOCOL = "Simulated";

    private final AcquisitionModality modality;
    private final WorklistKeys keys;
    private final String unscheduledModality;
    private final ImageSource images;
    private final Duration patience;
    private final Consumer<String> timeline;

    SimulatedModality(
            AcquisitionModality modality,
            WorklistKeys keys,
            String unscheduledModality,
            ImageSource images,
            Duration patience,
            Consumer<String> timeline) {
        this.modality = modality;
        this.keys = keys;
        this.unscheduledModality = unscheduledModality;
        this.images = images;
        this.patience = patience;
        this.timeline = timeline;
    }

    /** Returns whether everything was confirmed. */
    boolean perform(ExamCase exam) throws IOException, InterruptedException {
        return switch (exam) {
            case SCHEDULED -> complete(begin(first()));
            case UNSCHEDULED -> complete(beginUnscheduled());
            case APPEND -> append(first());
            case GROUP -> complete(beginGroup());
            case DISCONTINUE -> discontinue(begin(first()), DiscontinuationReason.PATIENT_REFUSED_TO_CONTINUE);
            case WRONG_ENTRY -> correctWrongEntry();
        };
    }

    private boolean append(ScheduledStep step) throws IOException, InterruptedException {
        return complete(begin(step)) && complete(begin(step));
    }

    private boolean correctWrongEntry() throws IOException, InterruptedException {
        List<ScheduledStep> worklist = worklist(2);
        return discontinue(begin(worklist.get(0)), DiscontinuationReason.INCORRECT_WORKLIST_ENTRY_SELECTED)
                && complete(begin(worklist.get(1)));
    }

    private RunningStep begin(ScheduledStep scheduled) {
        return begun(modality.begin(scheduled), "for scheduled step " + scheduled.stepId());
    }

    private RunningStep beginGroup() throws IOException {
        List<ScheduledStep> worklist = worklist(2);
        Patient patient = worklist.get(0).patient();
        List<ScheduledStep> group = worklist.stream()
                .filter(step -> step.patient().id().equals(patient.id()))
                .toList();
        if (group.size() < 2) {
            throw new IOException("a group needs two scheduled steps of one patient");
        }
        List<String> ids = group.stream().map(ScheduledStep::stepId).toList();
        return begun(modality.begin(group), "for scheduled steps " + String.join(", ", ids));
    }

    private RunningStep beginUnscheduled() {
        Patient typed = new Patient(DataSet.builder()
                .put(Tags.PATIENT_ID, "TEMP-1")
                .put(Tags.PATIENT_NAME, PersonName.of("Unknown", "Emergency"))
                .putEmpty(Tags.PATIENT_BIRTH_DATE, Tags.PATIENT_SEX)
                .build());
        return begun(modality.beginUnscheduled(typed, unscheduledModality), "unscheduled");
    }

    private RunningStep begun(RunningStep step, String why) {
        timeline.accept("begun      performed step " + step.performedStep().sopInstanceUid() + " " + why);
        return step;
    }

    private boolean complete(RunningStep step) throws IOException, InterruptedException {
        storeSeries(step);
        step.complete();
        timeline.accept("completed  performed step " + step.performedStep().sopInstanceUid());
        return isConfirmed(step);
    }

    private boolean discontinue(RunningStep step, DiscontinuationReason reason)
            throws IOException, InterruptedException {
        storeSeries(step);
        step.discontinue(reason);
        timeline.accept("ended      performed step " + step.performedStep().sopInstanceUid() + " discontinued: "
                + reason.code().meaning());
        return isConfirmed(step);
    }

    private void storeSeries(RunningStep step) throws IOException {
        Uid series = step.beginSeries(PROTOCOL, "");
        for (DataSet image : images.series(step.performedStep().modality(), series)) {
            step.store(image);
        }
        timeline.accept("stored     " + step.instances().size() + " images in series " + series);
    }

    private boolean isConfirmed(RunningStep step) throws InterruptedException {
        boolean confirmed = step.awaitDelivered(patience);
        timeline.accept(
                confirmed
                        ? "confirmed  performed step and commitment of "
                                + step.instances().size() + " images"
                        : "failed     not everything was confirmed within " + patience.toSeconds() + " seconds");
        return confirmed;
    }

    private ScheduledStep first() throws IOException {
        return worklist(1).get(0);
    }

    private List<ScheduledStep> worklist(int needed) throws IOException {
        List<ScheduledStep> steps = modality.worklist(keys).stream()
                .filter(step -> isScheduled(step.step().string(Tags.SCHEDULED_PROCEDURE_STEP_STATUS)))
                .toList();
        timeline.accept("worklist   " + steps.size() + " scheduled steps");
        if (steps.size() < needed) {
            throw new IOException(
                    "the worklist has " + steps.size() + " scheduled steps, and " + needed + " are needed");
        }
        return steps;
    }

    /** A status is optional in a worklist. */
    private static boolean isScheduled(Optional<String> status) {
        return status.filter(term -> !term.equals("SCHEDULED")).isEmpty();
    }
}
