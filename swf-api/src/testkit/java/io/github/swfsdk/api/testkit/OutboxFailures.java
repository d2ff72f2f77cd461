package io.github.swfsdk.api.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.swfsdk.api.workflow.Outbox;
import io.github.swfsdk.api.workflow.OutboxListener;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Records what goes wrong in an outbox, for a test to look at when it ends: what a listener throws fails no test. Needs
 * AssertJ. Thread-safe.
 */
public final class OutboxFailures implements OutboxListener {
    private final List<String> postponed = new CopyOnWriteArrayList<>();
    private final List<String> lasting = new CopyOnWriteArrayList<>();

    /** Listens to one outbox. */
    public OutboxFailures() {}

    /** Fails if an entry was given up, or the outbox itself has failed; deliveries may have come late. */
    public void assertNothingWasGivenUp() {
        assertThat(lasting).isEmpty();
    }

    /** Fails if a delivery has failed even once. */
    public void assertNothingFailed() {
        assertThat(postponed).isEmpty();
        assertThat(lasting).isEmpty();
    }

    @Override
    public void postponed(Outbox.Entry entry, Instant next, String reason, Optional<Throwable> cause) {
        postponed.add(reason);
    }

    @Override
    public void parked(Outbox.Entry entry, String reason, Optional<Throwable> cause) {
        lasting.add(reason);
    }

    @Override
    public void outboxFailed(RuntimeException failure) {
        lasting.add(failure.toString());
    }
}
