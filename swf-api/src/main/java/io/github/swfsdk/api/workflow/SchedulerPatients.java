package io.github.swfsdk.api.workflow;

import io.github.swfsdk.api.dataset.DataSet;
import io.github.swfsdk.api.event.Cause;
import io.github.swfsdk.api.patient.Patient;
import io.github.swfsdk.api.patient.PatientDecision;
import io.github.swfsdk.api.patient.PatientDecision.Refusal;
import io.github.swfsdk.api.patient.PatientId;
import io.github.swfsdk.api.patient.PatientUpdateHandler;
import io.github.swfsdk.api.workflow.DepartmentScheduler.Announcer;
import io.github.swfsdk.api.workflow.TimelineEntry.Event;
import io.github.swfsdk.api.worklist.ScheduledStep;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.UnaryOperator;

/**
 * Patient updates of a {@link DepartmentScheduler}: they reach every order of the patient, also those that have ended, and no
 * performed step, which says what the modality knew. A patient without orders is accepted: later orders bring the patient
 * along. Thread-safe.
 */
final class SchedulerPatients implements PatientUpdateHandler {
    private record Outcome(PatientDecision decision, List<OrderRecord> changed) {}

    private final WorkflowStore store;
    private final TimelineNotes timeline;
    private final Announcer announcer;

    SchedulerPatients(WorkflowStore store, TimelineNotes timeline, Announcer announcer) {
        this.store = store;
        this.timeline = timeline;
        this.announcer = announcer;
    }

    @Override
    public PatientDecision updated(Patient patient, Cause cause) {
        Optional<PatientId> id = patient.id();
        return id.isEmpty()
                ? withoutId()
                : change(
                        id.get(),
                        attributes -> PatientAttributes.update(attributes, patient.attributes()),
                        (tx, order) -> timeline.note(tx, order, Event.PATIENT_UPDATED, cause));
    }

    @Override
    public PatientDecision merged(Patient surviving, PatientId subsumed, Cause cause) {
        Optional<PatientId> id = surviving.id();
        if (id.isEmpty()) {
            return withoutId();
        }
        if (id.get().matches(subsumed)) {
            return PatientDecision.refuse(Refusal.SAME_PATIENT, "surviving and subsumed identifier are the same");
        }
        return change(
                subsumed,
                attributes -> PatientAttributes.merge(attributes, surviving.attributes(), subsumed),
                (tx, order) -> timeline.note(tx, order, Event.PATIENT_MERGED, cause));
    }

    private static PatientDecision withoutId() {
        return PatientDecision.refuse(Refusal.UNKNOWN_PATIENT, "the patient has no identifier");
    }

    private PatientDecision change(
            PatientId id, UnaryOperator<DataSet> operator, BiConsumer<WorkflowTransaction, OrderRecord> note) {
        Outcome outcome = store.transact(tx -> {
            Outcome tried = change(tx, id, operator);
            tried.changed().forEach(order -> note.accept(tx, order));
            return tried;
        });
        outcome.changed().forEach(announcer::changed);
        return outcome.decision();
    }

    private static Outcome change(WorkflowTransaction tx, PatientId id, UnaryOperator<DataSet> operator) {
        List<OrderRecord> orders = tx.findOrdersOf(id);
        if (issuers(orders) > 1) {
            return new Outcome(
                    PatientDecision.refuse(
                            Refusal.UNKNOWN_PATIENT,
                            "the identifier was issued more than once, and no issuer is given"),
                    List.of());
        }
        List<OrderRecord> changed = new ArrayList<>();
        for (OrderRecord order : orders) {
            OrderRecord next = order.withSteps(order.steps().stream()
                    .map(step -> step.withStep(
                            new ScheduledStep(operator.apply(step.step().attributes()))))
                    .toList());
            if (!next.equals(order)) {
                tx.save(next);
                changed.add(next);
            }
        }
        return new Outcome(PatientDecision.accept(), changed);
    }

    /** How many issuers are known among the patients of the orders; more than one means several patients. */
    private static long issuers(List<OrderRecord> orders) {
        return orders.stream()
                .map(order ->
                        order.order().patient().id().map(PatientId::issuer).orElse(""))
                .filter(issuer -> !issuer.isEmpty())
                .distinct()
                .count();
    }
}
