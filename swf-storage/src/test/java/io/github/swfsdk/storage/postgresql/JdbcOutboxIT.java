package io.github.swfsdk.storage.postgresql;

import io.github.swfsdk.api.testkit.OutboxContract;
import io.github.swfsdk.api.workflow.Outbox;
import io.github.swfsdk.storage.jdbc.JdbcWorkflowStore;
import io.github.swfsdk.storage.jdbc.TestCodec;
import io.github.swfsdk.storage.jdbc.TestDatabase;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

class JdbcOutboxIT extends OutboxContract {
    private static PostgresServer server;

    @BeforeAll
    static void startServer() throws Exception {
        server = PostgresServer.start();
    }

    @AfterAll
    static void stopServer() throws Exception {
        if (server != null) {
            server.close();
        }
    }

    private JdbcWorkflowStore store;

    @Override
    protected Outbox openOutbox() {
        store = JdbcWorkflowStore.on(server.dataSource(), new TestCodec());
        TestDatabase.clear(server.dataSource());
        return store.outbox();
    }

    @Override
    protected void closeOutbox(Outbox opened) {
        store.close();
    }
}
