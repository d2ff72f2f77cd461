package io.github.swfsdk.storage.internal.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.github.swfsdk.api.storage.StorageException;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class GroupSyncTest {
    private final GroupSync sync = new GroupSync(Duration.ofSeconds(30));
    private final AtomicInteger syncs = new AtomicInteger();
    private final ExecutorService threads = Executors.newCachedThreadPool();

    @AfterEach
    void stop() {
        threads.shutdownNow();
    }

    @Test
    void aloneEachCallSyncs() {
        sync.await(syncs::incrementAndGet);
        sync.await(syncs::incrementAndGet);
        assertThat(syncs).hasValue(2);
    }

    @Test
    void thoseWhoComeDuringASyncShareTheNext() throws Exception {
        CountDownLatch first = new CountDownLatch(1);
        CountDownLatch release = new CountDownLatch(1);
        List<Future<?>> all = new ArrayList<>();
        all.add(threads.submit(() -> sync.await(() -> {
            first.countDown();
            awaitLatch(release);
            syncs.incrementAndGet();
        })));
        assertThat(first.await(30, TimeUnit.SECONDS)).isTrue();
        for (int i = 0; i < 5; i++) {
            all.add(threads.submit(() -> sync.await(syncs::incrementAndGet)));
        }
        await().until(() -> sync.waiting() == 6);
        release.countDown();
        for (Future<?> each : all) {
            each.get(30, TimeUnit.SECONDS);
        }

        assertThat(syncs).hasValue(2);
    }

    @Test
    void aFailureBelongsToTheOneWhoRanIt() throws Exception {
        CountDownLatch first = new CountDownLatch(1);
        CountDownLatch release = new CountDownLatch(1);
        Future<?> failing = threads.submit(() -> {
            assertThatThrownBy(() -> sync.await(() -> {
                        first.countDown();
                        awaitLatch(release);
                        throw new IOException("no sync");
                    }))
                    .hasMessage("no sync");
        });
        assertThat(first.await(30, TimeUnit.SECONDS)).isTrue();
        Future<?> next = threads.submit(() -> sync.await(syncs::incrementAndGet));
        await().until(() -> sync.waiting() == 2);
        release.countDown();

        failing.get(30, TimeUnit.SECONDS);
        next.get(30, TimeUnit.SECONDS);
        assertThat(syncs).hasValue(1);
    }

    @Test
    void nobodyWaitsForever() throws Exception {
        GroupSync impatient = new GroupSync(Duration.ofMillis(20));
        CountDownLatch first = new CountDownLatch(1);
        CountDownLatch release = new CountDownLatch(1);
        Future<?> slow = threads.submit(() -> impatient.await(() -> {
            first.countDown();
            awaitLatch(release);
        }));
        assertThat(first.await(30, TimeUnit.SECONDS)).isTrue();

        assertThatThrownBy(() -> impatient.await(syncs::incrementAndGet)).isInstanceOf(StorageException.class);

        release.countDown();
        slow.get(30, TimeUnit.SECONDS);
    }

    private static void awaitLatch(CountDownLatch latch) {
        try {
            assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
