package io.github.swfsdk.dicom.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.swfsdk.api.dataset.DataSet;
import io.github.swfsdk.api.testkit.ExamFixtures;
import io.github.swfsdk.api.worklist.ScheduledStep;
import io.github.swfsdk.api.worklist.WorklistProvider;
import io.github.swfsdk.api.worklist.WorklistQuery;
import io.github.swfsdk.api.worklist.WorklistSink;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Here time itself is what passes: each test takes longer than the patience, with some hundred milliseconds to spare. */
class SupervisedSearchTest {
    private static final ScheduledStep STEP = ExamFixtures.step("A1", ExamFixtures.study(1), "S1");
    private static final Duration PATIENCE = Duration.ofMillis(500);
    private static final Duration LONGER = Duration.ofMillis(900);
    private static final Duration SHORTER = Duration.ofMillis(100);

    private final ExecutorService threads = Executors.newCachedThreadPool();

    @AfterEach
    void close() {
        threads.shutdownNow();
    }

    @Test
    void doesNotCountTheTimeThatThePeerTakes() {
        boolean ended = run((query, sink) -> sink.offer(STEP), step -> {
            pass(LONGER);
            return true;
        });

        assertThat(ended).isTrue();
    }

    @Test
    void takesEachOfferForASignOfLife() {
        boolean ended = run(
                (query, sink) -> {
                    for (int i = 0; i < 9; i++) {
                        pass(SHORTER);
                        sink.offer(STEP);
                    }
                },
                step -> true);

        assertThat(ended).isTrue();
    }

    @Test
    void interruptsTheProviderThatItGivesUp() throws InterruptedException {
        CountDownLatch interrupted = new CountDownLatch(1);
        boolean ended = run(
                (query, sink) -> {
                    try {
                        new CountDownLatch(1).await();
                    } catch (InterruptedException e) {
                        interrupted.countDown();
                    }
                },
                step -> true);

        assertThat(ended).isFalse();
        assertThat(interrupted.await(20, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void letsFailuresThrough() {
        IllegalStateException failure = new IllegalStateException("lost");
        assertThatThrownBy(() -> run(
                        (query, sink) -> {
                            throw failure;
                        },
                        step -> true))
                .isSameAs(failure);
    }

    private boolean run(WorklistProvider provider, WorklistSink sink) {
        return SupervisedSearch.run(provider, new WorklistQuery(DataSet.empty(), "CT1"), sink, PATIENCE, threads);
    }

    private static void pass(Duration time) {
        try {
            assertThat(new CountDownLatch(1).await(time.toMillis(), TimeUnit.MILLISECONDS))
                    .isFalse();
        } catch (InterruptedException e) {
            throw new IllegalStateException("interrupted", e);
        }
    }
}
