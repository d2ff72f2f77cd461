package io.github.swfsdk.api.workflow;

import io.github.swfsdk.api.mpps.PerformedStepStore;
import io.github.swfsdk.api.testkit.PerformedStepStoreContract;

class ScheduledPerformedStepStoreTest extends PerformedStepStoreContract {
    @Override
    protected PerformedStepStore emptyStore() {
        return DepartmentScheduler.builder(new InMemoryWorkflowStore())
                .forwardPerformedStepsTo("PACS")
                .build()
                .performedStepStore();
    }
}
