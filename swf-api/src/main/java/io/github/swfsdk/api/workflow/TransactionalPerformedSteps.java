package io.github.swfsdk.api.workflow;

import io.github.swfsdk.api.dataset.DataSet;
import io.github.swfsdk.api.dataset.Uid;
import io.github.swfsdk.api.event.Cause;
import io.github.swfsdk.api.instance.InstanceReference;
import io.github.swfsdk.api.mpps.PerformedStep;
import io.github.swfsdk.api.mpps.PerformedStepStore;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;

/**
 * Performed steps in a {@link WorkflowStore}: the step, what it means for the orders and what is owed because of it are
 * committed in one transaction; the instances of one for a wrong worklist entry are withheld by it. Thread-safe.
 */
final class TransactionalPerformedSteps implements PerformedStepStore {
    /** What a step means for the orders. */
    @FunctionalInterface
    interface Tracking {
        /** Judges a step that has just begun, or changed, because of something. */
        PerformedTransition track(WorkflowTransaction tx, PerformedStep step, boolean begun, Cause cause);
    }

    private final WorkflowStore store;
    private final PerformedStepForwarding forwarding;
    private final Tracking tracking;
    private final BiConsumer<PerformedStep, PerformedTransition> committed;

    /**
     * Creates a view of a store.
     *
     * @param tracking what a step means for the orders; called within the transaction
     * @param committed told what was committed, afterwards
     */
    TransactionalPerformedSteps(
            WorkflowStore store,
            PerformedStepForwarding forwarding,
            Tracking tracking,
            BiConsumer<PerformedStep, PerformedTransition> committed) {
        this.store = store;
        this.forwarding = forwarding;
        this.tracking = tracking;
        this.committed = committed;
    }

    @Override
    public Optional<PerformedStep> find(Uid sopInstanceUid) {
        return store.findPerformedStep(sopInstanceUid);
    }

    @Override
    public boolean create(PerformedStep step) {
        Optional<PerformedTransition> result =
                store.transact(tx -> tx.findPerformedStep(step.sopInstanceUid()).isPresent()
                        ? Optional.empty()
                        : Optional.of(save(tx, step, true, causeOf(step), forwarding.created(step))));
        result.ifPresent(transition -> committed.accept(step, transition));
        return result.isPresent();
    }

    @Override
    public boolean replace(PerformedStep seen, PerformedStep next) {
        return replace(seen, next, changes(seen.attributes(), next.attributes()));
    }

    @Override
    public boolean replace(PerformedStep seen, PerformedStep next, DataSet modifications) {
        return replace(seen, next, modifications, causeOf(next));
    }

    /** As {@link #replace(PerformedStep, PerformedStep, DataSet)}, because of something else than an N-SET. */
    boolean replace(PerformedStep seen, PerformedStep next, DataSet modifications, Cause cause) {
        if (!seen.sopInstanceUid().equals(next.sopInstanceUid())) {
            throw new IllegalArgumentException("one performed step cannot replace another");
        }
        if (seen.status().isFinal()) {
            throw new IllegalArgumentException("a performed step that has ended does not change (PS3.4, F.1.3)");
        }
        Optional<PerformedTransition> result =
                store.transact(tx -> tx.findPerformedStep(seen.sopInstanceUid()).equals(Optional.of(seen))
                        ? Optional.of(save(tx, next, false, cause, forwarding.set(next, modifications)))
                        : Optional.empty());
        result.ifPresent(transition -> committed.accept(next, transition));
        return result.isPresent();
    }

    private static Cause causeOf(PerformedStep step) {
        return new Cause(
                Cause.Kind.DICOM, step.stationAeTitle(), step.sopInstanceUid().value());
    }

    private PerformedTransition save(
            WorkflowTransaction tx, PerformedStep step, boolean begun, Cause cause, List<FollowUp> owed) {
        tx.save(step);
        withholdIfWrong(tx, step);
        PerformedTransition transition = tracking.track(tx, step, begun, cause);
        transition.orders().forEach(tx::save);
        owed.forEach(tx::owe);
        return transition;
    }

    /** Withholds what a step has made that ended because it was for a wrong worklist entry. */
    static void withholdIfWrong(WorkflowTransaction tx, PerformedStep step) {
        if (StepStates.isWrongWorklistEntry(step)) {
            tx.withhold(
                    step.sopInstanceUid(),
                    step.instances().stream()
                            .map(InstanceReference::sopInstanceUid)
                            .toList());
        }
    }

    /** What an N-SET must have asked for, if nobody kept it: the elements that are new or different. */
    private static DataSet changes(DataSet before, DataSet after) {
        return DataSet.of(after.elements().stream()
                .filter(element -> !before.find(element.tag()).equals(Optional.of(element)))
                .toList());
    }
}
