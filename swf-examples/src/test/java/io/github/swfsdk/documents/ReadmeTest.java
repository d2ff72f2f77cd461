package io.github.swfsdk.documents;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** The README and the pages below each module's {@code docs} show code that the build compiles. */
class ReadmeTest {
    private static final String SOURCE = """
            class Example {
                void run() {
                    // snippet:loop
                    for (int i = 0; i < 3; i++) {
                        step(i);
                    }
                    // end
                }
            }
            """;

    @TempDir
    Path folder;

    @TestFactory
    Stream<DynamicTest> showsWhatTheSourcesSay() throws IOException {
        Path root = root();
        ShownCode code = new ShownCode(root);
        return documents(root).stream()
                .map(document -> DynamicTest.dynamicTest(
                        root.relativize(document).toString(),
                        () -> assertThat(code.problemsIn(document)).isEmpty()));
    }

    @Test
    void acceptsARegionWithoutItsIndentation() throws IOException {
        assertThat(problems("""
                <!-- snippet: Example.java#loop -->
                ```java
                for (int i = 0; i < 3; i++) {
                    step(i);
                }
                ```
                """)).isEmpty();
    }

    @Test
    void findsCodeThatHasChangedInTheSource() throws IOException {
        assertThat(problems("""
                <!-- snippet: Example.java#loop -->
                ```java
                step(0);
                ```
                """)).singleElement().asString().startsWith("page.md:2: differs from its source");
    }

    @Test
    void findsCodeFromNowhere() throws IOException {
        assertThat(problems("""
                ```java
                step(0);
                ```
                <!-- snippet: Example.java#renamed -->
                ```java
                ```
                <!-- snippet: Deleted.java#loop -->
                ```java
                ```
                """))
                .containsExactly(
                        "page.md:1: no snippet comment on the line before the code",
                        "page.md:5: no region renamed in Example.java",
                        "page.md:8: no source file Deleted.java");
    }

    private List<String> problems(String markdown) throws IOException {
        Files.writeString(folder.resolve("Example.java"), SOURCE);
        return new ShownCode(folder).problemsIn(Files.writeString(folder.resolve("page.md"), markdown));
    }

    private static List<Path> documents(Path root) throws IOException {
        List<Path> documents = new ArrayList<>(markdown(root, 1));
        try (Stream<Path> modules = Files.list(root)) {
            for (Path docs : modules.map(module -> module.resolve("docs")).toList()) {
                if (Files.isDirectory(docs)) {
                    documents.addAll(markdown(docs, Integer.MAX_VALUE));
                }
            }
        }
        return documents;
    }

    private static List<Path> markdown(Path folder, int depth) throws IOException {
        try (Stream<Path> files = Files.walk(folder, depth)) {
            return files.filter(file -> file.toString().endsWith(".md")).toList();
        }
    }

    /** The folder of the parent project: tests run in their module's. */
    private static Path root() {
        Path root = Path.of("").toAbsolutePath().getParent();
        assertThat(root.resolve("README.md")).isRegularFile();
        return root;
    }
}
