package io.github.swfsdk.api.workflow;

import io.github.swfsdk.api.dataset.DataSet;
import io.github.swfsdk.api.dataset.Uid;
import io.github.swfsdk.api.mpps.PerformedStep;
import io.github.swfsdk.api.order.OrderDecision;
import io.github.swfsdk.api.order.OrderKey;
import io.github.swfsdk.api.order.OrderRequest;
import io.github.swfsdk.api.patient.PatientDecision;
import io.github.swfsdk.api.patient.PatientDecision.Refusal;
import io.github.swfsdk.api.patient.PatientId;
import io.github.swfsdk.api.workflow.TimelineEntry.Event;
import io.github.swfsdk.api.workflow.WorkflowEffect.Incomplete;
import io.github.swfsdk.api.workflow.WorkflowEffect.Noted;
import io.github.swfsdk.api.workflow.WorkflowEffect.OrderSaved;
import io.github.swfsdk.api.workflow.WorkflowEffect.Owed;
import io.github.swfsdk.api.workflow.WorkflowEffect.StepSaved;
import io.github.swfsdk.api.workflow.WorkflowEffect.Unlinked;
import io.github.swfsdk.api.workflow.WorkflowEffect.Unmatched;
import io.github.swfsdk.api.workflow.WorkflowEffect.Withheld;
import io.github.swfsdk.api.worklist.ScheduledStep;
import io.github.swfsdk.api.worklist.StepReference;
import io.github.swfsdk.api.worklist.WorklistLint;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/**
 * The transition function of the workflow: {@link #next} takes what is known and an event, and gives what the sender is told
 * and what follows. It writes nothing and knows no clock and no thread; what it reads is the state. An event that the state does
 * not allow is refused with a reason. The one thing that comes from elsewhere are the identifiers that a new order lacks.
 * {@code docs/workflow-states.md} shows the tables that it rests on. Immutable.
 */
final class WorkflowRules {
    private final IdentifierSource identifiers;
    private final OrderCompleteness completeness;
    private final PerformedStepForwarding forwarding;
    private final boolean followsOrders;

    private WorkflowRules(
            IdentifierSource identifiers,
            OrderCompleteness completeness,
            PerformedStepForwarding forwarding,
            boolean followsOrders) {
        this.identifiers = identifiers;
        this.completeness = completeness;
        this.forwarding = forwarding;
        this.followsOrders = followsOrders;
    }

    /** The rules of an order filler. */
    static WorkflowRules ofOrderFiller(
            IdentifierSource identifiers, OrderCompleteness completeness, PerformedStepForwarding forwarding) {
        return new WorkflowRules(identifiers, completeness, forwarding, true);
    }

    /** The rules of one who keeps and forwards performed steps and knows no orders. */
    static WorkflowRules ofPpsManager(PerformedStepForwarding forwarding) {
        OrderCompleteness none = new OrderCompleteness(Optional.empty(), false);
        return new WorkflowRules(IdentifierSource.random(), none, forwarding, false);
    }

    /** What follows from an event in this state. */
    <D> WorkflowTransition<D> next(WorkflowState state, WorkflowEvent<D> event) {
        return event.judgedBy(this, state);
    }

    WorkflowTransition<OrderDecision> orderReceived(WorkflowState state, WorkflowEvent.OrderReceived event) {
        OrderRequest request = event.request();
        Optional<OrderRecord> known = state.findOrder(request.key());
        String id = known.map(OrderRecord::id).orElse(event.newId());
        OrderRules rules = new OrderRules(identifiers, study -> state.isStudyOfOtherOrder(study, id));
        OrderTransition transition =
                known.isPresent() ? rules.known(known.get(), request) : rules.unknown(request, event.newId());
        if (transition.next().isEmpty()) {
            return WorkflowTransition.without(transition.decision());
        }
        OrderRecord next =
                PerformedStepTracking.in(state).catchUp(transition.next().get(), state::findPerformedStepsFor);
        List<WorklistLint.Finding> lacks = completeness.findings(request, next);
        if (completeness.refuses() && !lacks.isEmpty()) {
            String text = lacks.stream().map(WorklistLint.Finding::toString).collect(Collectors.joining(", "));
            return WorkflowTransition.without(OrderDecision.refuse(OrderDecision.Refusal.INVALID, text));
        }
        if (known.isEmpty()) {
            requireFreeNumber(state, next);
        }
        List<WorkflowEffect> effects = new ArrayList<>();
        effects.add(new OrderSaved(next));
        effects.add(new Noted(next, TimelineNotes.of(request.control())));
        if (!lacks.isEmpty()) {
            effects.add(new Incomplete(next.id(), lacks));
        }
        return new WorkflowTransition<>(transition.decision(), effects);
    }

    private static void requireFreeNumber(WorkflowState state, OrderRecord order) {
        OrderKey byNumber = new OrderKey("", "", order.key().accessionNumber());
        if (state.findOrder(byNumber).isPresent()) {
            throw new IllegalStateException("the accession number of a new order is in use");
        }
    }

    WorkflowTransition<PatientDecision> patientUpdated(WorkflowState state, WorkflowEvent.PatientUpdated event) {
        DataSet told = event.patient().attributes();
        return event.patient()
                .id()
                .map(id -> patient(state, id, Event.PATIENT_UPDATED, known -> PatientAttributes.update(known, told)))
                .orElseGet(WorkflowRules::withoutId);
    }

    WorkflowTransition<PatientDecision> patientMerged(WorkflowState state, WorkflowEvent.PatientMerged event) {
        Optional<PatientId> id = event.surviving().id();
        if (id.isEmpty()) {
            return withoutId();
        }
        if (id.get().matches(event.subsumed())) {
            return WorkflowTransition.without(
                    PatientDecision.refuse(Refusal.SAME_PATIENT, "surviving and subsumed identifier are the same"));
        }
        DataSet surviving = event.surviving().attributes();
        return patient(
                state,
                event.subsumed(),
                Event.PATIENT_MERGED,
                known -> PatientAttributes.merge(known, surviving, event.subsumed()));
    }

    private static WorkflowTransition<PatientDecision> withoutId() {
        return WorkflowTransition.without(
                PatientDecision.refuse(Refusal.UNKNOWN_PATIENT, "the patient has no identifier"));
    }

    private static WorkflowTransition<PatientDecision> patient(
            WorkflowState state, PatientId id, Event event, UnaryOperator<DataSet> change) {
        List<OrderRecord> orders = state.findOrdersOf(id);
        if (issuers(orders) > 1) {
            return WorkflowTransition.without(PatientDecision.refuse(
                    Refusal.UNKNOWN_PATIENT, "the identifier was issued more than once, and no issuer is given"));
        }
        List<WorkflowEffect> effects = new ArrayList<>();
        for (OrderRecord order : orders) {
            OrderRecord next = order.withSteps(order.steps().stream()
                    .map(step -> step.withStep(
                            new ScheduledStep(change.apply(step.step().attributes()))))
                    .toList());
            if (!next.equals(order)) {
                effects.add(new OrderSaved(next));
                effects.add(new Noted(next, event));
            }
        }
        return new WorkflowTransition<>(PatientDecision.accept(), effects);
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

    WorkflowTransition<Boolean> stepBegun(WorkflowState state, WorkflowEvent.StepBegun event) {
        PerformedStep step = event.step();
        return state.findPerformedStep(step.sopInstanceUid()).isPresent()
                ? WorkflowTransition.without(false)
                : performed(state, step, true, forwarding.created(step));
    }

    WorkflowTransition<Boolean> stepChanged(WorkflowState state, WorkflowEvent.StepChanged event) {
        PerformedStep seen = event.seen();
        return state.findPerformedStep(seen.sopInstanceUid()).equals(Optional.of(seen))
                ? performed(state, event.next(), false, forwarding.set(event.next(), event.modifications()))
                : WorkflowTransition.without(false);
    }

    private WorkflowTransition<Boolean> performed(
            WorkflowState state, PerformedStep step, boolean begun, List<FollowUp> owed) {
        List<WorkflowEffect> effects = new ArrayList<>();
        effects.add(new StepSaved(step));
        if (step.isWrongWorklistEntry()) {
            effects.add(new Withheld(step));
        }
        if (followsOrders) {
            follow(state, step, begun, effects);
        }
        owed.forEach(followUp -> effects.add(new Owed(followUp)));
        return new WorkflowTransition<>(true, effects);
    }

    private static void follow(WorkflowState state, PerformedStep step, boolean begun, List<WorkflowEffect> effects) {
        Uid uid = step.sopInstanceUid();
        List<StepReference> linked = state.findLinks(uid);
        PerformedStepTracking tracking = PerformedStepTracking.in(state);
        if (step.isWrongWorklistEntry() && !linked.isEmpty()) {
            effects.add(new Unlinked(uid)); // the modality says so after the operator has said otherwise
            tracking = tracking.withLinks(uid, List.of());
        }
        PerformedTransition transition = tracking.track(step, linked);
        for (OrderRecord order : transition.concerned()) {
            effects.add(new Noted(order, TimelineNotes.of(step, begun)));
            if (step.isWrongWorklistEntry()) {
                effects.add(new Noted(order, Event.INSTANCES_WITHHELD));
            }
        }
        transition.orders().forEach(order -> effects.add(new OrderSaved(order)));
        transition.unmatched().forEach(reference -> effects.add(new Unmatched(uid, reference)));
    }
}
