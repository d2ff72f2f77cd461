package io.github.swfsdk.api.workflow;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

/** An outbox whose claims fail a number of times, as those of a database that is away for a while. */
final class FailingOutbox implements Outbox {
    final AtomicInteger failures = new AtomicInteger();
    private final Outbox outbox;

    FailingOutbox(Outbox outbox) {
        this.outbox = outbox;
    }

    @Override
    public List<Entry> claim(Instant now, Instant until, int limit, Set<String> exceptFor) {
        if (failures.getAndDecrement() > 0) {
            throw new IllegalStateException("on purpose");
        }
        return outbox.claim(now, until, limit, exceptFor);
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
    public void retryNow() {
        outbox.retryNow();
    }

    @Override
    public boolean owes(String orderingKey) {
        return outbox.owes(orderingKey);
    }

    @Override
    public void delivered(long id) {
        outbox.delivered(id);
    }

    @Override
    public void postponed(long id, Instant next, String reason) {
        outbox.postponed(id, next, reason);
    }

    @Override
    public void parked(long id, String reason) {
        outbox.parked(id, reason);
    }

    @Override
    public List<Entry> parked(int limit) {
        return outbox.parked(limit);
    }

    @Override
    public void resume(long id) {
        outbox.resume(id);
    }

    @Override
    public void drop(long id) {
        outbox.drop(id);
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
