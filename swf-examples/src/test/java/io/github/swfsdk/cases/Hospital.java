package io.github.swfsdk.cases;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.swfsdk.api.archive.ImageArchive;
import io.github.swfsdk.api.dataset.Tags;
import io.github.swfsdk.api.dataset.Uid;
import io.github.swfsdk.api.event.Cause;
import io.github.swfsdk.api.mpps.InMemoryPerformedStepStore;
import io.github.swfsdk.api.mpps.MppsHandler;
import io.github.swfsdk.api.mpps.PerformedStep;
import io.github.swfsdk.api.order.OrderKey;
import io.github.swfsdk.api.testkit.OutboxFailures;
import io.github.swfsdk.api.workflow.DepartmentScheduler;
import io.github.swfsdk.api.workflow.FollowUp;
import io.github.swfsdk.api.workflow.InMemoryWorkflowStore;
import io.github.swfsdk.api.workflow.OrderRecord;
import io.github.swfsdk.api.workflow.OrderStatus;
import io.github.swfsdk.api.workflow.OutboxDispatcher;
import io.github.swfsdk.api.workflow.TimelineEntry;
import io.github.swfsdk.api.worklist.ScheduledStep;
import io.github.swfsdk.dicom.DicomClient;
import io.github.swfsdk.dicom.DicomServer;
import io.github.swfsdk.dicom.net.RemoteAe;
import io.github.swfsdk.dicom.service.CommitmentResultSender;
import io.github.swfsdk.dicom.service.CommitmentService;
import io.github.swfsdk.dicom.service.MppsService;
import io.github.swfsdk.dicom.service.PerformedStepSender;
import io.github.swfsdk.dicom.service.StorageService;
import io.github.swfsdk.examples.order.Control;
import io.github.swfsdk.examples.order.OrderMessage;
import io.github.swfsdk.examples.order.OrderedPatient;
import io.github.swfsdk.examples.order.OrderedStep;
import io.github.swfsdk.hl7.Acknowledgement;
import io.github.swfsdk.hl7.Hl7Client;
import io.github.swfsdk.hl7.Hl7Server;
import io.github.swfsdk.storage.file.FileStorage;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A hospital on real sockets: an order filler that takes HL7, offers the worklist, keeps performed steps and forwards them to
 * a reading room ({@code READER}); an image archive beside it; and an order placer, a registration and modalities that talk to
 * them over the wire. For one test.
 */
final class Hospital implements AutoCloseable {
    static final OrderedPatient ANNA = new OrderedPatient("4711^^^HOSPITAL", "Doe^Anna", "19620305", "F");
    static final OrderedPatient BERTA = new OrderedPatient("4712^^^HOSPITAL", "Roe^Berta", "19710611", "F");
    static final Cause OPERATOR = new Cause(Cause.Kind.OPERATOR, "front desk", "correction 1");
    private static final Duration SOON = Duration.ofSeconds(30);

    private final InMemoryWorkflowStore store = new InMemoryWorkflowStore();
    private final DepartmentScheduler scheduler =
            DepartmentScheduler.builder(store).forwardPerformedStepsTo("READER").build();
    private final InMemoryPerformedStepStore readingRoom = new InMemoryPerformedStepStore();
    private final CommitmentResultSender results =
            CommitmentResultSender.of(DicomClient.of("SWF"), ae -> Optional.empty());
    private final FileStorage content;
    private final ImageArchive archive;
    private final DicomServer reader = DicomServer.builder()
            .ae("READER", 0)
            .host(MppsService.of(new MppsHandler() {}, readingRoom))
            .start();
    private final DicomServer dicom;
    private final Hl7Server hl7;
    private final OutboxDispatcher dispatcher;
    private final OutboxFailures failures = new OutboxFailures();

    private Hospital(Path folder) throws IOException {
        content = FileStorage.at(folder);
        archive = ImageArchive.builder()
                .backend(content)
                .outbox(scheduler.outbox())
                .reporter(results)
                .withheld(scheduler.withheld())
                .listener(scheduler.archiveEvents())
                .build();
        dicom = DicomServer.builder()
                .ae("SWF", 0)
                .host(scheduler)
                .host(StorageService.of(archive.instances()))
                .host(CommitmentService.of(archive.commitments(), results))
                .start();
        hl7 = Hl7Server.builder()
                .orders(scheduler.orders())
                .patients(scheduler.patients())
                .start();
        RemoteAe readerAddress = new RemoteAe("READER", "localhost", reader.port());
        PerformedStepSender sender = PerformedStepSender.of(DicomClient.of("SWF"), ae -> Optional.of(readerAddress));
        dispatcher = OutboxDispatcher.on(scheduler.outbox(), failures)
                .sender(FollowUp.Kind.COMMITMENT_REPORT, archive.commitmentReports())
                .sender(FollowUp.Kind.MPPS_CREATE, sender)
                .sender(FollowUp.Kind.MPPS_SET, sender)
                .start();
    }

    /** Opens a hospital that keeps its images in a folder. */
    static Hospital open(Path folder) throws IOException {
        return new Hospital(folder);
    }

    // ---- the order placer and the registration, by HL7

    /** NW: a procedure with these steps; its numbers are named after the accession number. */
    void order(OrderedPatient patient, String accession, String... stepIds) {
        assertThat(send(about(Control.NW, patient, accession, stepIds)
                        .study(studyOf(accession).value())))
                .isEqualTo("AA");
    }

    /** XO: these steps as they are now, or new. */
    String change(OrderedPatient patient, String accession, String... stepIds) {
        return send(about(Control.XO, patient, accession, stepIds)
                .study(studyOf(accession).value()));
    }

    /** CA: these steps, or the whole order. */
    String cancel(OrderedPatient patient, String accession, String... stepIds) {
        return send(about(Control.CA, patient, accession, stepIds));
    }

    /** DC: these steps, or the whole order. */
    String discontinue(OrderedPatient patient, String accession, String... stepIds) {
        return send(about(Control.DC, patient, accession, stepIds));
    }

    /** A08: what is known of the patient now. */
    void update(OrderedPatient patient) {
        assertThat(send(OrderMessage.of(Control.A08, patient))).isEqualTo("AA");
    }

    /** A40: both are the first patient. */
    void merge(OrderedPatient surviving, OrderedPatient subsumed) {
        assertThat(send(OrderMessage.of(Control.A40, surviving).priorPatientId(subsumed.id())))
                .isEqualTo("AA");
    }

    static Uid studyOf(String accession) {
        return Uid.of("1.2.826.0.1.3680043.10.5." + accession.substring(1));
    }

    private static OrderMessage about(Control control, OrderedPatient patient, String accession, String... stepIds) {
        OrderMessage message = OrderMessage.of(control, patient)
                .numbers("PL-" + accession, "FI-" + accession, accession)
                .procedure("RP-" + accession, "PE^Rule out pulmonary embolism^99LOCAL");
        Stream.of(stepIds).forEach(id -> message.step(new OrderedStep(id, "CT", "CT1", "", "X1^Thorax^99LOCAL")));
        return message;
    }

    /** The acknowledgement code, and the code of the first error. */
    private String send(OrderMessage message) {
        try (Hl7Client placer = Hl7Client.to("localhost", hl7.port())) {
            Acknowledgement answer = placer.send(message.build());
            return answer.errors().isEmpty()
                    ? answer.code().name()
                    : answer.code() + " " + answer.errors().get(0).code();
        }
    }

    // ---- the modalities, by DICOM

    /** A modality with this AE title. */
    Scanner scanner(String aeTitle) {
        return new Scanner(aeTitle, new RemoteAe("SWF", "localhost", dicom.port()));
    }

    // ---- the operator of the department

    String reconcile(Exam exam, String accession, String stepId) {
        return scheduler
                .reconcile(exam.uid(), key(accession), stepId, OPERATOR)
                .refusal()
                .map(Enum::name)
                .orElse("accepted");
    }

    String separate(Exam exam) {
        return scheduler
                .separate(exam.uid(), OPERATOR)
                .refusal()
                .map(Enum::name)
                .orElse("accepted");
    }

    /** What the time limit does to steps of which nothing is heard. */
    int discontinueWhatBeganBefore(Duration ago) {
        return scheduler.discontinueOverdue(Scanner.NOW.minus(ago), Scanner.NOW);
    }

    // ---- what can be seen

    /** What C-FIND answers: accession number, step ID and status of each step. */
    List<String> worklist() {
        return scanner("WATCHER").worklist().stream()
                .map(step -> step.accessionNumber() + " " + step.stepId() + " "
                        + step.step().text(Tags.SCHEDULED_PROCEDURE_STEP_STATUS))
                .sorted()
                .toList();
    }

    OrderStatus status(String accession) {
        return order(accession).status();
    }

    /** The steps of an order with their status, also those that are no longer in the worklist. */
    List<String> steps(String accession) {
        return order(accession).steps().stream()
                .map(step -> step.step().stepId() + " " + step.status().term())
                .toList();
    }

    /** The step as the order has it, with the patient as known now. */
    ScheduledStep scheduled(String accession) {
        return order(accession).steps().get(0).step();
    }

    /** What has happened to an order, without what happens on its own time, the forwarding. */
    List<TimelineEntry.Event> timeline(String accession) {
        return entries(accession).stream()
                .map(TimelineEntry::event)
                .filter(event -> event != TimelineEntry.Event.STEP_FORWARDED)
                .toList();
    }

    List<TimelineEntry> entries(String accession) {
        return scheduler.timeline(key(accession));
    }

    /** Returns when nothing is owed any more: forwarded steps, results of commitment requests. */
    void awaitDelivered() {
        await().atMost(SOON).until(() -> store.outbox().size() == 0);
    }

    /** The images that the archive presents. */
    List<Uid> images() {
        try (Stream<Uid> presented =
                archive.list().map(image -> image.reference().sopInstanceUid())) {
            return presented.toList();
        }
    }

    /** Whether the archive keeps an image, presented or not. */
    boolean keeps(Uid image) {
        return content.find(image).isPresent();
    }

    /** The step as it was forwarded, when nothing is owed any more. */
    PerformedStep forwarded(Exam exam) {
        awaitDelivered();
        return readingRoom.find(exam.uid()).orElseThrow();
    }

    @Override
    public void close() {
        hl7.close();
        dicom.close();
        dispatcher.close();
        reader.close();
        content.close();
        store.close();
        failures.assertNothingWasGivenUp();
    }

    private OrderRecord order(String accession) {
        return scheduler.order(key(accession)).orElseThrow();
    }

    private static OrderKey key(String accession) {
        return new OrderKey("", "", accession);
    }
}
