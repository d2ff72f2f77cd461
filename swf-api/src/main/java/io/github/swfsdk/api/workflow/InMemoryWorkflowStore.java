package io.github.swfsdk.api.workflow;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.github.swfsdk.api.dataset.Uid;
import io.github.swfsdk.api.mpps.PerformedStep;
import io.github.swfsdk.api.storage.InMemoryWithheldInstances;
import io.github.swfsdk.api.storage.WithheldInstances;
import io.github.swfsdk.api.workflow.OrderTable.Lookup;
import io.github.swfsdk.api.worklist.StepReference;
import io.github.swfsdk.api.worklist.WorklistQuery;
import io.github.swfsdk.api.worklist.WorklistSink;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;

/**
 * Keeps everything in the memory of this process, for tests, demonstrations and sites that need no restart: nothing outlives
 * it, and nothing is ever forgotten, so it grows with each order. Thread-safe.
 *
 * <p>Transactions are optimistic: work runs without a lock, and commits if everything that it has read still holds. Lookups
 * cost the same with a thousand orders as with a million.
 */
public final class InMemoryWorkflowStore implements WorkflowStore {
    private static final int MAX_TRIES = 100;
    private static final int TRIES_AT_ONCE = 4;
    private static final long BACK_OFF_NANOS = 50_000;

    private final State state = new State();
    private final ThreadLocal<Boolean> working = ThreadLocal.withInitial(() -> false);
    private volatile boolean closed;

    /** Creates an empty store. */
    public InMemoryWorkflowStore() {}

    @Override
    public <T> T transact(Function<WorkflowTransaction, T> work) {
        Objects.requireNonNull(work, "work");
        if (working.get()) {
            throw new IllegalStateException("a transaction cannot run within another");
        }
        working.set(true);
        try {
            return untilCommitted(work);
        } finally {
            working.remove();
        }
    }

    private <T> T untilCommitted(Function<WorkflowTransaction, T> work) {
        for (int tries = 1; tries <= MAX_TRIES; tries++) {
            requireOpen();
            InMemoryTransaction transaction = new InMemoryTransaction(state);
            try {
                T result = work.apply(transaction);
                if (state.commit(transaction)) {
                    tellOf(transaction);
                    return result;
                }
            } catch (RuntimeException | Error e) {
                if (state.holds(transaction)) {
                    throw e;
                }
            } finally {
                transaction.end();
            }
            backOff(tries);
        }
        throw new WorkflowConflictException("other transactions came first " + MAX_TRIES + " times");
    }

    private void tellOf(InMemoryTransaction committed) {
        if (committed.owesSomething()) {
            state.outbox.tellListeners();
        }
    }

    /** Lets the others pass: the more often they came first, the longer, at random so that two do not collide again. */
    private static void backOff(int tries) {
        if (tries >= TRIES_AT_ONCE) {
            LockSupport.parkNanos(ThreadLocalRandom.current().nextLong(tries * BACK_OFF_NANOS));
        }
    }

    @Override
    public Optional<PerformedStep> findPerformedStep(Uid sopInstanceUid) {
        requireOpen();
        return state.performedStep(sopInstanceUid);
    }

    @Override
    public void find(WorklistQuery query, WorklistSink sink) {
        requireOpen();
        for (OrderRecord order : candidates(query)) {
            for (StepRecord step : order.steps()) {
                if (step.isOpen() && !sink.offer(step.worklistItem())) {
                    return;
                }
            }
        }
    }

    private Collection<OrderRecord> candidates(WorklistQuery query) {
        Optional<Lookup> narrowing = OrderTable.narrowing(query);
        return narrowing.isPresent() ? state.orders(narrowing.get()) : state.openOrders();
    }

    @Override
    public Outbox outbox() {
        requireOpen();
        return state.outbox;
    }

    @Override
    public WithheldInstances withheld() {
        requireOpen();
        return state.withheld;
    }

    @Override
    public void close() {
        closed = true;
        state.outbox.close();
    }

    private void requireOpen() {
        if (closed) {
            throw new IllegalStateException("the workflow store is closed");
        }
    }

    /** What is committed, and the lock that guards it. */
    static final class State {
        private final Object lock = new Object();

        @GuardedBy("lock")
        private final OrderTable orders = new OrderTable();

        @GuardedBy("lock")
        private final PerformedStepTable steps = new PerformedStepTable();

        @GuardedBy("lock")
        private final Map<String, List<TimelineEntry>> timelines = new HashMap<>();

        private final InMemoryWithheldInstances withheld = new InMemoryWithheldInstances();
        private final InMemoryOutbox outbox = new InMemoryOutbox();

        List<OrderRecord> orders(Lookup lookup) {
            synchronized (lock) {
                return orders.find(lookup);
            }
        }

        long sequenceOf(String orderId) {
            synchronized (lock) {
                return orders.sequenceOf(orderId);
            }
        }

        Optional<PerformedStep> performedStep(Uid sopInstanceUid) {
            synchronized (lock) {
                return steps.find(sopInstanceUid);
            }
        }

        /** What a lookup in the performed steps finds. */
        <T> T performedSteps(Function<PerformedStepTable, T> lookup) {
            synchronized (lock) {
                return lookup.apply(steps);
            }
        }

        Collection<OrderRecord> openOrders() {
            synchronized (lock) {
                return orders.open();
            }
        }

        boolean holds(InMemoryTransaction transaction) {
            synchronized (lock) {
                return transaction.stillHolds();
            }
        }

        boolean commit(InMemoryTransaction transaction) {
            synchronized (lock) {
                boolean holds = transaction.stillHolds();
                if (holds) {
                    transaction.apply();
                }
                return holds;
            }
        }

        void put(OrderRecord order) {
            synchronized (lock) {
                orders.put(order);
            }
        }

        void put(PerformedStep step) {
            synchronized (lock) {
                steps.put(step);
            }
        }

        void link(Uid performedStepUid, StepReference scheduled) {
            synchronized (lock) {
                steps.link(performedStepUid, scheduled);
            }
        }

        void unlink(Uid performedStepUid) {
            synchronized (lock) {
                steps.unlink(performedStepUid);
            }
        }

        void note(String orderId, TimelineEntry entry) {
            synchronized (lock) {
                timelines.computeIfAbsent(orderId, id -> new ArrayList<>()).add(entry);
            }
        }

        List<TimelineEntry> timeline(String orderId) {
            synchronized (lock) {
                return List.copyOf(timelines.getOrDefault(orderId, List.of()));
            }
        }

        void withhold(Uid performedStepUid, Collection<Uid> sopInstanceUids) {
            withheld.withhold(performedStepUid, sopInstanceUids);
        }

        void release(Uid performedStepUid) {
            withheld.release(performedStepUid);
        }

        boolean isStepWithheld(Uid performedStepUid) {
            return withheld.isStepWithheld(performedStepUid);
        }

        InMemoryOutbox outbox() {
            return outbox;
        }
    }
}
