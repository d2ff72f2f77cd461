package io.github.swfsdk.interop;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.swfsdk.api.dataset.DataSet;
import io.github.swfsdk.api.worklist.ScheduledStep;
import io.github.swfsdk.dicom.DicomClient;
import io.github.swfsdk.dicom.DicomServer;
import io.github.swfsdk.dicom.io.DicomFile;
import io.github.swfsdk.dicom.net.RemoteAe;
import io.github.swfsdk.dicom.service.WorklistClient;
import io.github.swfsdk.dicom.service.WorklistFolder;
import io.github.swfsdk.dicom.service.WorklistService;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * DCMTK's sample worklist with its sample queries (13 in version 3.6.7) and some of our own, asked by both users and answered
 * by both providers: whatever one of ours does has to be what DCMTK does, but for the {@linkplain WorklistDifference
 * differences} that the standard allows.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class WorklistIT {
    private static final String AE = "OFFIS"; // wlmscpfs answers from the folder of this name
    private static final int LIMIT = 100;

    @TempDir
    static Path folder;

    private Path queries;
    private PeerProcess theirs;
    private int theirPort;
    private DicomServer ours;

    @BeforeAll
    void start() throws IOException {
        Peers.require(Peer.DCMTK);
        Path items = Files.createDirectories(folder.resolve("worklists").resolve(AE));
        Files.createFile(items.resolve("lockfile"));
        convert(Peers.dcmtkWorklists(), items, ".wl");
        queries = Files.createDirectories(folder.resolve("queries"));
        convert(Peers.dcmtkQueries(), queries, ".dcm");
        convert(Path.of("src/test/resources/io/github/swfsdk/interop/worklist"), queries, ".dcm");

        theirPort = Peers.freePort();
        theirs = PeerProcess.start(
                        Dcmtk.tool("wlmscpfs"), "-dfp", items.getParent().toString(), String.valueOf(theirPort))
                .awaitPort(theirPort, Dcmtk.DEADLINE);
        ours = DicomServer.builder()
                .ae(AE, 0)
                .host(WorklistService.of(WorklistFolder.at(items)))
                .start();
    }

    @AfterAll
    void stop() {
        if (ours != null) {
            ours.close();
        }
        if (theirs != null) {
            theirs.close();
        }
    }

    @ParameterizedTest
    @MethodSource("queries")
    void ourUserReadsFromWlmscpfsWhatFindscuReads(String query) throws IOException {
        assertThat(Flat.sorted(askWithOurs(theirPort, query))).isEqualTo(Flat.sorted(askWithFindscu(theirPort, query)));
    }

    @ParameterizedTest
    @MethodSource("queries")
    void ourProviderAnswersBothUsersTheSame(String query) throws IOException {
        assertThat(Flat.sorted(askWithOurs(ours.port(), query)))
                .isEqualTo(Flat.sorted(askWithFindscu(ours.port(), query)));
    }

    @ParameterizedTest
    @MethodSource("queries")
    void ourProviderAnswersWhatWlmscpfsAnswers(String query) throws IOException {
        List<DataSet> expected = askWithFindscu(theirPort, query);
        List<DataSet> answered = askWithFindscu(ours.port(), query);
        assertThat(WorklistDifference.unexplained(query, expected, answered)).isEmpty();
    }

    /** Read off the sample items by hand; the order of answers is nobody's promise. */
    @ParameterizedTest
    @CsvSource({
        "station, SPD3445", // one of several station AE titles
        "name, SPD1234 SPD73843 SPD9478",
        "patient, SPD1342 SPD3445 SPD4564",
        "days, SPD1342 SPD57584",
        "since, SPD1342 SPD43645 SPD4548 SPD8265",
        "until, SPD1234 SPD3445 SPD57584 SPD9478",
        "span, SPD1234 SPD73843", // days and times are one interval, not a window on each day
        "physician, SPD3445 SPD43645 SPD57584",
        "accession, SPD3445",
        "wlistqry5, SPD1342 SPD43645 SPD4548 SPD4564 SPD73843 SPD9478",
        "wlistqry12, ''"
    })
    void ourProviderAnswersWhatTheStandardSays(String query, String stepIds) throws IOException {
        List<String> expected = stepIds.isEmpty() ? List.of() : List.of(stepIds.split(" "));
        assertThat(askWithFindscu(ours.port(), query))
                .extracting(item -> new ScheduledStep(item).stepId())
                .containsExactlyInAnyOrderElementsOf(expected);
    }

    Stream<String> queries() throws IOException {
        return Dcmtk.files(queries).stream()
                .map(file -> file.getFileName().toString().replace(".dcm", ""));
    }

    private List<DataSet> askWithFindscu(int port, String query) throws IOException {
        return Dcmtk.findscu(port, AE, file(query), Files.createTempDirectory(folder, "answers"));
    }

    private List<DataSet> askWithOurs(int port, String query) throws IOException {
        return WorklistClient.of(DicomClient.of("TEST"), new RemoteAe(AE, "localhost", port))
                .find(DicomFile.read(file(query)).dataSet(), LIMIT)
                .items();
    }

    private Path file(String query) {
        return queries.resolve(query + ".dcm");
    }

    private static void convert(Path dumps, Path target, String suffix) throws IOException {
        for (Path dump : Dcmtk.files(dumps)) {
            String name = dump.getFileName().toString();
            if (name.endsWith(".dump")) {
                Dcmtk.dump2dcm(dump, target.resolve(name.replace(".dump", suffix)));
            }
        }
    }
}
