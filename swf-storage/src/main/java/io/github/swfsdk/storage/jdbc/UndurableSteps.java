package io.github.swfsdk.storage.jdbc;

import io.github.swfsdk.api.dataset.Uid;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The performed steps that transactions of this process have changed and that may be visible before they are durable: with
 * H2 a commit is synced after it. Thread-safe.
 */
final class UndurableSteps {
    private final Map<Uid, Integer> changing = new ConcurrentHashMap<>();

    /** Starts the marks of one transaction; close them when it is over. */
    Marks mark() {
        return new Marks();
    }

    /** Whether what was read of this step before the call may be lost with the power. */
    boolean contains(Uid step) {
        return changing.containsKey(step);
    }

    /** The steps of one transaction, all its tries included. For one thread. */
    final class Marks implements AutoCloseable {
        private final Set<Uid> steps = new HashSet<>();

        /** To be called before the change can be seen. */
        void add(Uid step) {
            if (steps.add(step)) {
                changing.merge(step, 1, Integer::sum);
            }
        }

        @Override
        public void close() {
            steps.forEach(step -> changing.computeIfPresent(step, (uid, count) -> count == 1 ? null : count - 1));
        }
    }
}
