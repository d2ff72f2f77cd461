package io.github.swfsdk.examples.department;

import io.github.swfsdk.api.workflow.Outbox;
import io.github.swfsdk.api.workflow.OutboxListener;
import java.time.Instant;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells in the log what could not be delivered: the first failure of each entry, and what was given up. */
final class DeliveryLog implements OutboxListener {
    private static final Logger LOG = LoggerFactory.getLogger(DeliveryLog.class);

    @Override
    public void postponed(Outbox.Entry entry, Instant next, String reason, Optional<Throwable> cause) {
        if (entry.attempts() == 0) {
            LOG.warn(
                    "{} to {} is tried again from {} on: {}",
                    entry.followUp().kind(),
                    entry.followUp().destination(),
                    next,
                    reason);
        }
    }

    @Override
    public void parked(Outbox.Entry entry, String reason, Optional<Throwable> cause) {
        LOG.error(
                "{} to {} is given up: {}",
                entry.followUp().kind(),
                entry.followUp().destination(),
                reason);
    }

    static void overdue(int count) {
        LOG.warn("{} performed steps were discontinued, as they were in progress for too long", count);
    }

    static void overdueFailed(RuntimeException failure) {
        LOG.error("overdue performed steps cannot be looked for", failure);
    }

    @Override
    public void outboxFailed(RuntimeException failure) {
        LOG.error("the outbox cannot be read", failure);
    }
}
