package io.github.swfsdk.interop;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.swfsdk.api.dataset.DataSet;
import io.github.swfsdk.api.dataset.Tags;
import io.github.swfsdk.api.dataset.Uid;
import io.github.swfsdk.api.instance.InstanceReference;
import io.github.swfsdk.api.storage.CommitmentResult;
import io.github.swfsdk.dicom.DicomClient;
import io.github.swfsdk.dicom.io.DicomFileReader;
import io.github.swfsdk.dicom.io.FileMetaInformation;
import io.github.swfsdk.dicom.net.RemoteAe;
import io.github.swfsdk.dicom.service.CommitmentClient;
import io.github.swfsdk.dicom.service.Status;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The packaged department as a process of its own: what it has acknowledged survives its end, in order or by a crash. */
class ServeIT {
    private static final Path JAR = Path.of("target", "swf-examples.jar");
    private static final Duration DEADLINE = Duration.ofSeconds(90);
    private static final Pattern READY = Pattern.compile("ready dicom=(\\d+) hl7=(\\d+) http=(\\d+)");
    private static final String QUERY = """
            (0008,0050) SH IT-1
            (0010,0010) PN
            (0010,0020) LO
            (0020,000d) UI
            (0040,1001) SH
            (0040,0100) SQ
            (fffe,e000) -
            (0008,0060) CS
            (0040,0001) AE
            (0040,0002) DA
            (0040,0003) TM
            (0040,0009) SH
            (fffe,e00d) -
            (fffe,e0dd) -
            """;

    @TempDir
    Path folder;

    /** A department that is running, and its ports. */
    private record Running(PeerProcess process, int dicom, int hl7, int http) implements AutoCloseable {
        @Override
        public void close() {
            process.close();
        }
    }

    @BeforeAll
    static void needsPeers() {
        Peers.require(Peer.DCMTK, Peer.PYDICOM);
    }

    @ParameterizedTest
    @ValueSource(strings = {"file", "blob", "chunked"})
    void keepsWhatItHasAcknowledgedThroughACrashAndAnOrderlyEnd(String storage) throws Exception {
        List<Path> images = pydicomImages();
        try (Running first = serve(storage)) {
            order(first.hl7(), 0, "--control", "NW", "--placer", "IT-P1", "--step", "id=S1,modality=CT,ae=CT1");
            Dcmtk.storescu(first.dicom(), "SWF", List.of("-R"), images.toArray(Path[]::new));
            assertFoundWith(first, storage + "-1");
            first.process().kill();
            assertThat(first.process().awaitExit(DEADLINE)).isNotZero();
        }
        try (Running second = serve(storage)) {
            assertFoundWith(second, storage + "-2");
            assertCommitted(second, images);
            second.process().terminate();
            assertThat(second.process().awaitExit(DEADLINE)).isZero();
        }
        try (Running third = serve(storage)) {
            assertFoundWith(third, storage + "-3");
            assertCommitted(third, images);
            order(third.hl7(), 0, "--control", "CA", "--placer", "IT-P1");
            assertThat(find(third, storage + "-4")).isEmpty();
        }
    }

    @Test
    void tellsWhoSendsAnOrderThatItCannotTake() {
        try (Running running = serve("file")) {
            order(running.hl7(), 1, "--control", "CA", "--placer", "NOBODY-KNOWS");
            order(running.hl7(), 0, "--control", "NW", "--placer", "IT-P2", "--step", "id=S1,modality=CT,ae=CT1");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--dicom-port=not-a-number",
                "--storage=tape",
                "--peer=NOBODY",
                "--no-such-option",
                "--s3=http://localhost/bucket"
            })
    void saysInOneLineWhatIsWrongWithItsOptions(String option) {
        try (PeerProcess process =
                PeerProcess.start(Path.of("."), command("serve", "--data", folder.toString(), option))) {
            assertThat(process.awaitExit(DEADLINE)).isEqualTo(2);
            assertThat(process.output().lines()).hasSize(1);
        }
    }

    private Running serve(String storage) {
        PeerProcess process = PeerProcess.start(
                Path.of("."),
                command(
                        "serve",
                        "--dicom-port",
                        "0",
                        "--hl7-port",
                        "0",
                        "--http-port",
                        "0",
                        "--data",
                        folder.resolve(storage).toString(),
                        "--storage",
                        storage));
        process.awaitOutput(READY.pattern(), DEADLINE);
        Matcher ports = READY.matcher(process.output());
        assertThat(ports.find()).isTrue();
        return new Running(process, port(ports, 1), port(ports, 2), port(ports, 3));
    }

    private static void order(int port, int expectedExit, String... options) {
        List<String> command = new ArrayList<>(command(
                "order",
                "--to",
                "localhost:" + port,
                "--patient-id",
                "IT-PATIENT^^^SWF",
                "--name",
                "Example^Patient",
                "--accession",
                "IT-1",
                "--procedure-id",
                "IT-RP1",
                "--procedure",
                "P1^Thorax^99SWF"));
        command.addAll(List.of(options));
        try (PeerProcess process = PeerProcess.start(Path.of("."), command)) {
            assertThat(process.awaitExit(DEADLINE)).as(process.output()).isEqualTo(expectedExit);
            assertThat(process.output()).contains(expectedExit == 0 ? "AA" : "AE");
        }
    }

    private void assertFoundWith(Running running, String name) throws IOException {
        assertThat(find(running, name)).singleElement().satisfies(answer -> {
            assertThat(answer.text(Tags.PATIENT_ID)).isEqualTo("IT-PATIENT");
            assertThat(answer.items(Tags.SCHEDULED_PROCEDURE_STEP_SEQUENCE))
                    .singleElement()
                    .satisfies(step -> assertThat(step.text(Tags.SCHEDULED_PROCEDURE_STEP_ID))
                            .isEqualTo("S1"));
        });
    }

    private List<DataSet> find(Running running, String name) throws IOException {
        Path dump = Files.writeString(folder.resolve(name + ".dump"), QUERY);
        Path query = Dcmtk.dump2dcm(dump, folder.resolve(name + ".dcm"));
        return Dcmtk.findscu(running.dicom(), "SWF", query, Files.createDirectory(folder.resolve(name + "-answers")));
    }

    /** The archive reads the content of each image again before it confirms. */
    private static void assertCommitted(Running running, List<Path> images) throws Exception {
        List<InstanceReference> references = new ArrayList<>();
        for (Path image : images) {
            try (DicomFileReader reader = DicomFileReader.open(image)) {
                FileMetaInformation meta = reader.meta();
                references.add(new InstanceReference(
                        meta.sopClassUid().orElseThrow(), meta.sopInstanceUid().orElseThrow()));
            }
        }
        CompletableFuture<CommitmentResult> reported = new CompletableFuture<>();
        CommitmentClient client = CommitmentClient.of(
                DicomClient.of("TEST"), new RemoteAe("SWF", "localhost", running.dicom()), reported::complete);
        try (CommitmentClient.Session session = client.open()) {
            assertThat(session.request(Uid.random(), references)).isEqualTo(Status.SUCCESS);
            CommitmentResult result = reported.get(DEADLINE.toSeconds(), TimeUnit.SECONDS);
            assertThat(result.committed()).containsExactlyInAnyOrderElementsOf(references);
            assertThat(result.failed()).isEmpty();
        }
    }

    private static List<Path> pydicomImages() {
        Path files = Peers.pydicomTestFiles();
        return List.of(files.resolve("CT_small.dcm"), files.resolve("MR_small.dcm"), files.resolve("test-SR.dcm"));
    }

    private static List<String> command(String... arguments) {
        List<String> command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-jar", JAR.toString()));
        command.addAll(List.of(arguments));
        return command;
    }

    private static int port(Matcher ports, int group) {
        return Integer.parseInt(ports.group(group));
    }
}
