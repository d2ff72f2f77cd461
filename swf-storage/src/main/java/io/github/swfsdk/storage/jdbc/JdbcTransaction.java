package io.github.swfsdk.storage.jdbc;

import io.github.swfsdk.api.dataset.Uid;
import io.github.swfsdk.api.mpps.PerformedStep;
import io.github.swfsdk.api.order.OrderKey;
import io.github.swfsdk.api.patient.PatientId;
import io.github.swfsdk.api.spi.DataSetCodec;
import io.github.swfsdk.api.workflow.FollowUp;
import io.github.swfsdk.api.workflow.OrderRecord;
import io.github.swfsdk.api.workflow.TimelineEntry;
import io.github.swfsdk.api.workflow.WorkflowTransaction;
import io.github.swfsdk.api.worklist.ScheduledStep;
import io.github.swfsdk.api.worklist.StepReference;
import io.github.swfsdk.storage.internal.schema.UncheckedSqlException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.LocalDateTime;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One try of one transaction, on a connection that holds the lock. For one thread. */
final class JdbcTransaction implements WorkflowTransaction {
    private final Thread owner = Thread.currentThread();
    private final OrderRows orders;
    private final PerformedStepRows steps;
    private final PerformedReferenceRows references;
    private final WithheldRows withheld;
    private final TimelineRows timelines;
    private final OutboxRows outbox;
    private final UndurableSteps.Marks changed;
    private final Set<Uid> absent = new HashSet<>();
    private @Nullable SQLException failure;
    private boolean owesSomething;
    private boolean ended;

    JdbcTransaction(Connection connection, DataSetCodec codec, UndurableSteps.Marks changed) {
        this.changed = changed;
        this.orders = new OrderRows(connection, codec);
        this.steps = new PerformedStepRows(JdbcWorkflowStore.PERFORMED_STEPS, connection, codec);
        this.references = new PerformedReferenceRows(connection);
        this.withheld = new WithheldRows(connection);
        this.timelines = new TimelineRows(connection);
        this.outbox = new OutboxRows(connection, codec);
    }

    @Override
    public Optional<OrderRecord> findOrder(OrderKey key) {
        return run(() -> orders.byKey(key)).stream().findFirst();
    }

    @Override
    public Optional<OrderRecord> findOrderOf(StepReference reference) {
        return run(() -> orders.byStep(reference)).stream().findFirst();
    }

    @Override
    public List<OrderRecord> findOrdersOf(PatientId patient) {
        return run(() -> orders.byPatient(patient));
    }

    @Override
    public List<OrderRecord> findOrdersOfStudy(Uid studyInstanceUid) {
        return run(() -> orders.byStudy(studyInstanceUid));
    }

    @Override
    public boolean isStudyOfOtherOrder(Uid studyInstanceUid, String orderId) {
        return run(() -> orders.isStudyOfOther(studyInstanceUid, orderId));
    }

    @Override
    public void save(OrderRecord order) {
        run(() -> {
            orders.save(order);
            return true;
        });
    }

    @Override
    public Optional<PerformedStep> findPerformedStep(Uid sopInstanceUid) {
        Optional<PerformedStep> found = run(() -> steps.find(sopInstanceUid));
        if (found.isEmpty()) {
            absent.add(sopInstanceUid);
        }
        return found;
    }

    @Override
    public void save(PerformedStep step) {
        changed.add(step.sopInstanceUid());
        run(() -> {
            boolean isNew = absent.remove(step.sopInstanceUid());
            if (isNew) {
                steps.insert(step); // what was looked for under the lock is not there by now
            }
            references.saved(step, isNew || steps.save(step));
            return true;
        });
    }

    @Override
    public List<PerformedStep> findPerformedStepsFor(ScheduledStep scheduled) {
        return run(() -> references.performedFor(scheduled)).stream()
                .map(this::findPerformedStep)
                .flatMap(Optional::stream)
                .toList();
    }

    @Override
    public List<PerformedStep> findPerformedStepsOfStudy(Uid studyInstanceUid) {
        return run(() -> references.ofStudy(studyInstanceUid)).stream()
                .map(this::findPerformedStep)
                .flatMap(Optional::stream)
                .toList();
    }

    @Override
    public List<PerformedStep> findRunningPerformedSteps(LocalDateTime startedBefore, int limit) {
        return run(() -> references.running(startedBefore, limit)).stream()
                .map(this::findPerformedStep)
                .flatMap(Optional::stream)
                .toList();
    }

    @Override
    public List<StepReference> findLinks(Uid performedStepUid) {
        return run(() -> references.links(performedStepUid));
    }

    @Override
    public void link(Uid performedStepUid, StepReference scheduled) {
        run(() -> {
            references.link(performedStepUid, scheduled);
            return true;
        });
    }

    @Override
    public void unlink(Uid performedStepUid) {
        run(() -> {
            references.unlink(performedStepUid);
            return true;
        });
    }

    @Override
    public void withhold(Uid performedStepUid, Collection<Uid> sopInstanceUids) {
        run(() -> {
            withheld.withhold(performedStepUid, sopInstanceUids);
            return true;
        });
    }

    @Override
    public boolean release(Uid performedStepUid) {
        return run(() -> withheld.release(performedStepUid));
    }

    @Override
    public void note(String orderId, TimelineEntry entry) {
        run(() -> {
            timelines.add(orderId, entry);
            return true;
        });
    }

    @Override
    public List<TimelineEntry> timeline(String orderId) {
        return run(() -> timelines.of(orderId));
    }

    @Override
    public void owe(FollowUp followUp) {
        Objects.requireNonNull(followUp, "followUp");
        run(() -> {
            outbox.add(followUp);
            return true;
        });
        owesSomething = true;
    }

    @Override
    public Optional<FollowUp> delivered(long entryId) {
        return run(() -> {
            Optional<FollowUp> owed = outbox.find(entryId);
            outbox.remove(entryId);
            return owed;
        });
    }

    @Override
    public Optional<FollowUp> parked(long entryId, String reason) {
        return run(() -> outbox.park(entryId, reason) ? outbox.find(entryId) : Optional.empty());
    }

    @Override
    public Optional<FollowUp> resume(long entryId) {
        Optional<FollowUp> resumed = run(() -> outbox.resume(entryId) ? outbox.find(entryId) : Optional.empty());
        owesSomething |= resumed.isPresent();
        return resumed;
    }

    @Override
    public Optional<FollowUp> drop(long entryId) {
        Optional<FollowUp> dropped = run(() -> {
            Optional<FollowUp> owed = outbox.find(entryId);
            return outbox.drop(entryId) ? owed : Optional.empty();
        });
        owesSomething |= dropped.isPresent(); // what it held back is due
        return dropped;
    }

    boolean owesSomething() {
        return owesSomething;
    }

    /** Fails if a statement has failed, also if the work has caught that: the transaction is not whole then. */
    void requireSound() throws SQLException {
        if (failure != null) {
            throw failure;
        }
    }

    /** Makes every further use an error. */
    void end() {
        ended = true;
    }

    private <T> T run(SqlSupplier<T> action) {
        if (ended || Thread.currentThread() != owner) {
            throw new IllegalStateException("a transaction is for its own work and thread only");
        }
        try {
            return action.get();
        } catch (SQLException e) {
            failure = e;
            throw new UncheckedSqlException(e);
        }
    }

    @FunctionalInterface
    private interface SqlSupplier<T> {
        T get() throws SQLException;
    }
}
