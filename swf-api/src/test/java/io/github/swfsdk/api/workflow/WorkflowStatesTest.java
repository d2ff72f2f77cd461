package io.github.swfsdk.api.workflow;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.swfsdk.api.order.OrderControl;
import io.github.swfsdk.api.workflow.StepStates.Fact;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The state tables: each is complete and free of contradiction, and the documented ones are those that the code uses. */
class WorkflowStatesTest {
    private static final Path PAGE = Path.of("docs", "workflow-states.md");

    @Test
    void oneLineAppliesToEachSetOfFacts() {
        for (Set<Fact> facts : allSets()) {
            assertThat(StepStates.TABLE.stream().filter(row -> row.applies(facts)))
                    .as("%s", facts)
                    .hasSize(1);
        }
    }

    @Test
    void everyMessageIsDecidedForEveryStatus() {
        for (OrderControl control : EnumSet.of(OrderControl.CHANGE, OrderControl.CANCEL, OrderControl.DISCONTINUE)) {
            for (StepStatus status : StepStatus.values()) {
                assertThat(OrderEffects.of(control, status)).isNotNull();
            }
        }
    }

    @Test
    void aWithdrawnStepIsNeverOpen() {
        for (Set<Fact> facts : allSets()) {
            if (facts.contains(Fact.WITHDRAWN)) {
                assertThat(StepStates.of(facts).isEnded()).as("%s", facts).isTrue();
            }
        }
    }

    @Test
    void nothingMovesACompletedStepBack() {
        for (Set<Fact> facts : allSets()) {
            if (facts.contains(Fact.COMPLETED)) {
                assertThat(StepStates.of(facts)).isEqualTo(StepStatus.COMPLETED);
            }
        }
    }

    @Test
    void withdrawingAStatusIsWithdrawingWhatLedToIt() {
        for (Set<Fact> facts : allSets()) {
            EnumSet<Fact> withdrawn = EnumSet.of(Fact.WITHDRAWN);
            withdrawn.addAll(facts);
            assertThat(StepStates.withdrawnFrom(StepStates.of(facts)))
                    .as("%s", facts)
                    .isEqualTo(StepStates.of(withdrawn));
        }
    }

    @Test
    void thePageShowsTheTableOfFacts() throws IOException {
        Stream<String> lines = StepStates.TABLE.stream()
                .map(row -> line(Stream.concat(
                        Stream.of(Fact.values()).map(fact -> cell(row, fact)),
                        Stream.of(row.status().name()))));
        assertThat(Files.readString(PAGE))
                .contains(table("| completed | running | discontinued | withdrawn | status |", lines));
    }

    @Test
    void thePageShowsTheTableOfMessages() throws IOException {
        List<OrderControl> controls = List.of(OrderControl.CHANGE, OrderControl.CANCEL, OrderControl.DISCONTINUE);
        Stream<String> lines = Stream.of(StepStatus.values())
                .map(status -> line(Stream.concat(
                        Stream.of(status.name()),
                        controls.stream()
                                .map(control -> OrderEffects.of(control, status).name()))));
        assertThat(Files.readString(PAGE))
                .contains(table("| status before | CHANGE (XO) | CANCEL (CA) | DISCONTINUE (DC) |", lines));
    }

    @Test
    void thePageShowsTheStatusOfAnOrder() throws IOException {
        Stream<String> lines = Stream.of(
                        List.of(StepStatus.SCHEDULED, StepStatus.CANCELLED),
                        List.of(StepStatus.IN_PROGRESS, StepStatus.CANCELLED),
                        List.of(StepStatus.COMPLETED, StepStatus.SCHEDULED),
                        List.of(StepStatus.DISCONTINUED, StepStatus.SCHEDULED),
                        List.of(StepStatus.COMPLETED, StepStatus.CANCELLED),
                        List.of(StepStatus.COMPLETED, StepStatus.DISCONTINUED),
                        List.of(StepStatus.DISCONTINUED, StepStatus.CANCELLED),
                        List.of(StepStatus.CANCELLED, StepStatus.CANCELLED))
                .map(steps -> line(Stream.of(
                        steps.stream().map(StepStatus::name).collect(Collectors.joining(", ")),
                        OrderStatus.of(steps).name(),
                        OrderStatus.of(steps).code())));
        assertThat(Files.readString(PAGE)).contains(table("| steps | order | ORC-5 |", lines));
    }

    @Test
    void thePageShowsEveryEvent() throws IOException {
        String page = Files.readString(PAGE);
        for (Class<?> event : WorkflowEvent.class.getPermittedSubclasses()) {
            assertThat(page).contains("\n| `" + event.getSimpleName() + "` | ");
        }
    }

    private static List<EnumSet<Fact>> allSets() {
        Fact[] facts = Fact.values();
        return IntStream.range(0, 1 << facts.length)
                .mapToObj(bits -> Stream.of(facts)
                        .filter(fact -> (bits & 1 << fact.ordinal()) != 0)
                        .collect(Collectors.toCollection(() -> EnumSet.noneOf(Fact.class))))
                .toList();
    }

    private static String cell(StepStates.Row row, Fact fact) {
        if (row.known().contains(fact)) {
            return "yes";
        }
        return row.unknown().contains(fact) ? "no" : "any";
    }

    private static String line(Stream<String> cells) {
        return cells.collect(Collectors.joining(" | ", "| ", " |"));
    }

    private static String table(String head, Stream<String> lines) {
        String rule = head.replaceAll("[^|]+", "---");
        return Stream.concat(Stream.of(head, rule), lines).collect(Collectors.joining("\n", "", "\n"));
    }
}
