package io.github.swfsdk.examples.department;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.swfsdk.api.dataset.DataSet;
import io.github.swfsdk.api.dataset.Tags;
import io.github.swfsdk.api.dataset.Uid;
import io.github.swfsdk.api.dataset.Uids;
import io.github.swfsdk.api.instance.InstanceReference;
import io.github.swfsdk.api.mpps.PerformedStepDraft;
import io.github.swfsdk.api.order.OrderKey;
import io.github.swfsdk.api.patient.Patient;
import io.github.swfsdk.api.storage.StoredInstance;
import io.github.swfsdk.dicom.DicomClient;
import io.github.swfsdk.dicom.io.DicomFile;
import io.github.swfsdk.dicom.io.DicomFileReader;
import io.github.swfsdk.dicom.io.ReadOptions;
import io.github.swfsdk.dicom.io.TransferSyntax;
import io.github.swfsdk.dicom.io.WriteOptions;
import io.github.swfsdk.dicom.net.RemoteAe;
import io.github.swfsdk.dicom.service.DimseResponse;
import io.github.swfsdk.dicom.service.MppsClient;
import io.github.swfsdk.dicom.service.Status;
import io.github.swfsdk.dicom.service.StorageClient;
import io.github.swfsdk.examples.modality.SyntheticImages;
import io.github.swfsdk.hl7.Acknowledgement;
import io.github.swfsdk.hl7.Hl7Client;
import io.github.swfsdk.hl7.message.AcknowledgementCode;
import io.github.swfsdk.hl7.message.Hl7Location;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What a running department refuses, over real sockets: each bad input gets the protocol's own refusal, nothing half-done
 * stays behind, and afterwards the department answers C-ECHO and takes an order.
 */
class BadInputTest {
    private static final String AE = "SWF";
    private static final Uid STUDY = Uid.of("1.2.3");

    @TempDir
    Path folder;

    private Department department;

    @BeforeEach
    void start() throws IOException {
        department = Department.start(
                DepartmentOptions.in(folder).aeTitle(AE).checkCalledAe(true).build());
    }

    @AfterEach
    void goesOn() {
        try {
            assertThat(DicomClient.of("TEST").echo(address())).isEqualTo(Status.SUCCESS);
            assertThat(send(order("P9", "A9", "ZDS|1.2.9^100^Application^DICOM"))
                            .code())
                    .isEqualTo(AcknowledgementCode.AA);
        } finally {
            department.close();
        }
    }

    @Test
    void rejectsAnUnknownCalledAeTitle() throws IOException {
        try (RawDicomPeer peer = RawDicomPeer.connect(department.dicomPort())) {
            peer.associate("STRANGER", Uids.VERIFICATION.value());
            RawDicomPeer.Pdu answer = peer.receive();
            assertThat(answer.type()).isEqualTo(RawDicomPeer.ASSOCIATE_RJ);
            // reserved, rejected-permanent, service-user, called AE title not recognized (PS3.8, 9.3.4)
            assertThat(answer.body()).containsExactly(0, 1, 1, 7);
        }
    }

    @Test
    void refusesAnUnsupportedPresentationContext() throws IOException {
        try (RawDicomPeer peer = RawDicomPeer.connect(department.dicomPort())) {
            peer.associate(AE, "1.2.840.10008.5.1.4.1.2.9.9"); // nobody's
            RawDicomPeer.Pdu answer = peer.receive();
            assertThat(answer.type()).isEqualTo(RawDicomPeer.ASSOCIATE_AC);
            // behind the fixed part and the application context item: context 1, abstract syntax not supported
            int context = 68 + 4 + "1.2.840.10008.3.1.1.1".length();
            assertThat(answer.body()[context]).isEqualTo((byte) 0x21);
            assertThat(Arrays.copyOfRange(answer.body(), context + 4, context + 8))
                    .containsExactly(1, 0, 3, 0);
        }
    }

    @Test
    void abortsOnGarbageInsteadOfAPdu() throws IOException {
        try (RawDicomPeer peer = RawDicomPeer.connect(department.dicomPort())) {
            peer.send("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            assertThat(peer.receive().type()).isEqualTo(RawDicomPeer.ABORT);
        }
    }

    @Test
    void abortsOnAPduThatIsLongerThanNegotiated() throws IOException {
        try (RawDicomPeer peer = RawDicomPeer.connect(department.dicomPort())) {
            peer.associate(AE, Uids.VERIFICATION.value());
            assertThat(peer.receive().type()).isEqualTo(RawDicomPeer.ASSOCIATE_AC);
            peer.send(RawDicomPeer.P_DATA_TF, Integer.MAX_VALUE, new byte[64]);
            RawDicomPeer.Pdu answer = peer.receive();
            assertThat(answer.type()).isEqualTo(RawDicomPeer.ABORT);
            // reserved, reserved, service-provider, invalid PDU parameter value (PS3.8, 9.3.8)
            assertThat(answer.body()).containsExactly(0, 0, 2, 6);
        }
    }

    @Test
    void rejectsAnHl7MessageWithoutMsh() {
        Acknowledgement answer = send("PID|||1\rORC|NW|P1");
        assertThat(answer.code()).isEqualTo(AcknowledgementCode.AR);
        assertThat(answer.controlId()).isEmpty();
    }

    @Test
    void rejectsAnUnknownTriggerEvent() {
        Acknowledgement answer = send(order("P1", "A1", "ZDS|1.2.3").replace("ORM^O01", "ADT^A99"));
        assertThat(answer.code()).isEqualTo(AcknowledgementCode.AR);
        assertThat(answer.errors()).extracting(Acknowledgement.Error::code).containsExactly("201");
        assertNoOrder();
    }

    @Test
    void refusesAnOrderWithoutStudyInstanceUid() {
        Acknowledgement answer = send(order("P1", "A1", "ZDS|"));
        assertThat(answer.code()).isEqualTo(AcknowledgementCode.AE);
        assertThat(answer.errors()).singleElement().satisfies(error -> {
            assertThat(error.code()).isEqualTo("101");
            assertThat(error.location()).isEqualTo(Hl7Location.of("ZDS", 1));
        });
        assertNoOrder();
    }

    @Test
    void refusesToUpdateAnUnknownPerformedStep() {
        DataSet update = DataSet.builder()
                .put(Tags.PERFORMED_PROCEDURE_STEP_DESCRIPTION, "late")
                .build();
        assertThat(mpps().set(Uid.of("1.2.4"), update).status()).isEqualTo(Status.NO_SUCH_SOP_INSTANCE);
    }

    @Test
    void refusesAPerformedStepThatIsNotInProgress() {
        DataSet created = PerformedStepDraft.unscheduled(new Patient(DataSet.builder()
                        .put(Tags.PATIENT_ID, "1")
                        .putEmpty(Tags.PATIENT_NAME, Tags.PATIENT_BIRTH_DATE, Tags.PATIENT_SEX)
                        .build()))
                .modality("DX")
                .station("XRAY1", "", "")
                .start(LocalDateTime.of(2026, 11, 5, 14, 30))
                .build()
                .attributes()
                .toBuilder()
                .put(Tags.PERFORMED_PROCEDURE_STEP_STATUS, "COMPLETED")
                .build();
        DimseResponse answer = mpps().create(Uid.of("1.2.4"), created);
        assertThat(answer.status()).isEqualTo(Status.INVALID_ATTRIBUTE_VALUE);
        assertThat(department.scheduler().performedStepStore().find(Uid.of("1.2.4")))
                .isEmpty();
    }

    @Test
    void refusesATruncatedImageAndKeepsNothingOfIt() throws IOException {
        DataSet image = SyntheticImages.of("CT").orElseThrow().image(Uid.of("1.2.3.4"), 1).toBuilder()
                .put(Tags.STUDY_INSTANCE_UID, STUDY)
                .put(Tags.PATIENT_ID, "1")
                .build();
        byte[] encoded = encoded(image);
        byte[] truncated = Arrays.copyOf(encoded, encoded.length - 1000);
        InstanceReference reference = new InstanceReference(
                Uids.CT_IMAGE_STORAGE, image.uid(Tags.SOP_INSTANCE_UID).orElseThrow());
        try (StorageClient.Session session =
                StorageClient.of(DicomClient.of("TEST"), address()).open(Uids.CT_IMAGE_STORAGE)) {
            Status refused = store(session, reference, truncated);
            assertThat(refused).isEqualTo(Status.CANNOT_UNDERSTAND);
            try (Stream<StoredInstance> kept = department.storage().list()) {
                assertThat(kept).isEmpty();
            }
            assertThat(store(session, reference, encoded)).isEqualTo(Status.SUCCESS);
        }
        assertThat(department.storage().find(reference.sopInstanceUid())).isPresent();
    }

    private static Status store(StorageClient.Session session, InstanceReference reference, byte[] dataSet) {
        return session.store(reference, Uids.EXPLICIT_VR_LITTLE_ENDIAN, new ByteArrayInputStream(dataSet))
                .status();
    }

    private static byte[] encoded(DataSet image) throws IOException {
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        DicomFile.of(image, TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN).write(file, WriteOptions.defaults());
        byte[] bytes = file.toByteArray();
        try (DicomFileReader reader = DicomFileReader.open(new ByteArrayInputStream(bytes), ReadOptions.forFiles())) {
            return Arrays.copyOfRange(bytes, (int) reader.dataSetOffset(), bytes.length);
        }
    }

    private MppsClient mpps() {
        return MppsClient.of(DicomClient.of("TEST"), address());
    }

    private RemoteAe address() {
        return new RemoteAe(AE, "localhost", department.dicomPort());
    }

    private Acknowledgement send(String message) {
        try (Hl7Client client = Hl7Client.to("localhost", department.hl7Port())) {
            return client.send(message.getBytes(StandardCharsets.US_ASCII));
        }
    }

    private void assertNoOrder() {
        assertThat(department.scheduler().order(new OrderKey("P1", "", "A1"))).isEmpty();
    }

    private static String order(String placer, String accession, String zds) {
        return String.join(
                "\r",
                List.of(
                        "MSH|^~\\&|PLACER|WARD|RIS|RAD|20261105||ORM^O01|" + placer + "|P|2.3.1",
                        "PID|||1^^^H||Doe^Jane",
                        "PV1||O",
                        "ORC|NW|" + placer + "|F" + placer + "||SC||1^once^^20261105143000^^S",
                        "OBR|1|" + placer + "|F" + placer + "|P1^X^L||||||||||||||" + accession + "|RP" + placer + "|S"
                                + placer + "||||DX",
                        zds));
    }
}
