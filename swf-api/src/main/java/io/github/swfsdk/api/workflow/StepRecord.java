package io.github.swfsdk.api.workflow;

import io.github.swfsdk.api.dataset.Uid;
import io.github.swfsdk.api.worklist.ScheduledStep;
import java.util.List;
import java.util.Objects;

/**
 * A scheduled step and how far it has come.
 *
 * @param step what is scheduled
 * @param status how far it has come
 * @param performedSteps the performed steps that refer to it, in order of their creation
 */
public record StepRecord(ScheduledStep step, StepStatus status, List<Uid> performedSteps) {
    /** Copies the list. */
    public StepRecord {
        Objects.requireNonNull(step, "step");
        Objects.requireNonNull(status, "status");
        performedSteps = List.copyOf(performedSteps);
    }

    /** Returns a step that has just been scheduled. */
    public static StepRecord scheduled(ScheduledStep step) {
        return new StepRecord(step, StepStatus.SCHEDULED, List.of());
    }

    /** Returns a copy with another status. */
    public StepRecord withStatus(StepStatus next) {
        return new StepRecord(step, next, performedSteps);
    }
}
