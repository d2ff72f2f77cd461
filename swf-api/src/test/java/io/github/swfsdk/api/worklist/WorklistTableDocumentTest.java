package io.github.swfsdk.api.worklist;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.swfsdk.api.dataset.ElementDictionary;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/** The table in the document is the one in the code. */
class WorklistTableDocumentTest {
    @Test
    void holdsEachRow() throws Exception {
        List<String> documented = Files.readAllLines(Path.of("docs", "worklist-matching.md")).stream()
                .filter(line -> line.matches("\\|[ >]*\\([0-9A-F]{4},[0-9A-F]{4}\\) .*"))
                .toList();

        assertThat(documented)
                .containsExactlyElementsOf(WorklistAttributes.all().stream()
                        .map(WorklistTableDocumentTest::line)
                        .toList());
    }

    private static String line(WorklistAttribute row) {
        String name = ElementDictionary.find(row.tag()).orElseThrow().name();
        String matching = row.matching() == WorklistAttribute.Matching.NONE
                ? "-"
                : row.matching().name().toLowerCase(Locale.ROOT).replace('_', ' ');
        return "| %s%s %s | %s | %s | %s |"
                .formatted(
                        row.sequences().isEmpty()
                                ? ""
                                : ">".repeat(row.sequences().size()) + " ",
                        row.tag(),
                        name,
                        row.required() ? "R" : "O",
                        matching,
                        row.returnType().name().substring("TYPE_".length()));
    }
}
