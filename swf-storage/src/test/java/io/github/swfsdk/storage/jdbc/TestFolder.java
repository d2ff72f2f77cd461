package io.github.swfsdk.storage.jdbc;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/** A temporary folder that several tests share, deleted with its content when it is closed. */
public record TestFolder(Path path) implements AutoCloseable {
    /** Makes a folder. */
    public static TestFolder create() throws IOException {
        return new TestFolder(Files.createTempDirectory("swf-storage"));
    }

    @Override
    public void close() throws IOException {
        try (Stream<Path> files = Files.walk(path)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
