package io.github.swfsdk.interop;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.swfsdk.api.dataset.DataSet;
import io.github.swfsdk.api.dataset.Tags;
import io.github.swfsdk.api.dataset.Uid;
import io.github.swfsdk.api.dataset.Uids;
import io.github.swfsdk.api.dataset.Vr;
import io.github.swfsdk.api.instance.InstanceReference;
import io.github.swfsdk.api.storage.CommitmentResult;
import io.github.swfsdk.api.worklist.ScheduledStep;
import io.github.swfsdk.dicom.DicomClient;
import io.github.swfsdk.dicom.io.DicomFile;
import io.github.swfsdk.dicom.io.DicomFileReader;
import io.github.swfsdk.dicom.io.FileMetaInformation;
import io.github.swfsdk.dicom.io.ReadOptions;
import io.github.swfsdk.dicom.io.TransferSyntax;
import io.github.swfsdk.dicom.io.WriteOptions;
import io.github.swfsdk.dicom.net.RemoteAe;
import io.github.swfsdk.dicom.service.CommitmentClient;
import io.github.swfsdk.dicom.service.Status;
import io.github.swfsdk.dicom.service.StorageClient;
import io.github.swfsdk.dicom.service.WorklistKeys;
import io.github.swfsdk.examples.department.Exams;
import io.github.swfsdk.examples.department.StorageKind;
import io.github.swfsdk.examples.modality.SyntheticImages;
import io.github.swfsdk.hl7.message.AcknowledgementCode;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code serve} as an operator runs it: whatever it acknowledged is there again after SIGTERM and after SIGKILL. */
class ServeIT {
    private static final List<String> FIRST = List.of("CT_small.dcm", "MR_small.dcm");
    private static final List<String> SECOND = List.of("ExplVR_BigEnd.dcm", "test-SR.dcm");

    @TempDir
    Path folder;

    @BeforeAll
    static void needsPeers() {
        Peers.require(Peer.DCMTK, Peer.PYDICOM);
    }

    @ParameterizedTest
    @EnumSource(StorageKind.class)
    void keepsWhatItHasAcknowledged(StorageKind storage) throws Exception {
        Path data = folder.resolve("data");
        try (ServeProcess department = ServeProcess.start(data, storage)) {
            takeIn(department, 1, FIRST);
            assertThat(worklist(department)).containsExactly("S1");
            department.terminate();
            assertThat(department.awaitExit()).isZero();
        }
        try (ServeProcess department = ServeProcess.start(data, storage)) {
            assertThat(worklist(department)).containsExactly("S1");
            assertThat(committed(department, references(FIRST))).isTrue();
            takeIn(department, 2, SECOND);
            department.kill();
            assertThat(department.awaitExit()).isNotZero();
        }
        try (ServeProcess department = ServeProcess.start(data, storage)) {
            assertThat(worklist(department)).containsExactlyInAnyOrder("S1", "S2");
            assertThat(committed(department, references(FIRST))).isTrue();
            assertThat(committed(department, references(SECOND))).isTrue();
        }
    }

    @Test
    void finishesWhatIsUnderWayBeforeItEnds() throws Exception {
        Path data = folder.resolve("data");
        DicomFile image = large();
        byte[] dataSet = encoded(image);
        try (ServeProcess department = ServeProcess.start(data, StorageKind.FILE)) {
            InputStream interrupted = new SequenceInputStream(
                    new ByteArrayInputStream(dataSet, 0, dataSet.length / 2),
                    new AfterTermination(
                            department,
                            data.resolve("images/.incoming"), // where FileStorage keeps what is arriving
                            new ByteArrayInputStream(dataSet, dataSet.length / 2, dataSet.length)));
            try (StorageClient.Session session = StorageClient.of(DicomClient.of("TEST"), address(department))
                    .open(Uids.CT_IMAGE_STORAGE)) {
                assertThat(session.store(
                                        reference(image), image.transferSyntax().uid(), interrupted)
                                .status())
                        .isEqualTo(Status.SUCCESS);
            }
            assertThat(department.awaitExit()).isZero();
        }
        try (ServeProcess department = ServeProcess.start(data, StorageKind.FILE)) {
            assertThat(committed(department, List.of(reference(image)))).isTrue();
        }
    }

    @Test
    void otherCommandsEndWithTheAnswerOfTheDepartment() {
        try (ServeProcess department = ServeProcess.start(folder.resolve("data"), StorageKind.FILE)) {
            String to = "--to=localhost:" + department.hl7Port();
            String order = "order " + to + " --patient-id=1^^^H --name=Doe^Jane --placer=P1 --accession=A1";
            assertThat(run(1, order + " --control=CA")).startsWith("AE ");
            assertThat(run(0, order + " --control=NW --procedure-id=RP1 --procedure=X^Y^L --step=id=S1,modality=DX"))
                    .startsWith("AA ");
            String peer = "SWF@localhost:" + department.dicomPort();
            assertThat(run(0, "modality --ris=" + peer + " --pacs=" + peer + " --ae=DX --synthetic=2"))
                    .contains("confirmed  performed step and commitment of 2 images");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "serve", "serve --data=X --storage=tape", "serve --data=X --s3=http://localhost/b"})
    void wrongUsageIsOneLine(String arguments) {
        assertThat(run(2, arguments).lines()).hasSize(1);
    }

    @Test
    void tellsHowItIs() throws Exception {
        try (ServeProcess department = ServeProcess.start(folder.resolve("data"), StorageKind.FILE)) {
            URI health = URI.create("http://localhost:" + department.httpPort() + "/health");
            assertThat(HttpClient.newHttpClient()
                            .send(HttpRequest.newBuilder(health).build(), BodyHandlers.ofString())
                            .body())
                    .startsWith("{\"status\":\"ok\",\"dicom\":" + department.dicomPort() + ",\"hl7\":"
                            + department.hl7Port() + ",");
        }
    }

    private void takeIn(ServeProcess department, int order, List<String> images) {
        assertThat(Exams.order(department.hl7Port(), order, "DX", "XRAY1").code())
                .isEqualTo(AcknowledgementCode.AA);
        for (String name : images) {
            String proposal = name.contains("BigEnd") ? "-xb" : "-xe";
            Dcmtk.storescu(
                    department.dicomPort(),
                    "SWF",
                    List.of("-R", proposal),
                    Peers.pydicomTestFiles().resolve(name));
        }
    }

    private static String run(int expectedExit, String arguments) {
        String[] separate = arguments.isEmpty() ? new String[0] : arguments.split(" ");
        try (PeerProcess process = ServeProcess.run(separate)) {
            assertThat(process.awaitExit(ServeProcess.DEADLINE))
                    .as(process.output())
                    .isEqualTo(expectedExit);
            return process.output();
        }
    }

    private List<String> worklist(ServeProcess department) throws IOException {
        TransferSyntax syntax = TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN;
        InstanceReference nobody = new InstanceReference(Uid.of("1.2.3"), Uid.of("1.2.3"));
        Path query = folder.resolve("query.dcm");
        DataSet keys = WorklistKeys.all().station("XRAY1").identifier();
        new DicomFile(FileMetaInformation.of(nobody, syntax), syntax, keys).write(query);
        Path answers = Files.createTempDirectory(folder, "answers");
        return Dcmtk.findscu(department.dicomPort(), "SWF", query, answers).stream()
                .map(item -> new ScheduledStep(item).stepId())
                .toList();
    }

    /** Asks for commitment: the department compares each content with its digest. */
    private static boolean committed(ServeProcess department, List<InstanceReference> references) throws Exception {
        CompletableFuture<CommitmentResult> reported = new CompletableFuture<>();
        try (CommitmentClient.Session session = CommitmentClient.of(
                        DicomClient.of("TEST"), address(department), reported::complete)
                .open()) {
            assertThat(session.request(Uid.random(), references)).isEqualTo(Status.SUCCESS);
            CommitmentResult result = reported.get(60, TimeUnit.SECONDS);
            return result.isComplete() && Set.copyOf(result.committed()).equals(Set.copyOf(references));
        }
    }

    private static RemoteAe address(ServeProcess department) {
        return new RemoteAe("SWF", "localhost", department.dicomPort());
    }

    private static List<InstanceReference> references(List<String> names) throws IOException {
        List<InstanceReference> references = new ArrayList<>();
        for (String name : names) {
            references.add(reference(DicomFile.read(Peers.pydicomTestFiles().resolve(name))));
        }
        return references;
    }

    /** An image that takes many PDUs. */
    private static DicomFile large() {
        int size = 1024;
        DataSet image = SyntheticImages.of("CT").orElseThrow().image(Uid.of("1.2.3.4"), 1).toBuilder()
                .put(Tags.PATIENT_ID, "1")
                .put(Tags.STUDY_INSTANCE_UID, "1.2.3")
                .put(Tags.ROWS, size)
                .put(Tags.COLUMNS, size)
                .put(Tags.PIXEL_DATA, Vr.OW, new byte[2 * size * size])
                .build();
        return DicomFile.of(image, TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN);
    }

    private static byte[] encoded(DicomFile image) throws IOException {
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        image.write(file, WriteOptions.defaults());
        byte[] bytes = file.toByteArray();
        try (DicomFileReader reader = DicomFileReader.open(new ByteArrayInputStream(bytes), ReadOptions.forFiles())) {
            return Arrays.copyOfRange(bytes, (int) reader.dataSetOffset(), bytes.length);
        }
    }

    private static InstanceReference reference(DicomFile file) {
        return new InstanceReference(
                file.dataSet().uid(Tags.SOP_CLASS_UID).orElseThrow(),
                file.dataSet().uid(Tags.SOP_INSTANCE_UID).orElseThrow());
    }

    /**
     * Asks the department to end when it is first read and the image has begun to arrive, and goes on when nobody else is let
     * in any more.
     */
    private static final class AfterTermination extends InputStream {
        private final ServeProcess department;
        private final Path incoming;
        private final InputStream rest;
        private boolean asked;

        AfterTermination(ServeProcess department, Path incoming, InputStream rest) {
            this.department = department;
            this.incoming = incoming;
            this.rest = rest;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : Byte.toUnsignedInt(one[0]);
        }

        @Override
        public int read(byte[] target, int offset, int length) throws IOException {
            if (!asked) {
                asked = true;
                Awaitility.await()
                        .atMost(Dcmtk.DEADLINE)
                        .until(() -> !Dcmtk.files(incoming).isEmpty());
                department.terminate();
                Awaitility.await().atMost(Dcmtk.DEADLINE).until(this::isDoorClosed);
            }
            return rest.read(target, offset, length);
        }

        private boolean isDoorClosed() throws IOException {
            try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), department.dicomPort())) {
                return !socket.isConnected();
            } catch (ConnectException e) {
                return true;
            }
        }
    }
}
