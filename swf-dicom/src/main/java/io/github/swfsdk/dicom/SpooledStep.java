package io.github.swfsdk.dicom;

import io.github.swfsdk.api.dataset.DataSet;
import io.github.swfsdk.api.dataset.Tags;
import io.github.swfsdk.api.mpps.PerformedSeries;
import io.github.swfsdk.api.mpps.PerformedStep;
import io.github.swfsdk.api.mpps.PerformedStepStatus;
import io.github.swfsdk.api.worklist.ScheduledStep;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * A step in progress as the spool keeps it: what was told when it began, the series begun so far in (0040,0340), and the worklist
 * items that it performs in (0040,0100), which is at home in a worklist and never in a performed step. Which instances its
 * series have is told by the instances that lie in the spool: they stay until the step has ended and the archive has committed
 * them, so nothing has to be written anew for each of them.
 */
final class SpooledStep {
    private SpooledStep() {}

    static PerformedStep of(PerformedStep begun, List<ScheduledStep> scheduled, Collection<PerformedSeries> series) {
        return new PerformedStep(
                begun.sopInstanceUid(),
                begun.attributes().toBuilder()
                        .put(
                                Tags.PERFORMED_SERIES_SEQUENCE,
                                series.stream().map(PerformedSeries::toItem).toList())
                        .put(
                                Tags.SCHEDULED_PROCEDURE_STEP_SEQUENCE,
                                scheduled.stream()
                                        .map(ScheduledStep::attributes)
                                        .toList())
                        .build());
    }

    /** What is kept of a step that has ended: that it has. The rest is owed, and goes with it. */
    static PerformedStep ended(PerformedStep begun) {
        return new PerformedStep(
                begun.sopInstanceUid(),
                DataSet.builder()
                        .put(Tags.PERFORMED_PROCEDURE_STEP_STATUS, PerformedStepStatus.COMPLETED.term())
                        .build());
    }

    /** The step as it began. */
    static PerformedStep begun(PerformedStep kept) {
        return new PerformedStep(
                kept.sopInstanceUid(),
                kept.attributes().toBuilder()
                        .remove(Tags.SCHEDULED_PROCEDURE_STEP_SEQUENCE)
                        .putEmpty(Tags.PERFORMED_SERIES_SEQUENCE)
                        .build());
    }

    static List<ScheduledStep> scheduled(PerformedStep kept) {
        return kept.attributes().items(Tags.SCHEDULED_PROCEDURE_STEP_SEQUENCE).stream()
                .map(ScheduledStep::new)
                .toList();
    }

    static List<PerformedSeries> series(PerformedStep kept) {
        return kept.attributes().items(Tags.PERFORMED_SERIES_SEQUENCE).stream()
                .map(PerformedSeries::ofItem)
                .flatMap(Optional::stream)
                .toList();
    }
}
