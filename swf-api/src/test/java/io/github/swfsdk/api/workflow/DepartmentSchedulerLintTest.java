package io.github.swfsdk.api.workflow;

import static io.github.swfsdk.api.testkit.ExamFixtures.study;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.swfsdk.api.dataset.Tags;
import io.github.swfsdk.api.order.ImagingOrder;
import io.github.swfsdk.api.order.OrderDecision;
import io.github.swfsdk.api.order.OrderDecision.Refusal;
import io.github.swfsdk.api.order.OrderRequest;
import io.github.swfsdk.api.testkit.ExamFixtures;
import io.github.swfsdk.api.worklist.ScheduledStep;
import io.github.swfsdk.api.worklist.WorklistLint;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class DepartmentSchedulerLintTest {
    private final List<String> findings = new ArrayList<>();
    private final WorkflowListener listener = new WorkflowListener() {
        @Override
        public void incomplete(String orderId, List<WorklistLint.Finding> found) {
            found.forEach(finding -> findings.add(finding.toString()));
        }
    };

    @Test
    void reportsWhatAModalityWouldMissAndTakesTheOrder() {
        Department department =
                new Department(builder -> builder.listener(listener).lint(WorklistLint.standard()));
        assertThat(department.place(new ImagingOrder(List.of(withoutStation()))))
                .isEmpty();

        assertThat(findings).containsExactly("(0040,0100)[1].(0040,0001) has no value");
        assertThat(department.worklist()).hasSize(1);
    }

    @Test
    void refusesTheOrderIfToldToAndSaysWhatIsMissing() {
        Department department = new Department(builder ->
                builder.listener(listener).lint(WorklistLint.standard()).incompleteRefused(true));

        OrderDecision decision = department
                .scheduler
                .orders()
                .receive(OrderRequest.place(new ImagingOrder(List.of(withoutStation())), Department.CAUSE));

        assertThat(decision.refusal()).contains(Refusal.INVALID);
        assertThat(decision.text()).isEqualTo("(0040,0100)[1].(0040,0001) has no value");
        assertThat(department.worklist()).isEmpty();
        assertThat(findings).isEmpty();
        assertThat(department.place(new ImagingOrder(List.of(complete())))).isEmpty();
        assertThat(department.change(withoutStation())).contains(Refusal.INVALID);
        assertThat(department.cancel("A1")).isEmpty();
    }

    @Test
    void cannotRefuseWithoutACheck() {
        assertThatThrownBy(() -> new Department(builder -> builder.incompleteRefused(true)))
                .hasMessage("incompleteRefused needs a lint");
    }

    private static ScheduledStep complete() {
        ScheduledStep step = ExamFixtures.step("A1", study(1), "S1");
        return new ScheduledStep(step.attributes().toBuilder()
                        .put(Tags.REQUESTED_PROCEDURE_DESCRIPTION, "Thorax")
                        .build())
                .withStep(step.step().toBuilder()
                        .put(Tags.SCHEDULED_PROCEDURE_STEP_DESCRIPTION, "Thorax PA")
                        .build());
    }

    private static ScheduledStep withoutStation() {
        ScheduledStep step = complete();
        return step.withStep(step.step().toBuilder()
                .putEmpty(Tags.SCHEDULED_STATION_AE_TITLE)
                .build());
    }
}
