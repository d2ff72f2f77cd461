package io.github.swfsdk.dicom.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.swfsdk.api.dataset.DataSet;
import io.github.swfsdk.api.dataset.Tags;
import io.github.swfsdk.api.dataset.Uid;
import io.github.swfsdk.api.instance.InstanceReference;
import io.github.swfsdk.api.worklist.ScheduledStep;
import io.github.swfsdk.api.worklist.WorklistProvider;
import io.github.swfsdk.api.worklist.WorklistProviders;
import io.github.swfsdk.api.worklist.WorklistQuery;
import io.github.swfsdk.dicom.io.DicomFile;
import io.github.swfsdk.dicom.io.FileMetaInformation;
import io.github.swfsdk.dicom.io.TransferSyntax;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WorklistFolderTest {
    private static final WorklistQuery ANY = new WorklistQuery(DataSet.empty(), "CT1");

    @TempDir
    Path folder;

    @Test
    void offersTheItemsInTheOrderOfTheirFiles() throws IOException {
        write("b.wl", "S2");
        write("a.dcm", "S1");
        write("c.wl", "S3", "S4");
        Files.createFile(folder.resolve("lockfile"));
        Files.createDirectory(folder.resolve("older.wl"));

        assertThat(offered(WorklistFolder.at(folder))).containsExactly("S1", "S2", "S3", "S4");
    }

    @Test
    void seesWhatIsAddedChangedAndTakenAway() throws IOException {
        write("a.wl", "S1");
        WorklistFolder worklist = WorklistFolder.at(folder);
        write("b.wl", "S2");
        assertThat(offered(worklist)).containsExactly("S1", "S2");

        write("new", "S9");
        Files.move(folder.resolve("new"), folder.resolve("a.wl"), StandardCopyOption.REPLACE_EXISTING);
        assertThat(offered(worklist)).containsExactly("S9", "S2");

        Files.delete(folder.resolve("a.wl"));
        assertThat(offered(worklist)).containsExactly("S2");
    }

    @Test
    void leavesOutWhatIsNoWorklistItem() throws IOException {
        Files.writeString(folder.resolve("a.wl"), "no DICOM file");
        write("b.wl");
        write("c.wl", "S3");
        assertThat(offered(WorklistFolder.at(folder))).containsExactly("S3");
    }

    @Test
    void stopsWhenNoMoreIsWanted() throws IOException {
        write("a.wl", "S1");
        write("b.wl", "S2");
        List<String> offered = new ArrayList<>();
        WorklistProvider orders = (query, sink) -> sink.offer(new ScheduledStep(item("O1")));

        WorklistProviders.merged(List.of(orders, WorklistFolder.at(folder))).find(ANY, step -> {
            offered.add(step.stepId());
            return offered.size() < 2;
        });

        assertThat(offered).containsExactly("O1", "S1");
    }

    @Test
    void refusesWhatIsNoFolder() {
        assertThatThrownBy(() -> WorklistFolder.at(folder.resolve("missing")))
                .isInstanceOf(NotDirectoryException.class);
    }

    private static List<String> offered(WorklistProvider worklist) {
        List<String> offered = new ArrayList<>();
        worklist.find(ANY, step -> offered.add(step.stepId()));
        return offered;
    }

    private void write(String name, String... stepIds) throws IOException {
        InstanceReference instance = new InstanceReference(Uid.of("1.2.276.0.7230010.3.1.0.1"), Uid.of("1.2.3"));
        TransferSyntax syntax = TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN;
        new DicomFile(FileMetaInformation.of(instance, syntax), syntax, item(stepIds)).write(folder.resolve(name));
    }

    private static DataSet item(String... stepIds) {
        List<DataSet> steps = new ArrayList<>();
        for (String id : stepIds) {
            steps.add(
                    DataSet.builder().put(Tags.SCHEDULED_PROCEDURE_STEP_ID, id).build());
        }
        return DataSet.builder()
                .put(Tags.PATIENT_ID, "4711")
                .put(Tags.SCHEDULED_PROCEDURE_STEP_SEQUENCE, steps)
                .build();
    }
}
