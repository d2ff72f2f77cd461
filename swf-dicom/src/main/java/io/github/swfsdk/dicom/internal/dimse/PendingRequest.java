package io.github.swfsdk.dicom.internal.dimse;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.github.swfsdk.dicom.internal.transport.DeadlineException;
import io.github.swfsdk.dicom.net.AssociationException;
import io.github.swfsdk.dicom.net.AssociationOptions;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One request of this side between its sending and its final response. The thread that reads delivers, one other thread takes;
 * the reader waits when the taker is too far behind. The lock guards the queue.
 */
final class PendingRequest {
    /**
     * A response.
     *
     * @param dataSet as it came; null if none followed
     */
    record Received(
            AgreedContext context,
            CommandSet command,
            @Nullable CollectedDataSet dataSet) {
        int held() {
            return dataSet == null ? 0 : dataSet.held();
        }
    }

    private static final int MAX_WAITING = 256;

    private final Object lock = new Object();
    private final int messageId;
    private final AssociationOptions options;

    @GuardedBy("lock")
    private final ArrayDeque<Received> responses = new ArrayDeque<>();

    @GuardedBy("lock")
    private long held;

    @GuardedBy("lock")
    private @Nullable AssociationException failure;

    PendingRequest(int messageId, AssociationOptions options) {
        this.messageId = messageId;
        this.options = options;
    }

    int messageId() {
        return messageId;
    }

    /** Hands a response over. The thread that reads. */
    void deliver(Received response) throws IOException {
        long deadline = System.nanoTime() + options.handler().toNanos();
        synchronized (lock) {
            while (isFull(response) && failure == null) {
                if (!awaitRoom(deadline)) {
                    throw new DeadlineException("handler", options.handler());
                }
            }
            responses.add(response);
            held += response.held();
            lock.notifyAll();
        }
    }

    @GuardedBy("lock")
    private boolean isFull(Received next) {
        return responses.size() >= MAX_WAITING
                || !responses.isEmpty() && held + next.held() > options.maxDataSetInMemory();
    }

    @GuardedBy("lock")
    private boolean awaitRoom(long deadline) throws InterruptedIOException {
        try {
            return await(deadline);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while delivering a response");
        }
    }

    /** The next response; empty when none comes within the limit. */
    Optional<Received> take(Duration limit) throws InterruptedException {
        long deadline = System.nanoTime() + limit.toNanos();
        synchronized (lock) {
            while (responses.isEmpty()) {
                if (failure != null) {
                    throw failure;
                }
                if (!await(deadline)) {
                    return Optional.empty();
                }
            }
            Received response = responses.remove();
            held -= response.held();
            lock.notifyAll();
            return Optional.of(response);
        }
    }

    /** No further response comes. Any thread. */
    void fail(AssociationException cause) {
        synchronized (lock) {
            failure = cause;
            lock.notifyAll();
        }
    }

    @GuardedBy("lock")
    private boolean await(long deadline) throws InterruptedException {
        long left = deadline - System.nanoTime();
        if (left <= 0) {
            return false;
        }
        TimeUnit.NANOSECONDS.timedWait(lock, left);
        return true;
    }
}
