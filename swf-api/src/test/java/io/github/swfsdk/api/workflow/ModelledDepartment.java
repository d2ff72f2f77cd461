package io.github.swfsdk.api.workflow;

import static io.github.swfsdk.api.workflow.WorkflowModel.ACCEPTED;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.swfsdk.api.dataset.DataSet;
import io.github.swfsdk.api.dataset.Tags;
import io.github.swfsdk.api.dataset.Uid;
import io.github.swfsdk.api.dataset.Uids;
import io.github.swfsdk.api.event.Cause;
import io.github.swfsdk.api.instance.InstanceHeader;
import io.github.swfsdk.api.instance.InstanceReference;
import io.github.swfsdk.api.mpps.DiscontinuationReason;
import io.github.swfsdk.api.mpps.MppsResult;
import io.github.swfsdk.api.mpps.PerformedSeries;
import io.github.swfsdk.api.mpps.PerformedStep;
import io.github.swfsdk.api.mpps.PerformedStepDraft;
import io.github.swfsdk.api.mpps.PerformedStepModification;
import io.github.swfsdk.api.mpps.PerformedStepRules;
import io.github.swfsdk.api.order.ImagingOrder;
import io.github.swfsdk.api.order.OrderDecision;
import io.github.swfsdk.api.patient.Patient;
import io.github.swfsdk.api.patient.PatientId;
import io.github.swfsdk.api.storage.ImageArchive;
import io.github.swfsdk.api.storage.InMemoryBackend;
import io.github.swfsdk.api.storage.InstanceWriter;
import io.github.swfsdk.api.storage.StoredInstance;
import io.github.swfsdk.api.testkit.ExamFixtures;
import io.github.swfsdk.api.worklist.ScheduledStep;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A real department and a {@link WorkflowModel} to which the same happens; they have to agree after each event. */
final class ModelledDepartment {
    private static final Cause OPERATOR = new Cause(Cause.Kind.OPERATOR, "front desk", "1");
    private static final LocalDateTime NOON = LocalDate.of(2026, 1, 10).atTime(12, 0);
    private static final PerformedStepRules RULES = PerformedStepRules.strict();
    private static final Set<String> NOT_BEGUN = Set.of("SCHEDULED", "CANCELLED");
    private static final Set<String> NOT_COMPLETED = Set.of("SCHEDULED", "IN_PROGRESS", "DISCONTINUED", "CANCELLED");

    private final Department department =
            new Department(options -> options.forwardPerformedStepsTo("PACS").notifyOfPerformedSteps("READER"));
    private final DepartmentScheduler scheduler = department.scheduler;
    private final ImageArchive archive = ImageArchive.builder()
            .backend(new InMemoryBackend())
            .outbox(department.store.outbox())
            .reporter((requester, result) -> {})
            .withheld(department.store.withheld())
            .build();
    private final WorkflowModel model = new WorkflowModel();
    private final List<PerformedStep> begun = new ArrayList<>();
    private final List<List<InstanceReference>> images = new ArrayList<>();
    private final Map<Integer, DataSet> lastRequest = new HashMap<>();
    private final Map<Uid, PerformedStep> ended = new HashMap<>();

    /** Lets an event happen to both, and compares what the sender is told. */
    void happens(RandomEvent event) {
        String before = seen();
        String told = real(event);
        assertThat(told).as("%s", event).isEqualTo(modelled(event));
        if (!told.equals(ACCEPTED)) {
            assertThat(seen()).as("a refused event changes nothing").isEqualTo(before);
        }
    }

    // ---- invariants (docs/workflow-states.md)

    void check() {
        ended.forEach((uid, step) ->
                assertThat(find(uid)).as("an ended step never changes").isEqualTo(step));
        checkInstances();
        checkWorklist();
        model.orders.forEach(this::checkOrder);
        int owed = model.owed.values().stream().mapToInt(List::size).sum();
        assertThat(department.store.outbox().size()).as("owed").isEqualTo(2L * owed);
    }

    private void checkInstances() {
        List<Uid> named = begun.stream()
                .flatMap(step -> find(step.sopInstanceUid()).instances().stream())
                .map(InstanceReference::sopInstanceUid)
                .toList();
        assertThat(named).as("an instance is of one performed step").doesNotHaveDuplicates();
        assertThat(presented()).as("presented instances").isEqualTo(model.presented());
    }

    private void checkWorklist() {
        Set<String> expected = new TreeSet<>();
        model.orders.forEach((accession, order) -> order.versions.keySet().stream()
                .filter(step -> model.isOpen(accession, step))
                .forEach(step -> expected.add(accession + " " + step + " "
                        + (model.status(accession, step).equals("IN_PROGRESS") ? "STARTED" : "SCHEDULED"))));
        assertThat(department.worklist()).as("worklist").containsExactlyInAnyOrderElementsOf(expected);
    }

    private void checkOrder(String accession, WorkflowModel.Order expected) {
        OrderRecord order = department.order(accession);
        assertThat(order.steps()).hasSameSizeAs(expected.versions.keySet());
        for (StepRecord step : order.steps()) {
            String id = step.step().stepId();
            DataSet attributes = step.step().attributes();
            assertThat(step.status().name()).as("%s %s", accession, id).isEqualTo(model.status(accession, id));
            assertThat(step.withdrawn()).isEqualTo(expected.withdrawn.contains(id));
            assertThat(step.step().step().text(Tags.SCHEDULED_PROCEDURE_STEP_START_TIME))
                    .isEqualTo(time(expected.versions.get(id)));
            assertThat(attributes.text(Tags.PATIENT_ID)).isEqualTo(expected.patient);
            assertThat(attributes.text(Tags.PATIENT_NAME)).isEqualTo(expected.name);
        }
    }

    /** Delivers everything, and compares what each receiver gets of each performed step with what is owed. */
    void checkDeliveries() {
        Outbox outbox = department.store.outbox();
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
            String uid = uid(number).value();
            assertThat(delivered.remove("PACS" + uid)).isEqualTo(owed);
            assertThat(delivered.remove("READER" + uid)).hasSameSizeAs(owed).containsOnly("MPPS_NOTIFICATION");
        });
        assertThat(delivered).as("more than is owed").isEmpty();
    }

    private String seen() {
        String orders = model.orders.keySet().stream()
                .map(accession -> department.order(accession).toString())
                .collect(Collectors.joining("\n"));
        String steps = begun.stream()
                .map(step -> find(step.sopInstanceUid()).attributes().toString())
                .collect(Collectors.joining("\n"));
        return orders + steps + presented() + department.store.outbox().size();
    }

    private Set<String> presented() {
        try (Stream<StoredInstance> kept = archive.list()) {
            return kept.map(image -> image.reference().sopInstanceUid().value())
                    .collect(Collectors.toCollection(TreeSet::new));
        }
    }

    // ---- the model's side

    private String modelled(RandomEvent event) {
        String accession = "A" + event.order();
        String stepId = "S" + event.step();
        Optional<String> named = event.choice(2) == 0 ? Optional.of(stepId) : Optional.empty();
        int number = numberOf(event);
        switch (event.kind()) {
            case PLACE:
                return model.place(accession, patientOf(event.order()));
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
                model.create(namesOf(begun.get(begun.size() - 1)));
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
                List<InstanceReference> there = images.get(number);
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

    // ---- the real side

    private String real(RandomEvent event) {
        String accession = "A" + event.order();
        String[] named = event.choice(2) == 0 ? new String[] {"S" + event.step()} : new String[0];
        return switch (event.kind()) {
            case PLACE ->
                told(department.place(new ImagingOrder(List.of(step(event.order(), 0), step(event.order(), 1)))));
            case CHANGE -> told(department.change(at(step(event.order(), event.step()), event.choice(3))));
            case CANCEL -> told(department.cancel(accession, named));
            case DISCONTINUE -> told(department.discontinue(accession, named));
            case RENAME ->
                scheduler
                        .patients()
                        .updated(patient("P" + event.choice(3), "Name^" + event.step()), OPERATOR)
                        .refusal()
                        .map(Enum::name)
                        .orElse(ACCEPTED);
            case MERGE ->
                scheduler
                        .patients()
                        .merged(
                                patient("P" + event.choice(3), "Merged^Anna"),
                                new PatientId("P" + event.step(), "HOSP"),
                                OPERATOR)
                        .refusal()
                        .map(Enum::name)
                        .orElse(ACCEPTED);
            case CREATE -> create(draft(event));
            default -> numberOf(event) < 0 ? ACCEPTED : realPerformed(event, numberOf(event));
        };
    }

    private String realPerformed(RandomEvent event, int number) {
        return switch (event.kind()) {
            case CREATE_AGAIN -> createAgain(begun.get(number));
            case CREATE_OTHER ->
                createAgain(new PerformedStep(
                        uid(number),
                        begun.get(number).attributes().toBuilder()
                                .put(Tags.PERFORMED_STATION_NAME, "another")
                                .build()));
            case STORE -> store(number);
            case UPDATE -> set(number, PerformedStepModification.update().series(series(number)));
            case END -> end(number, event.choice(3));
            case END_AGAIN -> lastRequest.containsKey(number) ? set(number, lastRequest.get(number)) : ACCEPTED;
            case END_OTHERWISE ->
                find(uid(number)).status().isFinal()
                        ? set(
                                number,
                                PerformedStepModification.complete(NOON.plusHours(9))
                                        .series(seriesOrEmpty(number)))
                        : ACCEPTED;
            case EXPIRE -> expire(number);
            case RECONCILE ->
                told(scheduler
                        .reconcile(uid(number), Department.key("A" + event.order()), "S" + event.step(), OPERATOR)
                        .refusal());
            case SEPARATE -> told(scheduler.separate(uid(number), OPERATOR).refusal());
            default -> throw new IllegalStateException(event.toString());
        };
    }

    private PerformedStep draft(RandomEvent event) {
        ScheduledStep entry = step(event.order(), event.step());
        int otherOrder = event.performed() % WorkflowModel.ORDERS;
        ScheduledStep other = step(otherOrder, event.performed() % WorkflowModel.STEPS);
        boolean samePatient = patientOf(event.order()).equals(patientOf(otherOrder));
        PerformedStepDraft draft = switch (event.choice(5)) {
            case 0 ->
                PerformedStepDraft.unscheduled(patient("TEMP", "Unknown^Emergency"))
                        .modality("DX");
            case 1 ->
                samePatient && !StepKey.of(entry).equals(StepKey.of(other))
                        ? PerformedStepDraft.ofGroup(List.of(entry, other))
                        : PerformedStepDraft.of(entry);
            default -> PerformedStepDraft.of(entry);
        };
        return draft.sopInstanceUid(uid(begun.size()))
                .station("DX1", "", "")
                .start(NOON.plusMinutes(begun.size()))
                .build();
    }

    private String create(PerformedStep step) {
        begun.add(step);
        images.add(new ArrayList<>());
        return scheduler.performedStepStore().create(step) ? ACCEPTED : "not created";
    }

    /** As an MPPS provider does when the UID is known. */
    private String createAgain(PerformedStep sent) {
        MppsResult result = RULES.createAgain(find(sent.sopInstanceUid()), sent.attributes());
        assertThat(scheduler.performedStepStore().create(sent)).isFalse();
        return result instanceof MppsResult.Refused refused
                ? refused.refusal().kind().name()
                : ACCEPTED;
    }

    private String end(int number, int how) {
        LocalDateTime time = NOON.plusHours(3);
        PerformedStepModification end = switch (how) {
            case 0 -> PerformedStepModification.complete(time).series(seriesOrEmpty(number));
            case 1 ->
                PerformedStepModification.discontinue(time, DiscontinuationReason.EQUIPMENT_FAILURE)
                        .series(series(number));
            default ->
                PerformedStepModification.discontinue(time, DiscontinuationReason.INCORRECT_WORKLIST_ENTRY_SELECTED)
                        .series(series(number));
        };
        DataSet request = end.build();
        String told = find(uid(number)).status().isFinal() ? "NO_LONGER_UPDATABLE" : set(number, request);
        if (told.equals(ACCEPTED)) {
            lastRequest.put(number, request);
        }
        return told;
    }

    private String set(int number, PerformedStepModification modification) {
        return set(number, modification.build());
    }

    /** As an MPPS provider does. */
    private String set(int number, DataSet request) {
        PerformedStep seen = find(uid(number));
        MppsResult result = RULES.set(seen, request);
        if (result instanceof MppsResult.Refused refused) {
            return refused.refusal().kind().name();
        }
        MppsResult.Accepted accepted = (MppsResult.Accepted) result;
        if (!accepted.repeated()) {
            assertThat(scheduler.performedStepStore().replace(seen, accepted.step(), request, OPERATOR))
                    .isTrue();
            remember(accepted.step());
        }
        return ACCEPTED;
    }

    private String expire(int number) {
        scheduler.discontinueOverdue(NOON.plusMinutes(number), NOON.plusHours(1));
        begun.forEach(step -> remember(find(step.sopInstanceUid())));
        return ACCEPTED;
    }

    private void remember(PerformedStep step) {
        if (step.status().isFinal()) {
            ended.putIfAbsent(step.sopInstanceUid(), step);
        }
    }

    private String store(int number) {
        List<InstanceReference> there = images.get(number);
        InstanceReference image = new InstanceReference(
                Uids.SECONDARY_CAPTURE_IMAGE_STORAGE, Uid.of("1.2.4." + (number + 1) + "." + (there.size() + 1)));
        there.add(image);
        InstanceReference step = new InstanceReference(Uids.MODALITY_PERFORMED_PROCEDURE_STEP, uid(number));
        InstanceHeader header = new InstanceHeader(
                image,
                Uids.EXPLICIT_VR_LITTLE_ENDIAN,
                ExamFixtures.study(1),
                seriesUid(number),
                DataSet.builder()
                        .put(Tags.REFERENCED_PERFORMED_PROCEDURE_STEP_SEQUENCE, step.toItem())
                        .build());
        try (InstanceWriter writer = archive.instances().begin(header)) {
            writer.commit();
        }
        return ACCEPTED;
    }

    private List<PerformedSeries> series(int number) {
        return images.get(number).isEmpty() ? List.of() : seriesOrEmpty(number);
    }

    private List<PerformedSeries> seriesOrEmpty(int number) {
        return List.of(PerformedSeries.of(seriesUid(number), "THORAX").withInstances(images.get(number), List.of()));
    }

    // ---- names

    private record StepKey(String accession, String stepId) {
        static StepKey of(ScheduledStep step) {
            return new StepKey(step.accessionNumber(), step.stepId());
        }
    }

    private int numberOf(RandomEvent event) {
        return begun.isEmpty() ? -1 : event.performed() % begun.size();
    }

    private static Set<String> namesOf(PerformedStep step) {
        return step.scheduledSteps().stream()
                .filter(reference -> !reference.isUnscheduled())
                .map(reference -> reference.accessionNumber() + "/" + reference.stepId())
                .collect(Collectors.toSet());
    }

    private PerformedStep find(Uid uid) {
        return scheduler.performedStepStore().find(uid).orElseThrow();
    }

    private static Uid uid(int number) {
        return Uid.of("1.2.3." + (number + 1));
    }

    private static Uid seriesUid(int number) {
        return Uid.of("1.2.5." + (number + 1));
    }

    private static ScheduledStep step(int order, int step) {
        return at(
                ExamFixtures.forPatient(
                        ExamFixtures.step("A" + order, ExamFixtures.study(order), "S" + step), patientOf(order)),
                0);
    }

    private static ScheduledStep at(ScheduledStep step, int version) {
        return new ScheduledStep(step.withStep(step.step().toBuilder()
                        .put(Tags.SCHEDULED_PROCEDURE_STEP_START_TIME, time(version))
                        .build())
                .attributes());
    }

    private static String time(int version) {
        return "08" + version + "000";
    }

    private static String patientOf(int order) {
        return "P" + order % 2;
    }

    private static Patient patient(String id, String name) {
        return new Patient(DataSet.builder()
                .put(Tags.PATIENT_ID, id)
                .put(Tags.ISSUER_OF_PATIENT_ID, "HOSP")
                .put(Tags.PATIENT_NAME, name)
                .build());
    }

    private static String told(Optional<OrderDecision.Refusal> refusal) {
        return refusal.map(Enum::name).orElse(ACCEPTED);
    }
}
