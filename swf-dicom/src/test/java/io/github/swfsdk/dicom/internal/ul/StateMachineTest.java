package io.github.swfsdk.dicom.internal.ul;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every cell of PS3.8, Table 9-10, compared with the table as it stands in our fact sheet. */
class StateMachineTest {

    /** Columns are Sta1 to Sta13. */
    private static final String SHEET = """
      | 1 | AE-1 | | | | | | | | | | | | |
      | 2 | | | | AE-2 | | | | | | | | | |
      | 3 AC | | AA-1 | AA-8 | | AE-3 | AA-8 | AA-8 | AA-8 | AA-8 | AA-8 | AA-8 | AA-8 | AA-6 |
      | 4 RJ | | AA-1 | AA-8 | | AE-4 | AA-8 | AA-8 | AA-8 | AA-8 | AA-8 | AA-8 | AA-8 | AA-6 |
      | 5 | AE-5 | | | | | | | | | | | | |
      | 6 RQ | | AE-6 | AA-8 | | AA-8 | AA-8 | AA-8 | AA-8 | AA-8 | AA-8 | AA-8 | AA-8 | AA-7 |
      | 7 | | | AE-7 | | | | | | | | | | |
      | 8 | | | AE-8 | | | | | | | | | | |
      | 9 | | | | | | DT-1 | | AR-7 | | | | | |
      | 10 P-DATA | | AA-1 | AA-8 | | AA-8 | DT-2 | AR-6 | AA-8 | AA-8 | AA-8 | AA-8 | AA-8 | AA-6 |
      | 11 | | | | | | AR-1 | | | | | | | |
      | 12 RELRQ | | AA-1 | AA-8 | | AA-8 | AR-2 | AR-8 | AA-8 | AA-8 | AA-8 | AA-8 | AA-8 | AA-6 |
      | 13 RELRP | | AA-1 | AA-8 | | AA-8 | AA-8 | AR-3 | AA-8 | AA-8 | AR-10 | AR-3 | AA-8 | AA-6 |
      | 14 | | | | | | | | AR-4 | AR-9 | | | AR-4 | |
      | 15 | | | AA-1 | AA-2 | AA-1 | AA-1 | AA-1 | AA-1 | AA-1 | AA-1 | AA-1 | AA-1 | |
      | 16 ABORT | | AA-2 | AA-3 | | AA-3 | AA-3 | AA-3 | AA-3 | AA-3 | AA-3 | AA-3 | AA-3 | AA-2 |
      | 17 closed | | AA-5 | AA-4 | AA-4 | AA-4 | AA-4 | AA-4 | AA-4 | AA-4 | AA-4 | AA-4 | AA-4 | AR-5 |
      | 18 ARTIM | | AA-2 | | | | | | | | | | | AA-2 |
      | 19 invalid | | AA-1 | AA-8 | | AA-8 | AA-8 | AA-8 | AA-8 | AA-8 | AA-8 | AA-8 | AA-8 | AA-7 |
      """;

    /** Action and the state it leads to. */
    private static final String NEXT_STATES = """
      AE-1 4, AE-2 5, AE-3 6, AE-4 1, AE-5 2, AE-6 3, AE-7 6, AE-8 13, DT-1 6, DT-2 6, AR-1 7, AR-2 8, AR-3 1, AR-4 13,
      AR-5 1, AR-6 7, AR-7 8, AR-8 9, AR-9 11, AR-10 12, AA-1 13, AA-2 1, AA-3 1, AA-4 1, AA-5 1, AA-6 13, AA-7 13,
      AA-8 13""";

    private static Map<String, Integer> nextStates() {
        Map<String, Integer> next = new HashMap<>();
        for (String entry : NEXT_STATES.replace('\n', ' ').split(", ?")) {
            String[] parts = entry.strip().split(" ");
            next.put(parts[0], Integer.parseInt(parts[1]));
        }
        return next;
    }

    static Stream<Arguments> cells() {
        List<Arguments> cells = new ArrayList<>();
        SHEET.lines().forEach(line -> {
            String[] columns = line.split("\\|", -1);
            int event = Integer.parseInt(columns[1].strip().split(" ")[0]);
            for (int state = 1; state <= 13; state++) {
                cells.add(Arguments.of(event, state, columns[state + 1].strip()));
            }
        });
        return cells.stream();
    }

    @ParameterizedTest(name = "event {0} in Sta{1}: {2}")
    @MethodSource("cells")
    void followsTheTable(int eventNumber, int stateNumber, String expected) {
        Event event = Event.number(eventNumber);
        State state = State.number(stateNumber);
        StateMachine machine = new StateMachine(true, state);
        assertThat(machine.allows(event)).isEqualTo(!expected.isEmpty());
        if (expected.isEmpty()) {
            assertThat(StateMachine.action(event, state)).isEmpty();
            assertThatIllegalStateException().isThrownBy(() -> machine.on(event));
            assertThat(machine.state()).isEqualTo(state);
        } else {
            assertThat(machine.on(event).name().replace('_', '-')).isEqualTo(expected);
            assertThat(machine.state().number()).isEqualTo(nextStates().get(expected));
        }
    }

    @Test
    void everyCellIsTested() {
        assertThat(cells()).hasSize(19 * 13);
        assertThat(nextStates()).hasSize(Action.values().length);
    }

    @Test
    void aRequestTheProviderFindsUnacceptableEndsInSta13() {
        StateMachine machine = new StateMachine(false, State.AWAITING_ASSOCIATE_RQ);
        assertThat(machine.on(Event.ASSOCIATE_RQ_PDU, false)).isEqualTo(Action.AE_6);
        assertThat(machine.state()).isEqualTo(State.AWAITING_CLOSE);
    }

    @Test
    void aReleaseCollisionLeadsTheAcceptorToSta10() {
        StateMachine machine = new StateMachine(false, State.AWAITING_RELEASE_RP);
        assertThat(machine.on(Event.RELEASE_RQ_PDU)).isEqualTo(Action.AR_8);
        assertThat(machine.state()).isEqualTo(State.COLLISION_ACCEPTOR_RP);
    }

    @Test
    void startsIdle() {
        assertThat(new StateMachine(true).state()).isEqualTo(State.IDLE);
    }
}
