package io.github.swfsdk.api.workflow;

import static io.github.swfsdk.api.workflow.WorkflowModel.ACCEPTED;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.swfsdk.api.dataset.DataSet;
import io.github.swfsdk.api.dataset.Tags;
import io.github.swfsdk.api.dataset.Uid;
import io.github.swfsdk.api.instance.InstanceReference;
import io.github.swfsdk.api.mpps.PerformedStep;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** A {@link RealDepartment} and a {@link WorkflowModel} to which the same happens; they have to agree after each event. */
final class ModelledDepartment {
    private static final Set<String> NOT_BEGUN = Set.of("SCHEDULED", "CANCELLED");
    private static final Set<String> NOT_COMPLETED = Set.of("SCHEDULED", "IN_PROGRESS", "DISCONTINUED", "CANCELLED");

    private final RealDepartment real = new RealDepartment();
    private final WorkflowModel model = new WorkflowModel();

    /** Lets an event happen to both, and compares what the sender is told. */
    void happens(RandomEvent event) {
        String before = seen();
        String told = real.happens(event);
        assertThat(told).as("%s", event).isEqualTo(modelled(event));
        if (!told.equals(ACCEPTED)) {
            assertThat(seen()).as("a refused event changes nothing").isEqualTo(before);
        }
    }

    // ---- invariants (docs/workflow-states.md)

    void check() {
        real.ended.forEach((uid, step) ->
                assertThat(real.find(uid)).as("an ended step never changes").isEqualTo(step));
        checkInstances();
        checkWorklist();
        model.orders.forEach(this::checkOrder);
        int owed = model.owed.values().stream().mapToInt(List::size).sum();
        assertThat(real.department.store.outbox().size()).as("owed").isEqualTo(2L * owed);
    }

    private void checkInstances() {
        List<Uid> named = real.begun.stream()
                .flatMap(step -> real.find(step.sopInstanceUid()).instances().stream())
                .map(InstanceReference::sopInstanceUid)
                .toList();
        assertThat(named).as("an instance is of one performed step").doesNotHaveDuplicates();
        assertThat(real.presented()).as("presented instances").isEqualTo(model.presented());
    }

    private void checkWorklist() {
        Set<String> expected = new TreeSet<>();
        model.orders.forEach((accession, order) -> order.versions.keySet().stream()
                .filter(step -> model.isOpen(accession, step))
                .forEach(step -> expected.add(accession + " " + step + " "
                        + (model.status(accession, step).equals("IN_PROGRESS") ? "STARTED" : "SCHEDULED"))));
        assertThat(real.department.worklist()).as("worklist").containsExactlyInAnyOrderElementsOf(expected);
    }

    private void checkOrder(String accession, WorkflowModel.Order expected) {
        OrderRecord order = real.department.order(accession);
        assertThat(order.steps()).hasSameSizeAs(expected.versions.keySet());
        for (StepRecord step : order.steps()) {
            String id = step.step().stepId();
            DataSet attributes = step.step().attributes();
            assertThat(step.status().name()).as("%s %s", accession, id).isEqualTo(model.status(accession, id));
            assertThat(step.withdrawn()).isEqualTo(expected.withdrawn.contains(id));
            assertThat(step.step().step().text(Tags.SCHEDULED_PROCEDURE_STEP_START_TIME))
                    .isEqualTo(RealDepartment.time(expected.versions.get(id)));
            assertThat(attributes.text(Tags.PATIENT_ID)).isEqualTo(expected.patient);
            assertThat(attributes.text(Tags.PATIENT_NAME)).isEqualTo(expected.name);
        }
    }

    /** Delivers everything, and compares what each receiver gets of each performed step with what is owed. */
    void checkDeliveries() {
        Outbox outbox = real.department.store.outbox();
        Map<String, List<String>> delivered = new HashMap<>();
        Instant now = Instant.EPOCH.plusSeconds(1L << 33);
        while (outbox.size() > 0) {
            List<Outbox.Entry> due = outbox.claim(now, Instant.MAX, 1000, Set.of());
            assertThat(due).isNotEmpty();
            for (Outbox.Entry entry : due) {
                FollowUp followUp = entry.followUp();
                delivered
                        .computeIfAbsent(followUp.destination() + followUp.orderingKey(), key -> new ArrayList<>())
                        .add(followUp.kind().name());
                outbox.delivered(entry.id());
            }
        }
        model.owed.forEach((number, owed) -> {
            String uid = RealDepartment.uid(number).value();
            assertThat(delivered.remove("PACS" + uid)).isEqualTo(owed);
            assertThat(delivered.remove("READER" + uid)).hasSameSizeAs(owed).containsOnly("MPPS_NOTIFICATION");
        });
        assertThat(delivered).as("more than is owed").isEmpty();
    }

    private String seen() {
        String orders = model.orders.keySet().stream()
                .map(accession -> real.department.order(accession).toString())
                .collect(Collectors.joining("\n"));
        String steps = real.begun.stream()
                .map(step -> real.find(step.sopInstanceUid()).attributes().toString())
                .collect(Collectors.joining("\n"));
        return orders
                + steps
                + real.presented()
                + real.department.store.outbox().size();
    }

    // ---- the model's side

    private String modelled(RandomEvent event) {
        String accession = "A" + event.order();
        String stepId = "S" + event.step();
        Optional<String> named = event.choice(2) == 0 ? Optional.of(stepId) : Optional.empty();
        int number = real.numberOf(event);
        switch (event.kind()) {
            case PLACE:
                return model.place(accession, RealDepartment.patientOf(event.order()));
            case CHANGE:
                return model.change(accession, stepId, event.choice(3));
            case CANCEL:
                return model.withdraw(accession, named, NOT_BEGUN);
            case DISCONTINUE:
                return model.withdraw(accession, named, NOT_COMPLETED);
            case RENAME:
                model.rename("P" + event.choice(3), "Name^" + event.step());
                return ACCEPTED;
            case MERGE:
                return merge(event);
            case CREATE:
                model.create(namesOf(real.begun.get(real.begun.size() - 1)));
                return ACCEPTED;
            default:
                return number < 0 ? ACCEPTED : modelledPerformed(event, number, accession, stepId);
        }
    }

    private String merge(RandomEvent event) {
        String surviving = "P" + event.choice(3);
        String subsumed = "P" + event.step();
        if (surviving.equals(subsumed)) {
            return "SAME_PATIENT";
        }
        model.merge(surviving, subsumed, "Merged^Anna");
        return ACCEPTED;
    }

    private String modelledPerformed(RandomEvent event, int number, String accession, String stepId) {
        return switch (event.kind()) {
            case CREATE_OTHER -> "DUPLICATE_INSTANCE";
            case STORE -> {
                List<InstanceReference> there = real.images.get(number);
                model.store(number, there.get(there.size() - 1).sopInstanceUid().value());
                yield ACCEPTED;
            }
            case UPDATE -> model.update(number);
            case END ->
                model.end(number, List.of("COMPLETED", "DISCONTINUED", "WRONG").get(event.choice(3)));
            case END_OTHERWISE -> model.performed.get(number).isEnded() ? "NO_LONGER_UPDATABLE" : ACCEPTED;
            case EXPIRE -> {
                for (int i = 0; i < number; i++) {
                    model.end(i, "DISCONTINUED");
                }
                yield ACCEPTED;
            }
            case RECONCILE -> model.reconcile(number, accession, stepId);
            case SEPARATE -> model.separate(number);
            default -> ACCEPTED;
        };
    }

    private static Set<String> namesOf(PerformedStep step) {
        return step.scheduledSteps().stream()
                .filter(reference -> !reference.isUnscheduled())
                .map(reference -> reference.accessionNumber() + "/" + reference.stepId())
                .collect(Collectors.toSet());
    }
}
