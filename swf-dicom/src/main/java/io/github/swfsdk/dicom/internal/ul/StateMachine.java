package io.github.swfsdk.dicom.internal.ul;

import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/**
 * The protocol machine of one association as a pure table: an event in a state gives an action and the next state (PS3.8,
 * Table 9-10). It does nothing else: {@link UpperLayer} carries the actions out. One caller at a time.
 */
public final class StateMachine {

    /** A row per event, a column per state, as the standard prints it; a dot is a combination that cannot happen. */
    private static final String TABLE = """
      #   Sta1  Sta2  Sta3  Sta4  Sta5  Sta6  Sta7  Sta8  Sta9  Sta10 Sta11 Sta12 Sta13
      1   AE-1  .     .     .     .     .     .     .     .     .     .     .     .
      2   .     .     .     AE-2  .     .     .     .     .     .     .     .     .
      3   .     AA-1  AA-8  .     AE-3  AA-8  AA-8  AA-8  AA-8  AA-8  AA-8  AA-8  AA-6
      4   .     AA-1  AA-8  .     AE-4  AA-8  AA-8  AA-8  AA-8  AA-8  AA-8  AA-8  AA-6
      5   AE-5  .     .     .     .     .     .     .     .     .     .     .     .
      6   .     AE-6  AA-8  .     AA-8  AA-8  AA-8  AA-8  AA-8  AA-8  AA-8  AA-8  AA-7
      7   .     .     AE-7  .     .     .     .     .     .     .     .     .     .
      8   .     .     AE-8  .     .     .     .     .     .     .     .     .     .
      9   .     .     .     .     .     DT-1  .     AR-7  .     .     .     .     .
      10  .     AA-1  AA-8  .     AA-8  DT-2  AR-6  AA-8  AA-8  AA-8  AA-8  AA-8  AA-6
      11  .     .     .     .     .     AR-1  .     .     .     .     .     .     .
      12  .     AA-1  AA-8  .     AA-8  AR-2  AR-8  AA-8  AA-8  AA-8  AA-8  AA-8  AA-6
      13  .     AA-1  AA-8  .     AA-8  AA-8  AR-3  AA-8  AA-8  AR-10 AR-3  AA-8  AA-6
      14  .     .     .     .     .     .     .     AR-4  AR-9  .     .     AR-4  .
      15  .     .     AA-1  AA-2  AA-1  AA-1  AA-1  AA-1  AA-1  AA-1  AA-1  AA-1  .
      16  .     AA-2  AA-3  .     AA-3  AA-3  AA-3  AA-3  AA-3  AA-3  AA-3  AA-3  AA-2
      17  .     AA-5  AA-4  AA-4  AA-4  AA-4  AA-4  AA-4  AA-4  AA-4  AA-4  AA-4  AR-5
      18  .     AA-2  .     .     .     .     .     .     .     .     .     .     AA-2
      19  .     AA-1  AA-8  .     AA-8  AA-8  AA-8  AA-8  AA-8  AA-8  AA-8  AA-8  AA-7
      """;

    private static final Map<Event, Map<State, Action>> ACTIONS = parse(TABLE);

    private final boolean requestor;
    private State state;

    /**
     * A machine in Sta1.
     *
     * @param requestor whether this side requests the association
     */
    public StateMachine(boolean requestor) {
        this(requestor, State.IDLE);
    }

    StateMachine(boolean requestor, State state) {
        this.requestor = requestor;
        this.state = state;
    }

    /** The current state. */
    public State state() {
        return state;
    }

    /** What this event leads to in this state; empty where the table has no entry. */
    static Optional<Action> action(Event event, State state) {
        return Optional.ofNullable(row(event).get(state));
    }

    /** Whether the table has an entry for this event in the current state. */
    public boolean allows(Event event) {
        return row(event).containsKey(state);
    }

    /**
     * Takes an event: moves to the next state and returns what is to be done.
     *
     * @throws IllegalStateException when the table has no entry; the state stays
     */
    public Action on(Event event) {
        return on(event, true);
    }

    /** As {@link #on(Event)} for an A-ASSOCIATE-RQ, which the provider may find unacceptable (AE-6). */
    public Action on(Event event, boolean acceptable) {
        Action action = row(event).get(state);
        if (action == null) {
            throw new IllegalStateException("event " + event + " has no place in state " + state);
        }
        state = action.next(action == Action.AR_8 ? requestor : acceptable);
        return action;
    }

    private static Map<State, Action> row(Event event) {
        Map<State, Action> row = ACTIONS.get(event);
        return row == null ? Map.of() : row;
    }

    private static Map<Event, Map<State, Action>> parse(String table) {
        Map<Event, Map<State, Action>> actions = new EnumMap<>(Event.class);
        table.lines().skip(1).forEach(line -> {
            String[] cells = line.split(" +");
            Map<State, Action> row = new EnumMap<>(State.class);
            for (int number = 1; number < cells.length; number++) {
                if (!cells[number].equals(".")) {
                    row.put(State.number(number), Action.named(cells[number]));
                }
            }
            actions.put(Event.number(Integer.parseInt(cells[0])), row);
        });
        return actions;
    }
}
