package io.github.swfsdk.examples.bench;

import io.github.swfsdk.api.dataset.Uid;
import io.github.swfsdk.api.instance.InstanceReference;
import io.github.swfsdk.dicom.io.DicomFile;
import io.github.swfsdk.dicom.io.FileMetaInformation;
import io.github.swfsdk.dicom.io.TransferSyntax;
import io.github.swfsdk.dicom.net.RemoteAe;
import io.github.swfsdk.dicom.service.WorklistFolder;
import io.github.swfsdk.examples.TemporaryFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;

/** The same worklist files behind our server and behind wlmscpfs of DCMTK. */
final class WorklistFiles {
    private static final TransferSyntax SYNTAX = TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN;
    private static final Uid ITEM_CLASS = Uid.of("1.2.276.0.7230010.3.1.0.1"); // DCMTK's, for files of this kind

    private WorklistFiles() {}

    static void compare(ScheduleFixture schedule, WorklistLoad load) throws IOException {
        try (TemporaryFolder folder = TemporaryFolder.create("swf-bench")) {
            Path items = Files.createDirectory(folder.path().resolve(WorklistBenchmark.AE));
            write(schedule, items);
            WorklistBenchmark.serve(WorklistFolder.at(items), server -> load.run("files, swf", server, schedule));
            RemoteAe theirs = ToolProcess.freeAddress(WorklistBenchmark.AE);
            ToolProcess wlmscpfs = ToolProcess.wlmscpfs(true, folder.path(), theirs);
            try {
                load.run("files, wlmscpfs", theirs, schedule);
            } finally {
                wlmscpfs.close();
            }
        }
    }

    private static void write(ScheduleFixture schedule, Path items) throws IOException {
        Files.createFile(items.resolve("lockfile")); // wlmscpfs takes no folder without it
        FileTime earlier =
                FileTime.from(Instant.now().minus(Duration.ofHours(1))); // WorklistFolder reads new ones again
        for (int i = 0; i < schedule.steps(); i++) {
            InstanceReference instance = new InstanceReference(ITEM_CLASS, Uid.of("1.2.3." + i));
            Path file = items.resolve(i + ".wl");
            new DicomFile(
                            FileMetaInformation.of(instance, SYNTAX),
                            SYNTAX,
                            schedule.step(i).attributes())
                    .write(file);
            Files.setLastModifiedTime(file, earlier);
        }
    }
}
