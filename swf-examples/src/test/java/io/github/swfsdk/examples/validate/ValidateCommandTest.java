package io.github.swfsdk.examples.validate;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.swfsdk.api.dataset.DataSet;
import io.github.swfsdk.api.dataset.Tags;
import io.github.swfsdk.dicom.io.DicomFile;
import io.github.swfsdk.dicom.io.TransferSyntax;
import io.github.swfsdk.examples.CommandLineRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ValidateCommandTest {
    @TempDir
    Path folder;

    @Test
    void exitsWithZeroIfNothingIsFound() throws IOException {
        Path file = written("clean.dcm", "1.2.3", "P1");

        CommandLineRun run = CommandLineRun.of("validate", file.toString());

        assertThat(run.exit()).isZero();
        assertThat(run.out()).isEmpty();
        assertThat(run.err()).contains("no rules for this SOP class");
    }

    @Test
    void tellsEachFindingWithoutItsValue() throws IOException {
        Path file = written("ct.dcm", "1.2.840.10008.5.1.4.1.1.2", "P".repeat(65));

        CommandLineRun run = CommandLineRun.of("validate", file.toString());

        assertThat(run.exit()).isEqualTo(1);
        assertThat(run.out().lines())
                .contains(
                        file + ": (0010,0010) is missing (PatientName)",
                        file + ": (0010,0020) has a value that is too long (PatientID)");
        assertThat(run.out()).doesNotContain("PPP");
        assertThat(run.err()).isEmpty();
    }

    @Test
    void tellsDefectsOfTheEncoding() throws IOException {
        Path cut = folder.resolve("cut.dcm");
        byte[] whole = Files.readAllBytes(written("whole.dcm", "1.2.3", "P1"));
        Files.write(cut, Arrays.copyOf(whole, whole.length - 1));
        Path bare = Files.write(folder.resolve("bare.dcm"), Arrays.copyOfRange(whole, 132, whole.length));

        CommandLineRun run = CommandLineRun.of("validate", cut.toString(), bare.toString());

        assertThat(run.exit()).isEqualTo(1);
        assertThat(run.out().lines())
                .anyMatch(line -> line.startsWith(cut + ": input ends 1 bytes before the value does"))
                .contains(bare + ": MISSING_FILE_META at byte 0");
    }

    @Test
    void refusesAFileThatDoesNotExist() {
        CommandLineRun run =
                CommandLineRun.of("validate", folder.resolve("none").toString());

        assertThat(run.exit()).isEqualTo(2);
        assertThat(run.err()).contains("no such file").hasLineCount(1);
    }

    private Path written(String name, String sopClass, String patientId) throws IOException {
        Path file = folder.resolve(name);
        DataSet dataSet = DataSet.builder()
                .put(Tags.SOP_CLASS_UID, sopClass)
                .put(Tags.SOP_INSTANCE_UID, "1.2.4")
                .put(Tags.PATIENT_ID, patientId)
                .build();
        DicomFile.of(dataSet, TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN).write(file);
        return file;
    }
}
