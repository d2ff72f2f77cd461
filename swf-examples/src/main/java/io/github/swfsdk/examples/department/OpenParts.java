package io.github.swfsdk.examples.department;

import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/** What has been opened, to be closed in reverse order, once. Thread-safe. */
final class OpenParts {
    private final Deque<AutoCloseable> parts = new ArrayDeque<>();

    synchronized <T extends AutoCloseable> T open(T part) {
        parts.push(part);
        return part;
    }

    /** Closes everything, also when something fails to close; the first failure is thrown with the others added. */
    void close() {
        IllegalStateException failure = new IllegalStateException("not everything could be closed");
        closeAfter(failure);
        if (failure.getSuppressed().length > 0) {
            throw failure;
        }
    }

    /** Closes everything because of a failure, to which failures to close are added. */
    void closeAfter(Exception failure) {
        for (AutoCloseable part = next(); part != null; part = next()) {
            try {
                part.close();
            } catch (Exception e) {
                failure.addSuppressed(e);
            }
        }
    }

    private synchronized @Nullable AutoCloseable next() {
        return parts.poll();
    }
}
