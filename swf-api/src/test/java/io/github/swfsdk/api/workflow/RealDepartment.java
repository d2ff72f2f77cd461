package io.github.swfsdk.api.workflow;

import static io.github.swfsdk.api.workflow.WorkflowModel.ACCEPTED;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.swfsdk.api.archive.ImageArchive;
import io.github.swfsdk.api.archive.InMemoryBackend;
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
import io.github.swfsdk.api.storage.InstanceWriter;
import io.github.swfsdk.api.storage.StoredInstance;
import io.github.swfsdk.api.testkit.ExamFixtures;
import io.github.swfsdk.api.worklist.ScheduledStep;
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

/** A department with its archive to which random events happen, as its peers would tell them. */
final class RealDepartment {
    private static final Cause OPERATOR = new Cause(Cause.Kind.OPERATOR, "front desk", "1");
    private static final LocalDateTime NOON = LocalDate.of(2026, 1, 10).atTime(12, 0);
    private static final PerformedStepRules RULES = PerformedStepRules.strict();

    final Department department =
            new Department(options -> options.forwardPerformedStepsTo("PACS").notifyOfPerformedSteps("READER"));
    private final DepartmentScheduler scheduler = department.scheduler;
    private final ImageArchive archive = ImageArchive.builder()
            .backend(new InMemoryBackend())
            .outbox(department.store.outbox())
            .reporter((requester, result) -> {})
            .withheld(department.store.withheld())
            .build();

    /** The performed steps as they began, and the images of each, in the order in which they came. */
    final List<PerformedStep> begun = new ArrayList<>();

    final List<List<InstanceReference>> images = new ArrayList<>();
    private final Map<Integer, DataSet> lastRequest = new HashMap<>();

    /** The steps that have ended, as they were then. */
    final Map<Uid, PerformedStep> ended = new HashMap<>();

    /** Returns what the sender is told. */
    String happens(RandomEvent event) {
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
            default -> numberOf(event) < 0 ? ACCEPTED : performed(event, numberOf(event));
        };
    }

    private String performed(RandomEvent event, int number) {
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

    /** The instances that the archive presents. */
    Set<String> presented() {
        try (Stream<StoredInstance> kept = archive.list()) {
            return kept.map(image -> image.reference().sopInstanceUid().value())
                    .collect(Collectors.toCollection(TreeSet::new));
        }
    }

    // ---- names

    private record StepKey(String accession, String stepId) {
        static StepKey of(ScheduledStep step) {
            return new StepKey(step.accessionNumber(), step.stepId());
        }
    }

    /** The performed step that an event is about; -1 while there is none. */
    int numberOf(RandomEvent event) {
        return begun.isEmpty() ? -1 : event.performed() % begun.size();
    }

    PerformedStep find(Uid uid) {
        return scheduler.performedStepStore().find(uid).orElseThrow();
    }

    static Uid uid(int number) {
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

    static String time(int version) {
        return "08" + version + "000";
    }

    static String patientOf(int order) {
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
