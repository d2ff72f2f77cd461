package io.github.swfsdk.api.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Makes the dictionary again from the installed packages. Skipped where one is missing or of another version, failing
 * there with {@code -Dswf.peers=required}.
 */
class DictionaryGeneratorIT {
    private static final Path PYTHON = Path.of("/usr/bin/python3");
    private static final Path PYDICOM = Path.of("/usr/lib/python3/dist-packages/pydicom");
    private static final String PACKAGE = "io/github/swfsdk/api/dataset/";
    private static final int OTHER_INPUTS = 3;

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "resources/" + PACKAGE + "elements.tsv",
                "resources/" + PACKAGE + "uids.tsv",
                "java/" + PACKAGE + "Tags.java",
                "java/" + PACKAGE + "Uids.java",
            })
    void makesTheFilesThatAreCheckedIn(String file) throws Exception {
        generate();

        assertThat(folder.resolve(file))
                .hasSameTextualContentAs(Path.of("src/main").resolve(file));
    }

    /** README.md explains each of the differences. */
    @Test
    void findsTheSourcesInAgreement() throws Exception {
        List<String> report = generate("--report");

        assertThat(section(report, "dcmtk/pydicom"))
                .extracting(line -> line.strip().split(" ")[0])
                .containsExactly("00281200", "213000A0", "213000C0");
        assertThat(section(report, "added/dcmjs"))
                .extracting(line -> line.strip().split(" ")[0])
                .containsExactly(
                        "00089007",
                        "00102160",
                        "00380004",
                        "003A0320",
                        "003A0325",
                        "213000A0",
                        "213000C0",
                        "30040010",
                        "30060085",
                        "30060088",
                        "3008002B",
                        "30100090");
        assertThat(section(report, "only in dcmjs and not added")).isEmpty();
    }

    private static List<String> section(List<String> report, String title) {
        List<String> lines = new ArrayList<>();
        boolean inside = false;
        boolean found = false;
        for (String line : report) {
            if (!line.startsWith(" ")) {
                inside = line.startsWith(title);
                found |= inside;
            } else if (inside) {
                lines.add(line);
            }
        }
        assertThat(found).as("section %s", title).isTrue();
        return lines;
    }

    private List<String> generate(String... options) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                present(PYTHON).toString(),
                "src/dictionary/generate.py",
                "--dcmtk",
                dcmtk().toString(),
                "--pydicom",
                present(PYDICOM).toString(),
                "--dcmjs",
                present(dcmjs()).toString(),
                "--out",
                folder.toString()));
        command.addAll(List.of(options));
        Path log = folder.resolve("log");
        Process generator = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        if (!generator.waitFor(1, TimeUnit.MINUTES)) {
            generator.destroyForcibly();
            fail("the generator did not end");
        }
        List<String> lines = Files.readAllLines(log);
        if (generator.exitValue() == OTHER_INPUTS) {
            refuse(String.join("; ", lines));
        }
        assertThat(generator.exitValue()).as("%s", lines).isZero();
        return lines;
    }

    private static Path dcmtk() throws IOException {
        try (DirectoryStream<Path> folders = Files.newDirectoryStream(Path.of("/usr/share"), "libdcmtk*")) {
            for (Path found : folders) {
                if (Files.exists(found.resolve("dicom.dic"))) {
                    return found.resolve("dicom.dic");
                }
            }
        }
        return refuse("no dicom.dic of DCMTK below /usr/share");
    }

    private static Path dcmjs() {
        String peers = System.getenv("SWF_PEERS_DIR");
        Path folder = peers != null && !peers.isEmpty()
                ? Path.of(peers)
                : Path.of(System.getProperty("user.home"), ".cache", "swf-peers");
        return folder.resolve("node_modules/dcmjs-dictionary/generate/dictionary.mjs");
    }

    private static Path present(Path path) {
        return Files.exists(path) ? path : refuse("no " + path);
    }

    private static <T> T refuse(String reason) {
        return "required".equals(System.getProperty("swf.peers")) ? fail(reason) : abort(reason);
    }
}
