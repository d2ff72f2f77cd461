package io.github.swfsdk.documents;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;

/** {@code swf-api/docs/cases.md} names tests that are there, and every test of the package of cases. */
class CasesDocumentTest {
    private static final String ROOT = "io.github.swfsdk.";
    private static final Pattern TEST = Pattern.compile("\\| `((?:\\w+\\.)?\\w+)\\.(\\w+)` \\|");

    @Test
    void namesTestsThatAreThere() throws Exception {
        List<String> missing = new ArrayList<>();
        for (String named : named()) {
            int dot = named.lastIndexOf('.');
            if (!tests(named.substring(0, dot)).contains(named)) {
                missing.add(named);
            }
        }
        assertThat(missing).isEmpty();
    }

    @Test
    void namesEveryCase() throws Exception {
        List<String> cases = new ArrayList<>();
        for (String name : classesOfCases()) {
            cases.addAll(tests(name));
        }
        assertThat(cases).hasSizeGreaterThan(40);
        assertThat(named()).containsAll(cases);
    }

    /** The tests in the document, with the package below ours. */
    private static List<String> named() throws IOException {
        return TEST.matcher(Files.readString(document()))
                .results()
                .map(match -> (match.group(1).contains(".") ? "" : "cases.") + match.group(1) + "." + match.group(2))
                .toList();
    }

    private static List<String> tests(String name) throws ClassNotFoundException {
        return Stream.of(Class.forName(ROOT + name).getDeclaredMethods())
                .filter(method ->
                        method.isAnnotationPresent(Test.class) || method.isAnnotationPresent(ParameterizedTest.class))
                .map(Method::getName)
                .map(method -> name + "." + method)
                .toList();
    }

    private static List<String> classesOfCases() throws Exception {
        Path folder = Path.of(CasesDocumentTest.class
                .getResource("/io/github/swfsdk/cases/Hospital.class")
                .toURI());
        try (Stream<Path> files = Files.list(folder.getParent())) {
            return files.map(file -> file.getFileName().toString())
                    .filter(file -> file.endsWith("Test.class"))
                    .map(file -> "cases." + file.substring(0, file.indexOf('.')))
                    .toList();
        }
    }

    private static Path document() {
        return Path.of("..", "swf-api", "docs", "cases.md");
    }
}
