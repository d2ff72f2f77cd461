package io.github.swfsdk.dicom;

import io.github.swfsdk.api.dataset.DataSet;
import io.github.swfsdk.api.dataset.Tag;
import io.github.swfsdk.api.dataset.Tags;
import io.github.swfsdk.api.dataset.Uid;
import io.github.swfsdk.api.instance.InstanceReference;
import io.github.swfsdk.api.mpps.DiscontinuationReason;
import io.github.swfsdk.api.mpps.ImageAttributes;
import io.github.swfsdk.api.mpps.PerformedSeries;
import io.github.swfsdk.api.mpps.PerformedStep;
import io.github.swfsdk.api.mpps.PerformedStepModification;
import io.github.swfsdk.api.worklist.ScheduledStep;
import java.time.Duration;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A performed step that a modality is running. What its methods take is durable in the spool when they return, and is
 * delivered from there. For one caller at a time.
 */
public final class RunningStep {
    private static final Tag[] IDENTITY = {Tags.PATIENT_ID, Tags.ISSUER_OF_PATIENT_ID, Tags.STUDY_INSTANCE_UID};

    private final AcquisitionModality modality;
    private final List<ScheduledStep> scheduled;
    private final PerformedStep step;
    private final Map<Uid, SeriesSoFar> series = new LinkedHashMap<>();
    private boolean ended;

    RunningStep(AcquisitionModality modality, List<ScheduledStep> scheduled, PerformedStep step) {
        this.modality = modality;
        this.scheduled = List.copyOf(scheduled);
        this.step = step;
    }

    /** A series as it began, and the instances that it has got since, each once. */
    private record SeriesSoFar(PerformedSeries begun, Set<InstanceReference> instances) {
        static SeriesSoFar of(PerformedSeries begun) {
            return new SeriesSoFar(begun, new LinkedHashSet<>());
        }

        PerformedSeries now() {
            return begun.withAll(instances);
        }
    }

    /** The step that a spool has kept, where it was left, with the instances that lie in the spool by their series. */
    static RunningStep recovered(
            AcquisitionModality modality, PerformedStep kept, Map<Uid, List<InstanceReference>> instances) {
        RunningStep step = new RunningStep(modality, SpooledStep.scheduled(kept), SpooledStep.begun(kept));
        for (PerformedSeries begun : SpooledStep.series(kept)) {
            SeriesSoFar soFar = SeriesSoFar.of(begun);
            soFar.instances().addAll(instances.getOrDefault(begun.seriesInstanceUid(), List.of()));
            step.series.put(begun.seriesInstanceUid(), soFar);
        }
        return step;
    }

    /** The step as it began. */
    public PerformedStep performedStep() {
        return step;
    }

    /** The worklist items that it performs; none in the unscheduled case. */
    public List<ScheduledStep> scheduledSteps() {
        return scheduled;
    }

    /** The series begun so far, with their instances. */
    public List<PerformedSeries> series() {
        return series.values().stream().map(SeriesSoFar::now).toList();
    }

    /** The instances stored so far, series by series. */
    public List<InstanceReference> instances() {
        return series().stream()
                .flatMap(one -> Stream.concat(one.images().stream(), one.others().stream()))
                .toList();
    }

    /**
     * Begins a series.
     *
     * @param protocolName (0018,1030), not empty
     * @param description (0008,103E), may be empty
     * @return its Series Instance UID, to be put into its images
     * @throws IllegalStateException if one of them is too long, or the step has ended
     */
    public Uid beginSeries(String protocolName, String description) {
        checkRunning();
        PerformedSeries begun = PerformedSeries.of(Uid.random(), protocolName).withDescription(description);
        PerformedStepModification.update()
                .series(List.of(begun))
                .build(); // now is the time to say that it is not legal
        List<PerformedSeries> all = new ArrayList<>();
        series.values().forEach(one -> all.add(one.begun()));
        all.add(begun);
        modality.keep(SpooledStep.of(step, scheduled, all));
        series.put(begun.seriesInstanceUid(), SeriesSoFar.of(begun));
        return begun.seriesInstanceUid();
    }

    /**
     * Takes an image or other instance: the attributes of patient, study, series and request are set as the worklist says, in
     * place of what it brings, and it is written to the spool. If the process ends meanwhile, it is among the
     * {@link #instances()} of the step that is found again, or it is not there at all.
     *
     * @param instance with its SOP class and the Series Instance UID of a {@linkplain #beginSeries series of this step}; its
     *     SOP Instance UID is made if it has none
     * @return its class and identity
     * @throws IllegalArgumentException if it names another patient or study than the step, or a series that is not of this step
     * @throws IllegalStateException if the step has ended
     */
    public InstanceReference store(DataSet instance) {
        checkRunning();
        Uid seriesUid = instance.uid(Tags.SERIES_INSTANCE_UID).orElseThrow(() -> missing(Tags.SERIES_INSTANCE_UID));
        SeriesSoFar target = series.get(seriesUid);
        if (target == null) {
            throw new IllegalArgumentException(Tags.SERIES_INSTANCE_UID + " is not a series of this step");
        }
        DataSet attributes = ImageAttributes.of(scheduled, step, target.begun());
        for (Tag tag : IDENTITY) {
            if (instance.hasValue(tag) && !instance.text(tag).equals(attributes.text(tag))) {
                throw new IllegalArgumentException(tag + " of the instance is not that of the step");
            }
        }
        InstanceReference reference = new InstanceReference(
                instance.uid(Tags.SOP_CLASS_UID).orElseThrow(() -> missing(Tags.SOP_CLASS_UID)),
                instance.uid(Tags.SOP_INSTANCE_UID).orElseGet(Uid::random));
        DataSet complete = instance.toBuilder()
                .putAll(attributes)
                .put(Tags.SOP_INSTANCE_UID, reference.sopInstanceUid())
                .build();
        modality.spool(step, reference, complete);
        target.instances().add(reference);
        return reference;
    }

    /** Ends the step successfully (RAD-7), and asks the archive to commit its instances (RAD-10). */
    public void complete() {
        end(PerformedStepModification.complete(now()));
    }

    /** Ends the step without success (RAD-7); instances stored so far are committed all the same. */
    public void discontinue(DiscontinuationReason reason) {
        end(PerformedStepModification.discontinue(now(), reason));
    }

    /**
     * Waits until everything about this step is delivered, the commitment of its instances included.
     *
     * @return false if the time is over first
     */
    public boolean awaitDelivered(Duration timeout) throws InterruptedException {
        return modality.awaitDelivered(step.sopInstanceUid(), timeout);
    }

    private void end(PerformedStepModification modification) {
        checkRunning();
        modality.end(step, modification.series(series()).build(), instances());
        ended = true;
    }

    private LocalDateTime now() {
        return LocalDateTime.now(modality.clock());
    }

    private void checkRunning() {
        if (ended) {
            throw new IllegalStateException("performed step " + step.sopInstanceUid() + " has ended");
        }
    }

    private static IllegalArgumentException missing(Tag tag) {
        return new IllegalArgumentException("an instance needs " + tag);
    }
}
