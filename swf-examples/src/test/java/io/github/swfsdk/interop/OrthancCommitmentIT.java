package io.github.swfsdk.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.swfsdk.api.dataset.Uid;
import io.github.swfsdk.api.dataset.Uids;
import io.github.swfsdk.api.instance.InstanceReference;
import io.github.swfsdk.api.storage.CommitmentResult;
import io.github.swfsdk.api.storage.CommitmentResult.Failed;
import io.github.swfsdk.api.storage.CommitmentResult.Reason;
import io.github.swfsdk.dicom.DicomClient;
import io.github.swfsdk.dicom.DicomServer;
import io.github.swfsdk.dicom.io.DicomFile;
import io.github.swfsdk.dicom.io.WriteOptions;
import io.github.swfsdk.dicom.net.AssociationInfo;
import io.github.swfsdk.dicom.net.AssociationListener;
import io.github.swfsdk.dicom.net.Leniency;
import io.github.swfsdk.dicom.net.RemoteAe;
import io.github.swfsdk.dicom.service.CommitmentClient;
import io.github.swfsdk.dicom.service.CommitmentResultService;
import io.github.swfsdk.dicom.service.Status;
import io.github.swfsdk.dicom.service.StorageClient;
import io.github.swfsdk.examples.department.Department;
import io.github.swfsdk.examples.department.DepartmentOptions;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Storage commitment with Orthanc, which asks and reports on an association each: in both directions. */
class OrthancCommitmentIT {
    private static final InstanceReference MISSING = new InstanceReference(Uids.CT_IMAGE_STORAGE, Uid.of("1.2.3.4.5"));

    @TempDir
    Path folder;

    private final DicomFile image = CtImage.make();
    private final InstanceReference reference = CtImage.reference(image);

    @BeforeAll
    static void needsOrthanc() {
        Peers.require(Peer.ORTHANC);
    }

    @Test
    void orthancCommitsToWhatItHas() throws Exception {
        CompletableFuture<CommitmentResult> reported = new CompletableFuture<>();
        List<Leniency> forgiven = new CopyOnWriteArrayList<>();
        try (DicomServer listening = DicomServer.builder()
                        .ae("XRAY1", 0)
                        .host(CommitmentResultService.of(reported::complete))
                        .associationListener(new AssociationListener() {
                            @Override
                            public void leniencyUsed(AssociationInfo association, Leniency leniency) {
                                forgiven.add(leniency);
                            }
                        })
                        .start();
                Orthanc orthanc = Orthanc.start(
                        folder, Peers.freePort(), List.of(new RemoteAe("XRAY1", "localhost", listening.port())))) {
            DicomClient client = DicomClient.of("XRAY1");
            try (StorageClient.Session session =
                    StorageClient.of(client, orthanc.address()).open(Uids.CT_IMAGE_STORAGE)) {
                assertThat(session.store(reference, image.dataSet()).status()).isEqualTo(Status.SUCCESS);
            }
            try (CommitmentClient.Session session = CommitmentClient.of(client, orthanc.address(), result -> false)
                    .open()) {
                assertThat(session.request(Uid.of("1.2.3.9"), List.of(reference, MISSING)))
                        .isEqualTo(Status.SUCCESS);
            }
            assertThat(reported.get(30, TimeUnit.SECONDS))
                    .isEqualTo(new CommitmentResult(
                            Uid.of("1.2.3.9"),
                            List.of(reference),
                            List.of(new Failed(MISSING, Reason.NO_SUCH_OBJECT_INSTANCE))));
        }
        assertThat(forgiven).doesNotContain(Leniency.MISSING_ROLE_SELECTION); // it has selected the provider's role
    }

    @Test
    void theDepartmentCommitsToWhatOrthancHasSent() throws Exception {
        int orthancPort = Peers.freePort();
        DepartmentOptions options = DepartmentOptions.in(folder.resolve("department"))
                .aeTitle("SWF")
                .peers(List.of(new RemoteAe("ORTHANC", "localhost", orthancPort)))
                .build();
        try (Department department = Department.start(options);
                Orthanc orthanc = Orthanc.start(
                        Files.createDirectory(folder.resolve("orthanc")),
                        orthancPort,
                        List.of(new RemoteAe("SWF", "localhost", department.dicomPort())))) {
            orthanc.post("/modalities/swf/store", "[\"" + orthanc.add(file()) + "\"]");
            String complete = orthanc.askForCommitment("swf", reference);
            String partial = orthanc.askForCommitment("swf", reference, MISSING);

            await().atMost(Dcmtk.DEADLINE).until(() -> !orthanc.get(complete).contains("\"Pending\""));
            assertThat(orthanc.get(complete)).contains("\"Status\" : \"Success\"");
            await().atMost(Dcmtk.DEADLINE).until(() -> !orthanc.get(partial).contains("\"Pending\""));
            assertThat(orthanc.get(partial))
                    .contains("\"Status\" : \"Failure\"")
                    .contains(MISSING.sopInstanceUid().value());
        }
    }

    private byte[] file() throws IOException {
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        image.write(file, WriteOptions.defaults());
        return file.toByteArray();
    }
}
