package io.github.swfsdk.api.storage;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.github.swfsdk.api.dataset.Uid;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Withheld instances in the memory of this process. Thread-safe; does not block. */
public final class InMemoryWithheldInstances implements WithheldInstances {
    private final Object lock = new Object();

    @GuardedBy("lock")
    private final Map<Uid, Set<Uid>> instancesOf = new HashMap<>();

    @GuardedBy("lock")
    private final Map<Uid, Set<Uid>> stepsOf = new HashMap<>();

    /** Creates a list of nothing. */
    public InMemoryWithheldInstances() {}

    @Override
    public void withhold(Uid performedStepUid, Collection<Uid> sopInstanceUids) {
        synchronized (lock) {
            instancesOf
                    .computeIfAbsent(performedStepUid, uid -> new HashSet<>())
                    .addAll(sopInstanceUids);
            for (Uid instance : sopInstanceUids) {
                stepsOf.computeIfAbsent(instance, uid -> new HashSet<>()).add(performedStepUid);
            }
        }
    }

    @Override
    public boolean withholdLate(Uid performedStepUid, Uid sopInstanceUid) {
        synchronized (lock) {
            boolean withheld = instancesOf.containsKey(performedStepUid);
            if (withheld) {
                withhold(performedStepUid, List.of(sopInstanceUid));
            }
            return withheld;
        }
    }

    @Override
    public boolean isStepWithheld(Uid performedStepUid) {
        synchronized (lock) {
            return instancesOf.containsKey(performedStepUid);
        }
    }

    @Override
    public boolean isWithheld(Uid sopInstanceUid) {
        synchronized (lock) {
            return stepsOf.containsKey(sopInstanceUid);
        }
    }

    @Override
    public boolean release(Uid performedStepUid) {
        synchronized (lock) {
            Set<Uid> instances = instancesOf.remove(performedStepUid);
            if (instances == null) {
                return false;
            }
            for (Uid instance : instances) {
                stepsOf.computeIfPresent(instance, (uid, steps) -> {
                    steps.remove(performedStepUid);
                    return steps.isEmpty() ? null : steps;
                });
            }
            return true;
        }
    }
}
