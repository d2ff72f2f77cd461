package io.github.swfsdk.api.workflow;

import static io.github.swfsdk.api.testkit.ExamFixtures.order;
import static io.github.swfsdk.api.testkit.ExamFixtures.started;
import static io.github.swfsdk.api.testkit.ExamFixtures.step;
import static io.github.swfsdk.api.testkit.ExamFixtures.study;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.swfsdk.api.dataset.Uid;
import io.github.swfsdk.api.order.OrderRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class WorkflowListenerTest {
    private final WorkflowStore store = new InMemoryWorkflowStore();
    private final List<OrderRecord> heard = new ArrayList<>();

    @Test
    void hearsEachCommittedChangeOfAnOrderAsItIsStored() {
        DepartmentScheduler scheduler = scheduler(new WorkflowListener() {
            @Override
            public void orderChanged(OrderRecord order) {
                assertThat(store.<Boolean>transact(
                                tx -> tx.findOrder(order.key()).get().equals(order)))
                        .isTrue();
                heard.add(order);
            }
        });
        OrderRequest place = OrderRequest.place(order("A1", study(1), "S1", "S2"), Department.CAUSE);
        scheduler.orders().receive(place);
        scheduler.orders().receive(place);
        scheduler.performedStepStore().create(started(Uid.of("1.2.3.1"), step("A1", study(1), "S1")));
        scheduler.orders().receive(OrderRequest.cancel(Department.key("A1"), Set.of("S2"), Department.CAUSE));

        assertThat(heard).extracting(OrderRecord::version).containsExactly(1L, 2L, 3L);
    }

    @Test
    void failsWithoutHarmToThePeer() {
        DepartmentScheduler scheduler = scheduler(new WorkflowListener() {
            @Override
            public void orderChanged(OrderRecord order) {
                throw new IllegalStateException("deaf");
            }
        });
        List<Throwable> uncaught = new ArrayList<>();
        Thread thread = Thread.currentThread();
        thread.setUncaughtExceptionHandler((t, failure) -> uncaught.add(failure));
        try {
            OrderRequest place = OrderRequest.place(order("A1", study(1), "S1"), Department.CAUSE);
            assertThat(scheduler.orders().receive(place).refusal()).isEmpty();
        } finally {
            thread.setUncaughtExceptionHandler(null);
        }

        assertThat(uncaught)
                .singleElement()
                .satisfies(failure -> assertThat(failure).hasMessage("deaf"));
        assertThat(scheduler.order(Department.key("A1"))).isPresent();
    }

    private DepartmentScheduler scheduler(WorkflowListener listener) {
        return DepartmentScheduler.builder(store).listener(listener).build();
    }
}
