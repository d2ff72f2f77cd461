package io.github.swfsdk.api.workflow;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.swfsdk.api.order.ImagingOrder;
import io.github.swfsdk.api.testkit.WorklistProviderContract;
import io.github.swfsdk.api.worklist.ScheduledStep;
import io.github.swfsdk.api.worklist.WorklistProvider;
import java.util.List;

class DepartmentWorklistTest extends WorklistProviderContract {
    private Department department = new Department();

    @Override
    protected WorklistProvider providerOf(List<ScheduledStep> steps) {
        department = new Department();
        for (ScheduledStep step : steps) {
            assertThat(department.place(new ImagingOrder(List.of(step)))).isEmpty();
        }
        return department.scheduler.worklist();
    }

    @Override
    protected void breakSource() {
        department.store.close();
    }
}
