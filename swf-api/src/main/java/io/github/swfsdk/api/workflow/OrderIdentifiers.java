package io.github.swfsdk.api.workflow;

import io.github.swfsdk.api.dataset.DataSet;
import io.github.swfsdk.api.dataset.Tag;
import io.github.swfsdk.api.dataset.Tags;
import io.github.swfsdk.api.dataset.Uid;
import io.github.swfsdk.api.order.ImagingOrder;
import io.github.swfsdk.api.order.OrderKey;
import io.github.swfsdk.api.patient.PatientId;
import io.github.swfsdk.api.worklist.ScheduledStep;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/**
 * Makes the steps of one order agree: one set of order numbers, one patient, one study for each requested procedure, and step
 * IDs that differ. What is missing is taken from the other steps or made anew.
 */
final class OrderIdentifiers {
    private static final List<Tag> ORDER_NUMBERS = List.of(
            Tags.PLACER_ORDER_NUMBER_IMAGING_SERVICE_REQUEST,
            Tags.FILLER_ORDER_NUMBER_IMAGING_SERVICE_REQUEST,
            Tags.ACCESSION_NUMBER);

    private final ImagingOrder order;
    private final IdentifierSource source;
    private List<DataSet> steps;

    private OrderIdentifiers(ImagingOrder order, IdentifierSource source) {
        this.order = order;
        this.source = source;
        this.steps = order.steps().stream().map(ScheduledStep::attributes).toList();
    }

    /** The steps of the order with every identifier. */
    static List<ScheduledStep> complete(List<ScheduledStep> steps, OrderKey key, IdentifierSource source)
            throws OrderContradiction {
        OrderIdentifiers identifiers = new OrderIdentifiers(new ImagingOrder(steps), source);
        identifiers.requireOnePatient();
        identifiers.completeOrderNumbers(key);
        identifiers.completeProcedures();
        identifiers.completeStepIds();
        return identifiers.steps.stream().map(ScheduledStep::new).toList();
    }

    private void requireOnePatient() throws OrderContradiction {
        Set<Optional<PatientId>> patients = new HashSet<>();
        steps.forEach(step -> patients.add(PatientId.of(step)));
        if (patients.size() > 1) {
            throw new OrderContradiction("the steps of one order are for several patients");
        }
        if (patients.contains(Optional.<PatientId>empty())) {
            throw new OrderContradiction(Tags.PATIENT_ID + " is missing");
        }
    }

    private void completeOrderNumbers(OrderKey key) throws OrderContradiction {
        completeOrderNumber(ORDER_NUMBERS.get(0), key.placerOrderNumber(), () -> "");
        completeOrderNumber(ORDER_NUMBERS.get(1), key.fillerOrderNumber(), () -> "");
        completeOrderNumber(ORDER_NUMBERS.get(2), key.accessionNumber(), () -> source.accessionNumber(order));
    }

    private void completeOrderNumber(Tag tag, String given, Supplier<String> maker) throws OrderContradiction {
        Set<String> known = new LinkedHashSet<>();
        known.add(given);
        steps.forEach(step -> known.add(step.text(tag)));
        known.remove("");
        String value = only(tag, known).orElseGet(maker);
        if (!value.isEmpty()) {
            change(step -> step.toBuilder().put(tag, value).build());
        }
    }

    /** A step without requested procedure belongs to the one of its study; those without both are one procedure. */
    private void completeProcedures() throws OrderContradiction {
        Map<String, String> procedureOfStudy = new HashMap<>();
        for (DataSet step : steps) {
            if (step.hasValue(Tags.REQUESTED_PROCEDURE_ID) && step.hasValue(Tags.STUDY_INSTANCE_UID)) {
                procedureOfStudy.putIfAbsent(
                        step.text(Tags.STUDY_INSTANCE_UID), step.text(Tags.REQUESTED_PROCEDURE_ID));
            }
        }
        change(step -> step.hasValue(Tags.REQUESTED_PROCEDURE_ID)
                ? step
                : step.toBuilder()
                        .put(
                                Tags.REQUESTED_PROCEDURE_ID,
                                procedureOfStudy.computeIfAbsent(
                                        step.text(Tags.STUDY_INSTANCE_UID),
                                        study -> source.requestedProcedureId(order)))
                        .build());
        completeStudies();
    }

    private void completeStudies() throws OrderContradiction {
        Map<String, Set<String>> studies = new HashMap<>();
        for (DataSet step : steps) {
            studies.computeIfAbsent(step.text(Tags.REQUESTED_PROCEDURE_ID), id -> new LinkedHashSet<>())
                    .add(step.text(Tags.STUDY_INSTANCE_UID));
        }
        Map<String, String> studyOf = new HashMap<>();
        for (Map.Entry<String, Set<String>> procedure : studies.entrySet()) {
            procedure.getValue().remove("");
            studyOf.put(procedure.getKey(), studyOf(procedure.getValue()));
        }
        change(step -> step.toBuilder()
                .put(Tags.STUDY_INSTANCE_UID, studyOf.getOrDefault(step.text(Tags.REQUESTED_PROCEDURE_ID), ""))
                .build());
    }

    private String studyOf(Set<String> known) throws OrderContradiction {
        String study = only(Tags.STUDY_INSTANCE_UID, known)
                .orElseGet(() -> source.studyInstanceUid(order).value());
        if (!Uid.isUsable(study)) {
            throw new OrderContradiction(Tags.STUDY_INSTANCE_UID + " is not a UID");
        }
        return study;
    }

    private void completeStepIds() throws OrderContradiction {
        Set<String> ids = new HashSet<>();
        for (DataSet step : steps) {
            String id = new ScheduledStep(step).stepId();
            if (!id.isEmpty() && !ids.add(id)) {
                throw new OrderContradiction(Tags.SCHEDULED_PROCEDURE_STEP_ID + " names two steps of one order");
            }
        }
        change(attributes -> {
            ScheduledStep step = new ScheduledStep(attributes);
            return step.stepId().isEmpty() ? withStepId(step, newStepId(ids)) : attributes;
        });
    }

    private String newStepId(Set<String> ids) {
        String id = source.stepId(order);
        if (!ids.add(id)) {
            throw new IllegalStateException("the identifier source made the same step ID twice");
        }
        return id;
    }

    /** The same attributes with another step ID. */
    static DataSet withStepId(ScheduledStep step, String id) {
        return step.withStep(step.step().toBuilder()
                        .put(Tags.SCHEDULED_PROCEDURE_STEP_ID, id)
                        .build())
                .attributes();
    }

    private static Optional<String> only(Tag tag, Set<String> values) throws OrderContradiction {
        if (values.size() > 1) {
            throw new OrderContradiction(tag + " has several values where one is needed");
        }
        return values.stream().findFirst();
    }

    private void change(UnaryOperator<DataSet> operator) {
        List<DataSet> changed = new ArrayList<>(steps.size());
        steps.forEach(step -> changed.add(operator.apply(step)));
        steps = changed;
    }
}
