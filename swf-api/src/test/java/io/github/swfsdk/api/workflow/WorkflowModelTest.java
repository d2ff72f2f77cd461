package io.github.swfsdk.api.workflow;

import static org.assertj.core.api.Assertions.fail;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Random sequences of events, against a simple model; after each event the invariants of {@code docs/workflow-states.md} hold.
 * A sequence that fails is shortened as far as it still fails. More sequences: {@code -Dswf.model.sequences=10000}.
 */
class WorkflowModelTest {
    private static final int EVENTS = 60;
    private static final int SEQUENCES = Integer.getInteger("swf.model.sequences", 30);

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void aDepartmentDoesWhatTheModelSays(long seed) {
        Random random = new Random(seed);
        for (int i = 0; i < SEQUENCES; i++) {
            List<RandomEvent> events =
                    Stream.generate(() -> RandomEvent.any(random)).limit(EVENTS).toList();
            if (failure(events).isPresent()) {
                List<RandomEvent> shortest = shortened(events);
                fail("after " + shortest, failure(shortest).orElseThrow());
            }
        }
    }

    private static Optional<Throwable> failure(List<RandomEvent> events) {
        ModelledDepartment department = new ModelledDepartment();
        try {
            for (RandomEvent event : events) {
                department.happens(event);
                department.check();
            }
            department.checkDeliveries();
            return Optional.empty();
        } catch (RuntimeException | AssertionError e) {
            return Optional.of(e);
        }
    }

    private static List<RandomEvent> shortened(List<RandomEvent> events) {
        List<RandomEvent> shortest = events;
        for (int i = events.size() - 1; i >= 0; i--) {
            List<RandomEvent> without = new ArrayList<>(shortest);
            without.remove(i);
            if (failure(without).isPresent()) {
                shortest = without;
            }
        }
        return shortest;
    }
}
