package io.github.swfsdk.storage.jdbc;

import io.github.swfsdk.api.testkit.OutboxContract;
import io.github.swfsdk.api.workflow.Outbox;
import org.junit.jupiter.api.extension.RegisterExtension;

class JdbcOutboxTest extends OutboxContract {
    @RegisterExtension
    static final TestDatabase DATABASE = new TestDatabase();

    private JdbcWorkflowStore store;

    @Override
    protected Outbox openOutbox() throws Exception {
        store = JdbcWorkflowStore.on(DATABASE.dataSource(), new TestCodec());
        TestDatabase.clear(DATABASE.dataSource());
        return store.outbox();
    }

    @Override
    protected void closeOutbox(Outbox opened) {
        store.close();
    }
}
