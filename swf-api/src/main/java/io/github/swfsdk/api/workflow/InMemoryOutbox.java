package io.github.swfsdk.api.workflow;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/**
 * The outbox of an {@link InMemoryWorkflowStore}. Entries of one ordering key and destination form a lane, whose head alone
 * is ready, waiting for its time, or parked. Thread-safe.
 */
final class InMemoryOutbox implements Outbox {
    private record Lane(String orderingKey, String destination) {
        static Lane of(FollowUp followUp) {
            return new Lane(followUp.orderingKey(), followUp.destination());
        }
    }

    private static final class Slot {
        final long id;
        final FollowUp followUp;
        Instant due = Instant.MIN;
        int attempts;
        String lastFailure = "";
        boolean parked;

        Slot(long id, FollowUp followUp) {
            this.id = id;
            this.followUp = followUp;
        }

        Lane lane() {
            return Lane.of(followUp);
        }

        Entry entry() {
            return new Entry(id, followUp, attempts, lastFailure);
        }
    }

    private static final Comparator<Slot> BY_AGE = Comparator.comparingLong(slot -> slot.id);
    private static final Comparator<Slot> BY_DUE =
            Comparator.<Slot, Instant>comparing(slot -> slot.due).thenComparing(BY_AGE);

    private final Object lock = new Object();
    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();

    @GuardedBy("lock")
    private final Map<Long, Slot> slots = new HashMap<>();

    @GuardedBy("lock")
    private final Map<Lane, Deque<Slot>> lanes = new HashMap<>();

    @GuardedBy("lock")
    private final Map<String, Set<Slot>> byKey = new HashMap<>();

    /** The heads that may be handed out, by destination. */
    @GuardedBy("lock")
    private final Map<String, NavigableSet<Slot>> ready = new HashMap<>();

    /** The heads that are handed out or postponed. */
    @GuardedBy("lock")
    private final NavigableSet<Slot> waiting = new TreeSet<>(BY_DUE);

    @GuardedBy("lock")
    private final NavigableSet<Slot> parked = new TreeSet<>(BY_AGE);

    @GuardedBy("lock")
    private long lastId;

    @GuardedBy("lock")
    private boolean closed;

    @Override
    public void add(FollowUp followUp) {
        append(List.of(followUp));
        tellListeners();
    }

    @Override
    public Optional<FollowUp> addUnlessOwed(FollowUp followUp) {
        synchronized (lock) {
            Optional<FollowUp> owed = byKey.getOrDefault(followUp.orderingKey(), Set.of()).stream()
                    .map(slot -> slot.followUp)
                    .filter(other -> other.kind() == followUp.kind())
                    .findFirst();
            if (owed.isPresent()) {
                return owed;
            }
            append(List.of(followUp));
        }
        tellListeners();
        return Optional.empty();
    }

    /** Adds entries without telling the listeners. */
    void append(List<FollowUp> followUps) {
        synchronized (lock) {
            requireOpen();
            for (FollowUp followUp : followUps) {
                Slot slot = new Slot(++lastId, followUp);
                slots.put(slot.id, slot);
                byKey.computeIfAbsent(followUp.orderingKey(), key -> new LinkedHashSet<>())
                        .add(slot);
                Deque<Slot> lane = lanes.computeIfAbsent(slot.lane(), key -> new ArrayDeque<>());
                lane.add(slot);
                if (lane.size() == 1) {
                    makeReady(slot);
                }
            }
        }
    }

    @Override
    public List<Entry> claim(Instant now, Instant until, int limit, Set<String> exceptFor) {
        synchronized (lock) {
            requireOpen();
            while (!waiting.isEmpty() && !waiting.first().due.isAfter(now)) {
                makeReady(Objects.requireNonNull(waiting.pollFirst()));
            }
            List<Entry> claimed = new ArrayList<>();
            Optional<Slot> next = oldestReady(exceptFor);
            while (next.isPresent() && claimed.size() < limit) {
                waitUntil(next.get(), until);
                claimed.add(next.get().entry());
                next = oldestReady(exceptFor);
            }
            return claimed;
        }
    }

    @Override
    public void delivered(long id) {
        synchronized (lock) {
            requireOpen();
            Slot slot = slots.remove(id);
            if (slot == null) {
                return;
            }
            withdraw(slot);
            dropFrom(byKey, slot.followUp.orderingKey(), slot);
            Lane lane = slot.lane();
            Deque<Slot> queue = Objects.requireNonNull(lanes.get(lane));
            boolean wasHead = queue.peek() == slot;
            queue.remove(slot);
            if (queue.isEmpty()) {
                lanes.remove(lane);
            } else if (wasHead) {
                makeReady(queue.element());
            }
        }
    }

    /** What is owed under this id, parked or not. */
    Optional<FollowUp> owed(long id) {
        synchronized (lock) {
            return Optional.ofNullable(slots.get(id)).map(slot -> slot.followUp);
        }
    }

    boolean isParked(long id) {
        synchronized (lock) {
            Slot slot = slots.get(id);
            return slot != null && slot.parked;
        }
    }

    @Override
    public void postponed(long id, Instant next, String reason) {
        change(id, slot -> {
            slot.attempts++;
            slot.lastFailure = reason;
            waitUntil(slot, next);
        });
    }

    @Override
    public void parked(long id, String reason) {
        change(id, slot -> {
            withdraw(slot);
            slot.attempts++;
            slot.lastFailure = reason;
            slot.parked = true;
            keepParked(slot);
        });
    }

    @Override
    public List<Entry> parked(int limit) {
        synchronized (lock) {
            requireOpen();
            return parked.stream().limit(limit).map(Slot::entry).toList();
        }
    }

    @Override
    public void resume(long id) {
        if (unpark(id)) {
            tellListeners();
        }
    }

    /** Resumes without telling the listeners; false if it is not parked. */
    boolean unpark(long id) {
        synchronized (lock) {
            requireOpen();
            Slot slot = slots.get(id);
            if (slot == null || !slot.parked) {
                return false;
            }
            withdraw(slot);
            slot.parked = false;
            slot.attempts = 0;
            slot.lastFailure = "";
            makeReady(slot);
            return true;
        }
    }

    @Override
    public void drop(long id) {
        if (giveUp(id)) {
            tellListeners();
        }
    }

    /** Drops without telling the listeners; false if it is not parked. */
    boolean giveUp(long id) {
        synchronized (lock) {
            requireOpen();
            if (!isParked(id)) {
                return false;
            }
            delivered(id);
            return true;
        }
    }

    @Override
    public void retryNow() {
        synchronized (lock) {
            requireOpen();
            while (!waiting.isEmpty()) {
                makeReady(Objects.requireNonNull(waiting.pollFirst()));
            }
        }
        tellListeners();
    }

    @Override
    public boolean owes(String orderingKey) {
        synchronized (lock) {
            return byKey.containsKey(orderingKey);
        }
    }

    @Override
    public long size() {
        synchronized (lock) {
            requireOpen();
            return slots.size();
        }
    }

    @Override
    public void addListener(Runnable listener) {
        listeners.add(Objects.requireNonNull(listener, "listener"));
    }

    @Override
    public void removeListener(Runnable listener) {
        listeners.remove(listener);
    }

    /** To be called outside any lock. */
    void tellListeners() {
        listeners.forEach(Runnable::run);
    }

    void close() {
        synchronized (lock) {
            closed = true;
        }
    }

    /** Changes the head of a lane that is not parked; anything else was settled by somebody faster. */
    private void change(long id, Consumer<Slot> action) {
        synchronized (lock) {
            requireOpen();
            Slot slot = slots.get(id);
            if (slot != null
                    && !slot.parked
                    && Objects.requireNonNull(lanes.get(slot.lane())).peek() == slot) {
                action.accept(slot);
            }
        }
    }

    @GuardedBy("lock")
    private Optional<Slot> oldestReady(Set<String> exceptFor) {
        return ready.entrySet().stream()
                .filter(destination -> !exceptFor.contains(destination.getKey()))
                .map(destination -> destination.getValue().first())
                .min(BY_AGE);
    }

    @GuardedBy("lock")
    private void makeReady(Slot slot) {
        ready.computeIfAbsent(slot.followUp.destination(), key -> new TreeSet<>(BY_AGE))
                .add(slot);
    }

    private void waitUntil(Slot slot, Instant due) {
        synchronized (lock) {
            withdraw(slot);
            slot.due = due;
            waiting.add(slot);
        }
    }

    private void keepParked(Slot slot) {
        synchronized (lock) {
            parked.add(slot);
        }
    }

    /** Takes the slot out of wherever a head can be. */
    private void withdraw(Slot slot) {
        synchronized (lock) {
            dropFrom(ready, slot.followUp.destination(), slot);
            waiting.remove(slot);
            parked.remove(slot);
        }
    }

    private static <S extends Set<Slot>> void dropFrom(Map<String, S> sets, String key, Slot slot) {
        sets.computeIfPresent(key, (k, set) -> {
            set.remove(slot);
            return set.isEmpty() ? null : set;
        });
    }

    @GuardedBy("lock")
    private void requireOpen() {
        if (closed) {
            throw new IllegalStateException("the outbox is closed");
        }
    }
}
