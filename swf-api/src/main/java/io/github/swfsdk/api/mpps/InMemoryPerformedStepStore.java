package io.github.swfsdk.api.mpps;

import io.github.swfsdk.api.dataset.Uid;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * Keeps performed steps in memory, for tests, demonstrations and tools: they are gone when the process ends, and none is ever
 * forgotten before. Thread-safe; does not block.
 */
public final class InMemoryPerformedStepStore implements PerformedStepStore {
    private final ConcurrentMap<Uid, PerformedStep> steps = new ConcurrentHashMap<>();

    /** Creates a store without steps. */
    public InMemoryPerformedStepStore() {}

    @Override
    public Optional<PerformedStep> find(Uid sopInstanceUid) {
        return Optional.ofNullable(steps.get(sopInstanceUid));
    }

    @Override
    public boolean create(PerformedStep step) {
        return steps.putIfAbsent(step.sopInstanceUid(), step) == null;
    }

    @Override
    public boolean replace(PerformedStep seen, PerformedStep next) {
        if (!seen.sopInstanceUid().equals(next.sopInstanceUid())) {
            throw new IllegalArgumentException("a step is replaced by a state of itself, but was given another step");
        }
        return steps.replace(seen.sopInstanceUid(), seen, next);
    }
}
