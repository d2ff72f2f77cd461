package io.github.swfsdk.api.workflow;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.swfsdk.api.dataset.DataSet;
import io.github.swfsdk.api.dataset.Uid;
import io.github.swfsdk.api.testkit.WorkflowStoreContract;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class InMemoryWorkflowStoreTest extends WorkflowStoreContract {
    private static final Uid STEP = Uid.of("1.2.3.1");

    private final AtomicInteger runs = new AtomicInteger();

    @Override
    protected WorkflowStore openStore() {
        return new InMemoryWorkflowStore();
    }

    @Test
    void runsAgainWhenAnotherHasSettledTheEntryMeanwhile() {
        try (WorkflowStore store = openStore()) {
            store.outbox().add(new FollowUp(FollowUp.Kind.MPPS_SET, "PACS", "1.2.3.1", DataSet.empty()));
            Instant now = Instant.now();
            long id = store.outbox()
                    .claim(now, now.plusSeconds(60), 1, Set.of())
                    .get(0)
                    .id();

            boolean settled = store.transact(tx -> {
                boolean owed = tx.delivered(id).isPresent();
                onFirstRun(() -> store.outbox().delivered(id));
                return owed;
            });

            assertThat(settled).isFalse();
            assertThat(runs).hasValue(2);
        }
    }

    @Test
    void runsAgainWhenAnotherHasReleasedTheStepMeanwhile() {
        try (WorkflowStore store = openStore()) {
            store.withheld().withhold(STEP, List.of());

            boolean released = store.transact(tx -> {
                boolean held = tx.release(STEP);
                onFirstRun(() -> store.withheld().release(STEP));
                return held;
            });

            assertThat(released).isFalse();
            assertThat(runs).hasValue(2);
        }
    }

    private void onFirstRun(Runnable other) {
        if (runs.getAndIncrement() == 0) {
            other.run();
        }
    }
}
