package io.github.swfsdk.interop;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.swfsdk.api.dataset.DataSet;
import io.github.swfsdk.api.dataset.Tags;
import io.github.swfsdk.api.dataset.Uid;
import io.github.swfsdk.api.instance.InstanceReference;
import io.github.swfsdk.dicom.DicomClient;
import io.github.swfsdk.dicom.io.DicomFileReader;
import io.github.swfsdk.dicom.io.ReadOptions;
import io.github.swfsdk.dicom.net.RemoteAe;
import io.github.swfsdk.dicom.service.Status;
import io.github.swfsdk.dicom.service.StorageClient;
import io.github.swfsdk.examples.department.Department;
import io.github.swfsdk.examples.department.DepartmentOptions;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Real objects on their way from and to other archives: each data set arrives byte for byte as it was sent. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class StorageIT {
    @TempDir
    static Path folder;

    private final Deque<AutoCloseable> started = new ArrayDeque<>();
    private Department department;
    private Orthanc orthanc;
    private RemoteAe storescpAddress;
    private Path storescpFolder;

    @BeforeAll
    void start() throws IOException {
        Peers.require(Peer.DCMTK, Peer.PYDICOM, Peer.ORTHANC);
        department = started(Department.start(
                DepartmentOptions.in(folder.resolve("department")).build()));
        orthanc = started(Orthanc.start(Files.createDirectory(folder.resolve("orthanc"))));
        int port = Peers.freePort();
        storescpFolder = Files.createDirectory(folder.resolve("storescp"));
        started(Dcmtk.storescp(port, storescpFolder));
        storescpAddress = new RemoteAe("STORESCP", "localhost", port);
    }

    @AfterAll
    void stop() throws Exception {
        for (AutoCloseable part : started) {
            part.close();
        }
    }

    private <T extends AutoCloseable> T started(T part) {
        started.push(part);
        return part;
    }

    /**
     * Before it sends, storescu writes sequences and padding anew; so what has to arrive is what storescp, told to change
     * nothing, gets of the same file. The option makes storescu propose the transfer syntax of the file.
     */
    @ParameterizedTest
    @CsvSource({
        "CT_small.dcm, -xe", // CT
        "MR_small.dcm, -xe", // MR
        "ExplVR_BigEnd.dcm, -xb", // US, big endian
        "test-SR.dcm, -xe", // comprehensive SR
        "reportsi.dcm, -xe", // basic text SR
        "rtplan.dcm, -xi", // RT plan, implicit VR
        "waveform_ecg.dcm, -xe", // ECG
        "image_dfl.dcm, -xd", // deflated
        "JPEG2000.dcm, -xw",
        "JPEG-lossy.dcm, -xx",
        "SC_rgb_rle.dcm, -xr"
    })
    void theDepartmentKeepsWhatStorescuSends(String name, String option) throws IOException {
        Path file = Peers.pydicomTestFiles().resolve(name);
        List<String> options = List.of("-R", option);
        Dcmtk.storescu(storescpAddress.port(), "STORESCP", options, file);
        Dcmtk.storescu(department.dicomPort(), "SWF", options, file);

        Instance sent = Instance.read(file);
        Instance expected = takeFromStorescp(sent.reference());
        byte[] kept;
        try (InputStream in = department.storage().open(sent.reference().sopInstanceUid())) {
            kept = in.readAllBytes();
        }
        assertThat(Instance.of(kept).encoded()).isEqualTo(expected.encoded());
        assertThat(Instance.of(kept).transferSyntax()).isEqualTo(sent.transferSyntax());
        assertThat(Flat.of(withoutPadding(Instance.of(kept)))).isEqualTo(Flat.of(withoutPadding(sent)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "CT_small.dcm",
                "MR_small.dcm",
                "ExplVR_BigEnd.dcm",
                "test-SR.dcm",
                "reportsi.dcm",
                "rtplan.dcm",
                "waveform_ecg.dcm",
                "JPEG2000.dcm",
                "JPEG-lossy.dcm",
                "SC_rgb_rle.dcm"
            })
    void storescpKeepsWhatOurClientSends(String name) throws IOException {
        Instance sent = Instance.read(Peers.pydicomTestFiles().resolve(name));
        assertThat(send(storescpAddress, sent)).isEqualTo(Status.SUCCESS);
        assertThat(takeFromStorescp(sent.reference()).encoded()).isEqualTo(sent.encoded());
    }

    @ParameterizedTest
    @ValueSource(strings = {"CT_small.dcm", "MR_small.dcm", "ExplVR_BigEnd.dcm", "test-SR.dcm"})
    void orthancKeepsWhatOurClientSends(String name) throws Exception {
        Instance sent = Instance.read(Peers.pydicomTestFiles().resolve(name));
        assertThat(send(orthanc.address(), sent)).isEqualTo(Status.SUCCESS);
        Instance kept = Instance.of(orthanc.file(sent.reference().sopInstanceUid()));
        assertThat(kept.encoded()).isEqualTo(sent.encoded());
    }

    /** Orthanc gives sequences of undefined length a defined one. */
    @Test
    void orthancKeepsACompressedImageThatOurClientSends() throws Exception {
        Instance sent = Instance.read(Peers.pydicomTestFiles().resolve("JPEG2000.dcm"));
        assertThat(send(orthanc.address(), sent)).isEqualTo(Status.SUCCESS);
        Instance kept = Instance.of(orthanc.file(sent.reference().sopInstanceUid()));
        assertThat(kept.transferSyntax()).isEqualTo(sent.transferSyntax());
        assertThat(kept.decoded()).isEqualTo(sent.decoded());
    }

    /** The one file of the instance, which is taken away: other tests send the same one. */
    private Instance takeFromStorescp(InstanceReference reference) throws IOException {
        List<Path> kept = Dcmtk.files(storescpFolder).stream()
                .filter(file -> file.getFileName()
                        .toString()
                        .endsWith("." + reference.sopInstanceUid().value()))
                .toList();
        assertThat(kept).hasSize(1);
        Instance instance = Instance.read(kept.get(0));
        Files.delete(kept.get(0));
        return instance;
    }

    private static DataSet withoutPadding(Instance instance) {
        return instance.decoded().toBuilder()
                .remove(Tags.DATA_SET_TRAILING_PADDING)
                .build();
    }

    private static Status send(RemoteAe archive, Instance instance) {
        StorageClient.Offer offer =
                new StorageClient.Offer(instance.reference().sopClassUid(), instance.transferSyntax());
        try (StorageClient.Session session =
                StorageClient.of(DicomClient.of("TEST"), archive).open(List.of(offer))) {
            return session.store(
                            instance.reference(),
                            instance.transferSyntax(),
                            new ByteArrayInputStream(instance.encoded()))
                    .status();
        }
    }

    /** An instance as it is in a file, its meta information left out. */
    private record Instance(InstanceReference reference, Uid transferSyntax, byte[] encoded, DataSet decoded) {
        static Instance read(Path file) throws IOException {
            return of(Files.readAllBytes(file));
        }

        static Instance of(byte[] file) throws IOException {
            try (DicomFileReader reader =
                    DicomFileReader.open(new ByteArrayInputStream(file), ReadOptions.forFiles())) {
                byte[] encoded = Arrays.copyOfRange(file, (int) reader.dataSetOffset(), file.length);
                Uid transferSyntax = reader.transferSyntax().uid();
                DataSet decoded = reader.read();
                InstanceReference reference = new InstanceReference(
                        decoded.uid(Tags.SOP_CLASS_UID).orElseThrow(),
                        decoded.uid(Tags.SOP_INSTANCE_UID).orElseThrow());
                return new Instance(reference, transferSyntax, encoded, decoded);
            }
        }
    }
}
