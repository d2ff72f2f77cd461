package io.github.swfsdk.dicom.internal.dimse;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.github.swfsdk.dicom.internal.pdu.AssociateReject;
import io.github.swfsdk.dicom.net.PeerLimits;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongSupplier;

/** What each calling AE title takes of a server. Thread-safe; the lock guards the counts. */
final class PeerQuotas {
    /** Titles that are remembered before those without associations are forgotten. */
    private static final int REMEMBERED = 1024;

    /** After that long without anything, all rates have their full allowance again. */
    private static final long RECOVERY_NANOS = TimeUnit.SECONDS.toNanos(1);

    /** What one title takes. */
    final class Quota {
        private final RateLimit associations = new RateLimit(clock);
        private final RateLimit operations = new RateLimit(clock);
        private final int operationsPerSecond;

        private int live; // under the lock of the quotas
        private long leftAt = clock.getAsLong(); // under the lock of the quotas

        private Quota(PeerLimits limits) {
            operationsPerSecond = limits.operationsPerSecond();
        }

        /** Whether one more operation is within the rate; then it is counted. */
        boolean takeOperation() {
            return operations.take(operationsPerSecond);
        }

        /** An association that was let in is over. */
        void leave() {
            synchronized (lock) {
                live--;
                leftAt = clock.getAsLong();
            }
        }

        private boolean isForgettable(long now) {
            return live == 0 && now - leftAt > RECOVERY_NANOS;
        }
    }

    private final Object lock = new Object();
    private final LongSupplier clock;

    @GuardedBy("lock")
    private final Map<String, Quota> quotas = new HashMap<>();

    /** @param clock nanoseconds of a monotonic clock */
    PeerQuotas(LongSupplier clock) {
        this.clock = clock;
    }

    /**
     * Lets one more association in, or says why not.
     *
     * @param entered gets the quota of who is let in, and {@linkplain Quota#leave() leaves} it later
     */
    Optional<AssociateReject> enter(String aeTitle, PeerLimits limits, Consumer<Quota> entered) {
        Quota quota;
        synchronized (lock) {
            forgetOthers();
            quota = quotas.computeIfAbsent(aeTitle, title -> new Quota(limits));
            if (quota.live >= limits.maxAssociations()) {
                return Optional.of(AssociateReject.LOCAL_LIMIT_EXCEEDED);
            }
            if (!quota.associations.take(limits.associationsPerSecond())) {
                return Optional.of(AssociateReject.TEMPORARY_CONGESTION);
            }
            quota.live++;
        }
        entered.accept(quota);
        return Optional.empty();
    }

    @GuardedBy("lock")
    private void forgetOthers() {
        if (quotas.size() >= REMEMBERED) {
            long now = clock.getAsLong();
            quotas.values().removeIf(quota -> quota.isForgettable(now));
        }
    }
}
