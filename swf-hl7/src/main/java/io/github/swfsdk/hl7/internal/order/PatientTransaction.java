package io.github.swfsdk.hl7.internal.order;

import io.github.swfsdk.api.event.Cause;
import io.github.swfsdk.api.patient.PatientDecision;
import io.github.swfsdk.api.patient.PatientUpdateHandler;
import io.github.swfsdk.hl7.internal.ack.AckRule;
import io.github.swfsdk.hl7.internal.ack.Answer;
import io.github.swfsdk.hl7.mapping.PatientMapper;
import io.github.swfsdk.hl7.message.Hl7Message;
import java.util.Set;

/** Patient registration, update and merge, ADT (RAD-1, RAD-12). Thread-safe. */
public final class PatientTransaction implements Transaction {
    private static final Set<String> REGISTRATIONS_AND_UPDATES = Set.of("A01", "A04", "A05", "A08");
    private static final String MERGE = "A40";

    private final PatientUpdateHandler handler;
    private final PatientMapper mapper;

    /** Hands updates, mapped by the mapper, to the handler. */
    public PatientTransaction(PatientUpdateHandler handler, PatientMapper mapper) {
        this.handler = handler;
        this.mapper = mapper;
    }

    @Override
    public String type() {
        return "ADT";
    }

    @Override
    public boolean takes(String messageType, String trigger) {
        return messageType.equals("ADT") && (trigger.equals(MERGE) || REGISTRATIONS_AND_UPDATES.contains(trigger));
    }

    @Override
    public Answer handle(Hl7Message message, Cause cause) {
        PatientDecision decision;
        if (message.trigger().equals(MERGE)) {
            PatientMapper.Merge merge = mapper.toMerge(message);
            decision = handler.merged(merge.surviving(), merge.subsumed(), cause);
        } else {
            decision = handler.updated(mapper.toPatient(message), cause);
        }
        return decision.refusal()
                .map(refusal -> Answer.of(rule(refusal), decision.text()))
                .orElse(Answer.accepted());
    }

    private static AckRule rule(PatientDecision.Refusal refusal) {
        return switch (refusal) {
            case UNKNOWN_PATIENT -> AckRule.UNKNOWN_PATIENT;
            case SAME_PATIENT -> AckRule.SAME_PATIENT;
            case NOT_PERMITTED -> AckRule.NOT_PERMITTED;
        };
    }
}
