package io.github.swfsdk.storage.durability;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.swfsdk.api.order.OrderKey;
import io.github.swfsdk.api.storage.StorageBackend;
import io.github.swfsdk.api.storage.StorageException;
import io.github.swfsdk.storage.file.FileStorage;
import io.github.swfsdk.storage.jdbc.EmbeddedDatabase;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Kills a process that keeps orders and instances, at a random moment, and looks whether everything that it had acknowledged
 * is there. {@code -Dswf.kill.rounds} says how often; the seed of a round is its number.
 */
class KillTest {
    private static final int ROUNDS = Integer.getInteger("swf.kill.rounds", 3);
    private static final int ENDLESS = 1_000_000;

    @TempDir
    Path folder;

    @Test
    void whatWasAcknowledgedIsThereAfterAKill() throws Exception {
        List<Integer> acknowledged = new ArrayList<>();
        for (int round = 0; round < ROUNDS; round++) {
            int enough = 1 + new Random(round).nextInt(60);
            try (Child child = Child.start(
                    List.of(), Acknowledging.class, "instances", folder, 4, (round + 1) * ENDLESS, ENDLESS)) {
                List<Integer> first = child.acknowledged(enough);
                assertThat(first).as("acknowledged before the kill").hasSize(enough);
                child.kill();
                acknowledged.addAll(first);
                acknowledged.addAll(child.acknowledged(Integer.MAX_VALUE));
            }
            assertAllAreKept(acknowledged);
        }
    }

    @Test
    void whatAnotherProcessHasOpenIsRefused() throws Exception {
        try (Child child = Child.start(List.of(), Acknowledging.class, "instances", folder, 1, 0, ENDLESS)) {
            assertThat(child.acknowledged(1)).hasSize(1);

            assertThatThrownBy(() -> EmbeddedDatabase.open(folder.resolve("db")))
                    .isInstanceOf(StorageException.class);
            assertThatThrownBy(() -> FileStorage.at(folder.resolve("files"))).isInstanceOf(StorageException.class);
        }
    }

    private void assertAllAreKept(List<Integer> numbers) {
        try (Acknowledging kept = new Acknowledging(folder, "instances")) {
            for (int number : numbers) {
                OrderKey key = new OrderKey("", "", Acknowledging.marker(number));
                boolean found = kept.orders()
                        .transact(transaction -> transaction.findOrder(key).isPresent());
                assertThat(found).as("order %d", number).isTrue();
                for (StorageBackend backend : kept.backends()) {
                    assertThat(backend.verify(Acknowledging.instance(number)))
                            .as("instance %d in %s", number, backend.getClass().getSimpleName())
                            .isTrue();
                }
            }
        }
    }
}
