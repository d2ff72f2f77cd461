package io.github.swfsdk.api.workflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.github.swfsdk.api.SwfException;
import io.github.swfsdk.api.dataset.DataSet;
import io.github.swfsdk.api.workflow.FollowUp.Kind;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class OutboxDispatcherTest {
    private static final Duration LONG = Duration.ofMinutes(10);

    private final WorkflowStore store = new InMemoryWorkflowStore();
    private final Outbox outbox = store.outbox();
    private final List<String> sent = new CopyOnWriteArrayList<>();
    private final List<String> heard = new CopyOnWriteArrayList<>();
    private OutboxDispatcher dispatcher;

    @AfterEach
    void close() {
        if (dispatcher != null) {
            dispatcher.close();
        }
        store.close();
    }

    @Test
    void deliversWhatWasOwedBeforeItStarted() {
        owe("1", "A");
        start(followUp -> note(followUp));
        awaitEmpty();
        assertThat(sent).containsExactly("1 A");
        await().until(() -> heard.contains("delivered 1 A"));
    }

    @Test
    void deliversWhatIsOwedLaterWithoutPolling() {
        start(followUp -> note(followUp));
        owe("1", "A");
        awaitEmpty();
        store.transact(tx -> {
            tx.owe(followUp("2", "B"));
            return null;
        });
        awaitEmpty();
        assertThat(sent).containsExactly("1 A", "2 B");
    }

    @Test
    void looksForEntriesThatNobodyTellsOf() {
        start(options().pollInterval(Duration.ofMillis(20)), followUp -> note(followUp));
        ((InMemoryOutbox) outbox).append(List.of(followUp("1", "A")));
        awaitEmpty();
    }

    @Test
    void triesAgainAfterAFailureAndTellsOfIt() {
        AtomicInteger attempts = new AtomicInteger();
        start(followUp -> attempts.incrementAndGet() < 3 ? Delivery.retry("connection refused") : note(followUp));
        owe("1", "A");
        awaitEmpty();
        assertThat(attempts).hasValue(3);
        assertThat(heard).containsSubsequence("postponed 1 A: connection refused", "postponed 1 A: connection refused");
    }

    @Test
    void keepsTheOrderOfALaneWhileItsHeadFails() {
        AtomicInteger failures = new AtomicInteger(3);
        start(followUp -> failures.getAndDecrement() > 0 ? Delivery.retry("not now") : note(followUp));
        owe("1", "A");
        owe("1", "A", Kind.MPPS_SET);
        awaitEmpty();
        assertThat(sent).containsExactly("1 A", "1 A set");
    }

    @Test
    void tellsOnlyTheKindOfAForeignExceptionAsReason() {
        AtomicBoolean failed = new AtomicBoolean();
        start(followUp -> {
            if (failed.compareAndSet(false, true)) {
                throw new IllegalStateException("Sample^Anna");
            }
            return note(followUp);
        });
        owe("1", "A");
        awaitEmpty();
        awaitHeard("postponed 1 A: java.lang.IllegalStateException");
    }

    @Test
    void tellsTheMessageOfAnExceptionOfOursAsReason() {
        AtomicBoolean failed = new AtomicBoolean();
        start(followUp -> {
            if (failed.compareAndSet(false, true)) {
                throw new SwfException("association with A aborted");
            }
            return note(followUp);
        });
        owe("1", "A");
        awaitEmpty();
        awaitHeard("postponed 1 A: association with A aborted");
    }

    @Test
    void parksAfterTheLastAttempt() {
        start(options().maxAttempts(3), followUp -> Delivery.retry("connection refused"));
        owe("1", "A");
        await().until(() -> heard.contains("parked 1 A: connection refused"));
        assertThat(outbox.parked(10)).singleElement().satisfies(entry -> {
            assertThat(entry.attempts()).isEqualTo(3);
            assertThat(entry.lastFailure()).isEqualTo("connection refused");
        });
    }

    @Test
    void parksAtOnceWhatIsRefusedForGoodAndDeliversItWhenResumed() {
        AtomicBoolean repaired = new AtomicBoolean();
        start(followUp -> repaired.get() ? note(followUp) : Delivery.park("status 0122H"));
        owe("1", "A");
        await().until(() -> heard.contains("parked 1 A: status 0122H"));
        repaired.set(true);
        outbox.resume(outbox.parked(1).get(0).id());
        awaitEmpty();
        assertThat(sent).containsExactly("1 A");
    }

    @Test
    void parksWhatHasNoSender() {
        start(followUp -> note(followUp));
        owe("1", "A", Kind.COMMITMENT_REPORT);
        await().until(() -> heard.contains("parked 1 A: no sender for COMMITMENT_REPORT"));
    }

    @Test
    void deliversToOthersWhileOneDestinationHangs() throws Exception {
        CountDownLatch release = new CountDownLatch(1);
        Map<String, Integer> atOnce = new ConcurrentHashMap<>();
        AtomicInteger most = new AtomicInteger();
        start(options().threads(3).perDestination(2), followUp -> {
            if (followUp.destination().equals("DEAD")) {
                most.accumulateAndGet(atOnce.merge("DEAD", 1, Integer::sum), Math::max);
                release.await(1, TimeUnit.MINUTES);
            }
            return note(followUp);
        });
        for (int i = 0; i < 5; i++) {
            owe("dead" + i, "DEAD");
        }
        for (int i = 0; i < 20; i++) {
            owe("1." + i, "B");
        }
        await().until(() -> sent.stream().filter(text -> text.endsWith(" B")).count() == 20);
        assertThat(most).hasValue(2);
        release.countDown();
        awaitEmpty();
    }

    @Test
    void interruptsASenderThatTakesTooLong() {
        AtomicInteger attempts = new AtomicInteger();
        start(options().claimTime(Duration.ofMillis(50)), followUp -> {
            if (attempts.incrementAndGet() == 1) {
                new CountDownLatch(1).await();
            }
            return note(followUp);
        });
        owe("1", "A");
        awaitEmpty();
        awaitHeard("postponed 1 A: not confirmed in time");
    }

    @Test
    void deliversEachEntryOnceWithManyThreadsAndInOrderWithinALane() {
        start(options().threads(8).perDestination(8), followUp -> note(followUp));
        for (int i = 0; i < 200; i++) {
            owe("lane" + i % 20, "D" + i % 4, i % 2 == 0 ? Kind.MPPS_CREATE : Kind.MPPS_SET);
        }
        awaitEmpty();
        await().until(() -> heard.size() == 200);
        assertThat(sent).hasSize(200);
    }

    @Test
    void goesOnWhenTheOutboxFailsForAWhile() {
        FailingOutbox failing = new FailingOutbox(outbox);
        failing.failures.set(3);
        dispatcher = OutboxDispatcher.on(failing, new Recorder())
                .sender(Kind.MPPS_CREATE, this::note)
                .options(options().build())
                .start();
        owe("1", "A");
        awaitEmpty();
        awaitHeard("outbox failed: on purpose");
    }

    @Test
    void goesOnWhenTheListenerFails() {
        AtomicInteger uncaught = new AtomicInteger();
        dispatcher = OutboxDispatcher.on(outbox, new Recorder() {
                    @Override
                    public void delivered(Outbox.Entry entry) {
                        throw new IllegalStateException("deaf");
                    }
                })
                .sender(Kind.MPPS_CREATE, this::note)
                .options(options()
                        .threadFactory(work -> {
                            Thread thread = new Thread(work);
                            thread.setUncaughtExceptionHandler((t, e) -> uncaught.incrementAndGet());
                            return thread;
                        })
                        .build())
                .start();
        owe("1", "A");
        owe("2", "A");
        awaitEmpty();
        await().untilAsserted(() -> assertThat(uncaught).hasValue(2));
    }

    @Test
    void letsARunningDeliveryEndWhenItCloses() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch release = new CountDownLatch(1);
        start(followUp -> {
            begun.countDown();
            release.await(1, TimeUnit.MINUTES);
            return note(followUp);
        });
        owe("1", "A");
        assertThat(begun.await(1, TimeUnit.MINUTES)).isTrue();
        Thread closing = new Thread(dispatcher::close);
        closing.start();
        await().until(() -> closing.getState() == Thread.State.TIMED_WAITING);
        owe("2", "A");
        release.countDown();
        closing.join(TimeUnit.MINUTES.toMillis(1));

        assertThat(sent).containsExactly("1 A");
        assertThat(outbox.size()).isEqualTo(1);
    }

    @Test
    void interruptsADeliveryThatOutlivesTheDrainTimeAndKeepsItOwed() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        start(options().drainTime(Duration.ofMillis(50)), followUp -> {
            begun.countDown();
            new CountDownLatch(1).await();
            return note(followUp);
        });
        owe("1", "A");
        assertThat(begun.await(1, TimeUnit.MINUTES)).isTrue();
        dispatcher.close();
        dispatcher.close();

        await().until(() -> heard.contains("postponed 1 A: not confirmed in time"));
        assertThat(outbox.size()).isEqualTo(1);
    }

    @Test
    void refusesOptionsThatMakeNoSense() {
        assertThatThrownBy(() -> OutboxOptions.builder().threads(0)).hasMessage("threads must be positive, but was 0");
        assertThatThrownBy(() -> OutboxOptions.builder().claimTime(Duration.ZERO))
                .hasMessage("claimTime must be positive, but was PT0S");
    }

    private static OutboxOptions.Builder options() {
        return OutboxOptions.builder()
                .backoff(new Backoff(Duration.ofMillis(1), Duration.ofMillis(5), 0.5))
                .pollInterval(LONG);
    }

    private void start(FollowUpSender sender) {
        start(options(), sender);
    }

    private void start(OutboxOptions.Builder options, FollowUpSender sender) {
        dispatcher = OutboxDispatcher.on(outbox, new Recorder())
                .sender(Kind.MPPS_CREATE, sender)
                .sender(Kind.MPPS_SET, sender)
                .options(options.build())
                .start();
    }

    private Delivery note(FollowUp followUp) {
        sent.add(lane(followUp) + (followUp.kind() == Kind.MPPS_SET ? " set" : ""));
        return Delivery.done();
    }

    private void owe(String key, String destination) {
        outbox.add(followUp(key, destination));
    }

    private void owe(String key, String destination, Kind kind) {
        outbox.add(new FollowUp(kind, destination, key, DataSet.empty()));
    }

    private static FollowUp followUp(String key, String destination) {
        return new FollowUp(Kind.MPPS_CREATE, destination, key, DataSet.empty());
    }

    private void awaitEmpty() {
        await().until(() -> outbox.size() == 0);
    }

    private void awaitHeard(String... events) {
        await().untilAsserted(() -> assertThat(heard).contains(events));
    }

    private static String lane(FollowUp followUp) {
        return followUp.orderingKey() + " " + followUp.destination();
    }

    private class Recorder implements OutboxListener {
        @Override
        public void delivered(Outbox.Entry entry) {
            heard.add("delivered " + lane(entry.followUp()));
        }

        @Override
        public void postponed(Outbox.Entry entry, Instant next, String reason, Optional<Throwable> cause) {
            heard.add("postponed " + lane(entry.followUp()) + ": " + reason);
        }

        @Override
        public void parked(Outbox.Entry entry, String reason, Optional<Throwable> cause) {
            heard.add("parked " + lane(entry.followUp()) + ": " + reason);
        }

        @Override
        public void outboxFailed(RuntimeException failure) {
            heard.add("outbox failed: " + failure.getMessage());
        }
    }
}
