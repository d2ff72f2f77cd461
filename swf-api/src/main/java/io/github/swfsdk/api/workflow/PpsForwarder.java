package io.github.swfsdk.api.workflow;

import io.github.swfsdk.api.actor.PpsManager;
import io.github.swfsdk.api.mpps.MppsHandler;
import io.github.swfsdk.api.mpps.PerformedStepStore;
import java.time.Clock;
import java.util.List;
import java.util.Objects;

/**
 * A PPS Manager on its own: keeps performed steps and owes each request, unchanged, to each destination, in the transaction
 * that keeps the step (RAD-6, RAD-7, RAD-20, RAD-21). An {@link OutboxDispatcher} delivers what is owed. A
 * {@link DepartmentScheduler} that forwards needs none. Thread-safe.
 */
public final class PpsForwarder implements PpsManager {
    private static final MppsHandler ACCEPT_ALL = new MppsHandler() {};

    private final PerformedStepStore performedSteps;

    private PpsForwarder(WorkflowStore store, List<String> destinations, List<String> subscribers) {
        WorkflowRules rules = WorkflowRules.ofPpsManager(new PerformedStepForwarding(destinations, subscribers));
        TimelineNotes ofNoOrder = new TimelineNotes(Clock.systemUTC());
        performedSteps = new TransactionalPerformedSteps(
                store, new WorkflowTransitions(store, rules, ofNoOrder, transition -> {}));
    }

    /**
     * Returns a forwarder.
     *
     * @param store where the performed steps and what is owed are kept; it stays the caller's to close
     * @param destinations AE titles of those who get every performed step
     */
    public static PpsForwarder on(WorkflowStore store, List<String> destinations) {
        return on(store, destinations, List.of());
    }

    /**
     * Returns a forwarder that notifies as well.
     *
     * @param store where the performed steps and what is owed are kept; it stays the caller's to close
     * @param destinations AE titles of those who get every performed step
     * @param subscribers AE titles of those who are told that a performed step has changed (PS3.4, F.9)
     */
    public static PpsForwarder on(WorkflowStore store, List<String> destinations, List<String> subscribers) {
        return new PpsForwarder(Objects.requireNonNull(store, "store"), destinations, subscribers);
    }

    /** Accepts whatever the standard allows. */
    @Override
    public MppsHandler performedSteps() {
        return ACCEPT_ALL;
    }

    @Override
    public PerformedStepStore performedStepStore() {
        return performedSteps;
    }
}
