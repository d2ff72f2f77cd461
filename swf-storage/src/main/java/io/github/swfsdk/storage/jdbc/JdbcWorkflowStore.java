package io.github.swfsdk.storage.jdbc;

import io.github.swfsdk.api.dataset.Uid;
import io.github.swfsdk.api.mpps.PerformedStep;
import io.github.swfsdk.api.spi.DataSetCodec;
import io.github.swfsdk.api.storage.StorageException;
import io.github.swfsdk.api.storage.WithheldInstances;
import io.github.swfsdk.api.workflow.Outbox;
import io.github.swfsdk.api.workflow.WorkflowStore;
import io.github.swfsdk.api.workflow.WorkflowTransaction;
import io.github.swfsdk.api.worklist.WorklistQuery;
import io.github.swfsdk.api.worklist.WorklistSink;
import io.github.swfsdk.storage.internal.schema.Database;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import javax.sql.DataSource;

/**
 * Keeps orders, performed steps and what is owed in SQL, on H2 or PostgreSQL. Thread-safe; several nodes may share one
 * PostgreSQL database. The tables are created, and brought up to date, when a store is made; their names begin with
 * {@code swf_}, and each schema step is a resource {@code schema/<dialect>/V<n>__<name>.sql} with its own comments. Data sets
 * are kept as the {@link DataSetCodec} writes them; beside them are columns to search by.
 *
 * <p>Transactions come one after the other: each begins by locking the row {@code workflow} of {@code swf_lock}, so what one
 * has read stays as it is until it commits, and things are owed in the order in which they are committed. On H2 the sync of a
 * commit is outside of that lock and shared. A transaction that fails on a deadlock or waits for the lock too long is tried
 * again, up to 20 times.
 *
 * <p>A failure of the database is a {@link StorageException}, without values in its message. If the connection is lost while a
 * commit is confirmed, nobody can say which way it went: the whole transaction has taken effect, or nothing of it.
 */
public final class JdbcWorkflowStore implements WorkflowStore {
    private static final String LOCK = "select name from swf_lock where name = 'workflow' for update";

    static final String PERFORMED_STEPS = "swf_workflow_performed_step";

    private final Database database;
    private final UndurableSteps undurable = new UndurableSteps();
    private final DataSetCodec codec;
    private final JdbcOutbox outbox;
    private final JdbcWithheldInstances withheld;
    private final ThreadLocal<Boolean> working = ThreadLocal.withInitial(() -> false);
    private volatile boolean closed;

    private JdbcWorkflowStore(Database database, DataSetCodec codec) {
        this.database = database;
        this.codec = codec;
        this.outbox = new JdbcOutbox(this, database, codec);
        this.withheld = new JdbcWithheldInstances(this, database);
    }

    /** A store on this database with the codec that is installed, as swf-dicom brings one. The caller closes the database. */
    public static JdbcWorkflowStore on(DataSource dataSource) {
        return on(dataSource, DataSetCodec.installed());
    }

    /** A store on this database, which the caller closes, with this codec. */
    public static JdbcWorkflowStore on(DataSource dataSource, DataSetCodec codec) {
        return new JdbcWorkflowStore(Database.prepare(dataSource), Objects.requireNonNull(codec, "codec"));
    }

    @Override
    public <T> T transact(Function<WorkflowTransaction, T> work) {
        Objects.requireNonNull(work, "work");
        requireOpen();
        if (working.get()) {
            throw new IllegalStateException("a transaction cannot run within another");
        }
        working.set(true);
        try (UndurableSteps.Marks marks = undurable.mark()) {
            Outcome<T> outcome =
                    database.change("run a workflow transaction", connection -> once(work, connection, marks));
            if (outcome.owesSomething()) {
                outbox.tellListeners();
            }
            return outcome.result();
        } finally {
            working.remove();
        }
    }

    /** Reads without lock and sync, unless a transaction of this process has changed the step and waits for its sync. */
    @Override
    public Optional<PerformedStep> findPerformedStep(Uid sopInstanceUid) {
        requireOpen();
        Optional<PerformedStep> found = database.read(
                "look for a performed step",
                connection -> new PerformedStepRows(PERFORMED_STEPS, connection, codec).find(sopInstanceUid));
        return undurable.contains(sopInstanceUid) ? transact(tx -> tx.findPerformedStep(sopInstanceUid)) : found;
    }

    @Override
    public void find(WorklistQuery query, WorklistSink sink) {
        requireOpen();
        new WorklistSearch(query, codec, WorklistSearch.PLACES).run(database, sink);
    }

    @Override
    public Outbox outbox() {
        requireOpen();
        return outbox;
    }

    @Override
    public WithheldInstances withheld() {
        requireOpen();
        return withheld;
    }

    @Override
    public void close() {
        closed = true;
    }

    void requireOpen() {
        if (closed) {
            throw new IllegalStateException("the workflow store is closed");
        }
    }

    /** Waits until no other transaction runs, on any node. */
    static void lock(Connection connection) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement(LOCK);
                ResultSet rows = select.executeQuery()) {
            if (!rows.next()) {
                throw new SQLException("the row that transactions lock is missing");
            }
        }
    }

    private <T> Outcome<T> once(
            Function<WorkflowTransaction, T> work, Connection connection, UndurableSteps.Marks marks)
            throws SQLException {
        lock(connection);
        JdbcTransaction transaction = new JdbcTransaction(connection, codec, marks);
        try {
            T result = work.apply(transaction);
            transaction.requireSound();
            return new Outcome<>(result, transaction.owesSomething());
        } finally {
            transaction.end();
        }
    }

    private record Outcome<T>(T result, boolean owesSomething) {}
}
