package io.github.swfsdk.dicom;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.github.swfsdk.api.archive.ImageArchive;
import io.github.swfsdk.api.dataset.DataSet;
import io.github.swfsdk.api.dataset.Tags;
import io.github.swfsdk.api.dataset.TextElement;
import io.github.swfsdk.api.dataset.Uid;
import io.github.swfsdk.api.dataset.Uids;
import io.github.swfsdk.api.dataset.Vr;
import io.github.swfsdk.api.event.Cause;
import io.github.swfsdk.api.instance.InstanceHeader;
import io.github.swfsdk.api.instance.InstanceReference;
import io.github.swfsdk.api.mpps.DiscontinuationReason;
import io.github.swfsdk.api.mpps.PerformedStep;
import io.github.swfsdk.api.mpps.PerformedStepStatus;
import io.github.swfsdk.api.order.ImagingOrder;
import io.github.swfsdk.api.order.OrderRequest;
import io.github.swfsdk.api.patient.Patient;
import io.github.swfsdk.api.storage.CommitmentResult;
import io.github.swfsdk.api.storage.InstanceWriter;
import io.github.swfsdk.api.storage.StoredInstance;
import io.github.swfsdk.api.testkit.ExamFixtures;
import io.github.swfsdk.api.testkit.OutboxFailures;
import io.github.swfsdk.api.workflow.Backoff;
import io.github.swfsdk.api.workflow.DepartmentScheduler;
import io.github.swfsdk.api.workflow.FollowUp;
import io.github.swfsdk.api.workflow.FollowUpSender;
import io.github.swfsdk.api.workflow.InMemoryWorkflowStore;
import io.github.swfsdk.api.workflow.OutboxDispatcher;
import io.github.swfsdk.api.workflow.OutboxOptions;
import io.github.swfsdk.api.worklist.ScheduledStep;
import io.github.swfsdk.dicom.io.CharacterSetPolicy;
import io.github.swfsdk.dicom.io.DicomFile;
import io.github.swfsdk.dicom.io.DicomFileReader;
import io.github.swfsdk.dicom.io.Leniency;
import io.github.swfsdk.dicom.io.ReadOptions;
import io.github.swfsdk.dicom.io.TransferSyntax;
import io.github.swfsdk.dicom.io.WriteOptions;
import io.github.swfsdk.dicom.net.AccessPolicy;
import io.github.swfsdk.dicom.net.AssociationException;
import io.github.swfsdk.dicom.net.AssociationInfo;
import io.github.swfsdk.dicom.net.AssociationListener;
import io.github.swfsdk.dicom.net.AssociationRejectedException;
import io.github.swfsdk.dicom.net.IdentityVerifier;
import io.github.swfsdk.dicom.net.RemoteAe;
import io.github.swfsdk.dicom.net.UserIdentity;
import io.github.swfsdk.dicom.service.CommitmentResultSender;
import io.github.swfsdk.dicom.service.CommitmentService;
import io.github.swfsdk.dicom.service.Status;
import io.github.swfsdk.dicom.service.StorageService;
import io.github.swfsdk.dicom.service.WorklistKeys;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A modality and a department, each with its own server, over real sockets. */
class AcquisitionModalityTest {
    private static final Duration SOON = Duration.ofSeconds(30);
    private static final OutboxOptions QUICK = OutboxOptions.builder()
            .backoff(new Backoff(Duration.ofMillis(20), Duration.ofMillis(100), 0))
            .build();

    private final InMemoryWorkflowStore store = new InMemoryWorkflowStore();
    private final DepartmentScheduler scheduler = DepartmentScheduler.on(store);
    private final MemorySpool archived = new MemorySpool();
    private final MemorySpool spool = new MemorySpool();
    private final List<CommitmentResult> results = new CopyOnWriteArrayList<>();
    private final OutboxFailures failures = new OutboxFailures(); // while the other side is away, nothing lasts
    private final List<AutoCloseable> opened = new CopyOnWriteArrayList<>();
    private final Set<String> users = ConcurrentHashMap.newKeySet();
    private int modalityPort;

    @AfterEach
    void close() throws Exception {
        for (int i = opened.size() - 1; i >= 0; i--) {
            opened.get(i).close();
        }
        failures.assertNothingWasGivenUp();
    }

    @Test
    void carriesAScheduledStepFromTheWorklistToCommittedImages() throws Exception {
        ScheduledStep ordered = order("A1");
        AcquisitionModality modality = modality(department(0).port());

        ScheduledStep found =
                modality.worklist(WorklistKeys.all().accessionNumber("A1")).get(0);
        RunningStep step = modality.begin(found);
        Uid series = step.beginSeries("CHEST", "chest p.a.");
        InstanceReference first = step.store(image(series));
        InstanceReference second = step.store(image(series));
        step.complete();

        assertThat(step.awaitDelivered(SOON)).isTrue();
        PerformedStep performed = performed(step);
        assertThat(performed.status()).isEqualTo(PerformedStepStatus.COMPLETED);
        assertThat(performed.instances()).containsExactly(first, second);
        assertThat(performed.scheduledSteps())
                .singleElement()
                .satisfies(reference -> assertThat(reference.matches(ordered)).isTrue());
        assertThat(results)
                .singleElement()
                .satisfies(result -> assertThat(result.committed()).containsExactlyInAnyOrder(first, second));
        assertThat(modality.worklist(WorklistKeys.all())).isEmpty();
    }

    @Test
    void copiesWhatTheWorklistSaysIntoTheImages() throws Exception {
        ScheduledStep ordered = order("A1");
        AcquisitionModality modality = modality(department(0).port());
        RunningStep step = modality.begin(modality.worklist(WorklistKeys.all()).get(0));
        Uid series = step.beginSeries("CHEST", "");
        InstanceReference reference = step.store(image(series));
        step.complete();
        assertThat(step.awaitDelivered(SOON)).isTrue();

        DataSet image = read(archived.content(reference.sopInstanceUid()));
        assertThat(image.text(Tags.PATIENT_ID)).isEqualTo(ordered.attributes().text(Tags.PATIENT_ID));
        assertThat(image.text(Tags.PATIENT_NAME)).isEqualTo(ordered.attributes().text(Tags.PATIENT_NAME));
        assertThat(image.uid(Tags.STUDY_INSTANCE_UID)).contains(ordered.studyInstanceUid());
        assertThat(image.text(Tags.ACCESSION_NUMBER)).isEqualTo("A1");
        assertThat(image.item(Tags.REFERENCED_PERFORMED_PROCEDURE_STEP_SEQUENCE)
                        .flatMap(item -> item.uid(Tags.REFERENCED_SOP_INSTANCE_UID)))
                .contains(step.performedStep().sopInstanceUid());
    }

    @Test
    void refusesAnImageOfAnotherPatientOrStudyOrSeries() {
        order("A1");
        AcquisitionModality modality = modality(department(0).port());
        RunningStep step = modality.begin(modality.worklist(WorklistKeys.all()).get(0));
        Uid series = step.beginSeries("CHEST", "");

        assertThatThrownBy(() -> step.store(image(series).toBuilder()
                        .put(Tags.PATIENT_ID, "SOMEBODY-ELSE")
                        .build()))
                .hasMessageContaining("(0010,0020)")
                .hasMessageNotContaining("SOMEBODY");
        assertThatThrownBy(() -> step.store(image(series).toBuilder()
                        .put(Tags.STUDY_INSTANCE_UID, Uid.random())
                        .build()))
                .hasMessageContaining("(0020,000D)");
        assertThatThrownBy(() -> step.store(image(Uid.random()))).hasMessageContaining("(0020,000E)");
        assertThat(step.instances()).isEmpty();
    }

    @Test
    void deliversLaterWhatWasDoneWhileEverybodyWasAway() throws Exception {
        ScheduledStep ordered = order("A1");
        int port = portOfNobody();
        AcquisitionModality modality = modality(port);

        RunningStep step = modality.begin(ordered);
        Uid series = step.beginSeries("CHEST", "");
        step.store(image(series));
        step.complete();
        assertThat(step.awaitDelivered(Duration.ofMillis(200))).isFalse();

        department(port);

        assertThat(step.awaitDelivered(SOON)).isTrue();
        assertThat(performed(step).status()).isEqualTo(PerformedStepStatus.COMPLETED);
        assertThat(archived.list()).hasSize(1);
    }

    @Test
    void deliversAfterARestartOfTheModality() throws Exception {
        ScheduledStep ordered = order("A1");
        int port = portOfNobody();
        AcquisitionModality before = modality(port);
        RunningStep step = before.begin(ordered);
        step.store(image(step.beginSeries("CHEST", "")));
        step.complete();
        before.close();

        department(port);
        modality(port);

        await().atMost(SOON).until(() -> spool.outbox().size() == 0);
        assertThat(performed(step).status()).isEqualTo(PerformedStepStatus.COMPLETED);
        assertThat(results).hasSize(1);
    }

    @Test
    void goesOnWithAStepThatWasInProgressWhenTheModalityEnded() throws Exception {
        order("A1");
        int port = department(0).port();
        AcquisitionModality before = modality(port);
        RunningStep begun = before.begin(before.worklist(WorklistKeys.all()).get(0));
        Uid first = begun.beginSeries("CHEST", "p.a.");
        InstanceReference image = begun.store(image(first));
        Uid empty = begun.beginSeries("CHEST", "lateral");
        before.close();

        AcquisitionModality after = modality(port);
        RunningStep recovered = after.running().get(0);
        assertThat(after.running()).hasSize(1);
        assertThat(recovered.performedStep()).isEqualTo(begun.performedStep());
        assertThat(recovered.scheduledSteps()).isEqualTo(begun.scheduledSteps());
        assertThat(recovered.series()).isEqualTo(begun.series());
        InstanceReference late = recovered.store(image(empty));
        recovered.complete();

        assertThat(after.running()).isEmpty();
        assertThat(recovered.awaitDelivered(SOON)).isTrue();
        assertThat(performed(begun).status()).isEqualTo(PerformedStepStatus.COMPLETED);
        assertThat(performed(begun).instances()).containsExactly(image, late);
        assertThat(read(archived.content(late.sopInstanceUid())).text(Tags.ACCESSION_NUMBER))
                .isEqualTo("A1");
        after.close();
        assertThat(modality(port).running()).isEmpty();
    }

    @Test
    void emptiesTheSpoolOfWhatTheArchiveHasCommitted() throws Exception {
        order("A1");
        AcquisitionModality modality = modality(department(0).port());
        RunningStep step = modality.begin(modality.worklist(WorklistKeys.all()).get(0));
        step.store(image(step.beginSeries("CHEST", "")));
        assertThat(spool.list()).hasSize(1);
        step.complete();

        assertThat(step.awaitDelivered(SOON)).isTrue();
        assertThat(spool.list()).isEmpty();
        assertThat(archived.list()).hasSize(1);
    }

    @Test
    void removesWhatAnEndOfTheProcessHasLeftInTheSpoolAndNothingElse() throws Exception {
        ScheduledStep ordered = order("A1");
        int port = portOfNobody();
        AcquisitionModality before = modality(port);
        RunningStep ended = before.begin(ordered);
        InstanceReference owed = ended.store(image(ended.beginSeries("CHEST", "")));
        ended.complete();
        RunningStep running = before.begin(ordered);
        InstanceReference kept = running.store(image(running.beginSeries("CHEST", "")));
        before.close();
        keepCopy(kept, Uid.random(), Uid.random()); // as if its removal had been cut short

        modality(port);

        assertThat(spool.list()).extracting(StoredInstance::reference).containsExactlyInAnyOrder(owed, kept);
    }

    @Test
    void takesOverAnInstanceThatWasWrittenAndNotYetOwedWhenTheProcessEnded() throws Exception {
        order("A1");
        int port = department(0).port();
        AcquisitionModality before = modality(port);
        RunningStep begun = before.begin(before.worklist(WorklistKeys.all()).get(0));
        Uid series = begun.beginSeries("CHEST", "");
        InstanceReference owed = begun.store(image(series));
        before.close();
        InstanceReference written = keepCopy(owed, begun.performedStep().sopInstanceUid(), series);

        RunningStep recovered = modality(port).running().get(0);
        assertThat(recovered.instances()).containsExactlyInAnyOrder(owed, written);
        recovered.complete();

        assertThat(recovered.awaitDelivered(SOON)).isTrue();
        assertThat(performed(begun).instances()).containsExactlyInAnyOrder(owed, written);
        assertThat(archived.find(written.sopInstanceUid())).isPresent();
        assertThat(spool.list()).isEmpty();
    }

    @Test
    void writesNothingOfTheStepAnewForEachInstance() throws Exception {
        order("A1");
        AcquisitionModality modality = modality(department(0).port());
        RunningStep step = modality.begin(modality.worklist(WorklistKeys.all()).get(0));
        Uid series = step.beginSeries("CHEST", "");
        Uid uid = step.performedStep().sopInstanceUid();
        PerformedStep kept = spool.state().findPerformedStep(uid).orElseThrow();

        step.store(image(series));
        step.store(image(series));

        assertThat(spool.state().findPerformedStep(uid).orElseThrow()).isSameAs(kept);
        assertThat(step.instances()).hasSize(2);
    }

    /** Puts an instance of this step and series beside one in the spool. */
    private InstanceReference keepCopy(InstanceReference original, Uid step, Uid series) throws IOException {
        InstanceReference copy = new InstanceReference(original.sopClassUid(), Uid.random());
        DataSet content = read(spool.content(original.sopInstanceUid())).toBuilder()
                .put(Tags.SOP_INSTANCE_UID, copy.sopInstanceUid())
                .put(Tags.SERIES_INSTANCE_UID, series)
                .put(
                        Tags.REFERENCED_PERFORMED_PROCEDURE_STEP_SEQUENCE,
                        new InstanceReference(Uids.MODALITY_PERFORMED_PROCEDURE_STEP, step).toItem())
                .build();
        InstanceHeader header = new InstanceHeader(
                copy,
                Uids.EXPLICIT_VR_LITTLE_ENDIAN,
                content.uid(Tags.STUDY_INSTANCE_UID).orElseThrow(),
                series,
                content);
        try (InstanceWriter writer = spool.begin(header)) {
            DicomFile.of(content, TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN)
                    .write(writer.content(), WriteOptions.defaults());
            writer.commit();
        }
        return copy;
    }

    @Test
    void sendsInstancesAgainThatTheArchiveDoesNotHave() throws Exception {
        order("A1");
        int port = department(0).port();
        AcquisitionModality modality = modality(port);
        RunningStep step = modality.begin(modality.worklist(WorklistKeys.all()).get(0));
        InstanceReference image = step.store(image(step.beginSeries("CHEST", "")));
        await().atMost(SOON).until(() -> archived.find(image.sopInstanceUid()).isPresent());
        archived.lose(image.sopInstanceUid());
        step.complete();

        assertThat(step.awaitDelivered(SOON)).isTrue();
        assertThat(archived.find(image.sopInstanceUid())).isPresent();
        assertThat(results).extracting(CommitmentResult::isComplete).containsExactly(false, true);
    }

    @Test
    void discontinuesAStepWithItsReasonAndStillCommitsItsImages() throws Exception {
        order("A1");
        AcquisitionModality modality = modality(department(0).port());
        RunningStep step = modality.begin(modality.worklist(WorklistKeys.all()).get(0));
        step.store(image(step.beginSeries("CHEST", "")));
        step.discontinue(DiscontinuationReason.EQUIPMENT_FAILURE);

        assertThat(step.awaitDelivered(SOON)).isTrue();
        assertThat(performed(step).discontinuationReason())
                .map(code -> code.value())
                .contains("110501");
        assertThat(results).hasSize(1);
        assertThatThrownBy(() -> step.store(image(Uid.random()))).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void performsWhatNobodyScheduled() throws Exception {
        AcquisitionModality modality = modality(department(0).port());
        RunningStep step = modality.beginUnscheduled(
                new Patient(DataSet.builder()
                        .put(Tags.PATIENT_ID, "TEMP1")
                        .put(Tags.PATIENT_NAME, "UNKNOWN^PATIENT")
                        .build()),
                "CT");
        step.store(image(step.beginSeries("HEAD", "")));
        step.complete();

        assertThat(step.awaitDelivered(SOON)).isTrue();
        assertThat(performed(step).scheduledSteps())
                .singleElement()
                .satisfies(reference -> assertThat(reference.isUnscheduled()).isTrue());
    }

    private ScheduledStep order(String accession) {
        ScheduledStep step = ExamFixtures.step(accession, Uid.random(), "SPS-" + accession);
        place(step);
        return step;
    }

    private void place(ScheduledStep step) {
        scheduler
                .orders()
                .receive(
                        OrderRequest.place(new ImagingOrder(List.of(step)), new Cause(Cause.Kind.SYSTEM, "test", "1")));
    }

    private PerformedStep performed(RunningStep step) {
        return scheduler
                .performedStepStore()
                .find(step.performedStep().sopInstanceUid())
                .orElseThrow();
    }

    private DicomServer department(int port) {
        DicomClient client = DicomClient.of("SWF");
        CommitmentResultSender sender =
                CommitmentResultSender.of(client, ae -> Optional.of(new RemoteAe(ae, "localhost", modalityPort)));
        ImageArchive archive = ImageArchive.builder()
                .backend(archived)
                .outbox(store.outbox())
                .reporter(sender)
                .build();
        opened.add(dispatcher(archive.commitmentReports()));
        DicomServer server = DicomServer.builder()
                .ae("SWF", port)
                .users((association, identity) -> {
                    identity.ifPresent(said -> users.add(new String(said.primary(), StandardCharsets.UTF_8)));
                    return IdentityVerifier.Verdict.accepted("");
                })
                .host(scheduler)
                .host(StorageService.of(archive.instances()))
                .host(CommitmentService.of(archive.commitments(), sender))
                .start();
        opened.add(server);
        return server;
    }

    /** Where a department has been, and may be again. */
    private int portOfNobody() {
        try (DicomServer away = department(0)) {
            return away.port();
        }
    }

    private OutboxDispatcher dispatcher(FollowUpSender reports) {
        return OutboxDispatcher.on(store.outbox(), failures)
                .sender(FollowUp.Kind.COMMITMENT_REPORT, reports)
                .options(QUICK)
                .start();
    }

    /** The options of the engine reach both its sides: what it opens and what it is asked for. */
    @Test
    void handsTheOptionsOfTheEngineOn() throws Exception {
        List<String> heard = new CopyOnWriteArrayList<>();
        List<Leniency> read = new CopyOnWriteArrayList<>();
        ScheduledStep ordered = ExamFixtures.step("A1", Uid.random(), "SPS-A1");
        place(new ScheduledStep(ordered.attributes().toBuilder()
                .put(new TextElement(Tags.PATIENT_WEIGHT, Vr.DS, "heavy"))
                .build()));
        AcquisitionModality modality = modality(
                department(0).port(),
                builder -> builder.access(AccessPolicy.calling(Set.of("SWF")))
                        .reading(ReadOptions.builder()
                                .listener((leniency, offset, path) -> read.add(leniency))
                                .build())
                        .writing(WriteOptions.builder()
                                .characterSets(CharacterSetPolicy.always("ISO_IR 100"))
                                .build())
                        .identity(() -> UserIdentity.username("anna"))
                        .associationListener(new AssociationListener() {
                            @Override
                            public void accepted(AssociationInfo association) {
                                heard.add(
                                        (association.requestor() ? "opened " : "came ") + association.callingAeTitle());
                            }

                            @Override
                            public void rejected(AssociationInfo association, int result, int source, int reason) {
                                heard.add("rejected " + association.callingAeTitle());
                            }
                        }));
        RunningStep step = modality.begin(modality.worklist(WorklistKeys.all()).get(0));
        InstanceReference reference = step.store(image(step.beginSeries("CHEST", "Thorax 胸")));
        step.complete();
        assertThat(step.awaitDelivered(SOON)).isTrue();

        assertThat(heard).isNotEmpty().containsOnly("opened CT1");
        RemoteAe listening = new RemoteAe("CT1", "localhost", modality.port());
        assertThatThrownBy(() -> DicomClient.of("STRANGER").echo(listening))
                .isInstanceOf(AssociationRejectedException.class);
        assertThat(DicomClient.of("SWF").echo(listening)).isEqualTo(Status.SUCCESS);
        assertThat(heard).contains("rejected STRANGER", "came SWF");
        assertThat(users).containsExactly("anna");
        DataSet kept = read(archived.content(reference.sopInstanceUid()));
        assertThat(kept.text(Tags.SPECIFIC_CHARACTER_SET)).isEqualTo("ISO_IR 100");
        assertThat(kept.text(Tags.SERIES_DESCRIPTION)).isEqualTo("Thorax ?");
        assertThat(read).containsOnly(Leniency.NUMBER_TEXT);
    }

    @Test
    void leavesNoThreadBehindWhereItsPortIsTaken() throws Exception {
        Set<Thread> before = Thread.getAllStackTraces().keySet();
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            assertThatThrownBy(() -> modality(1, builder -> builder.ae("CT1", taken.getLocalPort())))
                    .isInstanceOf(AssociationException.class);
        }
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(Thread.getAllStackTraces().keySet())
                        .filteredOn(thread -> thread.getName().startsWith("swf-pool"))
                        .isSubsetOf(before));
    }

    private AcquisitionModality modality(int port) {
        return modality(port, builder -> builder);
    }

    private AcquisitionModality modality(int port, UnaryOperator<AcquisitionModality.Builder> options) {
        RemoteAe department = new RemoteAe("SWF", "localhost", port);
        AcquisitionModality modality = options.apply(
                        AcquisitionModality.builder().ae("CT1", 0))
                .worklist(department)
                .performedSteps(department)
                .archive(department)
                .spool(spool)
                .delivery(QUICK)
                .listener(new ModalityListener() {
                    @Override
                    public void committed(Uid performedStepUid, CommitmentResult result) {
                        results.add(result);
                    }
                })
                .start();
        modalityPort = modality.port();
        opened.add(modality);
        return modality;
    }

    private static DataSet image(Uid series) {
        return DataSet.builder()
                .put(Tags.SOP_CLASS_UID, Uids.SECONDARY_CAPTURE_IMAGE_STORAGE)
                .put(Tags.SERIES_INSTANCE_UID, series)
                .put(Tags.ROWS, 16)
                .put(Tags.COLUMNS, 16)
                .put(Tags.PIXEL_DATA, Vr.OW, new byte[512])
                .build();
    }

    private static DataSet read(byte[] file) throws IOException {
        try (DicomFileReader reader = DicomFileReader.open(new ByteArrayInputStream(file), ReadOptions.forFiles())) {
            return reader.read();
        }
    }
}
