package io.github.swfsdk.api.workflow;

import io.github.swfsdk.api.dataset.DataSet;
import io.github.swfsdk.api.dataset.Tag;
import io.github.swfsdk.api.dataset.Tags;
import io.github.swfsdk.api.dataset.Uid;
import io.github.swfsdk.api.order.OrderControl;
import io.github.swfsdk.api.order.OrderDecision.Refusal;
import io.github.swfsdk.api.order.OrderRequest;
import io.github.swfsdk.api.patient.PatientId;
import io.github.swfsdk.api.workflow.OrderEffects.Effect;
import io.github.swfsdk.api.worklist.ScheduledStep;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/**
 * The rules of orders: an order as it is known and a message about it give the order as it is then, or a refusal. No I/O; for
 * one message at a time.
 */
final class OrderRules {
    private static final List<Tag> IDENTIFIERS = List.of(
            Tags.PLACER_ORDER_NUMBER_IMAGING_SERVICE_REQUEST,
            Tags.FILLER_ORDER_NUMBER_IMAGING_SERVICE_REQUEST,
            Tags.ACCESSION_NUMBER,
            Tags.REQUESTED_PROCEDURE_ID,
            Tags.STUDY_INSTANCE_UID);

    private final IdentifierSource identifiers;
    private final Predicate<Uid> isStudyOfOtherOrder;

    /** Rules that make identifiers from a source, and know the studies of all other orders. */
    OrderRules(IdentifierSource identifiers, Predicate<Uid> isStudyOfOtherOrder) {
        this.identifiers = identifiers;
        this.isStudyOfOtherOrder = isStudyOfOtherOrder;
    }

    /** What becomes of a message about an order that is not known; the id is for a new one. */
    OrderTransition unknown(OrderRequest request, String newId) {
        if (request.control() != OrderControl.NEW) {
            return OrderTransition.refused(Refusal.UNKNOWN_ORDER, "no such order");
        }
        List<ScheduledStep> given = request.steps().stream()
                .map(step -> withoutStatus(step.attributes()))
                .map(ScheduledStep::new)
                .toList();
        try {
            List<StepRecord> steps =
                    complete(given, request).stream().map(StepRecord::scheduled).toList();
            return OrderTransition.to(new OrderRecord(newId, 0, steps));
        } catch (OrderContradiction e) {
            return OrderTransition.refused(Refusal.INVALID, Objects.requireNonNull(e.getMessage()));
        }
    }

    /** What becomes of a message about this order. */
    OrderTransition known(OrderRecord order, OrderRequest request) {
        return switch (request.control()) {
            case NEW -> repeated(order, request);
            case CHANGE -> changed(order, request);
            case CANCEL, DISCONTINUE -> withdrawn(order, request);
        };
    }

    private OrderTransition repeated(OrderRecord order, OrderRequest request) {
        boolean same = order.steps().size() == request.steps().size();
        for (int i = 0; same && i < request.steps().size(); i++) {
            DataSet given = request.steps().get(i).attributes();
            ScheduledStep there = find(order, request.steps().get(i).stepId())
                    .orElse(order.steps().get(i))
                    .step();
            same = isSamePatient(given, there.attributes())
                    && PatientAttributes.without(filledFrom(there, given))
                            .equals(PatientAttributes.without(there.attributes()));
        }
        return same
                ? OrderTransition.unchanged()
                : OrderTransition.refused(Refusal.DUPLICATE_ORDER, "the order is known with other content");
    }

    private OrderTransition changed(OrderRecord order, OrderRequest request) {
        Map<String, StepRecord> steps = new LinkedHashMap<>();
        order.steps().forEach(step -> steps.put(step.step().stepId(), step));
        for (ScheduledStep given : request.steps()) {
            Optional<StepRecord> there = target(order, request, given);
            boolean added = there.isEmpty();
            if (added && given.stepId().isEmpty()) {
                return OrderTransition.refused(Refusal.INVALID, Tags.SCHEDULED_PROCEDURE_STEP_ID + " is missing");
            }
            if (contradicts(order, there, given)) {
                return OrderTransition.refused(Refusal.INVALID, "identifiers contradict those of the order");
            }
            StepRecord next = added ? added(order, given) : replaced(there.get(), given);
            boolean allowed = added
                    ? !order.status().isEnded()
                    : next.equals(there.get()) || effect(request, there.get()) == Effect.REPLACE;
            if (!allowed) {
                return OrderTransition.refused(Refusal.TOO_LATE, "the step has begun or ended");
            }
            steps.put(next.step().stepId(), next);
        }
        return completed(order, List.copyOf(steps.values()), request);
    }

    private OrderTransition completed(OrderRecord order, List<StepRecord> steps, OrderRequest request) {
        try {
            List<ScheduledStep> scheduled =
                    complete(steps.stream().map(StepRecord::step).toList(), request);
            List<StepRecord> next = new ArrayList<>();
            for (int i = 0; i < steps.size(); i++) {
                next.add(steps.get(i).withStep(scheduled.get(i)));
            }
            return OrderTransition.between(order, order.withSteps(next));
        } catch (OrderContradiction e) {
            return OrderTransition.refused(Refusal.INVALID, Objects.requireNonNull(e.getMessage()));
        }
    }

    private OrderTransition withdrawn(OrderRecord order, OrderRequest request) {
        Set<String> named = request.stepIds();
        if (named.stream().anyMatch(id -> find(order, id).isEmpty())) {
            return OrderTransition.refused(Refusal.UNKNOWN_STEP, "no such scheduled step in the order");
        }
        List<StepRecord> next = new ArrayList<>();
        int reached = 0;
        for (StepRecord step : order.steps()) {
            boolean meant = named.isEmpty() || named.contains(step.step().stepId());
            boolean takenBack = meant && effect(request, step) == Effect.WITHDRAW;
            reached += takenBack ? 1 : 0;
            next.add(takenBack ? step.withdraw() : step);
        }
        boolean tooLate = named.isEmpty() ? reached == 0 : reached < named.size();
        return tooLate
                ? OrderTransition.refused(Refusal.TOO_LATE, "the step has begun or ended")
                : OrderTransition.between(order, order.withSteps(next));
    }

    private List<ScheduledStep> complete(List<ScheduledStep> steps, OrderRequest request) throws OrderContradiction {
        List<ScheduledStep> complete = OrderIdentifiers.complete(steps, request.key(), identifiers);
        if (complete.stream().map(ScheduledStep::studyInstanceUid).anyMatch(isStudyOfOtherOrder)) {
            throw new OrderContradiction(Tags.STUDY_INSTANCE_UID + " belongs to another order");
        }
        return complete;
    }

    /** The step that a change means: the one with its ID; without an ID, the only one there is. */
    private static Optional<StepRecord> target(OrderRecord order, OrderRequest request, ScheduledStep given) {
        boolean only = order.steps().size() == 1 && request.steps().size() == 1;
        return given.stepId().isEmpty() && only ? Optional.of(order.steps().get(0)) : find(order, given.stepId());
    }

    private static StepRecord replaced(StepRecord there, ScheduledStep given) {
        return there.withStep(new ScheduledStep(PatientAttributes.keep(
                filledFrom(there.step(), given.attributes()), there.step().attributes())));
    }

    private static StepRecord added(OrderRecord order, ScheduledStep given) {
        return StepRecord.scheduled(new ScheduledStep(PatientAttributes.keep(
                withoutStatus(given.attributes()), order.steps().get(0).step().attributes())));
    }

    private static boolean contradicts(OrderRecord order, Optional<StepRecord> there, ScheduledStep given) {
        DataSet known = there.orElse(order.steps().get(0)).step().attributes();
        return !isSamePatient(given.attributes(), known)
                || there.isPresent()
                        && IDENTIFIERS.stream()
                                .anyMatch(tag -> given.attributes().hasValue(tag)
                                        && known.hasValue(tag)
                                        && !given.attributes().text(tag).equals(known.text(tag)));
    }

    private static boolean isSamePatient(DataSet given, DataSet known) {
        Optional<PatientId> id = PatientId.of(given);
        return id.isEmpty() || PatientAttributes.isKnownAs(known, id.get());
    }

    /** The given attributes with what they lack of the identifiers, and without a status. */
    private static DataSet filledFrom(ScheduledStep there, DataSet given) {
        DataSet.Builder filled = withoutStatus(given).toBuilder();
        for (Tag tag : IDENTIFIERS) {
            if (!given.hasValue(tag)) {
                filled.copy(there.attributes(), tag);
            }
        }
        ScheduledStep step = new ScheduledStep(filled.build());
        return step.stepId().isEmpty() ? OrderIdentifiers.withStepId(step, there.stepId()) : step.attributes();
    }

    /** How far a step has come is told by events, not by the order. */
    private static DataSet withoutStatus(DataSet attributes) {
        ScheduledStep step = new ScheduledStep(attributes);
        return step.withStep(step.step().toBuilder()
                        .remove(Tags.SCHEDULED_PROCEDURE_STEP_STATUS)
                        .build())
                .attributes();
    }

    private static Optional<StepRecord> find(OrderRecord order, String stepId) {
        return order.steps().stream()
                .filter(step -> step.step().stepId().equals(stepId))
                .findFirst();
    }

    private static Effect effect(OrderRequest request, StepRecord step) {
        return OrderEffects.of(request.control(), step.status());
    }
}
