package io.github.swfsdk.interop;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.swfsdk.api.dataset.DataSet;
import io.github.swfsdk.api.dataset.Uid;
import io.github.swfsdk.api.mpps.DiscontinuationReason;
import io.github.swfsdk.api.mpps.PerformedSeries;
import io.github.swfsdk.api.mpps.PerformedStep;
import io.github.swfsdk.api.mpps.PerformedStepDraft;
import io.github.swfsdk.api.mpps.PerformedStepModification;
import io.github.swfsdk.api.mpps.PerformedStepStatus;
import io.github.swfsdk.api.order.OrderKey;
import io.github.swfsdk.api.workflow.OrderStatus;
import io.github.swfsdk.api.workflow.TimelineEntry;
import io.github.swfsdk.api.workflow.TimelineEntry.Event;
import io.github.swfsdk.api.worklist.ScheduledStep;
import io.github.swfsdk.dicom.DicomClient;
import io.github.swfsdk.dicom.net.RemoteAe;
import io.github.swfsdk.dicom.service.DimseResponse;
import io.github.swfsdk.dicom.service.MppsClient;
import io.github.swfsdk.dicom.service.Status;
import io.github.swfsdk.dicom.service.WorklistClient;
import io.github.swfsdk.dicom.service.WorklistKeys;
import io.github.swfsdk.examples.department.Department;
import io.github.swfsdk.examples.department.DepartmentOptions;
import io.github.swfsdk.examples.department.Exams;
import io.github.swfsdk.examples.order.Control;
import io.github.swfsdk.examples.order.OrderMessage;
import io.github.swfsdk.examples.order.OrderedPatient;
import io.github.swfsdk.examples.order.OrderedStep;
import io.github.swfsdk.hl7.Acknowledgement;
import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Two departments on one PostgreSQL, each with its own sockets, get the same or conflicting messages at the same moment, round
 * after round: they answer as one would. {@code -Dswf.race.rounds} says how many rounds.
 */
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class TwoNodesIT {
    private static final int ROUNDS = Integer.getInteger("swf.race.rounds", 25);
    private static final LocalDateTime START = LocalDateTime.of(2026, 1, 10, 8, 30);

    @TempDir
    static Path folder;

    private static Postgres postgres;
    private static Department one;
    private static Department other;
    private static final ExecutorService BOTH = Executors.newFixedThreadPool(2);

    @BeforeAll
    static void start() throws IOException {
        Peers.require(Peer.POSTGRESQL);
        postgres = Postgres.start();
        one = node("one");
        other = node("other");
    }

    @AfterAll
    static void stop() {
        BOTH.shutdownNow();
        if (one != null) {
            one.close();
        }
        if (other != null) {
            other.close();
        }
        if (postgres != null) {
            postgres.close();
        }
    }

    @Test
    void theSameOrderAtBothIsOneOrder() throws Exception {
        for (int round = 0; round < ROUNDS; round++) {
            int number = round + 1_000;
            OrderMessage order = order(number);

            List<Acknowledgement> answers =
                    race(() -> Exams.send(one.hl7Port(), order), () -> Exams.send(other.hl7Port(), order));

            assertThat(answers).allMatch(Acknowledgement::isAccepted);
            assertThat(worklist(one, number)).hasSize(1).isEqualTo(worklist(other, number));
            assertThat(events(number)).containsExactly(Event.ORDER_PLACED);
        }
    }

    @Test
    void theSameCreationAtBothBeginsOneStep() throws Exception {
        for (int round = 0; round < ROUNDS; round++) {
            int number = round + 2_000;
            PerformedStep step = ordered(number);

            List<DimseResponse> answers = race(() -> create(one, step), () -> create(other, step));

            assertThat(answers).extracting(DimseResponse::status).containsOnly(Status.SUCCESS);
            assertThat(events(number)).containsExactly(Event.ORDER_PLACED, Event.STEP_STARTED);
            assertThat(status(number)).isEqualTo(OrderStatus.IN_PROGRESS);
        }
    }

    @Test
    void aStepThatEndsAtOneWhileItBeginsAtTheOtherEndsOnce() throws Exception {
        for (int round = 0; round < ROUNDS; round++) {
            int number = round + 3_000;
            PerformedStep step = ordered(number);

            List<DimseResponse> answers = race(() -> create(one, step), () -> set(other, step, completed()));

            assertThat(answers.get(0).status()).isEqualTo(Status.SUCCESS);
            if (!answers.get(1).status().isDone()) {
                assertThat(answers.get(1).status()).isEqualTo(Status.NO_SUCH_SOP_INSTANCE);
                assertThat(set(other, step, completed()).status()).isEqualTo(Status.SUCCESS);
            }
            assertThat(events(number)).containsExactly(Event.ORDER_PLACED, Event.STEP_STARTED, Event.STEP_COMPLETED);
            assertThat(status(number)).isEqualTo(OrderStatus.COMPLETED);
            assertThat(worklist(one, number)).isEmpty();
        }
    }

    @Test
    void oneOfTwoEndsIsTheEnd() throws Exception {
        for (int round = 0; round < ROUNDS; round++) {
            int number = round + 4_000;
            PerformedStep step = ordered(number);
            assertThat(create(one, step).status()).isEqualTo(Status.SUCCESS);

            List<DimseResponse> answers =
                    race(() -> set(one, step, completed()), () -> set(other, step, discontinued()));

            boolean completed = answers.get(0).status().isDone();
            DimseResponse loser = answers.get(completed ? 1 : 0);
            assertThat(answers.get(completed ? 0 : 1).status()).isEqualTo(Status.SUCCESS);
            assertThat(loser.status()).isEqualTo(Status.PROCESSING_FAILURE);
            assertThat(loser.errorId()).hasValue(0xA710);
            assertThat(performed(step).status())
                    .isEqualTo(completed ? PerformedStepStatus.COMPLETED : PerformedStepStatus.DISCONTINUED);
            assertThat(status(number)).isEqualTo(completed ? OrderStatus.COMPLETED : OrderStatus.DISCONTINUED);
            assertThat(events(number)).hasSize(3);
        }
    }

    @Test
    void aCancellationAtOneAndTheBeginAtTheOtherLeaveNoStepInTheWorklistThatIsCancelled() throws Exception {
        for (int round = 0; round < ROUNDS; round++) {
            int number = round + 5_000;
            PerformedStep step = ordered(number);

            List<Boolean> answers = race(
                    () -> Exams.send(one.hl7Port(), Exams.numbered(OrderMessage.of(Control.CA, patient()), number))
                            .isAccepted(),
                    () -> create(other, step).status().isDone());

            boolean cancelled = answers.get(0);
            assertThat(answers.get(1)).as("the patient is being examined").isTrue();
            assertThat(events(number))
                    .containsExactlyInAnyOrderElementsOf(
                            cancelled
                                    ? List.of(Event.ORDER_PLACED, Event.ORDER_CANCELLED, Event.STEP_STARTED)
                                    : List.of(Event.ORDER_PLACED, Event.STEP_STARTED));
            assertThat(worklist(one, number)).hasSize(cancelled ? 0 : 1);
            assertThat(worklist(other, number)).hasSize(cancelled ? 0 : 1);
        }
    }

    private static Department node(String name) throws IOException {
        return Department.start(DepartmentOptions.in(folder.resolve(name))
                .databaseUrl(postgres.url())
                .build());
    }

    private static <T> List<T> race(Callable<T> first, Callable<T> second) throws Exception {
        CyclicBarrier begin = new CyclicBarrier(2);
        Future<T> one = BOTH.submit(() -> afterBarrier(begin, first));
        Future<T> other = BOTH.submit(() -> afterBarrier(begin, second));
        return List.of(one.get(1, TimeUnit.MINUTES), other.get(1, TimeUnit.MINUTES));
    }

    private static <T> T afterBarrier(CyclicBarrier begin, Callable<T> work) throws Exception {
        begin.await(1, TimeUnit.MINUTES);
        return work.call();
    }

    private static OrderedPatient patient() {
        return new OrderedPatient("PAT1^^^HOSPITAL", "Doe^Jane", "19620305", "F");
    }

    /** The start is given: without one it is when the message was sent, so that the same order sent twice is not the same. */
    private static OrderMessage order(int number) {
        return Exams.numbered(OrderMessage.of(Control.NW, patient()), number)
                .study("1.2.3.4." + number)
                .step(new OrderedStep("S" + number, "DX", "XRAY1", "20260110083000", "X1^Thorax^99LOCAL"));
    }

    /** Orders a step and prepares what a modality tells of its beginning. */
    private static PerformedStep ordered(int number) {
        assertThat(Exams.send(one.hl7Port(), order(number)).isAccepted()).isTrue();
        return PerformedStepDraft.of(worklist(one, number).get(0))
                .station("XRAY1", "", "")
                .start(START)
                .build();
    }

    private static DataSet completed() {
        return PerformedStepModification.complete(START.plusMinutes(3))
                .series(List.of(PerformedSeries.of(Uid.of("1.2.3.5"), "CHEST")))
                .build();
    }

    private static DataSet discontinued() {
        return PerformedStepModification.discontinue(START.plusMinutes(2), DiscontinuationReason.PATIENT_DIED)
                .build();
    }

    private static DimseResponse create(Department node, PerformedStep step) {
        return mpps(node).create(step.sopInstanceUid(), step.attributes());
    }

    private static DimseResponse set(Department node, PerformedStep step, DataSet modifications) {
        return mpps(node).set(step.sopInstanceUid(), modifications);
    }

    private static PerformedStep performed(PerformedStep step) {
        return other.scheduler()
                .performedStepStore()
                .find(step.sopInstanceUid())
                .orElseThrow();
    }

    private static MppsClient mpps(Department node) {
        return MppsClient.of(DicomClient.of("XRAY1"), address(node));
    }

    private static List<ScheduledStep> worklist(Department node, int number) {
        return WorklistClient.of(DicomClient.of("XRAY1"), address(node))
                .find(WorklistKeys.all().accessionNumber("A" + number).identifier(), 10)
                .steps();
    }

    private static List<Event> events(int number) {
        return other.scheduler().timeline(key(number)).stream()
                .map(TimelineEntry::event)
                .toList();
    }

    private static OrderStatus status(int number) {
        return one.scheduler().order(key(number)).orElseThrow().status();
    }

    private static OrderKey key(int number) {
        return new OrderKey("", "", "A" + number);
    }

    private static RemoteAe address(Department node) {
        return new RemoteAe("SWF", "127.0.0.1", node.dicomPort());
    }
}
