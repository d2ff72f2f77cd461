package io.github.swfsdk.examples.demo;

import io.github.swfsdk.api.dataset.DataSet;
import io.github.swfsdk.api.dataset.Uid;
import io.github.swfsdk.api.instance.InstanceReference;
import io.github.swfsdk.api.order.OrderKey;
import io.github.swfsdk.api.storage.CommitmentResult;
import io.github.swfsdk.api.storage.StorageBackend;
import io.github.swfsdk.api.storage.StoredInstance;
import io.github.swfsdk.api.workflow.OrderRecord;
import io.github.swfsdk.api.workflow.OrderStatus;
import io.github.swfsdk.api.workflow.Spool;
import io.github.swfsdk.api.workflow.StepRecord;
import io.github.swfsdk.api.workflow.StepStatus;
import io.github.swfsdk.api.worklist.ScheduledStep;
import io.github.swfsdk.dicom.AcquisitionModality;
import io.github.swfsdk.dicom.DicomClient;
import io.github.swfsdk.dicom.ModalityListener;
import io.github.swfsdk.dicom.RunningStep;
import io.github.swfsdk.dicom.net.RemoteAe;
import io.github.swfsdk.dicom.service.WorklistClient;
import io.github.swfsdk.dicom.service.WorklistKeys;
import io.github.swfsdk.examples.department.Department;
import io.github.swfsdk.examples.department.DepartmentOptions;
import io.github.swfsdk.examples.modality.SyntheticImages;
import io.github.swfsdk.examples.order.Control;
import io.github.swfsdk.examples.order.OrderMessage;
import io.github.swfsdk.examples.order.OrderedPatient;
import io.github.swfsdk.examples.order.OrderedStep;
import io.github.swfsdk.hl7.Acknowledgement;
import io.github.swfsdk.hl7.Hl7Client;
import io.github.swfsdk.storage.file.FileSpool;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The pulmonary embolism case of IHE Scheduled Workflow: one order and one requested procedure with two scheduled steps. The
 * chest X-ray is performed; it makes the lung scintigraphy unnecessary, which is never started and is cancelled.
 *
 * <p>Order placer, department and modality talk over real sockets on this machine. For one thread.
 */
final class PulmonaryEmbolism {
    private static final String DEPARTMENT = "SWF";
    private static final String XRAY = "XRAY1";
    private static final String SCINTIGRAPHY = "NUC1";
    private static final OrderKey ORDER = new OrderKey("P4711", "F4711", "A4711");
    private static final OrderedPatient PATIENT = new OrderedPatient("4711^^^HOSPITAL", "Doe^Jane", "19620305", "F");
    private static final int IMAGES = 2;
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Path folder;
    private final Timeline timeline;
    private final Uid study = Uid.random();
    private final AtomicReference<CommitmentResult> commitment = new AtomicReference<>();

    PulmonaryEmbolism(Path folder, Timeline timeline) {
        this.folder = folder;
        this.timeline = timeline;
    }

    /** Plays the case; a {@link Timeline.NotSoException} tells what did not hold. */
    void play() throws IOException, InterruptedException {
        Map<Uid, String> sent;
        try (Department department = start("starts")) {
            placeOrder(department);
            ScheduledStep xray = findWorklist(department);
            sent = performXray(department, xray);
            cancelScintigraphy(department);
            checkEnd(department, sent);
        }
        try (Department restarted = start("starts again on the same data")) {
            checkEnd(restarted, sent);
        }
    }

    private Department start(String how) throws IOException {
        Department department = Department.start(DepartmentOptions.in(folder.resolve("department"))
                .aeTitle(DEPARTMENT)
                .checkCalledAe(true)
                .build());
        timeline.check(
                "department",
                how + " and listens for DICOM on " + department.dicomPort() + ", for HL7 on " + department.hl7Port(),
                DicomClient.of(XRAY).echo(address(department)).isDone());
        return department;
    }

    private void placeOrder(Department department) throws IOException {
        OrderMessage order = message(Control.NW)
                .study(study.value())
                .step(new OrderedStep("S1", "DX", XRAY, "", "TX^Chest PA and lateral^LOCAL"))
                .step(new OrderedStep("S2", "NM", SCINTIGRAPHY, "", "LP^Lung perfusion^LOCAL"));
        Acknowledgement answer = send(department, order);
        timeline.check("order placer", "ORM^O01 NW with two steps: " + answer.code(), answer.isAccepted());
        timeline.check("department", "order is scheduled", order(department).status() == OrderStatus.SCHEDULED);
    }

    /** Each station sees its own step, and both are of one study. */
    private ScheduledStep findWorklist(Department department) {
        List<ScheduledStep> xray = worklist(department, XRAY);
        timeline.check(
                XRAY, "worklist query (C-FIND): step S1, DX", xray.size() == 1 && isStep(xray.get(0), "S1", "DX"));
        List<ScheduledStep> scintigraphy = worklist(department, SCINTIGRAPHY);
        timeline.check(
                SCINTIGRAPHY,
                "worklist query (C-FIND): step S2, NM",
                scintigraphy.size() == 1 && isStep(scintigraphy.get(0), "S2", "NM"));
        timeline.check(
                "worklist",
                "both steps have the study of the order, " + study,
                Stream.of(xray.get(0), scintigraphy.get(0))
                        .allMatch(step -> step.studyInstanceUid().equals(study)));
        return xray.get(0);
    }

    private Map<Uid, String> performXray(Department department, ScheduledStep scheduled)
            throws IOException, InterruptedException {
        try (Spool spool = FileSpool.at(folder.resolve("modality"));
                AcquisitionModality modality = modality(department, spool)) {
            RunningStep step = modality.begin(scheduled);
            timeline.await(
                    XRAY,
                    "performed step (N-CREATE) IN PROGRESS, order is in progress",
                    () -> status(department, "S1") == StepStatus.IN_PROGRESS
                            && order(department).status() == OrderStatus.IN_PROGRESS);
            storeImages(step);
            Map<Uid, String> sent = digests(spool.instances());
            timeline.await(
                    XRAY,
                    IMAGES + " images stored (C-STORE)",
                    () -> step.instances().stream()
                            .allMatch(image -> department
                                    .storage()
                                    .find(image.sopInstanceUid())
                                    .isPresent()));
            step.complete();
            timeline.await(
                    XRAY, "performed step (N-SET) COMPLETED", () -> status(department, "S1") == StepStatus.COMPLETED);
            timeline.check(
                    XRAY,
                    "storage commitment of " + IMAGES + " images confirmed (N-EVENT-REPORT)",
                    step.awaitDelivered(PATIENCE) && isCommitted(step.instances()));
            timeline.check(
                    XRAY,
                    "spool is empty again",
                    digests(spool.instances()).isEmpty() && spool.outbox().size() == 0);
            return sent;
        }
    }

    private static void storeImages(RunningStep step) {
        SyntheticImages images = SyntheticImages.of("DX").orElseThrow();
        Uid series = step.beginSeries(images.protocolName(), "");
        for (int number = 1; number <= IMAGES; number++) {
            DataSet image = images.image(series, number);
            step.store(image);
        }
    }

    private boolean isCommitted(List<InstanceReference> instances) {
        return Optional.ofNullable(commitment.get())
                .filter(result ->
                        result.isComplete() && new HashSet<>(result.committed()).equals(new HashSet<>(instances)))
                .isPresent();
    }

    private void cancelScintigraphy(Department department) throws IOException {
        Acknowledgement answer = send(department, message(Control.CA).step(new OrderedStep("S2", "NM", "", "", "")));
        timeline.check("order placer", "ORM^O01 CA of step S2: " + answer.code(), answer.isAccepted());
        timeline.check("department", "step S2 is cancelled", status(department, "S2") == StepStatus.CANCELLED);
    }

    private void checkEnd(Department department, Map<Uid, String> sent) throws IOException {
        timeline.check(
                "worklist",
                "is empty for " + XRAY + ", " + SCINTIGRAPHY + " and everybody",
                Stream.of(XRAY, SCINTIGRAPHY, "")
                        .allMatch(station -> worklist(department, station).isEmpty()));
        timeline.check(
                "archive",
                "holds exactly the X-ray's " + sent.size() + " images, byte for byte as they were sent",
                sent.size() == IMAGES && digests(department.storage()).equals(sent));
        timeline.check(
                "department",
                "order is complete: S1 completed, S2 cancelled",
                order(department).status() == OrderStatus.COMPLETED
                        && status(department, "S1") == StepStatus.COMPLETED
                        && status(department, "S2") == StepStatus.CANCELLED);
    }

    private AcquisitionModality modality(Department department, Spool spool) {
        return AcquisitionModality.builder()
                .ae(XRAY, 0)
                .worklist(address(department))
                .performedSteps(address(department))
                .archive(address(department))
                .spool(spool)
                .listener(new ModalityListener() {
                    @Override
                    public void committed(Uid performedStepUid, CommitmentResult result) {
                        commitment.set(result);
                    }
                })
                .start();
    }

    private static List<ScheduledStep> worklist(Department department, String station) {
        WorklistKeys keys = WorklistKeys.all();
        return WorklistClient.of(DicomClient.of(XRAY), address(department))
                .find((station.isEmpty() ? keys : keys.station(station)).identifier(), 100)
                .steps();
    }

    private static boolean isStep(ScheduledStep step, String id, String modality) {
        return step.stepId().equals(id)
                && step.modality().equals(modality)
                && step.accessionNumber().equals(ORDER.accessionNumber())
                && step.patient()
                        .id()
                        .filter(patient -> patient.id().equals("4711"))
                        .isPresent();
    }

    private static OrderRecord order(Department department) {
        return department.scheduler().order(ORDER).orElseThrow(() -> new Timeline.NotSoException("the order is known"));
    }

    private static StepStatus status(Department department, String stepId) {
        return order(department).steps().stream()
                .filter(step -> step.step().stepId().equals(stepId))
                .map(StepRecord::status)
                .findFirst()
                .orElseThrow(() -> new Timeline.NotSoException("the order has a step " + stepId));
    }

    private static OrderMessage message(Control control) {
        return OrderMessage.of(control, PATIENT)
                .numbers(ORDER.placerOrderNumber(), ORDER.fillerOrderNumber(), ORDER.accessionNumber())
                .procedure("RP4711", "PE^Rule out pulmonary embolism^LOCAL");
    }

    private static Acknowledgement send(Department department, OrderMessage message) throws IOException {
        try (Hl7Client placer = Hl7Client.to("localhost", department.hl7Port())) {
            return placer.send(message.build());
        }
    }

    private static RemoteAe address(Department department) {
        return new RemoteAe(DEPARTMENT, "localhost", department.dicomPort());
    }

    /** SHA-256 of the data set of each instance that is kept. */
    private static Map<Uid, String> digests(StorageBackend storage) throws IOException {
        Map<Uid, String> digests = new TreeMap<>();
        Set<Uid> kept;
        try (Stream<StoredInstance> instances = storage.list()) {
            kept = instances
                    .map(instance -> instance.reference().sopInstanceUid())
                    .collect(Collectors.toSet());
        }
        for (Uid uid : kept) {
            digests.put(uid, DataSetDigest.of(storage, uid));
        }
        return digests;
    }
}
