package io.github.swfsdk.storage.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.swfsdk.api.order.OrderKey;
import io.github.swfsdk.api.storage.StorageException;
import io.github.swfsdk.api.testkit.ExamFixtures;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;
import org.h2.store.fs.FilePath;
import org.junit.jupiter.api.BeforeAll;
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

    @TempDir
    Path folder;

    private final Set<Integer> acknowledged = new TreeSet<>();
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

        keepOrdersUntilThePowerIsGone();
        String name = Files.exists(folder.resolve("before/swf.mv.db")) ? "swf.mv.db" : "swf.new.mv.db";
        LossyFiles.MEDIUM.recover(folder.resolve("after").resolve(name), random);

        try (EmbeddedDatabase database = EmbeddedDatabase.open(folder.resolve("after"))) {
            JdbcWorkflowStore store = JdbcWorkflowStore.on(database.dataSource(), new TestCodec());
            for (int number : acknowledged) {
                OrderKey key = new OrderKey("", "", "A" + number);
                boolean found = store.<Boolean>transact(
                        transaction -> transaction.findOrder(key).isPresent());
                assertThat(found).as("order %d of %s", number, acknowledged).isTrue();
            }
            store.transact(transaction -> {
                transaction.save(ExamFixtures.record(ExamFixtures.order("NEXT", ExamFixtures.study(1), "S1")));
                return true;
            });
        }
    }

    private void keepOrdersUntilThePowerIsGone() throws InterruptedException {
        try (EmbeddedDatabase database = EmbeddedDatabase.builder(folder.resolve("before"))
                .fileSystem("lossy")
                .open()) {
            JdbcWorkflowStore store = JdbcWorkflowStore.on(database.dataSource(), new TestCodec());
            Thread[] threads = new Thread[THREADS];
            for (int i = 0; i < THREADS; i++) {
                threads[i] = new Thread(() -> keepOrders(store));
                threads[i].start();
            }
            for (Thread thread : threads) {
                thread.join(60_000);
                assertThat(thread.isAlive()).isFalse();
            }
        } catch (StorageException e) { // it cannot be closed either
            assertThat(LossyFiles.MEDIUM.whilePowered(() -> {}))
                    .withFailMessage(() -> stack(e))
                    .isFalse();
        }
    }

    private void keepOrders(JdbcWorkflowStore store) {
        try {
            int number = next.getAndIncrement();
            while (number < most && keep(store, number)) {
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

    private boolean keep(JdbcWorkflowStore store, int number) {
        store.transact(transaction -> {
            transaction.save(ExamFixtures.record(ExamFixtures.order("A" + number, ExamFixtures.study(number), "S1")));
            return true;
        });
        return LossyFiles.MEDIUM.whilePowered(() -> {
            synchronized (acknowledged) {
                acknowledged.add(number);
            }
        });
    }
}
