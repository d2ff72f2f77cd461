package io.github.swfsdk.api.workflow;

import io.github.swfsdk.api.order.OrderControl;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;

/** What a message about a known order does to a step of it: a table, as {@code docs/workflow-states.md} shows it. */
final class OrderEffects {
    /** What becomes of one step. */
    enum Effect {
        /** What is scheduled is replaced; the status stays. */
        REPLACE,
        /** The step is taken back; what follows for its status is in {@link StepStates}. */
        WITHDRAW,
        /** The step has gone too far: a message that names it is refused, one for the whole order passes it over. */
        TOO_LATE
    }

    /** By control code and status before. A new order has no step before. */
    static final Map<OrderControl, Map<StepStatus, Effect>> TABLE = new EnumMap<>(Map.of(
            OrderControl.CHANGE,
            new EnumMap<>(Map.of(
                    StepStatus.SCHEDULED, Effect.REPLACE,
                    StepStatus.IN_PROGRESS, Effect.TOO_LATE,
                    StepStatus.COMPLETED, Effect.TOO_LATE,
                    StepStatus.DISCONTINUED, Effect.TOO_LATE,
                    StepStatus.CANCELLED, Effect.TOO_LATE)),
            OrderControl.CANCEL,
            new EnumMap<>(Map.of(
                    StepStatus.SCHEDULED, Effect.WITHDRAW,
                    StepStatus.IN_PROGRESS, Effect.TOO_LATE,
                    StepStatus.COMPLETED, Effect.TOO_LATE,
                    StepStatus.DISCONTINUED, Effect.TOO_LATE,
                    StepStatus.CANCELLED, Effect.WITHDRAW)),
            OrderControl.DISCONTINUE,
            new EnumMap<>(Map.of(
                    StepStatus.SCHEDULED, Effect.WITHDRAW,
                    StepStatus.IN_PROGRESS, Effect.WITHDRAW,
                    StepStatus.COMPLETED, Effect.TOO_LATE,
                    StepStatus.DISCONTINUED, Effect.WITHDRAW,
                    StepStatus.CANCELLED, Effect.WITHDRAW))));

    private OrderEffects() {}

    static Effect of(OrderControl control, StepStatus before) {
        Map<StepStatus, Effect> effects = TABLE.get(control);
        if (effects == null) {
            throw new IllegalArgumentException(control + " is not for a known order");
        }
        return Objects.requireNonNull(effects.get(before));
    }
}
