package io.github.swfsdk.dicom.service;

import io.github.swfsdk.api.SwfException;
import io.github.swfsdk.api.worklist.ScheduledStep;
import io.github.swfsdk.dicom.io.DicomFileReader;
import io.github.swfsdk.dicom.io.ReadOptions;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A worklist file as it was when it was read. Immutable.
 *
 * @param stamp what tells that it has changed since
 * @param settled whether each later change shows in the stamp
 * @param steps its steps; none if it is left out
 * @param problem why it is left out; empty if it is not
 */
record WorklistFile(Stamp stamp, boolean settled, List<ScheduledStep> steps, Optional<String> problem) {
    /** File times tick coarsely: a file that has just changed may change again without a sign of it. */
    private static final Duration TICK = Duration.ofSeconds(2);

    /** What the file system says of the file. */
    record Stamp(long size, FileTime modified, @Nullable Object fileKey) {
        static Stamp of(BasicFileAttributes attributes) {
            return new Stamp(attributes.size(), attributes.lastModifiedTime(), attributes.fileKey());
        }
    }

    /**
     * Reads a file, unless nothing can have changed since it was read before. A file that cannot be read while it is being
     * written stands as it was before.
     *
     * @param attributes what the file system says of it now
     * @param before as it was read last; null if it is new
     * @throws NoSuchFileException if it is gone
     */
    static WorklistFile read(Path file, BasicFileAttributes attributes, Instant now, @Nullable WorklistFile before)
            throws NoSuchFileException {
        Stamp stamp = Stamp.of(attributes);
        if (before != null && before.settled && before.stamp.equals(stamp)) {
            return before;
        }
        boolean settled = stamp.modified().toInstant().plus(TICK).isBefore(now);
        try {
            List<ScheduledStep> steps = steps(file);
            Optional<String> problem =
                    steps.isEmpty() ? Optional.of("it has no scheduled procedure step") : Optional.empty();
            return new WorklistFile(stamp, settled, steps, problem);
        } catch (NoSuchFileException e) {
            throw e;
        } catch (IOException | SwfException e) {
            return !settled && before != null && before.problem.isEmpty()
                    ? new WorklistFile(stamp, false, before.steps, Optional.empty())
                    : new WorklistFile(stamp, settled, List.of(), Optional.of(String.valueOf(e.getMessage())));
        }
    }

    /** Whether it is left out for a reason that has not been told when it was read before. */
    boolean hasNewProblem(@Nullable WorklistFile before) {
        return problem.isPresent()
                && (before == null || !before.problem.equals(problem) || !before.stamp.equals(stamp));
    }

    /** One step for each item of (0040,0100): some programs put several into one file. */
    private static List<ScheduledStep> steps(Path file) throws IOException {
        try (DicomFileReader reader = DicomFileReader.open(file, ReadOptions.forMessages())) {
            return WorklistClient.stepsOf(reader.read()).toList();
        }
    }
}
