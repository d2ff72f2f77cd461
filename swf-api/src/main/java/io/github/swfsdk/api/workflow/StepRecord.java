package io.github.swfsdk.api.workflow;

import io.github.swfsdk.api.dataset.Tags;
import io.github.swfsdk.api.dataset.Uid;
import io.github.swfsdk.api.worklist.ScheduledStep;
import java.util.List;
import java.util.Objects;

/**
 * A scheduled step and how far it has come.
 *
 * @param step what is scheduled
 * @param status how far it has come
 * @param withdrawn whether an order message has taken it back (CA, DC); it stays true whatever is performed later
 * @param performedSteps the performed steps that refer to it, in order of their creation
 */
public record StepRecord(ScheduledStep step, StepStatus status, boolean withdrawn, List<Uid> performedSteps) {
    /** Copies the list. */
    public StepRecord {
        Objects.requireNonNull(step, "step");
        Objects.requireNonNull(status, "status");
        performedSteps = List.copyOf(performedSteps);
    }

    /** Returns a step that has just been scheduled. */
    public static StepRecord scheduled(ScheduledStep step) {
        return new StepRecord(step, StepStatus.SCHEDULED, false, List.of());
    }

    /** Returns a copy with another status. */
    public StepRecord withStatus(StepStatus next) {
        return new StepRecord(step, next, withdrawn, performedSteps);
    }

    /** Returns a copy with other attributes of what is scheduled. */
    public StepRecord withStep(ScheduledStep next) {
        return new StepRecord(next, status, withdrawn, performedSteps);
    }

    /** Returns a copy that an order message has taken back: cancelled if it had not begun, discontinued if it is running. */
    StepRecord withdraw() {
        return new StepRecord(step, StepStates.withdrawnFrom(status), true, performedSteps);
    }

    /** Whether a worklist may show it: it is scheduled or in progress. */
    public boolean isOpen() {
        return !status.isEnded();
    }

    /** The step as a worklist shows it: with its status as (0040,0020) Scheduled Procedure Step Status. */
    public ScheduledStep worklistItem() {
        return step.withStep(step.step().toBuilder()
                .put(Tags.SCHEDULED_PROCEDURE_STEP_STATUS, status.term())
                .build());
    }
}
