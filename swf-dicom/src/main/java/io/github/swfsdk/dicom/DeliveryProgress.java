package io.github.swfsdk.dicom;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.github.swfsdk.api.dataset.Uid;
import io.github.swfsdk.api.workflow.Outbox;
import io.github.swfsdk.api.workflow.OutboxListener;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells when everything about a performed step is delivered, and passes on what becomes of it. Thread-safe. */
final class DeliveryProgress implements OutboxListener {
    private static final Logger LOG = LoggerFactory.getLogger(DeliveryProgress.class);

    private final Outbox outbox;
    private final ModalityListener listener;
    private final Object lock = new Object();

    @GuardedBy("lock")
    private long deliveries;

    DeliveryProgress(Outbox outbox, ModalityListener listener) {
        this.outbox = outbox;
        this.listener = listener;
    }

    boolean await(Uid performedStep, Duration timeout) throws InterruptedException {
        long end = System.nanoTime() + timeout.toNanos();
        long seen = deliveries();
        while (outbox.owes(performedStep.value())) {
            if (!awaitDelivery(seen, end)) {
                return false;
            }
            seen = deliveries();
        }
        return true;
    }

    private long deliveries() {
        synchronized (lock) {
            return deliveries;
        }
    }

    /** Waits for a delivery after those that were seen; false if the time is over first. */
    private boolean awaitDelivery(long seen, long end) throws InterruptedException {
        synchronized (lock) {
            while (deliveries == seen) {
                long left = end - System.nanoTime();
                if (left <= 0) {
                    return false;
                }
                TimeUnit.NANOSECONDS.timedWait(lock, left);
            }
            return true;
        }
    }

    @Override
    public void delivered(Outbox.Entry entry) {
        listener.delivered(stepOf(entry), entry.followUp().kind());
        synchronized (lock) {
            deliveries++;
            lock.notifyAll();
        }
    }

    @Override
    public void postponed(Outbox.Entry entry, Instant next, String reason, Optional<Throwable> cause) {
        LOG.info("{} for {} is tried again at {}: {}", entry.followUp().kind(), stepOf(entry), next, reason);
        cause.ifPresent(thrown -> LOG.debug("the delivery failed", thrown));
        listener.postponed(stepOf(entry), entry.followUp().kind(), next, reason);
    }

    @Override
    public void parked(Outbox.Entry entry, String reason, Optional<Throwable> cause) {
        LOG.warn("{} for {} is given up: {}", entry.followUp().kind(), stepOf(entry), reason);
        cause.ifPresent(thrown -> LOG.debug("the delivery failed", thrown));
        listener.parked(stepOf(entry), entry.followUp().kind(), reason);
    }

    @Override
    public void outboxFailed(RuntimeException failure) {
        LOG.error("the spool failed", failure);
    }

    private static Uid stepOf(Outbox.Entry entry) {
        return Uid.of(entry.followUp().orderingKey());
    }
}
