package io.github.swfsdk.api.workflow;

import io.github.swfsdk.api.dataset.Uid;
import io.github.swfsdk.api.mpps.PerformedStep;
import io.github.swfsdk.api.order.OrderKey;
import io.github.swfsdk.api.patient.PatientId;
import io.github.swfsdk.api.worklist.ScheduledStep;
import io.github.swfsdk.api.worklist.StepReference;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Optional;

/** What is known of orders and performed steps: what a transition is decided by. */
public interface WorkflowState {
    /** The order that the key {@linkplain OrderKey#matches names}; of several the one that was saved first. */
    Optional<OrderRecord> findOrder(OrderKey key);

    /** The order with a step that the reference {@linkplain StepReference#matches names}; of several the one saved first. */
    Optional<OrderRecord> findOrderOf(StepReference reference);

    /** The orders of a patient, by {@link PatientId#matches}, in the order in which they were first saved. */
    List<OrderRecord> findOrdersOf(PatientId patient);

    /** The orders with a step of this study, in the order in which they were first saved. */
    List<OrderRecord> findOrdersOfStudy(Uid studyInstanceUid);

    /** Whether another order than the one with this id holds a step of this study. */
    boolean isStudyOfOtherOrder(Uid studyInstanceUid, String orderId);

    /** The performed step with this identity. */
    Optional<PerformedStep> findPerformedStep(Uid sopInstanceUid);

    /**
     * The performed steps that name this scheduled step, or were {@linkplain WorkflowTransaction#link linked} to it, in the order
     * in which they became known.
     */
    List<PerformedStep> findPerformedStepsFor(ScheduledStep scheduled);

    /** The performed steps that name this study, scheduled or not, in the order in which they became known. */
    List<PerformedStep> findPerformedStepsOfStudy(Uid studyInstanceUid);

    /** The performed steps in progress that began before a time, the longest first, at most {@code limit}. */
    List<PerformedStep> findRunningPerformedSteps(LocalDateTime startedBefore, int limit);

    /** What {@link WorkflowTransaction#link} has said of a performed step, in that order. */
    List<StepReference> findLinks(Uid performedStepUid);

    /** What has happened to an order, in the order in which it was committed. */
    List<TimelineEntry> timeline(String orderId);
}
