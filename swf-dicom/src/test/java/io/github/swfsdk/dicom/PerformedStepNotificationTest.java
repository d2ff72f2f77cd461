package io.github.swfsdk.dicom;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.swfsdk.api.dataset.Tags;
import io.github.swfsdk.api.dataset.Uid;
import io.github.swfsdk.api.dataset.Uids;
import io.github.swfsdk.api.mpps.PerformedStep;
import io.github.swfsdk.api.mpps.PerformedStepEvent;
import io.github.swfsdk.api.mpps.PerformedStepStore;
import io.github.swfsdk.api.testkit.ExamFixtures;
import io.github.swfsdk.api.testkit.OutboxFailures;
import io.github.swfsdk.api.workflow.DepartmentScheduler;
import io.github.swfsdk.api.workflow.FollowUp;
import io.github.swfsdk.api.workflow.InMemoryWorkflowStore;
import io.github.swfsdk.api.workflow.Outbox;
import io.github.swfsdk.api.workflow.OutboxDispatcher;
import io.github.swfsdk.dicom.net.RemoteAe;
import io.github.swfsdk.dicom.service.DimseAssociation;
import io.github.swfsdk.dicom.service.DimseMessage;
import io.github.swfsdk.dicom.service.PerformedStepEventService;
import io.github.swfsdk.dicom.service.PerformedStepNotifier;
import io.github.swfsdk.dicom.service.ProposedContext;
import io.github.swfsdk.dicom.service.Status;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** MPPS Notification (PS3.4, F.9) over a real socket. */
class PerformedStepNotificationTest {
    private static final Duration SOON = Duration.ofSeconds(30);
    private static final Uid STEP = Uid.of("1.2.3.7");
    private static final Uid NOTIFICATION = Uids.MODALITY_PERFORMED_PROCEDURE_STEP_NOTIFICATION;

    private final List<String> heard = new CopyOnWriteArrayList<>();
    private final DicomServer subscriber = DicomServer.builder()
            .ae("READER", 0)
            .host(PerformedStepEventService.of(
                    (uid, event, cause) -> heard.add(uid + " " + event + " from " + cause.peer())))
            .start();
    private final RemoteAe address = new RemoteAe("READER", "localhost", subscriber.port());

    @AfterEach
    void close() {
        subscriber.close();
    }

    @Test
    void tellsASubscriberOfEachStateOfAStepInOrder() {
        InMemoryWorkflowStore store = new InMemoryWorkflowStore();
        PerformedStepStore steps = DepartmentScheduler.builder(store)
                .notifyOfPerformedSteps("READER")
                .build()
                .performedStepStore();
        PerformedStep begun = ExamFixtures.started(STEP, ExamFixtures.step("A1", ExamFixtures.study(1), "S1"));
        PerformedStep updated = new PerformedStep(
                STEP,
                begun.attributes().toBuilder()
                        .put(Tags.PERFORMED_PROCEDURE_STEP_DESCRIPTION, "chest")
                        .build());
        steps.create(begun);
        steps.replace(begun, updated);
        steps.replace(updated, ExamFixtures.completed(updated));

        OutboxFailures failures = new OutboxFailures();
        OutboxDispatcher dispatcher = notifying(store.outbox(), failures);
        try {
            await().atMost(SOON).until(() -> store.outbox().size() == 0);
        } finally {
            dispatcher.close();
        }
        failures.assertNothingFailed();

        assertThat(heard)
                .containsExactly(
                        STEP + " IN_PROGRESS from SWF", STEP + " UPDATED from SWF", STEP + " COMPLETED from SWF");
    }

    @Test
    void refusesAnEventTypeThatTheStandardDoesNotHave() {
        try (DimseAssociation association = DicomClient.of("SWF")
                .open(
                        address,
                        List.of(new ProposedContext(
                                NOTIFICATION,
                                List.of(Uids.IMPLICIT_VR_LITTLE_ENDIAN),
                                false,
                                ProposedContext.Role.PROVIDER)))) {
            assertThat(association
                            .send(DimseMessage.event(NOTIFICATION, STEP, 6))
                            .status())
                    .isEqualTo(Status.NO_SUCH_EVENT_TYPE);
            assertThat(association
                            .send(DimseMessage.event(NOTIFICATION, STEP, 5))
                            .status())
                    .isEqualTo(Status.SUCCESS);
        }
        assertThat(heard).containsExactly(STEP + " " + PerformedStepEvent.DELETED + " from SWF");
    }

    @Test
    void refusesAnEventAboutNoInstance() {
        DimseMessage event = DimseMessage.event(NOTIFICATION, STEP, 1);
        DimseMessage unnamed = new DimseMessage(
                event.operation(), event.sopClassUid(), Optional.empty(), event.typeId(), List.of(), event.body());
        try (DimseAssociation association = DicomClient.of("SWF")
                .open(
                        address,
                        List.of(new ProposedContext(
                                NOTIFICATION,
                                List.of(Uids.IMPLICIT_VR_LITTLE_ENDIAN),
                                false,
                                ProposedContext.Role.PROVIDER)))) {
            assertThat(association.send(unnamed).status()).isEqualTo(Status.INVALID_SOP_INSTANCE);
        }
        assertThat(heard).isEmpty();
    }

    private OutboxDispatcher notifying(Outbox outbox, OutboxFailures failures) {
        return OutboxDispatcher.on(outbox, failures)
                .sender(
                        FollowUp.Kind.MPPS_NOTIFICATION,
                        PerformedStepNotifier.of(DicomClient.of("SWF"), ae -> Optional.of(address)))
                .start();
    }
}
