package io.github.swfsdk.api.workflow;

import java.util.Collection;

/** How far an order has come (HL7 table 0038, ORC-5, as IHE uses it). */
public enum OrderStatus {
    /** Nothing has begun (SC). */
    SCHEDULED("SC"),
    /** A step has begun, and not all have ended (IP). */
    IN_PROGRESS("IP"),
    /** Every step has ended, at least one of them successfully (CM). */
    COMPLETED("CM"),
    /** Every step has ended, none successfully, at least one after it began (DC). */
    DISCONTINUED("DC"),
    /** Every step was taken back before it began (CA). */
    CANCELLED("CA");

    private final String code;

    OrderStatus(String code) {
        this.code = code;
    }

    /** The value of ORC-5. */
    public String code() {
        return code;
    }

    /** Whether nothing more is expected of the order. */
    public boolean isEnded() {
        return this == COMPLETED || this == DISCONTINUED || this == CANCELLED;
    }

    /** The status of an order whose steps have come this far. */
    public static OrderStatus of(Collection<StepStatus> steps) {
        if (steps.stream().allMatch(StepStatus::isEnded)) {
            if (steps.contains(StepStatus.COMPLETED)) {
                return COMPLETED;
            }
            return steps.contains(StepStatus.DISCONTINUED) ? DISCONTINUED : CANCELLED;
        }
        boolean begun = steps.stream().anyMatch(s -> s != StepStatus.SCHEDULED && s != StepStatus.CANCELLED);
        return begun ? IN_PROGRESS : SCHEDULED;
    }
}
