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
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
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
    void tellsOnceOfEachStateOfAFileThatItLeavesOut() throws IOException {
        List<String> told = new ArrayList<>();
        write("a.wl", "S1");
        Files.writeString(folder.resolve("b.wl"), "no DICOM file");
        age("b.wl", 60);
        WorklistFolder worklist = WorklistFolder.at(folder, (file, problem) -> told.add(file.getFileName() + ""));
        assertThat(offered(worklist)).containsExactly("S1");
        assertThat(offered(worklist)).containsExactly("S1");
        assertThat(told).containsExactly("b.wl");

        Files.writeString(folder.resolve("b.wl"), "still no DICOM file");
        assertThat(offered(worklist)).containsExactly("S1");
        assertThat(told).containsExactly("b.wl", "b.wl");

        write("b.wl", "S2");
        assertThat(offered(worklist)).containsExactly("S1", "S2");
        assertThat(told).hasSize(2);
    }

    @Test
    void seesAChangeThatLeavesSizeAndTimeAsTheyWere() throws IOException {
        write("a.wl", "S1");
        FileTime time = Files.getLastModifiedTime(folder.resolve("a.wl"));
        WorklistFolder worklist = WorklistFolder.at(folder);
        assertThat(offered(worklist)).containsExactly("S1");

        write("other", "S2");
        Files.write(folder.resolve("a.wl"), Files.readAllBytes(folder.resolve("other"))); // the same file, rewritten
        Files.setLastModifiedTime(folder.resolve("a.wl"), time);

        assertThat(offered(worklist)).containsExactly("S2");
    }

    @Test
    void readsASettledFileOnce() throws IOException {
        write("a.wl", "S1");
        age("a.wl", 60);
        WorklistFolder worklist = WorklistFolder.at(folder);
        List<ScheduledStep> first = new ArrayList<>();
        worklist.find(ANY, first::add);
        worklist.find(ANY, step -> {
            assertThat(step).isSameAs(first.get(0));
            return true;
        });
        assertThat(first).hasSize(1);
    }

    @Test
    void leavesAStepWhereItIsWhileItsFileIsBeingWritten() throws IOException {
        Instant now = Instant.parse("2026-07-05T08:00:00Z");
        write("a.wl", "S1");
        byte[] whole = Files.readAllBytes(folder.resolve("a.wl"));
        Files.setLastModifiedTime(folder.resolve("a.wl"), FileTime.from(now.minusSeconds(60)));
        WorklistFolder worklist = WorklistFolder.at(folder, (file, problem) -> {}, Clock.fixed(now, ZoneOffset.UTC));

        Files.write(folder.resolve("a.wl"), Arrays.copyOf(whole, whole.length - 5));
        Files.setLastModifiedTime(folder.resolve("a.wl"), FileTime.from(now.minusSeconds(1)));
        assertThat(offered(worklist)).containsExactly("S1");

        Files.setLastModifiedTime(folder.resolve("a.wl"), FileTime.from(now.minusSeconds(3))); // nobody writes any more
        assertThat(offered(worklist)).isEmpty();
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

    private void age(String name, int seconds) throws IOException {
        Files.setLastModifiedTime(
                folder.resolve(name), FileTime.from(Instant.now().minusSeconds(seconds)));
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
