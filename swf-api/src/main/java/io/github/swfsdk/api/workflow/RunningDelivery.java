package io.github.swfsdk.api.workflow;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A delivery that is under way, and may be interrupted while its sender has it, but not before or after. Thread-safe. */
final class RunningDelivery {
    private final Outbox.Entry entry;
    private final Instant deadline;
    private final Object lock = new Object();

    @GuardedBy("lock")
    private @Nullable Thread sending;

    @GuardedBy("lock")
    private boolean interrupted;

    RunningDelivery(Outbox.Entry entry, Instant deadline) {
        this.entry = entry;
        this.deadline = deadline;
    }

    Outbox.Entry entry() {
        return entry;
    }

    Instant deadline() {
        return deadline;
    }

    String destination() {
        return entry.followUp().destination();
    }

    boolean isInterrupted() {
        synchronized (lock) {
            return interrupted;
        }
    }

    /** Runs the sender on this thread. */
    Delivery send(FollowUpSender sender) throws Exception {
        synchronized (lock) {
            if (interrupted) {
                throw new InterruptedException("the time for it had passed before it began");
            }
            sending = Thread.currentThread();
        }
        try {
            return sender.send(entry.followUp());
        } finally {
            synchronized (lock) {
                sending = null;
                if (interrupted) {
                    // meant for the sender, not for what the thread does next
                    Thread.interrupted();
                }
            }
        }
    }

    void interrupt() {
        synchronized (lock) {
            interrupted = true;
            if (sending != null) {
                sending.interrupt();
            }
        }
    }
}
