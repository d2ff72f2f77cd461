package io.github.swfsdk.api.order;

import io.github.swfsdk.api.patient.Patient;
import io.github.swfsdk.api.worklist.ScheduledStep;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One imaging service request: its requested procedures and their scheduled steps. Each step carries the attributes of
 * patient, visit, order and procedure as a worklist item does (PS3.4, K.6.1.2), so nothing is lost on the way to the
 * worklist.
 *
 * @param steps the scheduled steps, at least one, all of one order and one patient
 */
public record ImagingOrder(List<ScheduledStep> steps) {
    /** Copies the list and checks that it has a step. */
    public ImagingOrder {
        steps = List.copyOf(steps);
        if (steps.isEmpty()) {
            throw new IllegalArgumentException("an order needs a scheduled step");
        }
    }

    /** The numbers that name the order. */
    public OrderKey key() {
        return OrderKey.of(steps.get(0).attributes());
    }

    /** The patient of the order. */
    public Patient patient() {
        return new Patient(steps.get(0).attributes());
    }

    /** The steps grouped by requested procedure, in order of first appearance. */
    public List<RequestedProcedure> requestedProcedures() {
        Map<String, List<ScheduledStep>> groups = new LinkedHashMap<>();
        for (ScheduledStep step : steps) {
            groups.computeIfAbsent(step.requestedProcedureId(), id -> new ArrayList<>())
                    .add(step);
        }
        return groups.values().stream().map(RequestedProcedure::new).toList();
    }
}
