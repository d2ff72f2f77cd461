package io.github.swfsdk.hl7.mapping;

import io.github.swfsdk.api.order.OrderControl;
import io.github.swfsdk.api.workflow.StepStatus;
import io.github.swfsdk.hl7.message.ErrorCode;
import io.github.swfsdk.hl7.message.Hl7FormatException;
import io.github.swfsdk.hl7.message.Hl7Location;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** What ORC-1 and ORC-5 ask for together, a row per pair (HL7 tables 0119 and 0038; IHE RAD TF-2, 4.4 and 4.13). */
enum OrderStates {
    NEW("NW", "", OrderControl.NEW, StepStatus.SCHEDULED),
    NEW_SCHEDULED("NW", "SC", OrderControl.NEW, StepStatus.SCHEDULED),
    NEW_IN_PROGRESS("NW", "IP", OrderControl.NEW, StepStatus.IN_PROGRESS),
    CHANGED("XO", "", OrderControl.CHANGE, StepStatus.SCHEDULED),
    CHANGED_SCHEDULED("XO", "SC", OrderControl.CHANGE, StepStatus.SCHEDULED),
    CHANGED_COMPLETED("XO", "CM", OrderControl.CHANGE, StepStatus.COMPLETED),
    CANCELLED("CA", "", OrderControl.CANCEL, StepStatus.CANCELLED),
    CANCELLED_CANCELLED("CA", "CA", OrderControl.CANCEL, StepStatus.CANCELLED),
    DISCONTINUED("DC", "", OrderControl.DISCONTINUE, StepStatus.DISCONTINUED),
    DISCONTINUED_CANCELLED("DC", "CA", OrderControl.DISCONTINUE, StepStatus.DISCONTINUED),
    DISCONTINUED_DISCONTINUED("DC", "DC", OrderControl.DISCONTINUE, StepStatus.DISCONTINUED);

    private final String orc1;
    private final String orc5;
    private final OrderControl control;
    private final StepStatus status;

    OrderStates(String orc1, String orc5, OrderControl control, StepStatus status) {
        this.orc1 = orc1;
        this.orc5 = orc5;
        this.control = control;
        this.status = status;
    }

    /** What the message asks for; each of its groups asks the same. */
    static OrderControl control(List<OrderGroup> groups) {
        OrderControl control = of(groups.get(0)).control;
        for (OrderGroup group : groups) {
            if (of(group).control != control) {
                throw new Hl7FormatException(
                        ErrorCode.DATA_TYPE_ERROR, place(group, 1), "one message carries one order control");
            }
        }
        return control;
    }

    /** The status of the group's step. */
    static StepStatus status(OrderGroup group) {
        return of(group).status;
    }

    private static OrderStates of(OrderGroup group) {
        String orc1 = group.orc().text(1);
        String orc5 = group.orc().text(5);
        if (orc1.isEmpty()) {
            throw new Hl7FormatException(ErrorCode.REQUIRED_FIELD_MISSING, place(group, 1), "required field is empty");
        }
        Optional<OrderStates> row = Arrays.stream(values())
                .filter(state -> state.orc1.equals(orc1) && state.orc5.equals(orc5))
                .findFirst();
        if (row.isPresent()) {
            return row.get();
        }
        boolean knownControl = Arrays.stream(values()).anyMatch(state -> state.orc1.equals(orc1));
        throw new Hl7FormatException(
                ErrorCode.TABLE_VALUE_NOT_FOUND,
                place(group, knownControl ? 5 : 1),
                knownControl ? "does not go with this ORC-1" : "order control is not supported");
    }

    private static Hl7Location place(OrderGroup group, int field) {
        return new Hl7Location("ORC", group.orcSequence(), field, 0);
    }
}
