package io.github.swfsdk.storage.postgresql;

import io.github.swfsdk.api.testkit.PerformedStepLookupContract;
import io.github.swfsdk.api.workflow.WorkflowStore;
import io.github.swfsdk.storage.jdbc.JdbcWorkflowStore;
import io.github.swfsdk.storage.jdbc.TestCodec;
import io.github.swfsdk.storage.jdbc.TestDatabase;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

class JdbcPerformedStepLookupIT extends PerformedStepLookupContract {
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

    @Override
    protected WorkflowStore openStore() {
        WorkflowStore store = JdbcWorkflowStore.on(server.dataSource(), new TestCodec());
        TestDatabase.clear(server.dataSource());
        return store;
    }
}
