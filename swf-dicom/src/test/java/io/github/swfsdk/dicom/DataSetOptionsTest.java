package io.github.swfsdk.dicom;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.swfsdk.api.dataset.DataSet;
import io.github.swfsdk.api.dataset.Tag;
import io.github.swfsdk.api.dataset.Tags;
import io.github.swfsdk.api.dataset.TextElement;
import io.github.swfsdk.api.dataset.Uid;
import io.github.swfsdk.api.dataset.Uids;
import io.github.swfsdk.api.dataset.Vr;
import io.github.swfsdk.api.worklist.ScheduledStep;
import io.github.swfsdk.dicom.io.CharacterSetPolicy;
import io.github.swfsdk.dicom.io.Leniency;
import io.github.swfsdk.dicom.io.ReadOptions;
import io.github.swfsdk.dicom.io.WriteOptions;
import io.github.swfsdk.dicom.net.AssociationInfo;
import io.github.swfsdk.dicom.net.AssociationListener;
import io.github.swfsdk.dicom.net.RemoteAe;
import io.github.swfsdk.dicom.service.DimseAssociation;
import io.github.swfsdk.dicom.service.DimseMessage;
import io.github.swfsdk.dicom.service.ProposedContext;
import io.github.swfsdk.dicom.service.Status;
import io.github.swfsdk.dicom.service.StorageService;
import io.github.swfsdk.dicom.service.WorklistClient;
import io.github.swfsdk.dicom.service.WorklistKeys;
import io.github.swfsdk.dicom.service.WorklistService;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

/** What a vendor sets and hears of the data sets of messages, over the wire. */
class DataSetOptionsTest {
    private final Queue<Leniency> tolerated = new ConcurrentLinkedQueue<>();
    private final Queue<Tag> replaced = new ConcurrentLinkedQueue<>();

    @Test
    void replacesAndReportsWhatThePeersCharacterSetDoesNotHave() {
        WriteOptions latin = WriteOptions.builder()
                .characterSets(CharacterSetPolicy.always("ISO_IR 100"))
                .listener(replaced::add)
                .build();
        try (DicomServer server = server(DicomServer.builder().writing(latin))) {
            WorklistClient.Answer answer =
                    find(DicomClient.of("CT1"), server, WorklistKeys.all().identifier());

            assertThat(answer.status().code()).isZero();
            assertThat(answer.items()).hasSize(1);
            assertThat(answer.items().get(0).text(Tags.PATIENT_NAME)).isEqualTo("Müller^??");
            assertThat(answer.items().get(0).text(Tags.SPECIFIC_CHARACTER_SET)).isEqualTo("ISO_IR 100");
        }
        assertThat(replaced).containsExactly(Tags.PATIENT_NAME);
    }

    @Test
    void answersInTheCharacterSetOfTheQueryIfItFitsElseInUtf8() {
        try (DicomServer server = server(DicomServer.builder())) {
            DataSet query = WorklistKeys.all().identifier().toBuilder()
                    .put(Tags.SPECIFIC_CHARACTER_SET, "ISO_IR 100")
                    .build();

            DataSet item = find(DicomClient.of("CT1"), server, query).items().get(0);

            assertThat(item.text(Tags.PATIENT_NAME)).isEqualTo("Müller^山田");
            assertThat(item.text(Tags.SPECIFIC_CHARACTER_SET)).isEqualTo("ISO_IR 192");
        }
    }

    @Test
    void tellsWhichLeniencyAMessageTook() {
        ReadOptions listening = ReadOptions.builder()
                .listener((leniency, offset, path) -> tolerated.add(leniency))
                .build();
        try (DicomServer server = server(DicomServer.builder().reading(listening))) {
            DataSet query = WorklistKeys.all().identifier().toBuilder()
                    .put(new TextElement(Tags.PATIENT_NAME, Vr.PN, "M\uDCFCller")) // the byte FCH, and no character set
                    .build();

            find(DicomClient.of("CT1"), server, query);
        }
        assertThat(tolerated).contains(Leniency.UNDECODABLE_TEXT);
    }

    /** Who took which leniency, where the data set is decoded by the engine and where it is stored as it is. */
    @Test
    void tellsOnWhichAssociationALeniencyWasUsedOnce() throws Exception {
        List<String> told = new CopyOnWriteArrayList<>();
        AssociationListener listener = new AssociationListener() {
            @Override
            public void leniencyUsed(AssociationInfo association, Leniency leniency, String path) {
                told.add(association.callingAeTitle() + " " + leniency + " " + path);
            }
        };
        List<String> answers = new CopyOnWriteArrayList<>();
        DicomClient client = DicomClient.builder("CT1")
                .associationListener(new AssociationListener() {
                    @Override
                    public void leniencyUsed(AssociationInfo association, Leniency leniency, String path) {
                        answers.add(association.calledAeTitle() + " " + leniency + " " + path);
                    }
                })
                .build();
        DataSet query = WorklistKeys.all().identifier().toBuilder()
                .putEmpty(Tags.PATIENT_WEIGHT)
                .put(new TextElement(Tags.PATIENT_NAME, Vr.PN, "*\uDCFC*"))
                .put(new TextElement(Tags.PATIENT_COMMENTS, Vr.LT, "\uDCFC"))
                .build();
        MemorySpool images = new MemorySpool();
        try (DicomServer server =
                server(DicomServer.builder().associationListener(listener).host(StorageService.of(images::begin)))) {
            find(client, server, query);
            find(client, server, WorklistKeys.all().identifier());
            assertThat(told).containsExactly("CT1 UNDECODABLE_TEXT (0010,0010)");
            store(client, server);
        }
        assertThat(told).containsExactly("CT1 UNDECODABLE_TEXT (0010,0010)", "CT1 NUMBER_TEXT (0010,1020)");
        assertThat(answers).containsExactly("RIS NUMBER_TEXT (0010,1030)");
    }

    private static void store(DicomClient client, DicomServer server) {
        DataSet image = DataSet.builder()
                .put(Tags.SOP_CLASS_UID, Uids.CT_IMAGE_STORAGE)
                .put(Tags.SOP_INSTANCE_UID, "1.2.3.4")
                .put(new TextElement(Tags.PATIENT_SIZE, Vr.DS, "tall"))
                .put(Tags.STUDY_INSTANCE_UID, "1.2.3")
                .put(Tags.SERIES_INSTANCE_UID, "1.2.3.1")
                .build();
        ProposedContext context = ProposedContext.of(Uids.CT_IMAGE_STORAGE, List.of(Uids.EXPLICIT_VR_LITTLE_ENDIAN));
        RemoteAe pacs = new RemoteAe("RIS", "localhost", server.port());
        try (DimseAssociation association = client.open(pacs, List.of(context))) {
            assertThat(association
                            .send(DimseMessage.store(
                                    Uids.CT_IMAGE_STORAGE, Uid.of("1.2.3.4"), new DimseMessage.Values(image)))
                            .status())
                    .isEqualTo(Status.SUCCESS);
        }
    }

    private static DicomServer server(DicomServer.Builder builder) {
        DataSet step = DataSet.builder()
                .put(Tags.PATIENT_NAME, "Müller^山田")
                .put(Tags.PATIENT_ID, "P1")
                .put(new TextElement(Tags.PATIENT_WEIGHT, Vr.DS, "heavy"))
                .put(Tags.STUDY_INSTANCE_UID, "1.2.3")
                .put(Tags.REQUESTED_PROCEDURE_ID, "RP1")
                .put(
                        Tags.SCHEDULED_PROCEDURE_STEP_SEQUENCE,
                        DataSet.builder()
                                .put(Tags.SCHEDULED_STATION_AE_TITLE, "CT1")
                                .put(Tags.MODALITY, "CT")
                                .put(Tags.SCHEDULED_PROCEDURE_STEP_START_DATE, "20260705")
                                .put(Tags.SCHEDULED_PROCEDURE_STEP_START_TIME, "0900")
                                .put(Tags.SCHEDULED_PROCEDURE_STEP_ID, "S1")
                                .build())
                .build();
        List<ScheduledStep> steps = List.of(new ScheduledStep(step));
        return builder.ae("RIS", 0)
                .host(WorklistService.of((query, sink) -> steps.forEach(sink::offer)))
                .start();
    }

    private static WorklistClient.Answer find(DicomClient client, DicomServer server, DataSet query) {
        RemoteAe ris = new RemoteAe("RIS", "localhost", server.port());
        return WorklistClient.of(client, ris).find(query, 10);
    }
}
