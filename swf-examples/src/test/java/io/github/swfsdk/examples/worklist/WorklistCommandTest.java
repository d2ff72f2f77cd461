package io.github.swfsdk.examples.worklist;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.swfsdk.api.dataset.DataSet;
import io.github.swfsdk.api.dataset.Tags;
import io.github.swfsdk.api.dataset.Uid;
import io.github.swfsdk.api.instance.InstanceReference;
import io.github.swfsdk.dicom.DicomServer;
import io.github.swfsdk.dicom.io.DicomFile;
import io.github.swfsdk.dicom.io.FileMetaInformation;
import io.github.swfsdk.dicom.io.TransferSyntax;
import io.github.swfsdk.dicom.service.WorklistFolder;
import io.github.swfsdk.dicom.service.WorklistService;
import io.github.swfsdk.examples.CommandLineRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WorklistCommandTest {
    @TempDir
    Path folder;

    @BeforeEach
    void fill() throws IOException {
        write("a.wl", step("S1", "CT", "20260705"));
        write("b.wl", step("S2", "MR", "20260706"));
    }

    @Test
    void explainsWhichKeysKeepAStepOut() {
        CommandLineRun run = run("--explain", "--modality=CT", "--on=2026-07-05");
        assertThat(run.out().lines())
                .containsExactly(
                        "  step S1 is answered",
                        "  step S2 is kept out by [(0040,0100)[1].(0008,0060), (0040,0100)[1].(0040,0002)]");
        assertThat(run.exit()).isZero();
    }

    @Test
    void explainsWhatAProfileMakesOfTheQuery() throws IOException {
        Path profiles = Files.writeString(folder.resolve("profiles"), "CT1.modality = CT\n");
        CommandLineRun run = run("--explain", "--ae=CT1", "--profiles=" + profiles);
        assertThat(run.out().lines())
                .containsExactly(
                        "(0040,0100)[1].(0008,0060) has a default value",
                        "  step S1 is answered",
                        "  step S2 is kept out by [(0040,0100)[1].(0008,0060)]");
    }

    @Test
    void explainsAQueryFromAFileThatIsRefused() throws IOException {
        Path query = folder.resolve("query");
        write("query", step("S1", "CT", "2026*"));
        CommandLineRun run = run("--explain", "--query=" + query);
        assertThat(run.out().lines()).containsExactly("(0040,0100)[1].(0040,0002) refuses the query");
        assertThat(run.exit()).isEqualTo(1);
    }

    @Test
    void asksAServerAndTellsItsStatus() throws IOException {
        try (DicomServer server = DicomServer.builder()
                .ae("RIS", 0)
                .host(WorklistService.of(WorklistFolder.at(folder)))
                .start()) {
            String ris = "--ris=RIS@localhost:" + server.port();
            assertThat(CommandLineRun.of("worklist", ris, "--modality=MR").out().lines())
                    .containsExactly("ended with 0000H", "  step S2");
            assertThat(CommandLineRun.of("worklist", ris, "--explain", "--modality=MR")
                            .out()
                            .lines())
                    .containsExactly("  step S1 is kept out by [(0040,0100)[1].(0008,0060)]", "  step S2 is answered");
            write("query", step("S1", "CT", "2026*"));
            CommandLineRun refused = CommandLineRun.of("worklist", ris, "--query=" + folder.resolve("query"));
            assertThat(refused.out().lines())
                    .containsExactly(
                            "ended with A900H, because of [(0040,0002)]: the key is no date or range of dates");
            assertThat(refused.exit()).isEqualTo(1);
        }
    }

    @Test
    void needsOneSource() {
        CommandLineRun run = CommandLineRun.of("worklist", "--explain");
        assertThat(run.exit()).isEqualTo(2);
        assertThat(run.err().lines()).hasSize(1);
    }

    private CommandLineRun run(String... args) {
        String[] all = new String[args.length + 2];
        all[0] = "worklist";
        all[1] = "--worklist=" + folder;
        System.arraycopy(args, 0, all, 2, args.length);
        return CommandLineRun.of(all);
    }

    private static DataSet step(String id, String modality, String day) {
        return DataSet.builder()
                .put(
                        Tags.SCHEDULED_PROCEDURE_STEP_SEQUENCE,
                        DataSet.builder()
                                .put(Tags.SCHEDULED_PROCEDURE_STEP_ID, id)
                                .put(Tags.MODALITY, modality)
                                .put(Tags.SCHEDULED_PROCEDURE_STEP_START_DATE, day)
                                .build())
                .build();
    }

    private void write(String name, DataSet item) throws IOException {
        TransferSyntax syntax = TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN;
        InstanceReference instance = new InstanceReference(Uid.of("1.2.276.0.7230010.3.1.0.1"), Uid.of("1.2.3"));
        new DicomFile(FileMetaInformation.of(instance, syntax), syntax, item).write(folder.resolve(name));
    }
}
