package io.github.swfsdk.dicom;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.swfsdk.api.dataset.DataSet;
import io.github.swfsdk.api.dataset.Tag;
import io.github.swfsdk.api.dataset.Tags;
import io.github.swfsdk.api.dataset.Uid;
import io.github.swfsdk.api.dataset.Uids;
import io.github.swfsdk.api.dataset.Vr;
import io.github.swfsdk.api.mpps.PerformedSeries;
import io.github.swfsdk.api.mpps.PerformedStep;
import io.github.swfsdk.api.mpps.PerformedStepDraft;
import io.github.swfsdk.api.mpps.PerformedStepModification;
import io.github.swfsdk.api.testkit.ExamFixtures;
import io.github.swfsdk.api.workflow.Backoff;
import io.github.swfsdk.api.workflow.FollowUp;
import io.github.swfsdk.api.workflow.InMemoryWorkflowStore;
import io.github.swfsdk.api.workflow.Outbox;
import io.github.swfsdk.api.workflow.OutboxDispatcher;
import io.github.swfsdk.api.workflow.OutboxListener;
import io.github.swfsdk.api.workflow.OutboxOptions;
import io.github.swfsdk.api.workflow.PpsForwarder;
import io.github.swfsdk.dicom.net.RemoteAe;
import io.github.swfsdk.dicom.service.DimseOperation;
import io.github.swfsdk.dicom.service.DimseRequest;
import io.github.swfsdk.dicom.service.DimseResponse;
import io.github.swfsdk.dicom.service.DimseService;
import io.github.swfsdk.dicom.service.HostedContext;
import io.github.swfsdk.dicom.service.MppsClient;
import io.github.swfsdk.dicom.service.MppsService;
import io.github.swfsdk.dicom.service.PendingResponses;
import io.github.swfsdk.dicom.service.PerformedStepSender;
import io.github.swfsdk.dicom.service.Status;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A PPS manager between a modality and three receivers, over real sockets. */
class PpsManagerTest {
    private static final Duration SOON = Duration.ofSeconds(30);
    private static final LocalDateTime START = LocalDateTime.of(2026, 1, 10, 8, 30);
    private static final List<String> RECEIVERS = List.of("RIS", "PACS", "BILLING");

    private final InMemoryWorkflowStore store = new InMemoryWorkflowStore();
    private final Map<String, Receiver> receivers = new ConcurrentHashMap<>();
    private final List<String> parked = new CopyOnWriteArrayList<>();
    private OutboxDispatcher dispatcher;
    private DicomServer manager;
    private MppsClient modality;

    @BeforeEach
    void start() {
        for (String ae : RECEIVERS) {
            Receiver receiver = new Receiver(ae);
            receiver.open();
            receivers.put(ae, receiver);
        }
        PpsForwarder forwarder = PpsForwarder.on(store, RECEIVERS);
        PerformedStepSender sender = PerformedStepSender.of(
                DicomClient.of("PPSM"), ae -> Optional.of(receiver(ae).address()));
        dispatcher = OutboxDispatcher.on(store.outbox(), new Parking())
                .sender(FollowUp.Kind.MPPS_CREATE, sender)
                .sender(FollowUp.Kind.MPPS_SET, sender)
                .options(OutboxOptions.builder()
                        .backoff(new Backoff(Duration.ofMillis(20), Duration.ofMillis(100), 0))
                        .build())
                .start();
        manager = DicomServer.builder()
                .ae("PPSM", 0)
                .host(MppsService.of(forwarder.performedSteps(), forwarder.performedStepStore()))
                .start();
        modality = MppsClient.of(DicomClient.of("CT1"), new RemoteAe("PPSM", "localhost", manager.port()));
    }

    @AfterEach
    void stop() {
        manager.close();
        dispatcher.close();
        receivers.values().forEach(Receiver::close);
        store.close();
    }

    @Test
    void forwardsEachRequestUnchangedAndInOrder() {
        PerformedStep step = begun();
        DataSet update =
                PerformedStepModification.update().comments("first try").build();
        DataSet sameAgain = update.toBuilder()
                .put(Tags.PERFORMED_PROCEDURE_STEP_DESCRIPTION, "Chest")
                .build(); // sets the comment to the value that it has

        create(step);
        set(step, update);
        set(step, sameAgain);
        set(step, completed());

        for (String ae : RECEIVERS) {
            awaitRequests(ae, 4);
            assertThat(receiver(ae).requests)
                    .containsExactly(
                            new Request(DimseOperation.N_CREATE, step.sopInstanceUid(), step.attributes()),
                            new Request(DimseOperation.N_SET, step.sopInstanceUid(), update),
                            new Request(DimseOperation.N_SET, step.sopInstanceUid(), sameAgain),
                            new Request(DimseOperation.N_SET, step.sopInstanceUid(), completed()));
        }
        await().atMost(SOON).until(() -> store.outbox().size() == 0);
    }

    @Test
    void aReceiverThatIsAwayHoldsUpNoOtherAndGetsEverythingLater() {
        receiver("PACS").close();
        List<PerformedStep> steps = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            PerformedStep step = begun();
            steps.add(step);
            create(step);
            set(step, completed());
        }
        awaitRequests("RIS", 6);
        awaitRequests("BILLING", 6);
        assertThat(receiver("PACS").requests).isEmpty();
        assertThat(store.outbox().size()).isEqualTo(6);

        receiver("PACS").open();

        awaitRequests("PACS", 6);
        for (PerformedStep step : steps) {
            assertThat(receiver("PACS").requests.stream()
                            .filter(request -> request.uid().equals(step.sopInstanceUid()))
                            .map(Request::operation))
                    .containsExactly(DimseOperation.N_CREATE, DimseOperation.N_SET);
        }
    }

    @Test
    void aReceiverThatRefusesAStepGetsTheOthersAndItsEndOnlyWhenAnOperatorDecides() {
        PerformedStep refused = begun();
        receiver("RIS").refuses = refused.sopInstanceUid();
        create(refused);
        set(refused, completed());
        PerformedStep other = begun();
        create(other);
        set(other, completed());

        awaitRequests("PACS", 4);
        awaitRequests("RIS", 3);
        await().atMost(SOON).until(() -> parked.size() == 1);
        assertThat(parked).containsExactly("RIS MPPS_CREATE N_CREATE was answered with 0106H");
        assertThat(store.outbox().size()).isEqualTo(2);

        receiver("RIS").refuses = Uid.of("1.2");
        store.outbox().parked(10).forEach(entry -> store.outbox().resume(entry.id()));

        awaitRequests("RIS", 5);
        assertThat(receiver("RIS").requests.subList(3, 5))
                .containsExactly(
                        new Request(DimseOperation.N_CREATE, refused.sopInstanceUid(), refused.attributes()),
                        new Request(DimseOperation.N_SET, refused.sopInstanceUid(), completed()));
    }

    private void awaitRequests(String ae, int count) {
        await().atMost(SOON).until(() -> receiver(ae).requests.size() >= count);
        assertThat(receiver(ae).requests).hasSize(count);
    }

    private Receiver receiver(String ae) {
        return receivers.get(ae);
    }

    private void create(PerformedStep step) {
        assertThat(modality.create(step.sopInstanceUid(), step.attributes()).status())
                .isEqualTo(Status.SUCCESS);
    }

    private void set(PerformedStep step, DataSet modifications) {
        assertThat(modality.set(step.sopInstanceUid(), modifications).status()).isEqualTo(Status.SUCCESS);
    }

    /** With an attribute of the modality's own, which a manager does not know. */
    private static PerformedStep begun() {
        PerformedStep step = PerformedStepDraft.of(ExamFixtures.step("A1", ExamFixtures.study(1), "S1"))
                .station("CT1", "", "")
                .start(START)
                .build();
        return new PerformedStep(
                step.sopInstanceUid(),
                step.attributes().toBuilder()
                        .put(Tag.of(0x00090010), Vr.LO, "SOMEBODY")
                        .put(Tag.of(0x00091001), Vr.LO, "a value of its own")
                        .build());
    }

    private static DataSet completed() {
        return PerformedStepModification.complete(START.plusMinutes(3))
                .series(List.of(PerformedSeries.of(Uid.of("1.2.3.9"), "CHEST")))
                .build();
    }

    private record Request(DimseOperation operation, Uid uid, DataSet content) {}

    /** Takes whatever comes, and remembers it as it came. */
    private static final class Receiver implements DimseService {
        private final String ae;
        private final List<Request> requests = new CopyOnWriteArrayList<>();
        private volatile Uid refuses = Uid.of("1.2");
        private DicomServer server;
        private int port;

        Receiver(String ae) {
            this.ae = ae;
        }

        void open() {
            server = DicomServer.builder().ae(ae, port).host(this).start();
            port = server.port();
        }

        void close() {
            server.close();
        }

        RemoteAe address() {
            return new RemoteAe(ae, "localhost", port);
        }

        @Override
        public List<HostedContext> contexts() {
            return List.of(
                    HostedContext.of(Uids.MODALITY_PERFORMED_PROCEDURE_STEP, List.of(Uids.EXPLICIT_VR_LITTLE_ENDIAN)));
        }

        @Override
        public DimseResponse handle(DimseRequest request, PendingResponses pending) {
            Uid uid = request.sopInstanceUid().orElseThrow();
            requests.add(new Request(request.operation(), uid, request.dataSet()));
            return uid.equals(refuses) ? DimseResponse.of(Status.INVALID_ATTRIBUTE_VALUE) : DimseResponse.success();
        }
    }

    private final class Parking implements OutboxListener {
        @Override
        public void postponed(Outbox.Entry entry, Instant next, String reason, Optional<Throwable> cause) {}

        @Override
        public void parked(Outbox.Entry entry, String reason, Optional<Throwable> cause) {
            parked.add(entry.followUp().destination() + " " + entry.followUp().kind() + " " + reason);
        }

        @Override
        public void outboxFailed(RuntimeException failure) {
            parked.add("the outbox failed: " + failure);
        }
    }
}
