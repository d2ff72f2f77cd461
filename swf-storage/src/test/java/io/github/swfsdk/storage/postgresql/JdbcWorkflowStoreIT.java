package io.github.swfsdk.storage.postgresql;

import io.github.swfsdk.api.testkit.WorkflowStoreContract;
import io.github.swfsdk.api.workflow.WorkflowStore;
import io.github.swfsdk.storage.jdbc.JdbcWorkflowStore;
import io.github.swfsdk.storage.jdbc.TestCodec;
import io.github.swfsdk.storage.jdbc.TestDatabase;
import org.junit.jupiter.api.extension.RegisterExtension;

class JdbcWorkflowStoreIT extends WorkflowStoreContract {
    @RegisterExtension
    static final SharedPostgres POSTGRES = new SharedPostgres();

    @Override
    protected WorkflowStore openStore() {
        WorkflowStore store = JdbcWorkflowStore.on(POSTGRES.dataSource(), new TestCodec());
        TestDatabase.clear(POSTGRES.dataSource());
        return store;
    }
}
