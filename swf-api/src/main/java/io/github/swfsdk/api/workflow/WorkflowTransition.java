package io.github.swfsdk.api.workflow;

import java.util.List;
import java.util.Objects;

/**
 * What an event leads to: a value, which does nothing by itself.
 *
 * @param decision what the one who said so is told
 * @param effects everything that follows; nothing if the event is refused, or has taken effect before
 * @param <D> of the event
 */
record WorkflowTransition<D>(D decision, List<WorkflowEffect> effects) {
    WorkflowTransition {
        Objects.requireNonNull(decision, "decision");
        effects = List.copyOf(effects);
    }

    /** Nothing follows. */
    static <D> WorkflowTransition<D> without(D decision) {
        return new WorkflowTransition<>(decision, List.of());
    }
}
