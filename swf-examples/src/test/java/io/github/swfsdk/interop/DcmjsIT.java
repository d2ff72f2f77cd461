package io.github.swfsdk.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.swfsdk.api.dataset.DataSet;
import io.github.swfsdk.api.dataset.Tags;
import io.github.swfsdk.api.dataset.Uid;
import io.github.swfsdk.api.dataset.Uids;
import io.github.swfsdk.api.instance.InstanceReference;
import io.github.swfsdk.api.mpps.DiscontinuationReason;
import io.github.swfsdk.api.mpps.PerformedStep;
import io.github.swfsdk.api.mpps.PerformedStepStatus;
import io.github.swfsdk.api.order.OrderKey;
import io.github.swfsdk.api.storage.CommitmentResult;
import io.github.swfsdk.api.testkit.OutboxFailures;
import io.github.swfsdk.api.workflow.FollowUp;
import io.github.swfsdk.api.workflow.InMemoryWorkflowStore;
import io.github.swfsdk.api.workflow.OutboxDispatcher;
import io.github.swfsdk.api.workflow.PpsForwarder;
import io.github.swfsdk.api.workflow.StepRecord;
import io.github.swfsdk.api.workflow.StepStatus;
import io.github.swfsdk.api.worklist.ScheduledStep;
import io.github.swfsdk.dicom.DicomClient;
import io.github.swfsdk.dicom.DicomServer;
import io.github.swfsdk.dicom.io.DicomFile;
import io.github.swfsdk.dicom.net.RemoteAe;
import io.github.swfsdk.dicom.service.CommitmentClient;
import io.github.swfsdk.dicom.service.CommitmentResultService;
import io.github.swfsdk.dicom.service.MppsClient;
import io.github.swfsdk.dicom.service.PerformedStepSender;
import io.github.swfsdk.dicom.service.Status;
import io.github.swfsdk.dicom.service.StorageClient;
import io.github.swfsdk.examples.department.Department;
import io.github.swfsdk.examples.department.DepartmentOptions;
import io.github.swfsdk.examples.department.Exams;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Performed steps and storage commitment with dcmjs-dimse, in both roles. */
class DcmjsIT {
    private static final String AE = "SWF";

    @TempDir
    Path folder;

    @BeforeAll
    static void needsDcmjs() {
        Peers.require(Peer.DCMJS_DIMSE);
    }

    @Test
    void aForeignModalityReportsItsPerformedStep() throws IOException {
        try (Department department =
                Department.start(DepartmentOptions.in(folder).aeTitle(AE).build())) {
            Exams.order(department, 1, "DX", "XRAY1");
            ScheduledStep scheduled = step(department).step();
            Uid performed = Uid.random();

            List<String> told = run(
                    "mpps-user.js",
                    department.dicomPort(),
                    AE,
                    scheduled.studyInstanceUid(),
                    scheduled.stepId(),
                    scheduled.accessionNumber(),
                    performed);

            assertThat(told.subList(0, 9))
                    .containsExactly(
                            "create-completed 0106",
                            "set-unknown 0112",
                            "create 0000",
                            "create-again 0000",
                            "create-other 0111",
                            "update 0000",
                            "complete 0000",
                            "complete-again 0000",
                            "set-ended 0110 a710");
            assertRetrieved(told.subList(9, told.size()));
            assertThat(step(department).status()).isEqualTo(StepStatus.COMPLETED);
            PerformedStep stored =
                    department.scheduler().performedStepStore().find(performed).orElseThrow();
            assertThat(stored.status()).isEqualTo(PerformedStepStatus.COMPLETED);
            assertThat(stored.patient().name().orElseThrow().toString()).isEqualTo("Müller^Eva");
            assertThat(stored.instances())
                    .containsExactly(new InstanceReference(
                            Uids.DIGITAL_X_RAY_IMAGE_STORAGE_FOR_PRESENTATION, Uid.of("1.2.3.4.5")));
        }
    }

    /** MPPS Retrieve: everything, what was listed, and nothing. */
    private static void assertRetrieved(List<String> told) {
        assertThat(told).hasSize(3);
        assertThat(told.get(0))
                .startsWith("get 0000 {")
                .contains("Müller^Eva")
                .contains("\"PerformedProcedureStepStatus\":\"COMPLETED\"")
                .contains("\"ReferencedSOPInstanceUID\":\"1.2.3.4.5\"");
        assertTellsDoseAndBilling(told.get(0));
        assertThat(told.get(1))
                .startsWith("get-some 0000 {")
                .contains("\"PatientID\":\"4711\"")
                .contains("\"PerformedProcedureStepStatus\":\"COMPLETED\"")
                .doesNotContain("PatientSex");
        assertThat(told.get(2)).isEqualTo("get-unknown 0112");
    }

    /** What the modality has set of the dose, billing and material modules, each value and item in its place. */
    private static void assertTellsDoseAndBilling(String json) {
        assertThat(json.replace("\"_vrMap\":{},", ""))
                .contains(
                        "\"TotalNumberOfExposures\":2,",
                        "\"ImageAndFluoroscopyAreaDoseProduct\":1.25,",
                        "\"CommentsOnRadiationDose\":\"one retake\"",
                        "\"ExposureDoseSequence\":[{\"KVP\":70.5,\"ExposureTime\":12,\"RadiationMode\":\"PULSED\",\"XRayTubeCurrentInuA\":320000},"
                                + "{\"KVP\":72,\"ExposureTime\":11,\"RadiationMode\":\"PULSED\",\"XRayTubeCurrentInuA\":320000}]",
                        "\"BillingProcedureStepSequence\":[{\"CodeValue\":\"B1\","
                                + "\"CodingSchemeDesignator\":\"99LOCAL\",\"CodeMeaning\":\"Thorax in one plane\"}]",
                        "\"FilmConsumptionSequence\":[{\"MediumType\":\"BLUE FILM\",\"FilmSizeID\":\"14I"
                                + "NX17IN\",\"NumberOfFilms\":2}]",
                        "\"QuantitySequence\":[{\"Quantity\":1.5,\"MeasuringUnitsSequence\":[{\"CodeValue\":\"pcs\","
                                + "\"CodingSchemeDesignator\":\"99LOCAL\",\"CodeMeaning\":\"pieces\"}]}]",
                        "\"BillingItemSequence\":[{\"CodeValue\":\"M1\","
                                + "\"CodingSchemeDesignator\":\"99LOCAL\",\"CodeMeaning\":\"Marker\"}]");
    }

    @Test
    void ourManagerForwardsTheRequestsOfAForeignModalityToAForeignManager() {
        int port = Peers.freePort();
        Uid performed = Uid.random();
        try (InMemoryWorkflowStore store = new InMemoryWorkflowStore();
                PeerProcess provider = NodePeer.start("provider.js", port, 0);
                DicomServer manager = DicomServer.builder()
                        .ae(AE, 0)
                        .host(PpsForwarder.on(store, List.of("PPSM")))
                        .start()) {
            provider.awaitPort(port, Dcmtk.DEADLINE);

            run("mpps-user.js", manager.port(), AE, "1.2.3", "S1", "A1", performed, "no-retrieval");
            deliver(store, new RemoteAe("PPSM", "localhost", port));

            List<String> told = NodePeer.told(provider);
            String subject = "\"uid\":\"" + performed + "\"";
            assertThat(told)
                    .as("what was refused or came again is not forwarded")
                    .hasSize(3);
            assertThat(told.get(0))
                    .startsWith("{\"operation\":\"N-CREATE\"," + subject)
                    .contains("Müller^Eva")
                    .contains("\"PerformedProcedureStepID\":\"PPS1\"")
                    .as("what is created empty to be set later")
                    .contains("\"ExposureDoseSequence\":[]", "\"BillingSuppliesAndDevicesSequence\":[]")
                    .contains("\"PerformedProcedureStepStatus\":\"IN PROGRESS\"");
            assertThat(told.get(1))
                    .startsWith("{\"operation\":\"N-SET\"," + subject)
                    .contains("\"ReferencedSOPInstanceUID\":\"1.2.3.4.5\"")
                    .doesNotContain("PerformedProcedureStepStatus");
            assertThat(told.get(2))
                    .startsWith("{\"operation\":\"N-SET\"," + subject)
                    .contains("\"PerformedProcedureStepStatus\":\"COMPLETED\"");
            assertTellsDoseAndBilling(told.get(2));
        }
    }

    private static void deliver(InMemoryWorkflowStore store, RemoteAe destination) {
        PerformedStepSender sender = PerformedStepSender.of(DicomClient.of(AE), ae -> Optional.of(destination));
        OutboxFailures failures = new OutboxFailures(); // a destination may come late; it refuses nothing
        OutboxDispatcher dispatcher = OutboxDispatcher.on(store.outbox(), failures)
                .sender(FollowUp.Kind.MPPS_CREATE, sender)
                .sender(FollowUp.Kind.MPPS_SET, sender)
                .start();
        try {
            await().atMost(Dcmtk.DEADLINE).until(() -> store.outbox().size() == 0);
        } finally {
            dispatcher.close();
        }
        failures.assertNothingWasGivenUp();
    }

    @Test
    void aForeignModalityGetsTheResultOfItsCommitmentRequest() throws IOException {
        try (Department department =
                Department.start(DepartmentOptions.in(folder).aeTitle(AE).build())) {
            InstanceReference kept = store(department);
            InstanceReference missing = new InstanceReference(kept.sopClassUid(), Uid.of("1.2.3.4.5"));

            List<String> told =
                    run("commitment-user.js", department.dicomPort(), AE, "1.2.3.9", text(kept), text(missing));

            assertThat(told).hasSize(2);
            assertThat(told.get(0)).isEqualTo("N-ACTION 0");
            assertThat(told.get(1))
                    .startsWith("{\"event\":2,")
                    .contains("\"TransactionUID\":\"1.2.3.9\"")
                    .containsPattern("\"ReferencedSOPSequence\":\\[\\{[^]]*" + kept.sopInstanceUid() + "[^]]*]")
                    // no such object instance: 0112H
                    .containsPattern("\"FailedSOPSequence\":\\[\\{[^]]*\"FailureReason\":274[^]]*]");
        }
    }

    @Test
    void aForeignManagerTakesOurPerformedSteps() {
        int port = Peers.freePort();
        try (PeerProcess provider = NodePeer.start("provider.js", port, 0)) {
            provider.awaitPort(port, Dcmtk.DEADLINE);
            MppsClient client = MppsClient.of(DicomClient.of("XRAY1"), new RemoteAe("PPSM", "localhost", port));
            Uid uid = Uid.random();
            DataSet created = DataSet.builder()
                    .put(Tags.SPECIFIC_CHARACTER_SET, "ISO_IR 192")
                    .put(Tags.PATIENT_NAME, "Müller^Eva")
                    .put(Tags.PERFORMED_PROCEDURE_STEP_STATUS, "IN PROGRESS")
                    .putEmpty(Tags.PERFORMED_SERIES_SEQUENCE)
                    .build();
            DataSet ended = DataSet.builder()
                    .put(Tags.PERFORMED_PROCEDURE_STEP_STATUS, "DISCONTINUED")
                    .putCodes(
                            Tags.PERFORMED_PROCEDURE_STEP_DISCONTINUATION_REASON_CODE_SEQUENCE,
                            List.of(DiscontinuationReason.DOCTOR_CANCELED_PROCEDURE.code()))
                    .build();

            assertThat(client.create(uid, created).status()).isEqualTo(Status.SUCCESS);
            assertThat(client.create(uid, created).status()).isEqualTo(Status.DUPLICATE_SOP_INSTANCE);
            assertThat(client.set(uid, ended).status()).isEqualTo(Status.SUCCESS);
            assertThat(client.set(Uid.random(), ended).status()).isEqualTo(Status.NO_SUCH_SOP_INSTANCE);

            List<String> told = NodePeer.told(provider);
            assertThat(told).hasSize(4);
            assertThat(told.get(0))
                    .startsWith("{\"operation\":\"N-CREATE\",\"uid\":\"" + uid + "\"")
                    .contains("Müller^Eva")
                    .contains("\"PerformedProcedureStepStatus\":\"IN PROGRESS\"");
            assertThat(told.get(2))
                    .startsWith("{\"operation\":\"N-SET\",\"uid\":\"" + uid + "\"")
                    .contains("\"CodeValue\":\"110500\"");
        }
    }

    @Test
    void aForeignArchiveReportsCommitmentOnAnAssociationOfItsOwnWithoutSelectingItsRole() throws Exception {
        int port = Peers.freePort();
        CompletableFuture<CommitmentResult> reported = new CompletableFuture<>();
        InstanceReference instance = new InstanceReference(Uids.CT_IMAGE_STORAGE, Uid.of("1.2.3.4.5"));
        try (DicomServer listening = DicomServer.builder()
                        .ae("XRAY1", 0)
                        .host(CommitmentResultService.of(reported::complete))
                        .start();
                PeerProcess provider = NodePeer.start("provider.js", port, listening.port())) {
            provider.awaitPort(port, Dcmtk.DEADLINE);
            CommitmentClient client = CommitmentClient.of(
                    DicomClient.of("XRAY1"), new RemoteAe("ARCHIVE", "localhost", port), result -> false);
            try (CommitmentClient.Session session = client.open()) {
                assertThat(session.request(Uid.of("1.2.3.9"), List.of(instance)))
                        .isEqualTo(Status.SUCCESS);
            }
            assertThat(reported.get(30, TimeUnit.SECONDS))
                    .isEqualTo(new CommitmentResult(Uid.of("1.2.3.9"), List.of(instance), List.of()));
            provider.awaitOutput("N-EVENT-REPORT-RSP\",\"uid\":\"0\"", Dcmtk.DEADLINE);
        }
    }

    private static List<String> run(String script, Object... arguments) {
        try (PeerProcess node = NodePeer.start(script, arguments)) {
            int exit = node.awaitExit(Dcmtk.DEADLINE);
            assertThat(exit).as(node.output()).isZero();
            return NodePeer.told(node);
        }
    }

    private static InstanceReference store(Department department) {
        DicomFile image = CtImage.make();
        InstanceReference reference = CtImage.reference(image);
        RemoteAe archive = new RemoteAe(AE, "localhost", department.dicomPort());
        try (StorageClient.Session session =
                StorageClient.of(DicomClient.of("XRAY1"), archive).open(Uids.CT_IMAGE_STORAGE)) {
            assertThat(session.store(reference, image.dataSet()).status()).isEqualTo(Status.SUCCESS);
        }
        return reference;
    }

    private static StepRecord step(Department department) {
        return department
                .scheduler()
                .order(new OrderKey("P1", "F1", "A1"))
                .orElseThrow()
                .steps()
                .get(0);
    }

    private static String text(InstanceReference reference) {
        return reference.sopClassUid() + "," + reference.sopInstanceUid();
    }
}
