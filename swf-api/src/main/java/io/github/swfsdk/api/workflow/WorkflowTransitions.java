package io.github.swfsdk.api.workflow;

import io.github.swfsdk.api.event.Cause;
import java.util.function.Consumer;

/**
 * Lets events happen in a store: what follows from one is found out and written in one transaction, and told afterwards.
 * Thread-safe.
 *
 * @param committed told what was committed, also that nothing was
 */
record WorkflowTransitions(
        WorkflowStore store, WorkflowRules rules, TimelineNotes timeline, Consumer<WorkflowTransition<?>> committed) {
    /** What has followed from the event, durably. */
    <D> WorkflowTransition<D> happen(WorkflowEvent<D> event, Cause cause) {
        WorkflowTransition<D> done = store.transact(tx -> {
            WorkflowTransition<D> transition = rules.next(tx, event);
            transition.effects().forEach(effect -> effect.write(tx, timeline, cause));
            return transition;
        });
        committed.accept(done);
        return done;
    }
}
