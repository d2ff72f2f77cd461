package io.github.swfsdk.hl7.internal.order;

import io.github.swfsdk.api.event.Cause;
import io.github.swfsdk.api.order.OrderDecision;
import io.github.swfsdk.api.order.OrderIntake;
import io.github.swfsdk.hl7.internal.ack.AckRule;
import io.github.swfsdk.hl7.internal.ack.Answer;
import io.github.swfsdk.hl7.mapping.OrderMapper;
import io.github.swfsdk.hl7.message.Hl7Message;

/** Orders, ORM^O01 (RAD-2, RAD-4, RAD-13). Thread-safe. */
public final class OrderTransaction implements Transaction {
    private final OrderIntake intake;
    private final OrderMapper mapper;

    /** Hands orders, mapped by the mapper, to the intake. */
    public OrderTransaction(OrderIntake intake, OrderMapper mapper) {
        this.intake = intake;
        this.mapper = mapper;
    }

    @Override
    public String type() {
        return "ORM";
    }

    @Override
    public boolean takes(String messageType, String trigger) {
        return messageType.equals("ORM") && trigger.equals("O01");
    }

    @Override
    public Answer handle(Hl7Message message, Cause cause) {
        OrderDecision decision = intake.receive(mapper.toRequest(message, cause));
        return decision.refusal()
                .map(refusal -> Answer.of(rule(refusal), decision.text()))
                .orElse(Answer.accepted());
    }

    private static AckRule rule(OrderDecision.Refusal refusal) {
        return switch (refusal) {
            case UNKNOWN_ORDER -> AckRule.UNKNOWN_ORDER;
            case UNKNOWN_STEP -> AckRule.UNKNOWN_STEP;
            case DUPLICATE_ORDER -> AckRule.DUPLICATE_ORDER;
            case TOO_LATE -> AckRule.TOO_LATE;
            case INVALID -> AckRule.INVALID_ORDER;
            case NOT_PERMITTED -> AckRule.NOT_PERMITTED;
        };
    }
}
