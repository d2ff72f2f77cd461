package io.github.swfsdk.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.swfsdk.api.dataset.DataSet;
import io.github.swfsdk.api.dataset.Tags;
import io.github.swfsdk.api.dataset.Uid;
import io.github.swfsdk.api.instance.InstanceReference;
import io.github.swfsdk.api.order.OrderKey;
import io.github.swfsdk.api.storage.CommitmentResult;
import io.github.swfsdk.api.worklist.ScheduledStep;
import io.github.swfsdk.dicom.io.DicomFile;
import io.github.swfsdk.dicom.io.FileMetaInformation;
import io.github.swfsdk.dicom.io.TransferSyntax;
import io.github.swfsdk.dicom.net.RemoteAe;
import io.github.swfsdk.dicom.service.CommitmentClient;
import io.github.swfsdk.dicom.service.MppsClient;
import io.github.swfsdk.dicom.service.Status;
import io.github.swfsdk.dicom.service.StorageClient;
import io.github.swfsdk.dicom.service.WorklistClient;
import io.github.swfsdk.dicom.service.WorklistKeys;
import io.github.swfsdk.interop.InteropStage.Wire;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/**
 * Each operation with each peer in each role, plain and over TLS: a test per cell of the table in
 * {@code swf-dicom/docs/interop.md}, which is where the cells come from.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class InteropMatrixIT {
    private static final Path PAGE = Path.of("../swf-dicom/docs/interop.md");
    private static final List<Peer> PEERS = List.of(Peer.DCMTK, Peer.ORTHANC, Peer.DCMJS_DIMSE);

    /** One operation with one peer; {@code SCU} is our role. */
    private record Cell(String operation, String role, Peer peer) {}

    /** What proves a cell. */
    @FunctionalInterface
    private interface Exchange {
        void run(InteropStage stage) throws Exception;
    }

    @TempDir
    Path folder;

    private final Map<Wire, InteropStage> stages = new EnumMap<>(Wire.class);
    private final Map<Cell, Exchange> exchanges = exchanges();

    @AfterAll
    void closeStages() throws Exception {
        for (InteropStage stage : stages.values()) {
            stage.close();
        }
    }

    @Test
    void thePageHasACellForEachExchange() throws IOException {
        assertThat(cells().keySet()).containsExactlyInAnyOrderElementsOf(exchanges.keySet());
    }

    @TestFactory
    Stream<DynamicTest> eachCellOfThePage() throws IOException {
        return cells().entrySet().stream()
                .flatMap(entry -> entry.getValue().stream()
                        .map(wire -> DynamicTest.dynamicTest(name(entry.getKey(), wire), () -> {
                            Peers.require(
                                    Peer.DCMTK, Peer.OPENSSL, entry.getKey().peer());
                            exchanges.get(entry.getKey()).run(stage(wire));
                        })));
    }

    private static String name(Cell cell, Wire wire) {
        return cell.operation() + ", we are " + cell.role() + ", " + cell.peer() + ", " + wire;
    }

    private InteropStage stage(Wire wire) throws IOException {
        InteropStage stage = stages.get(wire);
        if (stage == null) {
            stage = new InteropStage(Files.createDirectory(folder.resolve(wire.name())), wire);
            stages.put(wire, stage);
        }
        return stage;
    }

    /** The cells of the page that name a wire. */
    private static Map<Cell, List<Wire>> cells() throws IOException {
        Map<Cell, List<Wire>> cells = new LinkedHashMap<>();
        for (String line : Files.readAllLines(PAGE)) {
            String[] columns = line.split("\\|");
            if (columns.length != 3 + PEERS.size() || !columns[2].strip().matches("SC[UP]")) {
                continue;
            }
            for (int i = 0; i < PEERS.size(); i++) {
                List<Wire> wires = wires(columns[3 + i].strip());
                if (!wires.isEmpty()) {
                    cells.put(new Cell(columns[1].strip(), columns[2].strip(), PEERS.get(i)), wires);
                }
            }
        }
        return cells;
    }

    private static List<Wire> wires(String text) {
        return switch (text) {
            case "plain, TLS" -> List.of(Wire.PLAIN, Wire.TLS);
            case "plain" -> List.of(Wire.PLAIN);
            case "-" -> List.of();
            default -> throw new AssertionError("a cell says 'plain, TLS', 'plain' or '-', not '" + text + "'");
        };
    }

    private static Map<Cell, Exchange> exchanges() {
        Map<Cell, Exchange> all = new LinkedHashMap<>();
        all.put(new Cell("C-ECHO", "SCU", Peer.DCMTK), stage -> echo(stage, stage.storescp()));
        all.put(
                new Cell("C-ECHO", "SCU", Peer.ORTHANC),
                stage -> echo(stage, stage.orthanc().address()));
        all.put(new Cell("C-ECHO", "SCU", Peer.DCMJS_DIMSE), stage -> echo(stage, stage.dcmjs()));
        all.put(
                new Cell("C-ECHO", "SCP", Peer.DCMTK),
                stage -> Dcmtk.echoscu(stage.department().dicomPort(), InteropStage.AE, stage.dcmtkOptions()));
        all.put(
                new Cell("C-ECHO", "SCP", Peer.ORTHANC),
                stage -> stage.orthanc().post("/modalities/swf/echo", "{}"));
        all.put(
                new Cell("C-ECHO", "SCP", Peer.DCMJS_DIMSE),
                stage -> assertThat(stage.dcmjsUser("echo")).containsExactly("echo 0000"));

        all.put(new Cell("C-FIND worklist", "SCU", Peer.DCMTK), stage -> find(stage, stage.wlmscpfs(), "SPD3445"));
        all.put(
                new Cell("C-FIND worklist", "SCU", Peer.ORTHANC),
                stage -> find(stage, stage.orthanc().address(), "SPD3445"));
        all.put(new Cell("C-FIND worklist", "SCU", Peer.DCMJS_DIMSE), stage -> find(stage, stage.dcmjs(), "S1"));
        all.put(new Cell("C-FIND worklist", "SCP", Peer.DCMTK), InteropMatrixIT::findWithFindscu);
        all.put(new Cell("C-FIND worklist", "SCP", Peer.ORTHANC), stage -> {
            stage.department();
            assertThat(stage.orthanc().post("/modalities/swf/find-worklist", "{\"AccessionNumber\":\"A1\"}"))
                    .contains("\"AccessionNumber\" : \"A1\"");
        });
        all.put(
                new Cell("C-FIND worklist", "SCP", Peer.DCMJS_DIMSE),
                stage -> assertThat(stage.dcmjsUser("find", "A1")).containsExactly("find ff00 A1", "find 0000"));

        all.put(new Cell("C-STORE", "SCU", Peer.DCMTK), stage -> store(stage, stage.storescp()));
        all.put(new Cell("C-STORE", "SCU", Peer.ORTHANC), stage -> {
            InstanceReference stored = store(stage, stage.orthanc().address());
            assertThat(stage.orthanc().file(stored.sopInstanceUid())).isNotEmpty();
        });
        all.put(new Cell("C-STORE", "SCU", Peer.DCMJS_DIMSE), stage -> store(stage, stage.dcmjs()));
        all.put(new Cell("C-STORE", "SCP", Peer.DCMTK), stage -> {
            DicomFile image = CtImage.make();
            List<String> options = Stream.concat(Stream.of(stage.dcmtkOptions()), Stream.of("-R", "-xe"))
                    .toList();
            Dcmtk.storescu(stage.department().dicomPort(), InteropStage.AE, options, stage.file(image));
            assertKept(stage, image);
        });
        all.put(new Cell("C-STORE", "SCP", Peer.ORTHANC), stage -> {
            DicomFile image = CtImage.make();
            storeFromOrthanc(stage, image);
            assertKept(stage, image);
        });
        all.put(new Cell("C-STORE", "SCP", Peer.DCMJS_DIMSE), stage -> {
            DicomFile image = CtImage.make();
            assertThat(stage.dcmjsUser("store", stage.file(image))).containsExactly("store 0000");
            assertKept(stage, image);
        });

        all.put(new Cell("N-CREATE, N-SET (MPPS)", "SCU", Peer.DCMJS_DIMSE), stage -> {
            MppsClient client = MppsClient.of(stage.client(), stage.dcmjs());
            Uid uid = Uid.random();
            assertThat(client.create(uid, started()).status()).isEqualTo(Status.SUCCESS);
            assertThat(client.set(uid, state("COMPLETED")).status()).isEqualTo(Status.SUCCESS);
            assertThat(client.set(Uid.random(), state("COMPLETED")).status()).isEqualTo(Status.NO_SUCH_SOP_INSTANCE);
        });
        all.put(
                new Cell("N-CREATE, N-SET (MPPS)", "SCP", Peer.DCMJS_DIMSE),
                stage -> performedByDcmjs(stage, Uid.random()));
        all.put(new Cell("N-GET (MPPS)", "SCU", Peer.DCMJS_DIMSE), stage -> {
            MppsClient client = MppsClient.of(stage.client(), stage.dcmjs());
            Uid uid = Uid.random();
            client.create(uid, started());
            DataSet step = client.get(uid, Tags.PERFORMED_PROCEDURE_STEP_STATUS)
                    .dataSet()
                    .orElseThrow();
            assertThat(step.text(Tags.PERFORMED_PROCEDURE_STEP_STATUS)).isEqualTo("IN PROGRESS");
        });
        all.put(new Cell("N-GET (MPPS)", "SCP", Peer.DCMJS_DIMSE), stage -> {
            Uid uid = Uid.random();
            performedByDcmjs(stage, uid);
            assertThat(stage.dcmjsUser("get", uid)).containsExactly("get 0000 COMPLETED");
        });

        all.put(new Cell("N-ACTION, N-EVENT-REPORT (commitment)", "SCU", Peer.ORTHANC), stage -> {
            InstanceReference stored = store(stage, stage.orthanc().address());
            commit(stage, stage.orthanc().address(), stored);
        });
        all.put(
                new Cell("N-ACTION, N-EVENT-REPORT (commitment)", "SCU", Peer.DCMJS_DIMSE),
                stage -> commit(stage, stage.dcmjs(), CtImage.reference(CtImage.make())));
        all.put(
                new Cell("N-ACTION, N-EVENT-REPORT (commitment)", "SCP", Peer.ORTHANC),
                InteropMatrixIT::commitForOrthanc);
        all.put(new Cell("N-ACTION, N-EVENT-REPORT (commitment)", "SCP", Peer.DCMJS_DIMSE), stage -> {
            DicomFile image = CtImage.make();
            InstanceReference stored = CtImage.reference(image);
            stage.dcmjsUser("store", stage.file(image));
            assertThat(stage.dcmjsUser("commit", Uid.random(), stored.sopClassUid(), stored.sopInstanceUid()))
                    .containsExactly("commit 0000", "event 1");
        });
        return all;
    }

    private static void echo(InteropStage stage, RemoteAe peer) throws IOException {
        assertThat(stage.client().echo(peer)).isEqualTo(Status.SUCCESS);
    }

    private static void find(InteropStage stage, RemoteAe peer, String stepId) throws IOException {
        RemoteAe called = new RemoteAe(InteropStage.AE, peer.host(), peer.port()); // wlmscpfs has a folder per title
        assertThat(WorklistClient.of(stage.client(), called)
                        .find(WorklistKeys.all().identifier(), 10)
                        .steps())
                .extracting(ScheduledStep::stepId)
                .containsExactly(stepId);
    }

    private static void findWithFindscu(InteropStage stage) throws IOException {
        TransferSyntax syntax = TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN;
        Path query = stage.file(new DicomFile(
                FileMetaInformation.of(new InstanceReference(Uid.of("1.2.3"), Uid.of("1.2.3")), syntax),
                syntax,
                WorklistKeys.all().identifier()));
        Path answers = Files.createTempDirectory(query.getParent(), "answers");
        assertThat(Dcmtk.findscu(stage.department().dicomPort(), InteropStage.AE, query, answers, stage.dcmtkOptions()))
                .extracting(item -> item.text(Tags.ACCESSION_NUMBER))
                .containsExactly("A1");
    }

    private static InstanceReference store(InteropStage stage, RemoteAe peer) throws IOException {
        DicomFile image = CtImage.make();
        InstanceReference reference = CtImage.reference(image);
        try (StorageClient.Session session =
                StorageClient.of(stage.client(), peer).open(reference.sopClassUid())) {
            assertThat(session.store(reference, image.dataSet()).status()).isEqualTo(Status.SUCCESS);
        }
        return reference;
    }

    private static void assertKept(InteropStage stage, DicomFile image) throws IOException {
        Uid uid = CtImage.reference(image).sopInstanceUid();
        assertThat(stage.department().storage().find(uid)).isPresent();
    }

    private static DataSet started() {
        return DataSet.builder()
                .put(Tags.SPECIFIC_CHARACTER_SET, "ISO_IR 192")
                .put(Tags.PERFORMED_PROCEDURE_STEP_STATUS, "IN PROGRESS")
                .putEmpty(Tags.PERFORMED_SERIES_SEQUENCE)
                .build();
    }

    private static DataSet state(String status) {
        return DataSet.builder()
                .put(Tags.PERFORMED_PROCEDURE_STEP_STATUS, status)
                .build();
    }

    private static void performedByDcmjs(InteropStage stage, Uid uid) throws IOException {
        ScheduledStep step = stage.department()
                .scheduler()
                .order(new OrderKey("P1", "F1", "A1"))
                .orElseThrow()
                .steps()
                .get(0)
                .step();
        assertThat(stage.dcmjsUser("mpps", uid, step.studyInstanceUid(), step.stepId(), step.accessionNumber()))
                .containsExactly("create 0000", "set 0000");
    }

    private static void commit(InteropStage stage, RemoteAe archive, InstanceReference instance) throws Exception {
        Uid transaction = Uid.random();
        try (CommitmentClient.Session session =
                CommitmentClient.of(stage.client(), archive, result -> false).open()) {
            assertThat(session.request(transaction, List.of(instance))).isEqualTo(Status.SUCCESS);
        }
        assertThat(stage.reported().poll(30, TimeUnit.SECONDS))
                .isEqualTo(new CommitmentResult(transaction, List.of(instance), List.of()));
    }

    private static void storeFromOrthanc(InteropStage stage, DicomFile image) throws Exception {
        String id = stage.orthanc().add(Files.readAllBytes(stage.file(image)));
        stage.orthanc().post("/modalities/swf/store", "[\"" + id + "\"]");
    }

    private static void commitForOrthanc(InteropStage stage) throws Exception {
        DicomFile image = CtImage.make();
        InstanceReference reference = CtImage.reference(image);
        storeFromOrthanc(stage, image);
        String path = stage.orthanc().askForCommitment("swf", reference);
        await().atMost(Dcmtk.DEADLINE).until(() -> !stage.orthanc().get(path).contains("\"Pending\""));
        assertThat(stage.orthanc().get(path)).contains("\"Status\" : \"Success\"");
    }
}
