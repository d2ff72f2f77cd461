package io.github.swfsdk.api.workflow;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.swfsdk.api.dataset.Uid;
import io.github.swfsdk.api.mpps.PerformedStep;
import io.github.swfsdk.api.testkit.ExamFixtures;
import io.github.swfsdk.api.worklist.ScheduledStep;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Random sequences of events; after each one the invariants of the workflow hold. */
class WorkflowSequencesTest {
    private static final int ORDERS = 3;
    private static final int STEPS = 2;
    private static final int EVENTS = 50;
    private static final int SEQUENCES = 8;
    private static final String[] REASONS = {"110514", "110501", "110513"};

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void invariantsHold(long seed) {
        Random random = new Random(seed);
        for (int i = 0; i < SEQUENCES; i++) {
            Sequence sequence = new Sequence(random);
            for (int event = 0; event < EVENTS; event++) {
                sequence.next();
                sequence.check();
            }
        }
    }

    /** One department, and what the outside knows that it did. */
    private static final class Sequence {
        private final Random random;
        private final Department department = new Department(builder -> builder.forwardPerformedStepsTo("PACS"));
        private final Set<String> placed = new HashSet<>();
        private final Set<String> withdrawn = new HashSet<>();
        private final Map<Uid, PerformedStep> performed = new HashMap<>();
        private final Map<Uid, PerformedStep> ended = new HashMap<>();
        private long requests;

        Sequence(Random random) {
            this.random = random;
        }

        void next() {
            switch (random.nextInt(8)) {
                case 0, 1 -> place(anyAccession());
                case 2 -> withdraw(random.nextBoolean());
                case 3, 4 -> start();
                case 5, 6 -> end();
                default -> department.change(anyStep());
            }
        }

        void check() {
            performed.forEach((uid, step) -> assertThat(store(uid)).isEqualTo(step));
            ended.forEach((uid, step) -> assertThat(store(uid)).isEqualTo(step));
            List<String> worklist = department.worklist();
            assertThat(worklist).doesNotHaveDuplicates();
            for (String accession : placed) {
                OrderRecord order = department.order(accession);
                order.steps().forEach(step -> check(accession, step, worklist));
            }
            assertThat(department.store.outbox().size()).isEqualTo(requests);
        }

        private void check(String accession, StepRecord step, List<String> worklist) {
            String id = accession + " " + step.step().stepId();
            boolean shown = worklist.stream().anyMatch(entry -> entry.startsWith(id + " "));
            boolean completed = linked(step).anyMatch(other -> isEndedAs(other, "COMPLETED"));
            boolean running = linked(step).anyMatch(other -> !ended.containsKey(other.sopInstanceUid()));

            assertThat(step.withdrawn()).as(id).isEqualTo(withdrawn.contains(id));
            assertThat(shown).as(id).isEqualTo(step.isOpen());
            assertThat(shown && withdrawn.contains(id))
                    .as(id + " is cancelled and shown")
                    .isFalse();
            assertThat(shown && completed).as(id + " is completed and shown").isFalse();
            assertThat(step.status() == StepStatus.COMPLETED).as(id).isEqualTo(completed);
            assertThat(step.status() == StepStatus.IN_PROGRESS)
                    .as(id)
                    .isEqualTo(running && !completed && !withdrawn.contains(id));
        }

        private Stream<PerformedStep> linked(StepRecord step) {
            return performed.values().stream()
                    .filter(other ->
                            other.scheduledSteps().stream().anyMatch(reference -> reference.matches(step.step())))
                    .filter(other -> step.performedSteps().contains(other.sopInstanceUid()));
        }

        private static boolean isEndedAs(PerformedStep step, String status) {
            return step.status().term().equals(status);
        }

        private PerformedStep store(Uid uid) {
            return department.scheduler.performedStepStore().find(uid).orElseThrow();
        }

        private void place(String accession) {
            if (department
                    .place(ExamFixtures.order(accession, studyOf(accession), "S0", "S1"))
                    .isEmpty()) {
                placed.add(accession);
            }
        }

        private void withdraw(boolean running) {
            String accession = anyAccession();
            String[] named = random.nextBoolean() ? new String[] {"S" + random.nextInt(STEPS)} : new String[0];
            Map<String, StepStatus> before = statuses(accession);
            boolean accepted = (running
                            ? department.discontinue(accession, named)
                            : department.cancel(accession, named))
                    .isEmpty();
            if (accepted) {
                before.forEach((id, status) -> {
                    boolean meant = named.length == 0 || named[0].equals(id);
                    boolean reached = running
                            ? status != StepStatus.COMPLETED
                            : status == StepStatus.SCHEDULED || status == StepStatus.CANCELLED;
                    if (meant && reached) {
                        withdrawn.add(accession + " " + id);
                    }
                });
            }
        }

        private Map<String, StepStatus> statuses(String accession) {
            Map<String, StepStatus> statuses = new HashMap<>();
            if (placed.contains(accession)) {
                department
                        .order(accession)
                        .steps()
                        .forEach(step -> statuses.put(step.step().stepId(), step.status()));
            }
            return statuses;
        }

        private void start() {
            ScheduledStep[] steps = random.nextInt(4) == 0
                    ? new ScheduledStep[] {anyStep(), anyStep()}
                    : new ScheduledStep[] {anyStep()};
            PerformedStep step = department.start("1.2.3." + (performed.size() + 1), steps);
            performed.put(step.sopInstanceUid(), step);
            requests++;
        }

        private void end() {
            List<PerformedStep> running = new ArrayList<>(performed.values());
            running.removeIf(step -> ended.containsKey(step.sopInstanceUid()));
            if (running.isEmpty()) {
                return;
            }
            PerformedStep seen = running.get(random.nextInt(running.size()));
            PerformedStep next = random.nextBoolean()
                    ? ExamFixtures.completed(seen)
                    : ExamFixtures.discontinued(seen, REASONS[random.nextInt(REASONS.length)]);
            department.replace(seen, next);
            performed.put(next.sopInstanceUid(), next);
            ended.put(next.sopInstanceUid(), next);
            requests++;
        }

        private ScheduledStep anyStep() {
            String accession = anyAccession();
            return ExamFixtures.step(accession, studyOf(accession), "S" + random.nextInt(STEPS));
        }

        private String anyAccession() {
            return "A" + random.nextInt(ORDERS);
        }

        private static Uid studyOf(String accession) {
            return ExamFixtures.study(Integer.parseInt(accession.substring(1)));
        }
    }
}
