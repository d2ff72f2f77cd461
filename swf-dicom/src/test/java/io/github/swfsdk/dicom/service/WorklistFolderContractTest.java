package io.github.swfsdk.dicom.service;

import io.github.swfsdk.api.dataset.Uid;
import io.github.swfsdk.api.instance.InstanceReference;
import io.github.swfsdk.api.testkit.WorklistProviderContract;
import io.github.swfsdk.api.worklist.ScheduledStep;
import io.github.swfsdk.api.worklist.WorklistProvider;
import io.github.swfsdk.dicom.io.DicomFile;
import io.github.swfsdk.dicom.io.FileMetaInformation;
import io.github.swfsdk.dicom.io.TransferSyntax;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;

class WorklistFolderContractTest extends WorklistProviderContract {
    private static final TransferSyntax SYNTAX = TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN;

    @TempDir
    Path home;

    private Path folder;

    @Override
    protected WorklistProvider providerOf(List<ScheduledStep> steps) throws IOException {
        folder = Files.createTempDirectory(home, "worklist");
        for (ScheduledStep step : steps) {
            InstanceReference instance = new InstanceReference(Uid.of("1.2.276.0.7230010.3.1.0.1"), Uid.of("1.2.3"));
            Path file = folder.resolve(step.stepId() + ".wl");
            new DicomFile(FileMetaInformation.of(instance, SYNTAX), SYNTAX, step.attributes()).write(file);
            Files.setLastModifiedTime(
                    file, FileTime.from(Instant.now().minusSeconds(60))); // else it is read at each query
        }
        return WorklistFolder.at(folder);
    }

    @Override
    protected void breakSource() throws IOException {
        Files.move(folder, home.resolve("lost"));
    }
}
