package io.github.swfsdk.interop;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.swfsdk.api.SwfException;
import io.github.swfsdk.api.dataset.DataSet;
import io.github.swfsdk.api.dataset.Uid;
import io.github.swfsdk.api.mpps.InMemoryPerformedStepStore;
import io.github.swfsdk.api.mpps.MppsDecision;
import io.github.swfsdk.api.mpps.MppsHandler;
import io.github.swfsdk.api.mpps.PerformedSeries;
import io.github.swfsdk.api.mpps.PerformedStep;
import io.github.swfsdk.api.mpps.PerformedStepDraft;
import io.github.swfsdk.api.mpps.PerformedStepModification;
import io.github.swfsdk.api.mpps.PerformedStepStatus;
import io.github.swfsdk.api.order.OrderKey;
import io.github.swfsdk.api.workflow.OrderStatus;
import io.github.swfsdk.dicom.DicomClient;
import io.github.swfsdk.dicom.DicomServer;
import io.github.swfsdk.dicom.net.RemoteAe;
import io.github.swfsdk.dicom.service.MppsClient;
import io.github.swfsdk.dicom.service.MppsService;
import io.github.swfsdk.dicom.service.WorklistClient;
import io.github.swfsdk.dicom.service.WorklistKeys;
import io.github.swfsdk.examples.department.Department;
import io.github.swfsdk.examples.department.DepartmentOptions;
import io.github.swfsdk.examples.department.Exams;
import io.github.swfsdk.examples.department.StorageKind;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Kills {@code serve} at random moments, while orders and performed steps come in and performed steps are forwarded to a
 * receiver that is away every other time, and counts in the end: what was acknowledged is there, and the receiver has whatever
 * the department has, each request once and in its order. {@code -Dswf.kill.rounds} says how often; the seed of a round is its number.
 */
class ServeKillTest {
    private static final int ROUNDS = Integer.getInteger("swf.kill.rounds", 2);
    private static final int MODALITIES = 2;
    private static final int FEWEST_MESSAGES = 10; // not orders alone
    private static final int MOST_MESSAGES = 60;
    private static final Duration SOON = Duration.ofMinutes(3);
    private static final LocalDateTime START = LocalDateTime.of(2026, 1, 10, 8, 30);

    @TempDir
    Path folder;

    private final AtomicInteger lastNumber = new AtomicInteger();
    private final Set<Integer> ordered = ConcurrentHashMap.newKeySet();
    private final Map<Uid, PerformedStepStatus> told = new ConcurrentHashMap<>();
    private final Map<Uid, Integer> numbers = new ConcurrentHashMap<>();
    private final InMemoryPerformedStepStore forwarded = new InMemoryPerformedStepStore();

    /** What the receiver has taken about each step, in that order; what came again after a lost answer counts once. */
    private final Map<Uid, List<PerformedStepStatus>> received = new ConcurrentHashMap<>();

    @Test
    void nothingThatIsOwedIsMissing() throws Exception {
        DicomServer receiver = receiver(0);
        int port = receiver.port();
        try {
            for (int round = 0; round < ROUNDS; round++) {
                if (round % 2 == 1) {
                    receiver.close();
                }
                runAndKill(port, FEWEST_MESSAGES + new Random(round).nextInt(MOST_MESSAGES - FEWEST_MESSAGES));
                if (round % 2 == 1) {
                    receiver = receiver(port);
                }
            }
            runUntilNothingIsOwed(port);
        } finally {
            receiver.close();
        }
        assertThat(told).isNotEmpty();
        assertAllIsKeptAndForwarded();
    }

    private void runAndKill(int receiver, int messages) throws Exception {
        try (ServeProcess department = start(receiver)) {
            CountDownLatch enough = new CountDownLatch(messages);
            Thread[] modalities = new Thread[MODALITIES];
            for (int i = 0; i < MODALITIES; i++) {
                modalities[i] = new Thread(() -> performUntilItIsGone(department, enough));
                modalities[i].start();
            }
            assertThat(enough.await(SOON.toSeconds(), TimeUnit.SECONDS)).isTrue();
            department.kill();
            for (Thread modality : modalities) {
                modality.join(SOON.toMillis());
                assertThat(modality.isAlive()).isFalse();
            }
        }
    }

    private void performUntilItIsGone(ServeProcess department, CountDownLatch enough) {
        try {
            while (perform(department, lastNumber.incrementAndGet(), enough)) {
                // until one is not answered
            }
        } catch (SwfException e) {
            // killed: nobody knows about this message
        }
    }

    /** One exam; each answer counts. False if one was not answered with success, which none but the kill explains. */
    private boolean perform(ServeProcess department, int number, CountDownLatch enough) {
        if (!Exams.order(department.hl7Port(), number, "DX", "XRAY1").isAccepted()) {
            return false;
        }
        ordered.add(number);
        enough.countDown();
        RemoteAe peer = new RemoteAe("SWF", "127.0.0.1", department.dicomPort());
        DicomClient client = DicomClient.of("XRAY1");
        PerformedStep step = PerformedStepDraft.of(WorklistClient.of(client, peer)
                        .find(WorklistKeys.all().accessionNumber("A" + number).identifier(), 1)
                        .steps()
                        .get(0))
                .station("XRAY1", "", "")
                .start(START)
                .build();
        numbers.put(step.sopInstanceUid(), number);
        MppsClient mpps = MppsClient.of(client, peer);
        return mpps.create(step.sopInstanceUid(), step.attributes()).status().isDone()
                && told(step, PerformedStepStatus.IN_PROGRESS, enough)
                && mpps.set(step.sopInstanceUid(), completed()).status().isDone()
                && told(step, PerformedStepStatus.COMPLETED, enough);
    }

    private boolean told(PerformedStep step, PerformedStepStatus status, CountDownLatch enough) {
        told.put(step.sopInstanceUid(), status);
        enough.countDown();
        return true;
    }

    private static DataSet completed() {
        return PerformedStepModification.complete(START.plusMinutes(3))
                .series(List.of(PerformedSeries.of(Uid.random(), "CHEST")))
                .build();
    }

    private void runUntilNothingIsOwed(int receiver) {
        try (ServeProcess department = start(receiver)) {
            URI health = URI.create("http://127.0.0.1:" + department.httpPort() + "/health");
            Awaitility.await().atMost(SOON).until(() -> read(health).contains("\"outbox\":0"));
            department.terminate();
            assertThat(department.awaitExit()).isZero();
        }
    }

    private void assertAllIsKeptAndForwarded() throws IOException {
        try (Department department =
                Department.start(DepartmentOptions.in(folder.resolve("data")).build())) {
            for (int number : ordered) {
                assertThat(department.scheduler().order(key(number)))
                        .as("order %d", number)
                        .isPresent();
            }
            numbers.forEach((uid, number) -> {
                PerformedStep kept =
                        department.scheduler().performedStepStore().find(uid).orElse(null);
                PerformedStepStatus answered = told.get(uid);
                assertThat(kept != null)
                        .as("step %s, answered %s", uid, answered)
                        .isIn(answered != null, true);
                if (kept == null) {
                    assertThat(forwarded.find(uid)).isEmpty();
                    return;
                }
                assertThat(kept.status())
                        .isIn(answered == null ? kept.status() : answered, PerformedStepStatus.COMPLETED);
                assertThat(forwarded.find(uid)).contains(kept);
                assertThat(received.get(uid))
                        .isEqualTo(
                                kept.status().isFinal()
                                        ? List.of(PerformedStepStatus.IN_PROGRESS, PerformedStepStatus.COMPLETED)
                                        : List.of(PerformedStepStatus.IN_PROGRESS));
                assertThat(department
                                .scheduler()
                                .order(key(number))
                                .orElseThrow()
                                .status())
                        .isEqualTo(kept.status().isFinal() ? OrderStatus.COMPLETED : OrderStatus.IN_PROGRESS);
            });
        }
    }

    private ServeProcess start(int receiver) {
        return ServeProcess.start(
                folder.resolve("data"), StorageKind.FILE, "--peer=RECV=127.0.0.1:" + receiver, "--forward-mpps=RECV");
    }

    private DicomServer receiver(int port) {
        return DicomServer.builder()
                .ae("RECV", port)
                .host(MppsService.of(new Received(), forwarded))
                .start();
    }

    private final class Received implements MppsHandler {
        @Override
        public MppsDecision started(PerformedStep step) {
            return remember(step);
        }

        @Override
        public MppsDecision completed(PerformedStep step) {
            return remember(step);
        }

        private MppsDecision remember(PerformedStep step) {
            received.computeIfAbsent(step.sopInstanceUid(), uid -> new CopyOnWriteArrayList<>())
                    .add(step.status());
            return MppsDecision.accept();
        }
    }

    private static OrderKey key(int number) {
        return new OrderKey("", "", "A" + number);
    }

    private static String read(URI uri) {
        try {
            return HttpClient.newHttpClient()
                    .send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString())
                    .body();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }
}
