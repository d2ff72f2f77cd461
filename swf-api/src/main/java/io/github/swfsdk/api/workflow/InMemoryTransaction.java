package io.github.swfsdk.api.workflow;

import io.github.swfsdk.api.dataset.Uid;
import io.github.swfsdk.api.mpps.PerformedStep;
import io.github.swfsdk.api.mpps.PerformedStepStatus;
import io.github.swfsdk.api.order.OrderKey;
import io.github.swfsdk.api.patient.PatientId;
import io.github.swfsdk.api.workflow.InMemoryWorkflowStore.State;
import io.github.swfsdk.api.workflow.OrderTable.Lookup;
import io.github.swfsdk.api.worklist.ScheduledStep;
import io.github.swfsdk.api.worklist.StepReference;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * One try of one transaction: it notes what it reads and keeps what it writes, until the store finds that everything read
 * still holds and takes the writes over. For one thread.
 */
final class InMemoryTransaction implements WorkflowTransaction {
    private record OrderRead(Lookup lookup, List<OrderRecord> seen) {}

    /** A lookup in the performed steps, and what it found. */
    private record StepRead(Function<PerformedStepTable, ?> lookup, Object seen) {}

    private record Note(String orderId, TimelineEntry entry) {}

    /** What may become of an outbox entry. */
    private enum Fate {
        DELIVERED,
        PARKED,
        RESUMED,
        DROPPED
    }

    /** What becomes of an outbox entry, if it was found, and why. */
    private record Settlement(long entryId, Fate fate, String reason, Optional<FollowUp> seen) {
        Optional<FollowUp> look(InMemoryOutbox outbox) {
            Optional<FollowUp> owed = outbox.owed(entryId);
            return switch (fate) {
                case DELIVERED -> owed;
                case PARKED -> owed.filter(followUp -> !outbox.isParked(entryId));
                case RESUMED, DROPPED -> owed.filter(followUp -> outbox.isParked(entryId));
            };
        }

        void apply(InMemoryOutbox outbox) {
            switch (fate) {
                case DELIVERED -> outbox.delivered(entryId);
                case PARKED -> outbox.parked(entryId, reason);
                case RESUMED -> outbox.unpark(entryId);
                case DROPPED -> outbox.giveUp(entryId);
            }
        }

        boolean makesDue() {
            return (fate == Fate.RESUMED || fate == Fate.DROPPED) && seen.isPresent();
        }
    }

    private record Link(Uid performedStep, StepReference scheduled) {}

    private final State state;
    private final Thread owner = Thread.currentThread();
    private final List<OrderRead> orderReads = new ArrayList<>();
    private final Map<Uid, Optional<PerformedStep>> stepReads = new LinkedHashMap<>();
    private final List<StepRead> stepLookups = new ArrayList<>();
    private final Map<String, OrderRecord> orders = new LinkedHashMap<>();
    private final Map<Uid, PerformedStep> steps = new LinkedHashMap<>();
    private final List<Link> links = new ArrayList<>();
    private final Set<Uid> unlinked = new LinkedHashSet<>();
    private final Map<Uid, Collection<Uid>> withheld = new LinkedHashMap<>();
    private final Map<Uid, Boolean> released = new LinkedHashMap<>();
    private final List<Settlement> settlements = new ArrayList<>();
    private final List<Note> notes = new ArrayList<>();
    private final List<FollowUp> owed = new ArrayList<>();
    private boolean stale;
    private boolean ended;

    InMemoryTransaction(State state) {
        this.state = state;
    }

    @Override
    public Optional<OrderRecord> findOrder(OrderKey key) {
        return find(Lookup.byKey(key)).findFirst();
    }

    @Override
    public Optional<OrderRecord> findOrderOf(StepReference reference) {
        return find(Lookup.byStep(reference)).findFirst();
    }

    @Override
    public List<OrderRecord> findOrdersOf(PatientId patient) {
        return find(Lookup.byPatient(patient)).toList();
    }

    @Override
    public List<OrderRecord> findOrdersOfStudy(Uid studyInstanceUid) {
        return find(Lookup.byStudy(studyInstanceUid)).toList();
    }

    @Override
    public boolean isStudyOfOtherOrder(Uid studyInstanceUid, String orderId) {
        return find(Lookup.byStudy(studyInstanceUid))
                .anyMatch(order -> !order.id().equals(orderId));
    }

    @Override
    public void save(OrderRecord order) {
        long current = find(Lookup.byId(order.id()))
                .findFirst()
                .map(OrderRecord::version)
                .orElse(0L);
        if (order.version() != current) {
            stale = true;
            throw staleOrder();
        }
        orders.put(order.id(), new OrderRecord(order.id(), current + 1, order.steps()));
    }

    @Override
    public Optional<PerformedStep> findPerformedStep(Uid sopInstanceUid) {
        requireRunning();
        PerformedStep written = steps.get(sopInstanceUid);
        return written != null ? Optional.of(written) : stepReads.computeIfAbsent(sopInstanceUid, state::performedStep);
    }

    @Override
    public void save(PerformedStep step) {
        requireRunning();
        steps.put(step.sopInstanceUid(), step);
    }

    @Override
    public List<PerformedStep> findPerformedStepsFor(ScheduledStep scheduled) {
        Map<Uid, PerformedStep> found = new LinkedHashMap<>();
        lookUp(table -> table.findFor(scheduled)).stream()
                .filter(step -> !unlinked.contains(step.sopInstanceUid()) || names(step, scheduled))
                .forEach(step -> found.put(step.sopInstanceUid(), step));
        for (PerformedStep step : steps.values()) {
            if (names(step, scheduled) || found.containsKey(step.sopInstanceUid())) {
                found.put(step.sopInstanceUid(), step);
            }
        }
        links.stream()
                .filter(link -> link.scheduled().matches(scheduled))
                .flatMap(link -> findPerformedStep(link.performedStep()).stream())
                .forEach(step -> found.put(step.sopInstanceUid(), step));
        return List.copyOf(found.values());
    }

    @Override
    public List<PerformedStep> findPerformedStepsOfStudy(Uid studyInstanceUid) {
        Map<Uid, PerformedStep> found = new LinkedHashMap<>();
        lookUp(table -> table.findOfStudy(studyInstanceUid)).forEach(step -> found.put(step.sopInstanceUid(), step));
        steps.values().stream()
                .filter(step -> PerformedStepTable.studies(step).anyMatch(studyInstanceUid.value()::equals))
                .forEach(step -> found.put(step.sopInstanceUid(), step));
        return List.copyOf(found.values());
    }

    @Override
    public List<PerformedStep> findRunningPerformedSteps(LocalDateTime startedBefore, int limit) {
        Map<Uid, PerformedStep> found = new LinkedHashMap<>();
        lookUp(table -> table.findRunning(startedBefore, limit + steps.size()))
                .forEach(step -> found.put(step.sopInstanceUid(), step));
        found.putAll(steps);
        return found.values().stream()
                .filter(step -> step.status() == PerformedStepStatus.IN_PROGRESS)
                .filter(step -> step.start().filter(startedBefore::isAfter).isPresent())
                .sorted(Comparator.comparing(step -> step.start().orElseThrow()))
                .limit(limit)
                .toList();
    }

    @Override
    public List<StepReference> findLinks(Uid performedStepUid) {
        List<StepReference> found = new ArrayList<>(lookUp(table -> table.links(performedStepUid)));
        if (unlinked.contains(performedStepUid)) {
            found.clear();
        }
        links.stream()
                .filter(link -> link.performedStep().equals(performedStepUid))
                .forEach(link -> found.add(link.scheduled()));
        return found;
    }

    @Override
    public void link(Uid performedStepUid, StepReference scheduled) {
        requireRunning();
        links.add(new Link(performedStepUid, scheduled));
    }

    @Override
    public void unlink(Uid performedStepUid) {
        requireRunning();
        unlinked.add(performedStepUid);
        links.removeIf(link -> link.performedStep().equals(performedStepUid));
    }

    @Override
    public void withhold(Uid performedStepUid, Collection<Uid> sopInstanceUids) {
        requireRunning();
        withheld.computeIfAbsent(performedStepUid, uid -> new ArrayList<>()).addAll(sopInstanceUids);
    }

    @Override
    public boolean release(Uid performedStepUid) {
        requireRunning();
        boolean here = withheld.remove(performedStepUid) != null;
        boolean there = !released.containsKey(performedStepUid)
                && released.computeIfAbsent(performedStepUid, state::isStepWithheld);
        return here || there;
    }

    @Override
    public void note(String orderId, TimelineEntry entry) {
        requireRunning();
        notes.add(new Note(orderId, entry));
    }

    @Override
    public List<TimelineEntry> timeline(String orderId) {
        requireRunning();
        List<TimelineEntry> entries = new ArrayList<>(state.timeline(orderId));
        notes.stream().filter(note -> note.orderId().equals(orderId)).forEach(note -> entries.add(note.entry()));
        return entries;
    }

    @Override
    public void owe(FollowUp followUp) {
        requireRunning();
        owed.add(Objects.requireNonNull(followUp, "followUp"));
    }

    @Override
    public Optional<FollowUp> delivered(long entryId) {
        return settle(entryId, Fate.DELIVERED, "");
    }

    @Override
    public Optional<FollowUp> parked(long entryId, String reason) {
        return settle(entryId, Fate.PARKED, reason);
    }

    @Override
    public Optional<FollowUp> resume(long entryId) {
        return settle(entryId, Fate.RESUMED, "");
    }

    @Override
    public Optional<FollowUp> drop(long entryId) {
        return settle(entryId, Fate.DROPPED, "");
    }

    private Optional<FollowUp> settle(long entryId, Fate fate, String reason) {
        requireRunning();
        Optional<FollowUp> seen = new Settlement(entryId, fate, reason, Optional.empty()).look(state.outbox());
        settlements.add(new Settlement(entryId, fate, reason, seen));
        return seen;
    }

    /** Whether everything that was read is still so; to be asked under the lock of the state. */
    boolean stillHolds() {
        return settlements.stream()
                        .allMatch(settlement -> settlement.look(state.outbox()).equals(settlement.seen()))
                && released.entrySet().stream()
                        .allMatch(read -> read.getValue().equals(state.isStepWithheld(read.getKey())))
                && orderReads.stream()
                        .allMatch(read -> state.orders(read.lookup()).equals(read.seen()))
                && stepReads.entrySet().stream()
                        .allMatch(read -> state.performedStep(read.getKey()).equals(read.getValue()))
                && stepLookups.stream()
                        .allMatch(read -> state.performedSteps(read.lookup()).equals(read.seen()));
    }

    /** Hands everything that was written to the state, if all of it may be; to be called under its lock. */
    void apply() {
        if (stale) {
            throw staleOrder();
        }
        orders.values().forEach(state::put);
        steps.values().forEach(state::put);
        unlinked.forEach(state::unlink);
        links.forEach(link -> state.link(link.performedStep(), link.scheduled()));
        released.keySet().forEach(state::release);
        withheld.forEach(state::withhold);
        notes.forEach(note -> state.note(note.orderId(), note.entry()));
        settlements.forEach(settlement -> settlement.apply(state.outbox()));
        state.outbox().append(owed);
    }

    boolean owesSomething() {
        return !owed.isEmpty() || settlements.stream().anyMatch(Settlement::makesDue);
    }

    /** Makes every further use an error. */
    void end() {
        ended = true;
    }

    private <T> T lookUp(Function<PerformedStepTable, T> lookup) {
        requireRunning();
        T seen = state.performedSteps(lookup);
        stepLookups.add(new StepRead(lookup, seen));
        return seen;
    }

    private static boolean names(PerformedStep step, ScheduledStep scheduled) {
        return step.scheduledSteps().stream().anyMatch(reference -> reference.matches(scheduled));
    }

    private Stream<OrderRecord> find(Lookup lookup) {
        requireRunning();
        List<OrderRecord> seen = state.orders(lookup);
        orderReads.add(new OrderRead(lookup, seen));
        if (orders.isEmpty()) {
            return seen.stream();
        }
        Stream<OrderRecord> untouched = seen.stream().filter(order -> !orders.containsKey(order.id()));
        Stream<OrderRecord> written = orders.values().stream().filter(lookup.test());
        return Stream.concat(untouched, written)
                .sorted(Comparator.comparingLong(order -> state.sequenceOf(order.id())));
    }

    private static WorkflowConflictException staleOrder() {
        return new WorkflowConflictException("an order was saved with a version that is not current");
    }

    private void requireRunning() {
        if (ended || Thread.currentThread() != owner) {
            throw new IllegalStateException("a transaction is for its own work and thread only");
        }
    }
}
