package io.github.swfsdk.dicom;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.github.swfsdk.api.dataset.Uid;
import io.github.swfsdk.api.workflow.Outbox;
import io.github.swfsdk.api.workflow.OutboxListener;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Counts what this process owes about each performed step, and passes on what becomes of it. Thread-safe. */
final class DeliveryProgress implements OutboxListener {
    private static final Logger LOG = LoggerFactory.getLogger(DeliveryProgress.class);

    private final ModalityListener listener;
    private final Object lock = new Object();

    @GuardedBy("lock")
    private final Map<String, Integer> owed = new HashMap<>();

    DeliveryProgress(ModalityListener listener) {
        this.listener = listener;
    }

    void owed(String performedStep) {
        synchronized (lock) {
            owed.merge(performedStep, 1, Integer::sum);
        }
    }

    boolean await(Uid performedStep, Duration timeout) throws InterruptedException {
        long end = System.nanoTime() + timeout.toNanos();
        synchronized (lock) {
            while (owed.containsKey(performedStep.value())) {
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
            owed.computeIfPresent(entry.followUp().orderingKey(), (key, count) -> count == 1 ? null : count - 1);
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
