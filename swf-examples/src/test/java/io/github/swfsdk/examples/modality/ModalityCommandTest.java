package io.github.swfsdk.examples.modality;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.swfsdk.api.dataset.DataSet;
import io.github.swfsdk.api.dataset.Tags;
import io.github.swfsdk.api.dataset.Uid;
import io.github.swfsdk.api.mpps.PerformedStep;
import io.github.swfsdk.api.order.OrderKey;
import io.github.swfsdk.api.storage.StoredInstance;
import io.github.swfsdk.api.workflow.OrderRecord;
import io.github.swfsdk.api.workflow.StepRecord;
import io.github.swfsdk.api.workflow.StepStatus;
import io.github.swfsdk.dicom.io.DicomFile;
import io.github.swfsdk.dicom.io.DicomFileReader;
import io.github.swfsdk.dicom.io.ReadOptions;
import io.github.swfsdk.dicom.io.TransferSyntax;
import io.github.swfsdk.examples.CommandLineRun;
import io.github.swfsdk.examples.department.Department;
import io.github.swfsdk.examples.department.DepartmentOptions;
import io.github.swfsdk.examples.department.Exams;
import io.github.swfsdk.examples.order.Control;
import io.github.swfsdk.examples.order.OrderMessage;
import io.github.swfsdk.examples.order.OrderedPatient;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ModalityCommandTest {
    @TempDir
    Path folder;

    private Department department;

    @BeforeEach
    void start() throws IOException {
        department =
                Department.start(DepartmentOptions.in(folder.resolve("data")).build());
    }

    @AfterEach
    void stop() {
        department.close();
    }

    @Test
    void performsAScheduledStep() throws IOException {
        order(1);
        CommandLineRun run = modality("--synthetic=2");

        assertThat(run.exit()).as(run.out() + run.err()).isZero();
        assertThat(run.out().lines()).hasSize(5);
        StepRecord step = record(1).steps().get(0);
        assertThat(step.status()).isEqualTo(StepStatus.COMPLETED);
        List<DataSet> images = archived();
        assertThat(images).hasSize(2).allSatisfy(image -> {
            assertThat(image.text(Tags.PATIENT_ID)).isEqualTo("PAT1");
            assertThat(image.text(Tags.ACCESSION_NUMBER)).isEqualTo("A1");
            assertThat(image.uid(Tags.STUDY_INSTANCE_UID)).contains(step.step().studyInstanceUid());
        });
        assertThat(performed(1, 0).instances())
                .extracting(listed -> listed.sopInstanceUid().value())
                .containsExactlyInAnyOrderElementsOf(images.stream()
                        .map(image -> image.text(Tags.SOP_INSTANCE_UID))
                        .toList());
    }

    @Test
    void performsWhatNobodyHasScheduled() throws IOException {
        CommandLineRun run = modality("--synthetic=1", "--case=unscheduled", "--modality=NM");
        assertThat(run.exit()).as(run.out() + run.err()).isZero();
        assertThat(archived()).singleElement().satisfies(image -> {
            assertThat(image.text(Tags.PATIENT_ID)).isEqualTo("TEMP-1");
            assertThat(image.text(Tags.MODALITY)).isEqualTo("NM");
            assertThat(image.contains(Tags.REQUEST_ATTRIBUTES_SEQUENCE)).isFalse();
        });
    }

    @Test
    void appendsToAStep() throws IOException {
        order(1);
        CommandLineRun run = modality("--synthetic=1", "--case=append");
        assertThat(run.exit()).as(run.out() + run.err()).isZero();
        assertThat(performed(1, 0).id()).isNotEqualTo(performed(1, 1).id());
        assertThat(archived())
                .extracting(image -> image.text(Tags.SERIES_INSTANCE_UID))
                .hasSize(2)
                .doesNotHaveDuplicates();
    }

    @Test
    void performsAGroup() throws IOException {
        OrderedPatient patient = new OrderedPatient("PAT1^^^HOSPITAL", "Doe^Jane", "19620305", "F");
        Exams.send(
                department.hl7Port(),
                Exams.numbered(OrderMessage.of(Control.NW, patient), 1)
                        .study("1.2.3")
                        .step(Exams.step("S1", "DX", "XRAY1"))
                        .step(Exams.step("S2", "DX", "XRAY1")));
        CommandLineRun run = modality("--synthetic=1", "--case=group");

        assertThat(run.exit()).as(run.out() + run.err()).isZero();
        List<StepRecord> steps = record(1).steps();
        assertThat(steps).extracting(StepRecord::status).containsOnly(StepStatus.COMPLETED);
        assertThat(steps.get(0).performedSteps()).isEqualTo(steps.get(1).performedSteps());
        assertThat(archived()).singleElement().satisfies(image -> {
            assertThat(image.text(Tags.STUDY_INSTANCE_UID)).isEqualTo("1.2.3");
            assertThat(image.items(Tags.REQUEST_ATTRIBUTES_SEQUENCE)).hasSize(2);
        });
    }

    @Test
    void discontinuesAStep() throws IOException {
        order(1);
        CommandLineRun run = modality("--synthetic=1", "--case=discontinue");
        assertThat(run.exit()).as(run.out() + run.err()).isZero();
        assertThat(reason(1)).isEqualTo("110505");
        assertThat(archived()).hasSize(1);
    }

    @Test
    void correctsAWrongEntry() {
        order(1);
        order(2);
        CommandLineRun run = modality("--synthetic=1", "--case=wrong-entry");
        assertThat(run.exit()).as(run.out() + run.err()).isZero();
        assertThat(reason(1)).isEqualTo("110514");
        assertThat(record(2).steps().get(0).status()).isEqualTo(StepStatus.COMPLETED);
    }

    @Test
    void storesTheImagesOfAFolderWithNewIdentities() throws IOException {
        order(1);
        Path images = Files.createDirectory(folder.resolve("images"));
        DataSet image = SyntheticImages.of("DX").orElseThrow().image(Uid.of("1.2.3.4"), 1).toBuilder()
                .put(Tags.PATIENT_ID, "SOMEBODY")
                .put(Tags.STUDY_INSTANCE_UID, "1.2.3")
                .build();
        DicomFile.of(image, TransferSyntax.IMPLICIT_VR_LITTLE_ENDIAN).write(images.resolve("a.dcm"));

        CommandLineRun run = modality("--images=" + images);

        assertThat(run.exit()).as(run.out() + run.err()).isZero();
        assertThat(archived()).singleElement().satisfies(stored -> {
            assertThat(stored.text(Tags.PATIENT_ID)).isEqualTo("PAT1");
            assertThat(stored.find(Tags.PIXEL_DATA)).isEqualTo(image.find(Tags.PIXEL_DATA));
            assertThat(stored.text(Tags.SOP_INSTANCE_UID)).isNotEqualTo(image.text(Tags.SOP_INSTANCE_UID));
        });
    }

    @Test
    void saysInOneLineThatThereIsNothingToDo() {
        CommandLineRun run = modality("--synthetic=1");
        assertThat(run.exit()).isEqualTo(1);
        assertThat(run.err().lines())
                .containsExactly("swf-examples modality: the worklist has 0 scheduled steps, and 1 are needed");
    }

    @Test
    void saysInOneLineThatThereAreNoImagesOfAModality() {
        CommandLineRun run = modality("--synthetic=1", "--case=unscheduled", "--modality=US");
        assertThat(run.exit()).isEqualTo(1);
        assertThat(run.err()).contains("not of US");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "''                          | give either --images or --synthetic",
                "--synthetic 0               | --synthetic must be positive, but was 0",
                "--synthetic 1 --wait 0      | --wait must be positive, but was 0",
                "--synthetic 1 --case lost   | but was 'lost'",
                "--synthetic 1 --pacs nobody | a peer is written AE@host:port, but was 'nobody'",
            })
    void tellsWrongUsageInOneLine(String args, String told) {
        CommandLineRun run = modality(args.isEmpty() ? new String[0] : args.split(" "));
        assertThat(run.exit()).isEqualTo(2);
        assertThat(run.err().lines()).singleElement().asString().contains(told);
    }

    private void order(int number) {
        assertThat(Exams.order(department, number, "DX", "XRAY1").isAccepted()).isTrue();
    }

    private CommandLineRun modality(String... more) {
        String peer = "SWF@localhost:" + department.dicomPort();
        List<String> args = new ArrayList<>(List.of("modality", "--ris=" + peer, "--ae=XRAY1"));
        if (Arrays.stream(more).noneMatch("--pacs"::equals)) {
            args.add("--pacs=" + peer);
        }
        args.addAll(List.of(more));
        return CommandLineRun.of(args.toArray(String[]::new));
    }

    private OrderRecord record(int number) {
        return department
                .scheduler()
                .order(new OrderKey("P" + number, "F" + number, "A" + number))
                .orElseThrow();
    }

    private PerformedStep performed(int number, int index) {
        Uid uid = record(number).steps().get(0).performedSteps().get(index);
        return department.scheduler().performedStepStore().find(uid).orElseThrow();
    }

    private String reason(int number) {
        return performed(number, 0).discontinuationReason().orElseThrow().value();
    }

    private List<DataSet> archived() throws IOException {
        List<StoredInstance> kept;
        try (Stream<StoredInstance> instances = department.storage().list()) {
            kept = instances.toList();
        }
        List<DataSet> images = new ArrayList<>();
        for (StoredInstance instance : kept) {
            try (DicomFileReader reader = DicomFileReader.open(
                    department.storage().open(instance.reference().sopInstanceUid()), ReadOptions.forFiles())) {
                images.add(reader.read());
            }
        }
        return images;
    }
}
