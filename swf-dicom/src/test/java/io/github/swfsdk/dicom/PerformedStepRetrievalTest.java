package io.github.swfsdk.dicom;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.swfsdk.api.dataset.DataSet;
import io.github.swfsdk.api.dataset.Tags;
import io.github.swfsdk.api.dataset.Uid;
import io.github.swfsdk.api.dataset.Uids;
import io.github.swfsdk.api.mpps.PerformedStep;
import io.github.swfsdk.api.testkit.ExamFixtures;
import io.github.swfsdk.api.workflow.DepartmentScheduler;
import io.github.swfsdk.api.workflow.InMemoryWorkflowStore;
import io.github.swfsdk.dicom.net.RemoteAe;
import io.github.swfsdk.dicom.service.DimseAssociation;
import io.github.swfsdk.dicom.service.DimseMessage;
import io.github.swfsdk.dicom.service.DimseResponse;
import io.github.swfsdk.dicom.service.MppsClient;
import io.github.swfsdk.dicom.service.ProposedContext;
import io.github.swfsdk.dicom.service.Status;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** MPPS Retrieve (PS3.4, F.8) over a real socket. */
class PerformedStepRetrievalTest {
    private static final Uid STEP = Uid.of("1.2.3.7");

    private final DepartmentScheduler scheduler = DepartmentScheduler.on(new InMemoryWorkflowStore());
    private final PerformedStep stored =
            ExamFixtures.started(STEP, ExamFixtures.step("A1", ExamFixtures.study(1), "S1"));
    private final DicomServer server =
            DicomServer.builder().ae("SWF", 0).host(scheduler).start();
    private final MppsClient client =
            MppsClient.of(DicomClient.of("READER"), new RemoteAe("SWF", "localhost", server.port()));

    @BeforeEach
    void create() {
        assertThat(scheduler.performedStepStore().create(stored)).isTrue();
    }

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void bringsTheWholeStep() {
        DimseResponse response = client.get(STEP);

        assertThat(response.status()).isEqualTo(Status.SUCCESS);
        assertThat(response.sopInstanceUid()).contains(STEP);
        assertThat(response.dataSet()).contains(stored.attributes());
    }

    @Test
    void bringsWhatIsListedAndWarnsOfWhatIsNotThere() {
        DimseResponse response = client.get(STEP, Tags.PATIENT_ID, Tags.PATIENT_COMMENTS);

        assertThat(response.status()).isEqualTo(Status.OPTIONAL_ATTRIBUTES_NOT_SUPPORTED);
        assertThat(response.status().isDone()).isTrue();
        assertThat(response.dataSet())
                .contains(DataSet.builder().put(Tags.PATIENT_ID, "P1").build());
    }

    @Test
    void tellsThatAStepIsUnknown() {
        assertThat(client.get(Uid.of("1.2.3.8")).status()).isEqualTo(Status.NO_SUCH_SOP_INSTANCE);
    }

    @Test
    void isAnsweredWithoutTheErrorIdOfARefusalOnTheSameAssociation() {
        Uid mpps = Uids.MODALITY_PERFORMED_PROCEDURE_STEP;
        Uid retrieve = Uids.MODALITY_PERFORMED_PROCEDURE_STEP_RETRIEVE;
        List<Uid> syntaxes = List.of(Uids.IMPLICIT_VR_LITTLE_ENDIAN);
        assertThat(scheduler.performedStepStore().replace(stored, ExamFixtures.completed(stored)))
                .isTrue();

        try (DimseAssociation association = DicomClient.of("READER")
                .open(
                        new RemoteAe("SWF", "localhost", server.port()),
                        List.of(ProposedContext.of(mpps, syntaxes), ProposedContext.of(retrieve, syntaxes)))) {
            assertThat(association
                            .send(DimseMessage.set(mpps, STEP, DataSet.empty()))
                            .errorId())
                    .hasValue(0xA710);

            DimseResponse retrieved = association.send(DimseMessage.get(retrieve, STEP, List.of()));
            assertThat(retrieved.status()).isEqualTo(Status.SUCCESS);
            assertThat(retrieved.errorId()).isEmpty();
        }
    }
}
