package io.github.swfsdk.api.workflow;

import io.github.swfsdk.api.dataset.Uid;
import io.github.swfsdk.api.event.Cause;
import io.github.swfsdk.api.instance.InstanceReference;
import io.github.swfsdk.api.mpps.PerformedStep;
import io.github.swfsdk.api.worklist.StepReference;
import io.github.swfsdk.api.worklist.WorklistLint;
import java.util.List;

/** Something that is to be written, owed or told because of an event. */
sealed interface WorkflowEffect {
    /** Writes it, if it is one to be written. */
    default void write(WorkflowTransaction tx, TimelineNotes timeline, Cause cause) {}

    /** An order is new or has changed. */
    record OrderSaved(OrderRecord order) implements WorkflowEffect {
        @Override
        public void write(WorkflowTransaction tx, TimelineNotes timeline, Cause cause) {
            tx.save(order);
        }
    }

    /** Something has happened to an order, as it is then. */
    record Noted(OrderRecord order, TimelineEntry.Event event) implements WorkflowEffect {
        @Override
        public void write(WorkflowTransaction tx, TimelineNotes timeline, Cause cause) {
            timeline.note(tx, order, event, cause);
        }
    }

    /** A performed step is new or has changed. */
    record StepSaved(PerformedStep step) implements WorkflowEffect {
        @Override
        public void write(WorkflowTransaction tx, TimelineNotes timeline, Cause cause) {
            tx.save(step);
        }
    }

    /** A performed step belongs to a scheduled step that it does not name. */
    record Linked(Uid performed, StepReference scheduled) implements WorkflowEffect {
        @Override
        public void write(WorkflowTransaction tx, TimelineNotes timeline, Cause cause) {
            tx.link(performed, scheduled);
        }
    }

    /** It does so no longer. */
    record Unlinked(Uid performed) implements WorkflowEffect {
        @Override
        public void write(WorkflowTransaction tx, TimelineNotes timeline, Cause cause) {
            tx.unlink(performed);
        }
    }

    /** The instances that a performed step names are presented to nobody. */
    record Withheld(PerformedStep step) implements WorkflowEffect {
        @Override
        public void write(WorkflowTransaction tx, TimelineNotes timeline, Cause cause) {
            List<Uid> instances = step.instances().stream()
                    .map(InstanceReference::sopInstanceUid)
                    .toList();
            tx.withhold(step.sopInstanceUid(), instances);
        }
    }

    /** What is withheld because of a performed step is presented again. */
    record Released(Uid performed) implements WorkflowEffect {
        @Override
        public void write(WorkflowTransaction tx, TimelineNotes timeline, Cause cause) {
            tx.release(performed);
        }
    }

    /** Something is owed to another system. */
    record Owed(FollowUp followUp) implements WorkflowEffect {
        @Override
        public void write(WorkflowTransaction tx, TimelineNotes timeline, Cause cause) {
            tx.owe(followUp);
        }
    }

    /** A performed step names a scheduled step that nobody knows: nothing to write, and something to tell. */
    record Unmatched(Uid performed, StepReference reference) implements WorkflowEffect {}

    /** The steps of an order lack what a modality needs: nothing to write, and something to tell. */
    record Incomplete(String orderId, List<WorklistLint.Finding> findings) implements WorkflowEffect {}
}
