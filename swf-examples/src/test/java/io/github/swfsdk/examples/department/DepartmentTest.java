package io.github.swfsdk.examples.department;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.swfsdk.api.dataset.DataSet;
import io.github.swfsdk.api.dataset.Tags;
import io.github.swfsdk.api.dataset.Uid;
import io.github.swfsdk.api.dataset.Uids;
import io.github.swfsdk.api.event.Cause;
import io.github.swfsdk.api.instance.InstanceReference;
import io.github.swfsdk.api.order.OrderKey;
import io.github.swfsdk.api.order.OrderRequest;
import io.github.swfsdk.api.testkit.ExamFixtures;
import io.github.swfsdk.api.worklist.ScheduledStep;
import io.github.swfsdk.dicom.DicomClient;
import io.github.swfsdk.dicom.io.DicomFile;
import io.github.swfsdk.dicom.io.DicomFileReader;
import io.github.swfsdk.dicom.io.FileMetaInformation;
import io.github.swfsdk.dicom.io.ReadOptions;
import io.github.swfsdk.dicom.io.TransferSyntax;
import io.github.swfsdk.dicom.net.AssociationOptions;
import io.github.swfsdk.dicom.net.AssociationRejectedException;
import io.github.swfsdk.dicom.net.Network;
import io.github.swfsdk.dicom.net.RemoteAe;
import io.github.swfsdk.dicom.service.DimseAssociation;
import io.github.swfsdk.dicom.service.ProposedContext;
import io.github.swfsdk.dicom.service.Status;
import io.github.swfsdk.dicom.service.StorageClient;
import io.github.swfsdk.dicom.service.WorklistClient;
import io.github.swfsdk.dicom.service.WorklistKeys;
import io.github.swfsdk.dicom.service.WorklistProfiles;
import io.github.swfsdk.examples.modality.SyntheticImages;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class DepartmentTest {
    @TempDir
    Path folder;

    @Test
    void offersWorklistFilesBesideTheOrders() throws IOException {
        Path worklist = Files.createDirectory(folder.resolve("worklist"));
        writeWorklistFile(worklist.resolve("a.wl"), "W1");
        try (Department department = Department.start(
                DepartmentOptions.in(folder.resolve("data")).worklist(worklist).build())) {
            assertThat(Exams.order(department, 1, "DX", "XRAY1").isAccepted()).isTrue();
            assertThat(stepIds(department)).containsExactly("S1", "W1");
        }
    }

    @Test
    void answersTheWorklistAsTheProfileOfADeviceSays() throws IOException {
        Path profiles = Files.writeString(folder.resolve("profiles"), "CT1.modality = CT\nMR1.modality = MR\n");
        try (Department department = Department.start(DepartmentOptions.in(folder.resolve("data"))
                .worklistProfiles(WorklistProfiles.read(profiles))
                .build())) {
            assertThat(Exams.order(department, 1, "CT", "CT1").isAccepted()).isTrue();
            assertThat(Exams.order(department, 2, "MR", "MR1").isAccepted()).isTrue();
            assertThat(stepIds(department)).containsExactly("S1"); // asked by CT1
        }
    }

    /** An order without a description of the procedure and of the step. */
    @ParameterizedTest
    @EnumSource(IncompleteOrders.class)
    void looksWhatAModalityWouldMissWhenAnOrderComesIn(IncompleteOrders treatment) throws IOException {
        try (Department department = Department.start(
                DepartmentOptions.in(folder).incompleteOrders(treatment).build())) {
            department
                    .scheduler()
                    .orders()
                    .receive(OrderRequest.place(
                            ExamFixtures.order("A1", ExamFixtures.study(1), "S1"),
                            new Cause(Cause.Kind.HL7, "OP", "1")));
            assertThat(stepIds(department)).hasSize(treatment == IncompleteOrders.REFUSE ? 0 : 1);
        }
    }

    @Test
    void keepsAcknowledgedOrdersOverARestart() throws IOException {
        DepartmentOptions options = DepartmentOptions.in(folder).build();
        try (Department department = Department.start(options)) {
            assertThat(Exams.order(department, 1, "DX", "XRAY1").isAccepted()).isTrue();
        }
        try (Department department = Department.start(options)) {
            assertThat(stepIds(department)).containsExactly("S1");
            assertThat(department.scheduler().order(new OrderKey("P1", "F1", "A1")))
                    .isPresent();
        }
    }

    @Test
    void keepsOrdersInTheDatabaseThatItIsGiven() throws IOException {
        String url = "jdbc:h2:mem:department;DB_CLOSE_DELAY=-1"; // there as long as this process
        try (Department department = Department.start(
                DepartmentOptions.in(folder.resolve("one")).databaseUrl(url).build())) {
            assertThat(Exams.order(department, 1, "DX", "XRAY1").isAccepted()).isTrue();
        }
        try (Department department = Department.start(
                DepartmentOptions.in(folder.resolve("other")).databaseUrl(url).build())) {
            assertThat(stepIds(department)).containsExactly("S1");
        }
    }

    @ParameterizedTest
    @EnumSource(StorageKind.class)
    void keepsImagesOverARestart(StorageKind kind) throws IOException {
        DepartmentOptions options = DepartmentOptions.in(folder).storage(kind).build();
        DataSet image = SyntheticImages.of("CT").orElseThrow().image(Uid.of("1.2.3.4"), 1).toBuilder()
                .put(Tags.STUDY_INSTANCE_UID, "1.2.3")
                .put(Tags.PATIENT_ID, "1")
                .build();
        Uid uid = image.uid(Tags.SOP_INSTANCE_UID).orElseThrow();
        try (Department department = Department.start(options);
                StorageClient.Session session = StorageClient.of(DicomClient.of("CT1"), address(department))
                        .open(Uids.CT_IMAGE_STORAGE)) {
            assertThat(session.store(new InstanceReference(Uids.CT_IMAGE_STORAGE, uid), image)
                            .status())
                    .isEqualTo(Status.SUCCESS);
        }
        try (Department department = Department.start(options);
                DicomFileReader kept = DicomFileReader.open(department.storage().open(uid), ReadOptions.forFiles())) {
            assertThat(department.storage().verify(uid)).isTrue();
            assertThat(kept.read()).isEqualTo(image);
        }
    }

    @Test
    void letsOnlyAcceptedCallersIn() throws IOException {
        try (Department department = Department.start(DepartmentOptions.in(folder)
                .acceptCalling(List.of("CT1", "MR1"))
                .build())) {
            assertThat(DicomClient.of("MR1").echo(address(department))).isEqualTo(Status.SUCCESS);
            assertThatThrownBy(() -> DicomClient.of("STRANGER").echo(address(department)))
                    .isInstanceOf(AssociationRejectedException.class);
        }
    }

    @Test
    void keepsTheLimitsOfAssociations() throws IOException {
        DepartmentOptions elsewhere = DepartmentOptions.in(folder.resolve("elsewhere"))
                .acceptFrom(List.of(Network.parse("10.0.0.0/8")))
                .build();
        try (Department department = Department.start(elsewhere)) {
            assertThatThrownBy(() -> DicomClient.of("CT1").echo(address(department)))
                    .isInstanceOf(AssociationRejectedException.class);
        }
        DepartmentOptions one = DepartmentOptions.in(folder.resolve("one"))
                .acceptFrom(List.of(Network.parse("127.0.0.0/8"), Network.parse("::1")))
                .associations(AssociationOptions.builder().maxAssociations(1).build())
                .build();
        ProposedContext echo = ProposedContext.of(Uids.VERIFICATION, List.of(Uids.IMPLICIT_VR_LITTLE_ENDIAN));
        try (Department department = Department.start(one);
                DimseAssociation first = DicomClient.of("CT1").open(address(department), List.of(echo))) {
            assertThat(first.isOpen()).isTrue();
            assertThatThrownBy(() -> DicomClient.of("CT1").echo(address(department)))
                    .isInstanceOf(AssociationRejectedException.class);
        }
    }

    @Test
    void isNotStartedTwiceOnOneFolder() throws IOException {
        DepartmentOptions options = DepartmentOptions.in(folder).build();
        try (Department department = Department.start(options)) {
            assertThatThrownBy(() -> Department.start(options)).isInstanceOf(RuntimeException.class);
            assertThat(DicomClient.of("CT1").echo(address(department))).isEqualTo(Status.SUCCESS);
        }
    }

    @Test
    void mayBeClosedTwice() throws IOException {
        Department department = Department.start(DepartmentOptions.in(folder).build());
        department.close();
        department.close();
    }

    private static List<String> stepIds(Department department) {
        return WorklistClient.of(DicomClient.of("CT1"), address(department))
                .find(WorklistKeys.all().identifier(), 10)
                .steps()
                .stream()
                .map(ScheduledStep::stepId)
                .toList();
    }

    private static RemoteAe address(Department department) {
        return new RemoteAe("ANY", "localhost", department.dicomPort());
    }

    private static void writeWorklistFile(Path file, String stepId) throws IOException {
        DataSet item = DataSet.builder()
                .put(Tags.PATIENT_ID, "4711")
                .put(
                        Tags.SCHEDULED_PROCEDURE_STEP_SEQUENCE,
                        DataSet.builder()
                                .put(Tags.SCHEDULED_PROCEDURE_STEP_ID, stepId)
                                .build())
                .build();
        TransferSyntax syntax = TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN;
        InstanceReference instance = new InstanceReference(Uid.of("1.2.276.0.7230010.3.1.0.1"), Uid.of("1.2.3"));
        new DicomFile(FileMetaInformation.of(instance, syntax), syntax, item).write(file);
    }
}
