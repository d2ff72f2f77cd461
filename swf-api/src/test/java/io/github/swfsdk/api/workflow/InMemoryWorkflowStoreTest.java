package io.github.swfsdk.api.workflow;

import io.github.swfsdk.api.testkit.WorkflowStoreContract;

class InMemoryWorkflowStoreTest extends WorkflowStoreContract {
    @Override
    protected WorkflowStore openStore() {
        return new InMemoryWorkflowStore();
    }
}
