package io.github.swfsdk.interop;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.swfsdk.api.dataset.DataSet;
import io.github.swfsdk.dicom.io.DicomFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** DCMTK's programs as the tests run them; each must end well. */
final class Dcmtk {
    static final Duration DEADLINE = Duration.ofSeconds(60);

    private Dcmtk() {}

    /** Makes a DICOM file of a dump. */
    static Path dump2dcm(Path dump, Path target) {
        PeerProcess.run(DEADLINE, tool("dump2dcm"), "-g", dump.toString(), target.toString());
        return target;
    }

    /** Asks a worklist and returns the answers in the order in which they came; the folder must be empty. */
    static List<DataSet> findscu(int port, String calledAe, Path query, Path folder, String... options)
            throws IOException {
        List<String> arguments = new ArrayList<>(List.of(options));
        arguments.addAll(List.of("-W", "-X", "-aet", "TEST", "-aec", calledAe, "localhost", text(port)));
        arguments.add(query.toString());
        run(folder, "findscu", arguments.toArray(String[]::new));
        List<DataSet> answers = new ArrayList<>();
        for (Path file : files(folder)) {
            answers.add(DicomFile.read(file).dataSet());
        }
        return answers;
    }

    /**
     * What findscu was answered.
     *
     * @param answers in the order in which they came
     * @param log what it printed, statuses and final response included
     */
    record Found(List<DataSet> answers, String log) {}

    /** Asks a worklist as the AE of this title, whatever the final status is; the folder must be empty. */
    static Found findscuAs(String callingAe, int port, String calledAe, Path query, Path folder) throws IOException {
        List<String> command = List.of(
                tool("findscu"),
                "-d",
                "-W",
                "-X",
                "-aet",
                callingAe,
                "-aec",
                calledAe,
                "localhost",
                text(port),
                query.toString());
        try (PeerProcess process = PeerProcess.start(folder, command)) {
            process.awaitExit(DEADLINE);
            List<DataSet> answers = new ArrayList<>();
            for (Path file : files(folder)) {
                answers.add(DicomFile.read(file).dataSet());
            }
            return new Found(answers, process.output());
        }
    }

    /** Sends files; the options choose what is proposed. */
    static void storescu(int port, String calledAe, List<String> options, Path... files) {
        List<String> arguments = new ArrayList<>(options);
        arguments.addAll(List.of("-aet", "TEST", "-aec", calledAe, "localhost", text(port)));
        Arrays.stream(files).map(Path::toString).forEach(arguments::add);
        run(Path.of("."), "storescu", arguments.toArray(String[]::new));
    }

    /** Sends a C-ECHO. */
    static void echoscu(int port, String calledAe, String... options) {
        List<String> arguments = new ArrayList<>(List.of(options));
        arguments.addAll(List.of("-aet", "TEST", "-aec", calledAe, "localhost", text(port)));
        run(Path.of("."), "echoscu", arguments.toArray(String[]::new));
    }

    /** The options of every program that speaks TLS: its own key, and the certificate that it trusts. */
    static String[] tls(PeerKeys own, PeerKeys other) {
        return new String[] {
            "+tls",
            own.key().toString(),
            own.certificate().toString(),
            "+cf",
            other.certificate().toString()
        };
    }

    /** Starts an archive that writes each data set to a file of its own, byte for byte as it arrives. */
    static PeerProcess storescp(int port, Path folder, String... options) {
        List<String> command = new ArrayList<>(List.of(tool("storescp")));
        command.addAll(List.of(options));
        command.addAll(List.of("+xa", "+B", "-od", folder.toString(), text(port)));
        return PeerProcess.start(folder, command).awaitPort(port, DEADLINE);
    }

    /** Starts a worklist over a folder that holds, in a folder named after its AE title, worklist files. */
    static PeerProcess wlmscpfs(int port, Path folder) {
        return PeerProcess.start(folder, List.of(tool("wlmscpfs"), "-dfp", folder.toString(), text(port)))
                .awaitPort(port, DEADLINE);
    }

    static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(Files::isRegularFile).sorted().toList();
        }
    }

    static String tool(String name) {
        return Peers.tool(name).toString();
    }

    private static void run(Path folder, String program, String... arguments) {
        List<String> command = new ArrayList<>(List.of(tool(program)));
        command.addAll(List.of(arguments));
        try (PeerProcess process = PeerProcess.start(folder, command)) {
            int exit = process.awaitExit(DEADLINE);
            assertThat(exit).as("%s printed %s", command, process.output()).isZero();
        }
    }

    private static String text(int port) {
        return String.valueOf(port);
    }
}
