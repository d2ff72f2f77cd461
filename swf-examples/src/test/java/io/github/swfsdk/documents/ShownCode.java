package io.github.swfsdk.documents;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Compares the Java blocks of a document with the sources that they were copied from. A block is tagged on the line
 * before it with an HTML comment, {@code snippet: path/of/Source.java#name}; in the source the region lies between the
 * lines {@code // snippet:name} and {@code // end}.
 */
final class ShownCode {
    private static final Pattern TAG = Pattern.compile("<!--\\s*snippet:\\s*([^#\\s]+)#([^\\s]+)\\s*-->");
    private static final String FENCE = "```";

    private final Path root;

    ShownCode(Path root) {
        this.root = root;
    }

    /** What is wrong in a document, one line or more per block; empty when every block is what the source says. */
    List<String> problemsIn(Path document) {
        List<String> problems = new ArrayList<>();
        List<String> lines = lines(document);
        for (int i = 0; i < lines.size(); i++) {
            if (lines.get(i).strip().equals(FENCE + "java")) {
                String where = root.relativize(document) + ":" + (i + 1) + ": ";
                int end = endOfBlock(lines, i + 1);
                String shown = String.join("\n", lines.subList(i + 1, end));
                problem(i == 0 ? "" : lines.get(i - 1), shown).ifPresent(problem -> problems.add(where + problem));
                i = end;
            }
        }
        return problems;
    }

    private Optional<String> problem(String tagLine, String shown) {
        Matcher tag = TAG.matcher(tagLine);
        if (!tag.find()) {
            return Optional.of("no snippet comment on the line before the code");
        }
        Path source = root.resolve(tag.group(1));
        if (!Files.isRegularFile(source)) {
            return Optional.of("no source file " + tag.group(1));
        }
        Optional<String> region = region(source, tag.group(2));
        if (region.isEmpty()) {
            return Optional.of("no region " + tag.group(2) + " in " + tag.group(1));
        }
        return region.get().equals(shown)
                ? Optional.empty()
                : Optional.of("differs from its source, which says\n" + region.get());
    }

    /** The lines between the two markers, without the indentation that they share. */
    private static Optional<String> region(Path source, String name) {
        List<String> lines = lines(source);
        for (int start = 0; start < lines.size(); start++) {
            if (lines.get(start).strip().equals("// snippet:" + name)) {
                List<String> rest = lines.subList(start + 1, lines.size());
                int end = rest.stream().map(String::strip).toList().indexOf("// end");
                return end < 0 ? Optional.empty() : Optional.of(withoutIndentation(rest.subList(0, end)));
            }
        }
        return Optional.empty();
    }

    private static String withoutIndentation(List<String> lines) {
        int shared = lines.stream()
                .filter(line -> !line.isBlank())
                .mapToInt(line -> line.length() - line.stripLeading().length())
                .min()
                .orElse(0);
        return lines.stream()
                .map(line -> line.isBlank() ? "" : line.substring(shared))
                .collect(Collectors.joining("\n"));
    }

    private static int endOfBlock(List<String> lines, int from) {
        int end = from;
        while (end < lines.size() && !lines.get(end).strip().equals(FENCE)) {
            end++;
        }
        return end;
    }

    private static List<String> lines(Path file) {
        try {
            return Files.readAllLines(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
