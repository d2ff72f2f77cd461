package io.github.swfsdk.storage.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.swfsdk.api.testkit.WorkflowStoreContract;
import io.github.swfsdk.api.workflow.WorkflowStore;
import org.junit.jupiter.api.extension.RegisterExtension;

class JdbcWorkflowStoreTest extends WorkflowStoreContract {
    @RegisterExtension
    static final TestDatabase DATABASE = new TestDatabase();

    @Override
    protected WorkflowStore openStore() throws Exception {
        WorkflowStore store = JdbcWorkflowStore.on(DATABASE.dataSource(), new TestCodec());
        TestDatabase.clear(DATABASE.dataSource());
        assertThat(store.outbox().size()).isZero();
        return store;
    }
}
