package io.github.swfsdk.dicom;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.swfsdk.api.dataset.DataSet;
import io.github.swfsdk.api.dataset.Tags;
import io.github.swfsdk.api.dataset.Uid;
import io.github.swfsdk.api.event.Cause;
import io.github.swfsdk.api.mpps.PerformedSeries;
import io.github.swfsdk.api.mpps.PerformedStep;
import io.github.swfsdk.api.mpps.PerformedStepDraft;
import io.github.swfsdk.api.mpps.PerformedStepModification;
import io.github.swfsdk.api.mpps.PerformedStepStatus;
import io.github.swfsdk.api.order.ImagingOrder;
import io.github.swfsdk.api.order.OrderKey;
import io.github.swfsdk.api.order.OrderRequest;
import io.github.swfsdk.api.patient.Patient;
import io.github.swfsdk.api.testkit.ExamFixtures;
import io.github.swfsdk.api.workflow.DepartmentScheduler;
import io.github.swfsdk.api.workflow.InMemoryWorkflowStore;
import io.github.swfsdk.api.workflow.OrderStatus;
import io.github.swfsdk.api.worklist.ScheduledStep;
import io.github.swfsdk.dicom.net.RemoteAe;
import io.github.swfsdk.dicom.service.DimseResponse;
import io.github.swfsdk.dicom.service.MppsClient;
import io.github.swfsdk.dicom.service.MppsService;
import io.github.swfsdk.dicom.service.Status;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Performed steps that come too early, twice, in the wrong order or not to an end, over a real socket. */
class PerformedStepTimingTest {
    private static final OrderKey KEY = new OrderKey("", "", "A1");
    private static final ScheduledStep SCHEDULED = ExamFixtures.step("A1", ExamFixtures.study(1), "S1");
    private static final LocalDateTime NOON = LocalDate.of(2026, 1, 10).atTime(12, 0);

    private final DepartmentScheduler scheduler = DepartmentScheduler.on(new InMemoryWorkflowStore());
    private final DicomServer server = DicomServer.builder()
            .ae("SWF", 0)
            .host(MppsService.of(scheduler.performedSteps(), scheduler.performedStepStore()))
            .start();
    private final MppsClient modality = client("CT1");
    private final PerformedStep step = begun(PerformedStepDraft.of(SCHEDULED));

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void anOrderThatComesAfterTheBeginningFindsTheStep() {
        create(modality);
        order();
        assertThat(status()).isEqualTo(OrderStatus.IN_PROGRESS);

        complete(modality);
        assertThat(status()).isEqualTo(OrderStatus.COMPLETED);
    }

    @Test
    void anOrderThatComesAfterTheEndFindsTheStep() {
        create(modality);
        complete(modality);
        order();

        assertThat(status()).isEqualTo(OrderStatus.COMPLETED);
    }

    @Test
    void anEndBeforeTheBeginningIsRefusedAndMaySucceedLater() {
        order();
        assertThat(complete(modality).status()).isEqualTo(Status.NO_SUCH_SOP_INSTANCE);
        assertThat(status()).isEqualTo(OrderStatus.SCHEDULED);

        create(modality);
        assertThat(complete(modality).status()).isEqualTo(Status.SUCCESS);
        assertThat(status()).isEqualTo(OrderStatus.COMPLETED);
    }

    @Test
    void everythingTwiceDoesNoHarm() {
        order();
        for (int time = 1; time <= 2; time++) {
            assertThat(create(modality).status()).isEqualTo(Status.SUCCESS);
        }
        for (int time = 1; time <= 2; time++) {
            assertThat(complete(modality).status()).isEqualTo(Status.SUCCESS);
        }

        assertThat(status()).isEqualTo(OrderStatus.COMPLETED);
        assertThat(scheduler.order(KEY).orElseThrow().steps().get(0).performedSteps())
                .containsExactly(step.sopInstanceUid());
        assertThat(scheduler.timeline(KEY)).hasSize(3);
    }

    @Test
    void aStepThatWasEndedForTheModalityCannotBeEndedByIt() {
        order();
        create(modality);
        assertThat(scheduler.discontinueOverdue(NOON.plusHours(12), NOON.plusHours(13)))
                .isEqualTo(1);

        assertThat(complete(modality).errorId()).hasValue(0xA710);
        assertThat(modality.get(step.sopInstanceUid(), Tags.PERFORMED_PROCEDURE_STEP_STATUS)
                        .dataSet())
                .contains(DataSet.builder()
                        .put(Tags.PERFORMED_PROCEDURE_STEP_STATUS, PerformedStepStatus.DISCONTINUED.term())
                        .build());
        assertThat(status()).isEqualTo(OrderStatus.DISCONTINUED);
    }

    @Test
    void anUnscheduledStepIsReconciledAndThenCompletesItsOrder() {
        order();
        PerformedStep unscheduled = begun(PerformedStepDraft.unscheduled(new Patient(DataSet.builder()
                .put(Tags.PATIENT_ID, "TEMP1")
                .put(Tags.PATIENT_NAME, "UNKNOWN^PATIENT")
                .build())));
        modality.create(unscheduled.sopInstanceUid(), unscheduled.attributes());
        assertThat(status()).isEqualTo(OrderStatus.SCHEDULED);

        scheduler.reconcile(
                unscheduled.sopInstanceUid(), KEY, "S1", new Cause(Cause.Kind.OPERATOR, "RIS", "reconciliation 1"));
        assertThat(status()).isEqualTo(OrderStatus.IN_PROGRESS);
        modality.set(unscheduled.sopInstanceUid(), completion());

        assertThat(status()).isEqualTo(OrderStatus.COMPLETED);
    }

    private MppsClient client(String aeTitle) {
        return MppsClient.of(DicomClient.of(aeTitle), new RemoteAe("SWF", "localhost", server.port()));
    }

    private DimseResponse create(MppsClient client) {
        return client.create(step.sopInstanceUid(), step.attributes());
    }

    private DimseResponse complete(MppsClient client) {
        return client.set(step.sopInstanceUid(), completion());
    }

    private OrderStatus status() {
        return scheduler.order(KEY).orElseThrow().status();
    }

    private void order() {
        scheduler
                .orders()
                .receive(OrderRequest.place(
                        new ImagingOrder(List.of(SCHEDULED)), new Cause(Cause.Kind.SYSTEM, "test", "1")));
    }

    private static PerformedStep begun(PerformedStepDraft draft) {
        return draft.station("CT1", "", "").modality("CT").start(NOON).build();
    }

    private static DataSet completion() {
        return PerformedStepModification.complete(NOON.plusMinutes(20))
                .series(List.of(PerformedSeries.of(Uid.of("1.2.3.5"), "CHEST")))
                .build();
    }
}
