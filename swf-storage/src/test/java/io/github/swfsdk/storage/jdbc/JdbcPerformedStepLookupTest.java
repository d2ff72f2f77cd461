package io.github.swfsdk.storage.jdbc;

import io.github.swfsdk.api.testkit.PerformedStepLookupContract;
import io.github.swfsdk.api.workflow.WorkflowStore;
import org.junit.jupiter.api.extension.RegisterExtension;

class JdbcPerformedStepLookupTest extends PerformedStepLookupContract {
    @RegisterExtension
    static final TestDatabase DATABASE = new TestDatabase();

    @Override
    protected WorkflowStore openStore() {
        WorkflowStore store = JdbcWorkflowStore.on(DATABASE.dataSource(), new TestCodec());
        TestDatabase.clear(DATABASE.dataSource());
        return store;
    }
}
