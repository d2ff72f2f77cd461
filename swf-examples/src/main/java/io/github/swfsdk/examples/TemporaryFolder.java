package io.github.swfsdk.examples;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** A folder of its own, deleted with its content when it is closed. */
public final class TemporaryFolder implements AutoCloseable {
    private final Path path;

    private TemporaryFolder(Path path) {
        this.path = path;
    }

    /** Makes a folder where the system keeps temporary ones. */
    public static TemporaryFolder create(String prefix) throws IOException {
        return new TemporaryFolder(Files.createTempDirectory(prefix));
    }

    /** Makes a folder in another one. */
    public static TemporaryFolder in(Path parent, String prefix) throws IOException {
        return new TemporaryFolder(Files.createTempDirectory(parent, prefix));
    }

    /** Where it is. */
    public Path path() {
        return path;
    }

    @Override
    public void close() {
        List<Path> content;
        try {
            try (Stream<Path> found = Files.walk(path)) {
                content = found.sorted(Comparator.reverseOrder()).toList(); // a folder after what is in it
            }
            for (Path file : content) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("a temporary folder cannot be deleted", e);
        }
    }
}
