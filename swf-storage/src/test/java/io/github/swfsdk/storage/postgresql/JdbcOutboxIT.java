package io.github.swfsdk.storage.postgresql;

import io.github.swfsdk.api.testkit.OutboxContract;
import io.github.swfsdk.api.workflow.Outbox;
import io.github.swfsdk.storage.jdbc.JdbcWorkflowStore;
import io.github.swfsdk.storage.jdbc.TestCodec;
import io.github.swfsdk.storage.jdbc.TestDatabase;
import org.junit.jupiter.api.extension.RegisterExtension;

class JdbcOutboxIT extends OutboxContract {
    @RegisterExtension
    static final SharedPostgres POSTGRES = new SharedPostgres();

    private JdbcWorkflowStore store;

    @Override
    protected Outbox openOutbox() {
        store = JdbcWorkflowStore.on(POSTGRES.dataSource(), new TestCodec());
        TestDatabase.clear(POSTGRES.dataSource());
        return store.outbox();
    }

    @Override
    protected void closeOutbox(Outbox opened) {
        store.close();
    }
}
