package io.github.swfsdk.dicom.service;

import io.github.swfsdk.api.worklist.ScheduledStep;
import io.github.swfsdk.api.worklist.WorklistProvider;
import io.github.swfsdk.api.worklist.WorklistQuery;
import io.github.swfsdk.api.worklist.WorklistSink;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
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
 * <p>The folder is listed at each query, so no change is missed, whoever makes it and on whatever file system: a file is
 * read when it is new, when its size, time or identity has changed, and again as long as it has changed in the last two
 * seconds. One that cannot be read is told and left out until it changes; while it is being written, it stands as it was
 * before. Still, whoever writes files should rename them into the folder: the first state of a file may be half of it.
 * Made for thousands of files; more than {@value #MAX_FILES} are refused.
 */
public final class WorklistFolder implements WorklistProvider {
    /** The most files that a folder may hold. */
    public static final int MAX_FILES = 10_000;

    private static final Logger LOG = LoggerFactory.getLogger(WorklistFolder.class);
    private static final String FILES = "*.{wl,dcm}";

    private final Path folder;
    private final Listener listener;
    private final Clock clock;
    private volatile Map<Path, WorklistFile> known = Map.of(); // replaced whole; queries at a time may both read a file

    private WorklistFolder(Path folder, Listener listener, Clock clock) {
        this.folder = folder;
        this.listener = listener;
        this.clock = clock;
    }

    /** Hears of files that are left out. Called by the threads that query; thread-safe and quick. */
    @FunctionalInterface
    public interface Listener {
        /**
         * A file cannot be read, or has no scheduled procedure step. Told when it is found and again when it has changed;
         * queries at the same time may both tell.
         *
         * @param problem why; without values of attributes
         */
        void leftOut(Path file, String problem);
    }

    /** Opens a folder, as {@link #at(Path, Listener)} does; files that are left out are told in the log only. */
    public static WorklistFolder at(Path folder) throws IOException {
        return at(folder, (file, problem) -> {});
    }

    /**
     * Opens a folder and reads its files.
     *
     * @throws IOException if it is no folder or cannot be listed
     */
    public static WorklistFolder at(Path folder, Listener listener) throws IOException {
        return at(folder, listener, Clock.systemUTC());
    }

    static WorklistFolder at(Path folder, Listener listener, Clock clock) throws IOException {
        if (!Files.isDirectory(folder)) {
            throw new NotDirectoryException(folder.toString());
        }
        WorklistFolder worklist = new WorklistFolder(folder, Objects.requireNonNull(listener, "listener"), clock);
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
        for (WorklistFile file : known.values()) {
            for (ScheduledStep step : file.steps()) {
                if (!sink.offer(step)) {
                    return;
                }
            }
        }
    }

    private void refresh() throws IOException {
        Map<Path, WorklistFile> before = known;
        Map<Path, WorklistFile> now = new LinkedHashMap<>();
        Instant time = clock.instant();
        for (Path path : files()) {
            @Nullable BasicFileAttributes attributes = regularFile(path);
            if (attributes == null) {
                continue;
            }
            @Nullable WorklistFile earlier = before.get(path);
            try {
                WorklistFile file = WorklistFile.read(path, attributes, time, earlier);
                now.put(path, file);
                if (file.hasNewProblem(earlier)) {
                    tell(path, file.problem().orElseThrow());
                }
            } catch (NoSuchFileException e) {
                LOG.debug("{} has gone while the folder was listed", path.getFileName());
            }
        }
        known = now;
    }

    private void tell(Path path, String problem) {
        LOG.warn("worklist file {} is left out: {}", path.getFileName(), problem);
        listener.leftOut(path, problem);
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
        return files;
    }

    /** What the file system says of a file; null if it is none, or gone: asked once, as this is what a query waits for. */
    private static @Nullable BasicFileAttributes regularFile(Path path) {
        try {
            BasicFileAttributes attributes = Files.readAttributes(path, BasicFileAttributes.class);
            return attributes.isRegularFile() ? attributes : null;
        } catch (IOException e) {
            LOG.debug(
                    "{} cannot be looked at: {}",
                    path.getFileName(),
                    e.getClass().getSimpleName());
            return null;
        }
    }
}
