package io.github.swfsdk.storage.jdbc;

import io.github.swfsdk.api.dataset.Uid;
import io.github.swfsdk.api.storage.WithheldInstances;
import io.github.swfsdk.storage.internal.schema.Database;
import java.util.Collection;
import java.util.List;

/** The withheld instances of a {@link JdbcWorkflowStore}: reads take no lock. Thread-safe. */
final class JdbcWithheldInstances implements WithheldInstances {
    private final JdbcWorkflowStore store;
    private final Database database;

    JdbcWithheldInstances(JdbcWorkflowStore store, Database database) {
        this.store = store;
        this.database = database;
    }

    @Override
    public void withhold(Uid performedStepUid, Collection<Uid> sopInstanceUids) {
        store.transact(tx -> {
            tx.withhold(performedStepUid, sopInstanceUids);
            return true;
        });
    }

    /** Looks without lock first: hardly any instance is late. */
    @Override
    public boolean withholdLate(Uid performedStepUid, Uid sopInstanceUid) {
        return isStepWithheld(performedStepUid)
                && database.change("withhold a late instance", connection -> {
                    JdbcWorkflowStore.lock(connection);
                    WithheldRows rows = new WithheldRows(connection);
                    boolean withheld = rows.isStepWithheld(performedStepUid);
                    if (withheld) {
                        rows.withhold(performedStepUid, List.of(sopInstanceUid));
                    }
                    return withheld;
                });
    }

    @Override
    public boolean isStepWithheld(Uid performedStepUid) {
        store.requireOpen();
        return database.read(
                "find a withheld performed step",
                connection -> new WithheldRows(connection).isStepWithheld(performedStepUid));
    }

    @Override
    public boolean isWithheld(Uid sopInstanceUid) {
        store.requireOpen();
        return database.read(
                "find a withheld instance", connection -> new WithheldRows(connection).isWithheld(sopInstanceUid));
    }

    @Override
    public boolean release(Uid performedStepUid) {
        store.requireOpen();
        return database.change("release withheld instances", connection -> {
            JdbcWorkflowStore.lock(connection);
            return new WithheldRows(connection).release(performedStepUid);
        });
    }
}
