package io.github.swfsdk.api.workflow;

import io.github.swfsdk.api.dataset.Uid;
import io.github.swfsdk.api.event.Cause;
import io.github.swfsdk.api.workflow.TimelineEntry.Event;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * The outbox of a store that writes into the timelines what becomes of forwarded performed steps, in the transaction in which
 * it becomes so. Thread-safe.
 */
final class NotedOutbox implements Outbox {
    private final WorkflowStore store;
    private final TimelineNotes notes;
    private final Outbox outbox;

    NotedOutbox(WorkflowStore store, TimelineNotes notes) {
        this.store = store;
        this.notes = notes;
        this.outbox = store.outbox();
    }

    @Override
    public void delivered(long id) {
        settle(tx -> tx.delivered(id), Event.STEP_FORWARDED, Cause.Kind.SYSTEM);
    }

    @Override
    public void parked(long id, String reason) {
        settle(tx -> tx.parked(id, reason), Event.FORWARDING_GIVEN_UP, Cause.Kind.SYSTEM);
    }

    @Override
    public void resume(long id) {
        settle(tx -> tx.resume(id), Event.FORWARDING_RESUMED, Cause.Kind.OPERATOR);
    }

    @Override
    public void drop(long id) {
        settle(tx -> tx.drop(id), Event.FORWARDING_DROPPED, Cause.Kind.OPERATOR);
    }

    private void settle(Function<WorkflowTransaction, Optional<FollowUp>> change, Event event, Cause.Kind by) {
        store.transact(tx -> {
            change.apply(tx).ifPresent(followUp -> note(tx, followUp, event, by));
            return true;
        });
    }

    private void note(WorkflowTransaction tx, FollowUp followUp, Event event, Cause.Kind by) {
        if (followUp.kind() == FollowUp.Kind.MPPS_CREATE || followUp.kind() == FollowUp.Kind.MPPS_SET) {
            Cause cause = new Cause(by, followUp.destination(), followUp.orderingKey());
            TimelineNotes.ordersOfStep(tx, Uid.of(followUp.orderingKey()))
                    .forEach(order -> notes.note(tx, order, event, cause));
        }
    }

    @Override
    public void add(FollowUp followUp) {
        outbox.add(followUp);
    }

    @Override
    public Optional<FollowUp> addUnlessOwed(FollowUp followUp) {
        return outbox.addUnlessOwed(followUp);
    }

    @Override
    public List<Entry> claim(Instant now, Instant until, int limit, Set<String> exceptFor) {
        return outbox.claim(now, until, limit, exceptFor);
    }

    @Override
    public void postponed(long id, Instant next, String reason) {
        outbox.postponed(id, next, reason);
    }

    @Override
    public List<Entry> parked(int limit) {
        return outbox.parked(limit);
    }

    @Override
    public void retryNow() {
        outbox.retryNow();
    }

    @Override
    public boolean owes(String orderingKey) {
        return outbox.owes(orderingKey);
    }

    @Override
    public long size() {
        return outbox.size();
    }

    @Override
    public void addListener(Runnable listener) {
        outbox.addListener(listener);
    }

    @Override
    public void removeListener(Runnable listener) {
        outbox.removeListener(listener);
    }
}
