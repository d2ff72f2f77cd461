package io.github.swfsdk.interop;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** The objects and character-set files that pydicom installs. */
final class PydicomFiles {
    /** Refused, and why; a reader that stops at the defect would pass off a part as the whole. */
    private static final Map<String, String> BROKEN = Map.of(
            "MR_truncated.dcm", "ends within the pixel data",
            "rtplan_truncated.dcm", "ends within a sequence",
            "DICOMDIR-nooffset", "an item is longer than its sequence (PS3.5, 7.5)",
            "no_meta.dcm", "a byte that belongs to nothing precedes the data set");

    private static final Set<String> NOT_DICOM = Set.of("dump", "gz", "json", "md", "py", "pyc", "txt", "zip");

    private PydicomFiles() {}

    /** Whether a reader has to refuse the file. */
    static boolean isBroken(Path file) {
        return BROKEN.containsKey(name(file));
    }

    static List<Path> readable() throws IOException {
        List<Path> files = all();
        files.removeIf(PydicomFiles::isBroken);
        return files;
    }

    static List<Path> all() throws IOException {
        List<Path> files = new ArrayList<>();
        for (Path folder : List.of(Peers.pydicomTestFiles(), Peers.pydicomCharsetFiles())) {
            try (Stream<Path> all = Files.walk(folder)) {
                all.filter(Files::isRegularFile)
                        .filter(file -> !name(file).startsWith("README") && !NOT_DICOM.contains(extension(file)))
                        .sorted()
                        .forEach(files::add);
            }
        }
        return files;
    }

    static String name(Path file) {
        return file.getFileName().toString();
    }

    private static String extension(Path file) {
        return name(file).substring(name(file).lastIndexOf('.') + 1);
    }
}
