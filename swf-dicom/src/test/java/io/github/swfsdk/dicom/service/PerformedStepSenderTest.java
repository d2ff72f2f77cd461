package io.github.swfsdk.dicom.service;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.swfsdk.api.dataset.DataSet;
import io.github.swfsdk.api.dataset.Tags;
import io.github.swfsdk.api.dataset.Uid;
import io.github.swfsdk.api.mpps.InMemoryPerformedStepStore;
import io.github.swfsdk.api.mpps.MppsHandler;
import io.github.swfsdk.api.mpps.PerformedStep;
import io.github.swfsdk.api.testkit.ExamFixtures;
import io.github.swfsdk.api.workflow.Delivery;
import io.github.swfsdk.api.workflow.FollowUp;
import io.github.swfsdk.dicom.DicomClient;
import io.github.swfsdk.dicom.DicomServer;
import io.github.swfsdk.dicom.net.RemoteAe;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a sender makes of the answers to requests that a receiver may have from an earlier attempt, over real sockets. */
class PerformedStepSenderTest {
    private static final Uid UID = Uid.of("1.2.3.1");
    private static final PerformedStep RUNNING = ExamFixtures.started(UID);

    private final InMemoryPerformedStepStore store = new InMemoryPerformedStepStore();
    private final DicomServer receiver = DicomServer.builder()
            .ae("RIS", 0)
            .host(MppsService.of(new MppsHandler() {}, store))
            .start();
    private final PerformedStepSender sender = PerformedStepSender.of(
            DicomClient.of("SWF"), ae -> Optional.of(new RemoteAe(ae, "localhost", receiver.port())));

    @AfterEach
    void close() {
        receiver.close();
    }

    @Test
    void takesADuplicateForDelivered() {
        store.create(RUNNING);

        assertThat(send(FollowUp.Kind.MPPS_CREATE, "IN PROGRESS")).isEqualTo(Delivery.Outcome.DONE);
    }

    @Test
    void takesAnEndThatIsThereForDeliveredAndNothingElse() {
        store.create(ExamFixtures.completed(RUNNING));

        assertThat(send(FollowUp.Kind.MPPS_SET, "COMPLETED")).isEqualTo(Delivery.Outcome.DONE);
        assertThat(send(FollowUp.Kind.MPPS_SET, "IN PROGRESS")).isEqualTo(Delivery.Outcome.PARK);
    }

    @Test
    void parksAnUpdateOfAStepThatTheReceiverDoesNotHave() {
        assertThat(send(FollowUp.Kind.MPPS_SET, "COMPLETED")).isEqualTo(Delivery.Outcome.PARK);
    }

    private Delivery.Outcome send(FollowUp.Kind kind, String status) {
        DataSet content = DataSet.builder()
                .put(Tags.SOP_INSTANCE_UID, UID)
                .put(Tags.PERFORMED_PROCEDURE_STEP_STATUS, status)
                .build();
        return sender.send(new FollowUp(kind, "RIS", UID.value(), content)).outcome();
    }
}
