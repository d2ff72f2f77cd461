package io.github.swfsdk.api.workflow;

import io.github.swfsdk.api.dataset.Uid;
import io.github.swfsdk.api.mpps.PerformedStep;
import io.github.swfsdk.api.order.OrderKey;
import io.github.swfsdk.api.patient.PatientId;
import io.github.swfsdk.api.worklist.ScheduledStep;
import io.github.swfsdk.api.worklist.StepReference;
import java.time.LocalDateTime;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * Reads and writes of one unit of work; valid within {@link WorkflowStore#transact} only, for its thread. Reads see what the
 * transaction itself has written.
 */
public interface WorkflowTransaction {
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

    /**
     * Adds or replaces an order, whose version goes up by one. It must have the version that was read, 0 if it is new.
     */
    void save(OrderRecord order);

    /** The performed step with this identity. */
    Optional<PerformedStep> findPerformedStep(Uid sopInstanceUid);

    /** Adds or replaces a performed step. */
    void save(PerformedStep step);

    /**
     * The performed steps that name this scheduled step, or were {@linkplain #link linked} to it, in the order in which they
     * became known.
     */
    List<PerformedStep> findPerformedStepsFor(ScheduledStep scheduled);

    /** The performed steps in progress that began before a time, the longest first, at most {@code limit}. */
    List<PerformedStep> findRunningPerformedSteps(LocalDateTime startedBefore, int limit);

    /** What {@link #link} has said of a performed step, in that order. */
    List<StepReference> findLinks(Uid performedStepUid);

    /** Says that a performed step belongs to a scheduled step that it does not name: an operator knows. */
    void link(Uid performedStepUid, StepReference scheduled);

    /** Takes back what {@link #link} has said of a performed step. */
    void unlink(Uid performedStepUid);

    /** Withholds the instances of a performed step, as {@link WorkflowStore#withheld()} tells from the commit on. */
    void withhold(Uid performedStepUid, Collection<Uid> sopInstanceUids);

    /** Presents again what is withheld because of a performed step, as from the commit on; no effect if nothing is. */
    void release(Uid performedStepUid);

    /** Adds to what has happened to an order. */
    void note(String orderId, TimelineEntry entry);

    /** What has happened to an order, in the order in which it was committed. */
    List<TimelineEntry> timeline(String orderId);

    /** Adds something owed because of the change; entries of one transaction are owed in the order of these calls. */
    void owe(FollowUp followUp);
}
