package io.github.swfsdk.api.workflow;

import io.github.swfsdk.api.dataset.DataSet;
import io.github.swfsdk.api.dataset.Tags;
import io.github.swfsdk.api.dataset.Uid;
import io.github.swfsdk.api.event.Cause;
import io.github.swfsdk.api.mpps.DiscontinuationReason;
import io.github.swfsdk.api.mpps.PerformedSeries;
import io.github.swfsdk.api.mpps.PerformedStep;
import io.github.swfsdk.api.mpps.PerformedStepStatus;
import io.github.swfsdk.api.order.OrderDecision;
import io.github.swfsdk.api.order.OrderKey;
import java.time.LocalDateTime;
import java.util.List;

/** What operators and time limits do to the performed steps of a {@link DepartmentScheduler}. Thread-safe. */
final class SchedulerCorrections {
    private static final int AT_ONCE = 100;
    private static final String NO_SERIES = "NONE";
    private static final Cause TIME_LIMIT = new Cause(Cause.Kind.SYSTEM, "scheduler", "time limit of performed steps");

    private final WorkflowStore store;
    private final WorkflowTransitions transitions;

    SchedulerCorrections(WorkflowStore store, WorkflowTransitions transitions) {
        this.store = store;
        this.transitions = transitions;
    }

    OrderDecision reconcile(Uid performedStepUid, OrderKey order, String stepId, Cause cause) {
        return transitions
                .happen(new WorkflowEvent.StepReconciled(performedStepUid, order, stepId), cause)
                .decision();
    }

    OrderDecision separate(Uid performedStepUid, Cause cause) {
        return transitions
                .happen(new WorkflowEvent.StepSeparated(performedStepUid), cause)
                .decision();
    }

    int discontinueOverdue(TransactionalPerformedSteps steps, LocalDateTime startedBefore, LocalDateTime end) {
        int ended = 0;
        for (PerformedStep step : store.transact(tx -> tx.findRunningPerformedSteps(startedBefore, AT_ONCE))) {
            DataSet modifications = discontinuation(step, end);
            PerformedStep next = new PerformedStep(
                    step.sopInstanceUid(),
                    step.attributes().toBuilder().putAll(modifications).build());
            ended += steps.replace(step, next, modifications, TIME_LIMIT)
                    ? 1
                    : 0; // else the modality has just told something
        }
        return ended;
    }

    /** As the modality would have told it: a final state needs an end and a series (PS3.4, table F.7.2-1). */
    private static DataSet discontinuation(PerformedStep step, LocalDateTime end) {
        DataSet.Builder modifications = DataSet.builder()
                .put(Tags.PERFORMED_PROCEDURE_STEP_STATUS, PerformedStepStatus.DISCONTINUED.term())
                .put(Tags.PERFORMED_PROCEDURE_STEP_END_DATE, end.toLocalDate())
                .put(Tags.PERFORMED_PROCEDURE_STEP_END_TIME, end.toLocalTime());
        if (step.attributes().contains(Tags.PERFORMED_PROCEDURE_STEP_DISCONTINUATION_REASON_CODE_SEQUENCE)) {
            modifications.putCodes(
                    Tags.PERFORMED_PROCEDURE_STEP_DISCONTINUATION_REASON_CODE_SEQUENCE,
                    List.of(DiscontinuationReason.UNSPECIFIED.code()));
        }
        if (!step.attributes().hasValue(Tags.PERFORMED_SERIES_SEQUENCE)) {
            modifications.put(
                    Tags.PERFORMED_SERIES_SEQUENCE,
                    PerformedSeries.of(Uid.random(), NO_SERIES).toItem());
        }
        return modifications.build();
    }
}
