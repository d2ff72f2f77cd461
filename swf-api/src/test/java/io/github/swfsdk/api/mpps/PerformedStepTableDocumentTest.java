package io.github.swfsdk.api.mpps;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.swfsdk.api.dataset.ElementDictionary;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The tables in the document are those in the code. */
class PerformedStepTableDocumentTest {
    @Test
    void holdsEachRow() throws Exception {
        assertThat(document().filter(line -> line.matches("\\|[ >]*\\([0-9A-F]{4},[0-9A-F]{4}\\) .*")))
                .containsExactlyElementsOf(PerformedStepAttributes.all().stream()
                        .map(PerformedStepTableDocumentTest::line)
                        .toList());
    }

    @Test
    void namesEachRefusalAndLeniency() throws Exception {
        List<String> firstCells = document()
                .filter(line -> line.startsWith("| `"))
                .map(line -> line.substring(3, line.indexOf('`', 3)))
                .toList();

        assertThat(firstCells)
                .containsExactlyElementsOf(Stream.concat(
                                Arrays.stream(MppsRefusal.Kind.values()).map(Enum::name),
                                Arrays.stream(MppsLeniency.values()).map(Enum::name))
                        .toList());
    }

    private static Stream<String> document() throws Exception {
        return Files.readAllLines(Path.of("docs", "performed-steps.md")).stream();
    }

    private static String line(PerformedStepAttribute row) {
        String set = switch (row.set()) {
            case NOT_ALLOWED -> "not allowed";
            case VALUE -> "value";
            case ANY -> "any";
        };
        return "| %s%s %s | %s | %s | %s |"
                .formatted(
                        row.sequences().isEmpty()
                                ? ""
                                : ">".repeat(row.sequences().size()) + " ",
                        row.tag(),
                        ElementDictionary.find(row.tag()).orElseThrow().name(),
                        row.create().name().substring("TYPE_".length()),
                        row.sequences().isEmpty() ? set : "",
                        row.finalValue() ? "value" : "");
    }
}
