package io.github.swfsdk.api.workflow;

import io.github.swfsdk.api.dataset.DataSet;
import io.github.swfsdk.api.dataset.Uid;
import io.github.swfsdk.api.event.Cause;
import io.github.swfsdk.api.mpps.PerformedStep;
import io.github.swfsdk.api.mpps.PerformedStepStore;
import java.util.Optional;

/**
 * Performed steps in a {@link WorkflowStore}: the step, what it means for the orders and what is owed because of it are
 * committed in one transaction; the instances of one for a wrong worklist entry are withheld by it. Thread-safe.
 */
final class TransactionalPerformedSteps implements PerformedStepStore {
    private final WorkflowStore store;
    private final WorkflowTransitions transitions;

    TransactionalPerformedSteps(WorkflowStore store, WorkflowTransitions transitions) {
        this.store = store;
        this.transitions = transitions;
    }

    @Override
    public Optional<PerformedStep> find(Uid sopInstanceUid) {
        return store.findPerformedStep(sopInstanceUid);
    }

    @Override
    public boolean create(PerformedStep step) {
        return create(step, causeOf(step));
    }

    @Override
    public boolean create(PerformedStep step, Cause cause) {
        return transitions.happen(new WorkflowEvent.StepBegun(step), cause).decision();
    }

    @Override
    public boolean replace(PerformedStep seen, PerformedStep next) {
        return replace(seen, next, changes(seen.attributes(), next.attributes()), causeOf(next));
    }

    @Override
    public boolean replace(PerformedStep seen, PerformedStep next, DataSet modifications, Cause cause) {
        if (!seen.sopInstanceUid().equals(next.sopInstanceUid())) {
            throw new IllegalArgumentException("one performed step cannot replace another");
        }
        if (seen.status().isFinal()) {
            throw new IllegalArgumentException("a performed step that has ended does not change (PS3.4, F.1.3)");
        }
        return transitions
                .happen(new WorkflowEvent.StepChanged(seen, next, modifications), cause)
                .decision();
    }

    /** If nobody told it: what the step itself says. */
    private static Cause causeOf(PerformedStep step) {
        return new Cause(
                Cause.Kind.DICOM, step.stationAeTitle(), step.sopInstanceUid().value());
    }

    /** What an N-SET must have asked for, if nobody kept it: the elements that are new or different. */
    private static DataSet changes(DataSet before, DataSet after) {
        return DataSet.of(after.elements().stream()
                .filter(element -> !before.find(element.tag()).equals(Optional.of(element)))
                .toList());
    }
}
