package io.github.swfsdk.api.workflow;

import io.github.swfsdk.api.testkit.PerformedStepLookupContract;

class InMemoryPerformedStepLookupTest extends PerformedStepLookupContract {
    @Override
    protected WorkflowStore openStore() {
        return new InMemoryWorkflowStore();
    }
}
