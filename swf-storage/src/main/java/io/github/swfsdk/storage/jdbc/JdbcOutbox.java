package io.github.swfsdk.storage.jdbc;

import io.github.swfsdk.api.spi.DataSetCodec;
import io.github.swfsdk.api.workflow.FollowUp;
import io.github.swfsdk.api.workflow.Outbox;
import io.github.swfsdk.storage.internal.schema.Database;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;

/** The outbox of a {@link JdbcWorkflowStore}; its changes come one after the other, as transactions do. Thread-safe. */
final class JdbcOutbox implements Outbox {
    private final JdbcWorkflowStore store;
    private final Database database;
    private final DataSetCodec codec;
    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();

    JdbcOutbox(JdbcWorkflowStore store, Database database, DataSetCodec codec) {
        this.store = store;
        this.database = database;
        this.codec = codec;
    }

    @Override
    public void add(FollowUp followUp) {
        Objects.requireNonNull(followUp, "followUp");
        change("add to the outbox", rows -> {
            rows.add(followUp);
            return true;
        });
        tellListeners();
    }

    @Override
    public Optional<FollowUp> addUnlessOwed(FollowUp followUp) {
        Optional<FollowUp> owed = change("add to the outbox", rows -> {
            Optional<FollowUp> other = rows.owed(followUp.kind(), followUp.orderingKey());
            if (other.isEmpty()) {
                rows.add(followUp);
            }
            return other;
        });
        if (owed.isEmpty()) {
            tellListeners();
        }
        return owed;
    }

    @Override
    public List<Entry> claim(Instant now, Instant until, int limit, Set<String> exceptFor) {
        long time = Keys.nanos(now);
        if (!read("look into the outbox", rows -> rows.isAnyDue(time))) {
            return List.of(); // the usual case costs no lock and no sync
        }
        return change("claim from the outbox", rows -> {
            List<Entry> entries = rows.due(time, limit, exceptFor);
            for (Entry entry : entries) {
                rows.dueAgain(entry.id(), Keys.nanos(until));
            }
            return entries;
        });
    }

    @Override
    public void delivered(long id) {
        change("settle an outbox entry", rows -> {
            rows.remove(id);
            return true;
        });
    }

    @Override
    public void postponed(long id, Instant next, String reason) {
        change("postpone an outbox entry", rows -> {
            rows.postpone(id, Keys.nanos(next), reason);
            return true;
        });
    }

    @Override
    public void parked(long id, String reason) {
        change("park an outbox entry", rows -> rows.park(id, reason));
    }

    @Override
    public List<Entry> parked(int limit) {
        return read("list parked outbox entries", rows -> rows.parked(limit));
    }

    @Override
    public void resume(long id) {
        if (change("resume an outbox entry", rows -> rows.resume(id))) {
            tellListeners();
        }
    }

    @Override
    public void drop(long id) {
        if (change("drop an outbox entry", rows -> rows.drop(id))) {
            tellListeners();
        }
    }

    @Override
    public void retryNow() {
        change("make outbox entries due", rows -> {
            rows.dueAtOnce();
            return true;
        });
        tellListeners();
    }

    @Override
    public boolean owes(String orderingKey) {
        return read("look into the outbox", rows -> rows.owes(orderingKey));
    }

    @Override
    public long size() {
        return read("count outbox entries", OutboxRows::count);
    }

    @Override
    public void addListener(Runnable listener) {
        listeners.add(Objects.requireNonNull(listener, "listener"));
    }

    @Override
    public void removeListener(Runnable listener) {
        listeners.remove(listener);
    }

    /** To be called when the change is durable. */
    void tellListeners() {
        listeners.forEach(Runnable::run);
    }

    private <T> T read(String what, Action<T> action) {
        store.requireOpen();
        return database.read(what, connection -> action.run(rows(connection)));
    }

    private <T> T change(String what, Action<T> action) {
        store.requireOpen();
        return database.change(what, connection -> {
            JdbcWorkflowStore.lock(connection);
            return action.run(rows(connection));
        });
    }

    private OutboxRows rows(Connection connection) {
        return new OutboxRows(connection, codec);
    }

    @FunctionalInterface
    private interface Action<T> {
        T run(OutboxRows rows) throws SQLException;
    }
}
