package io.github.swfsdk.storage.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.swfsdk.api.dataset.DataSet;
import io.github.swfsdk.api.dataset.Tags;
import io.github.swfsdk.api.dataset.Uid;
import io.github.swfsdk.api.dataset.Uids;
import io.github.swfsdk.api.instance.InstanceHeader;
import io.github.swfsdk.api.instance.InstanceReference;
import io.github.swfsdk.api.order.OrderKey;
import io.github.swfsdk.api.storage.InstanceWriter;
import io.github.swfsdk.api.storage.StorageException;
import io.github.swfsdk.api.testkit.ExamFixtures;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Queue;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;
import org.h2.store.fs.FilePath;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Takes the power away at a random write of the database file, from its first to its last, and looks whether everything
 * acknowledged is there. {@code -Dswf.powerloss.seeds} says how often.
 */
class EmbeddedDatabasePowerLossTest {
    private static final int THREADS = 3;
    private static final long SEEDS = Long.getLong("swf.powerloss.seeds", 8);
    private static final int SOON = 60;
    private static final int LATER = 300;
    private static final int IMAGE_SIZE = 100_000;

    @TempDir
    Path folder;

    private final Set<Integer> acknowledged = new TreeSet<>();
    private final Queue<Throwable> failures = new ConcurrentLinkedQueue<>();
    private int most;
    private final AtomicInteger next = new AtomicInteger();

    static LongStream seeds() {
        return LongStream.rangeClosed(1, SEEDS);
    }

    @BeforeAll
    static void register() {
        FilePath.register(new LossyFiles());
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void whatWasAcknowledgedIsThere(long seed) throws Exception {
        Random random = new Random(seed);
        LossyFiles.MEDIUM.reset(1 + random.nextInt(seed % 2 == 0 ? SOON : LATER));
        most = seed % 3 == 0 ? 20 : 3000; // a few only: the power goes while the database is closed

        keepExamsUntilThePowerIsGone();
        String name = Files.exists(folder.resolve("before/swf.mv.db")) ? "swf.mv.db" : "swf.new.mv.db";
        LossyFiles.MEDIUM.recover(folder.resolve("after").resolve(name), random);

        try (EmbeddedDatabase database = EmbeddedDatabase.open(folder.resolve("after"))) {
            JdbcWorkflowStore store = JdbcWorkflowStore.on(database.dataSource(), new TestCodec());
            BlobStorage images = BlobStorage.on(database.dataSource());
            for (int number : acknowledged) {
                assertThat(isKept(store, number))
                        .as("order %d of %s", number, acknowledged)
                        .isTrue();
                assertThat(images.verify(instance(number)))
                        .as("image %d of %s", number, acknowledged)
                        .isTrue();
            }
            store.transact(transaction -> {
                transaction.save(ExamFixtures.record(ExamFixtures.order("NEXT", ExamFixtures.study(1), "S1")));
                return true;
            });
        }
    }

    /** H2 does not wait for its writing threads if the thread that commits is interrupted. */
    @Test
    void whatAnInterruptedThreadWasToldIsThere() throws Exception {
        LossyFiles.MEDIUM.reset(Integer.MAX_VALUE);
        try (EmbeddedDatabase database = EmbeddedDatabase.builder(folder.resolve("before"))
                .fileSystem("lossy")
                .open()) {
            EagerReuse.of(database.dataSource());
            JdbcWorkflowStore store = JdbcWorkflowStore.on(database.dataSource(), new TestCodec());
            for (int i = 0; i < 10; i++) {
                int number = i;
                Thread thread = new Thread(() -> {
                    keepOrder(store, number, Thread.currentThread()::interrupt);
                    acknowledged.add(number);
                });
                thread.start();
                thread.join(60_000);
                assertThat(acknowledged).contains(number);
                Path after = folder.resolve("after" + number);
                LossyFiles.MEDIUM.recover(after.resolve("swf.mv.db"), new Random(number));
                try (EmbeddedDatabase recovered = EmbeddedDatabase.open(after)) {
                    assertThat(isKept(JdbcWorkflowStore.on(recovered.dataSource(), new TestCodec()), number))
                            .as("order %d", number)
                            .isTrue();
                }
            }
        }
    }

    private void keepExamsUntilThePowerIsGone() throws InterruptedException {
        try (EmbeddedDatabase database = EmbeddedDatabase.builder(folder.resolve("before"))
                .fileSystem("lossy")
                .open()) {
            EagerReuse.of(database.dataSource());
            JdbcWorkflowStore store = JdbcWorkflowStore.on(database.dataSource(), new TestCodec());
            BlobStorage images = BlobStorage.on(database.dataSource());
            Thread[] threads = new Thread[THREADS];
            for (int i = 0; i < THREADS; i++) {
                threads[i] = new Thread(() -> keepExams(store, images));
                threads[i].setUncaughtExceptionHandler((thread, failure) -> failures.add(failure));
                threads[i].start();
            }
            for (Thread thread : threads) {
                thread.join(60_000);
                assertThat(thread.isAlive()).isFalse();
            }
            assertThat(failures).isEmpty();
        } catch (StorageException e) { // it cannot be closed either
            assertThat(LossyFiles.MEDIUM.whilePowered(() -> {}))
                    .withFailMessage(() -> stack(e))
                    .isFalse();
        }
    }

    private void keepExams(JdbcWorkflowStore store, BlobStorage images) {
        try {
            int number = next.getAndIncrement();
            while (number < most && keep(store, images, number)) {
                number = next.getAndIncrement();
            }
        } catch (StorageException e) {
            assertThat(LossyFiles.MEDIUM.whilePowered(() -> {}))
                    .withFailMessage(() -> stack(e))
                    .isFalse();
        }
    }

    private static String stack(Exception failure) {
        StringWriter text = new StringWriter();
        failure.printStackTrace(new PrintWriter(text));
        return text.toString();
    }

    private boolean keep(JdbcWorkflowStore store, BlobStorage images, int number) {
        keepOrder(store, number, () -> {});
        try (InstanceWriter writer = images.begin(header(number))) {
            byte[] content = new byte[IMAGE_SIZE];
            new Random(number).nextBytes(content);
            writer.content().write(content);
            writer.commit();
        } catch (IOException e) {
            throw new IllegalStateException("a backend fails with its own exception", e);
        }
        return LossyFiles.MEDIUM.whilePowered(() -> {
            synchronized (acknowledged) {
                acknowledged.add(number);
            }
        });
    }

    private static void keepOrder(JdbcWorkflowStore store, int number, Runnable beforeCommit) {
        store.transact(transaction -> {
            transaction.save(ExamFixtures.record(ExamFixtures.order("A" + number, ExamFixtures.study(number), "S1")));
            beforeCommit.run();
            return true;
        });
    }

    private static boolean isKept(JdbcWorkflowStore store, int number) {
        OrderKey key = new OrderKey("", "", "A" + number);
        return store.<Boolean>transact(transaction -> transaction.findOrder(key).isPresent());
    }

    private static Uid instance(int number) {
        return Uid.of("1.2.3.4.7." + number);
    }

    private static InstanceHeader header(int number) {
        return new InstanceHeader(
                new InstanceReference(Uids.CT_IMAGE_STORAGE, instance(number)),
                Uids.EXPLICIT_VR_LITTLE_ENDIAN,
                ExamFixtures.study(number),
                Uid.of("1.2.3.4.8." + number),
                DataSet.builder().put(Tags.PATIENT_ID, "P" + number).build());
    }
}
