package io.github.swfsdk.dicom.service;

import io.github.swfsdk.api.SwfException;
import io.github.swfsdk.api.dataset.DataSet;
import io.github.swfsdk.api.dataset.Tags;
import io.github.swfsdk.api.worklist.ScheduledStep;
import io.github.swfsdk.api.worklist.WorklistProvider;
import io.github.swfsdk.api.worklist.WorklistQuery;
import io.github.swfsdk.api.worklist.WorklistSink;
import io.github.swfsdk.dicom.io.DicomFileReader;
import io.github.swfsdk.dicom.io.ReadOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Offers a folder of worklist files, as other worklist servers keep them: DICOM files named {@code *.wl} or {@code *.dcm}, each
 * a worklist item, in the order of their names. Subfolders and other files, such as a lock file, are left alone. Thread-safe.
 *
 * <p>The folder is listed at each query, and a file is read when it is new or its size or time has changed. One that cannot
 * be read is told in the log once and left out until it changes: whoever writes files while the folder is in use should
 * rename them into it. Made for hundreds of files; more than {@value #MAX_FILES} are refused.
 */
public final class WorklistFolder implements WorklistProvider {
    /** The most files that a folder may hold. */
    public static final int MAX_FILES = 10_000;

    private static final Logger LOG = LoggerFactory.getLogger(WorklistFolder.class);
    private static final String FILES = "*.{wl,dcm}";

    private final Path folder;
    private volatile Map<Path, Known> known = Map.of(); // replaced whole; queries at the same time may both read a file

    private WorklistFolder(Path folder) {
        this.folder = folder;
    }

    /** A file as it was when it was read, with the steps of its item; none if it could not be read. */
    private record Known(Stamp stamp, List<ScheduledStep> steps) {}

    /** What tells that a file has changed. */
    private record Stamp(
            long size, long modifiedMillis, @Nullable Object fileKey) {}

    /**
     * Opens a folder and reads its files.
     *
     * @throws IOException if it is no folder or cannot be listed
     */
    public static WorklistFolder at(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            throw new NotDirectoryException(folder.toString());
        }
        WorklistFolder worklist = new WorklistFolder(folder);
        worklist.refresh();
        return worklist;
    }

    @Override
    public void find(WorklistQuery query, WorklistSink sink) {
        Objects.requireNonNull(query, "query");
        try {
            refresh();
        } catch (IOException e) {
            throw new UncheckedIOException("the worklist folder cannot be listed", e);
        }
        for (Known file : known.values()) {
            for (ScheduledStep step : file.steps()) {
                if (!sink.offer(step)) {
                    return;
                }
            }
        }
    }

    private void refresh() throws IOException {
        Map<Path, Known> before = known;
        Map<Path, Known> now = new LinkedHashMap<>();
        for (Path file : files()) {
            Known earlier = before.get(file);
            try {
                Stamp stamp = stamp(file);
                now.put(file, earlier != null && earlier.stamp().equals(stamp) ? earlier : read(file, stamp));
            } catch (IOException e) {
                LOG.debug("{} is gone while the folder is listed: {}", file.getFileName(), e.getMessage());
            }
        }
        known = now;
    }

    private TreeSet<Path> files() throws IOException {
        TreeSet<Path> files = new TreeSet<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder, FILES)) {
            for (Path entry : entries) {
                if (files.size() == MAX_FILES) {
                    throw new IOException("more than " + MAX_FILES + " worklist files");
                }
                files.add(entry);
            }
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
        files.removeIf(file -> !Files.isRegularFile(file));
        return files;
    }

    private static Stamp stamp(Path file) throws IOException {
        BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
        return new Stamp(attributes.size(), attributes.lastModifiedTime().toMillis(), attributes.fileKey());
    }

    private static Known read(Path file, Stamp stamp) {
        try (DicomFileReader reader = DicomFileReader.open(file, ReadOptions.forMessages())) {
            List<ScheduledStep> steps = steps(reader.read());
            if (steps.isEmpty()) {
                LOG.warn("worklist file {} is left out: it has no scheduled procedure step", file.getFileName());
            }
            return new Known(stamp, steps);
        } catch (IOException | SwfException e) {
            LOG.warn("worklist file {} is left out: {}", file.getFileName(), e.getMessage());
            return new Known(stamp, List.of());
        }
    }

    /** One step for each item of (0040,0100): some programs put several into one file. */
    private static List<ScheduledStep> steps(DataSet item) {
        return item.items(Tags.SCHEDULED_PROCEDURE_STEP_SEQUENCE).stream()
                .map(step -> new ScheduledStep(item.toBuilder()
                        .put(Tags.SCHEDULED_PROCEDURE_STEP_SEQUENCE, step)
                        .build()))
                .toList();
    }
}
