package io.github.swfsdk.api.workflow;

import io.github.swfsdk.api.dataset.Uid;
import io.github.swfsdk.api.event.Cause;
import io.github.swfsdk.api.storage.WithheldInstances;
import io.github.swfsdk.api.workflow.TimelineEntry.Event;
import java.util.Collection;

/** The withheld instances of a store that writes into the timelines what is presented again, in one transaction. Thread-safe. */
final class NotedWithheldInstances implements WithheldInstances {
    private final WorkflowStore store;
    private final TimelineNotes notes;
    private final WithheldInstances withheld;

    NotedWithheldInstances(WorkflowStore store, TimelineNotes notes) {
        this.store = store;
        this.notes = notes;
        this.withheld = store.withheld();
    }

    @Override
    public boolean release(Uid performedStepUid) {
        Cause cause = new Cause(Cause.Kind.OPERATOR, "archive", performedStepUid.value());
        return store.transact(tx -> {
            boolean released = tx.release(performedStepUid);
            if (released) {
                TimelineNotes.ordersOfStep(tx, performedStepUid)
                        .forEach(order -> notes.note(tx, order, Event.INSTANCES_RELEASED, cause));
            }
            return released;
        });
    }

    @Override
    public void withhold(Uid performedStepUid, Collection<Uid> sopInstanceUids) {
        withheld.withhold(performedStepUid, sopInstanceUids);
    }

    @Override
    public boolean withholdLate(Uid performedStepUid, Uid sopInstanceUid) {
        return withheld.withholdLate(performedStepUid, sopInstanceUid);
    }

    @Override
    public boolean isStepWithheld(Uid performedStepUid) {
        return withheld.isStepWithheld(performedStepUid);
    }

    @Override
    public boolean isWithheld(Uid sopInstanceUid) {
        return withheld.isWithheld(sopInstanceUid);
    }
}
