package io.github.swfsdk.storage.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.github.swfsdk.api.dataset.DataSet;
import io.github.swfsdk.api.dataset.Tags;
import io.github.swfsdk.api.dataset.Uid;
import io.github.swfsdk.api.dataset.Uids;
import io.github.swfsdk.api.instance.InstanceHeader;
import io.github.swfsdk.api.instance.InstanceReference;
import io.github.swfsdk.api.storage.InstanceWriter;
import io.github.swfsdk.api.storage.StorageException;
import io.github.swfsdk.api.storage.StorageException.Reason;
import io.github.swfsdk.api.storage.StoredInstance;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Fails each single operation of a commit, in turn, and looks at what is there afterwards. */
class FileStorageFaultTest {
    private static final Uid FIRST = Uid.of("1.2.3.1");
    private static final Uid SECOND = Uid.of("1.2.3.2");
    private static final Uid THIRD = Uid.of("1.2.3.3");
    private static final String CONTENT = "content ".repeat(2000); // several blocks of the smallest buffer

    @TempDir
    Path folder;

    private final FailingDisk disk = new FailingDisk("No space left on device");

    @Test
    void aFailureOfAnyOperationLeavesNothingBehind() throws Exception {
        for (int operation = 0; ; operation++) {
            Path place = folder.resolve("at-" + operation);
            try (FileStorage storage = open(place)) {
                store(storage, FIRST);
                disk.failAt(operation, FailingDisk.Failure.ONCE);
                Optional<StorageException> failure = tryToStore(storage, SECOND);
                boolean failed = disk.hasFailed();
                disk.failAt(-1, FailingDisk.Failure.ONCE);

                assertWhole(storage, FIRST);
                if (failure.isPresent()) {
                    assertThat(failure.get().reason())
                            .as("operation %d", operation)
                            .isEqualTo(Reason.OUT_OF_SPACE);
                    assertThat(storage.find(SECOND)).isEmpty();
                    assertThat(filesIn(place.resolve("content"))).hasSize(1);
                    assertThat(place.resolve(".incoming")).isEmptyDirectory();
                    store(storage, SECOND);
                }
                assertWhole(storage, SECOND);
                if (!failed) {
                    assertThat(operation).isGreaterThan(10);
                    return;
                }
            }
        }
    }

    @Test
    void aCrashAtAnyOperationLeavesAllOrNothing() throws Exception {
        int finished = 0;
        for (int operation = 0; ; operation++) {
            Path place = folder.resolve("at-" + operation);
            boolean crashed = crash(place, operation);
            try (FileStorage storage = reopen(place)) {
                assertAllOrNothing(storage, place, "operation " + operation);
                finished += crashed && storage.find(SECOND).isPresent() ? 1 : 0;
                store(storage, SECOND);
                assertWhole(storage, SECOND);
            }
            if (!crashed) {
                break;
            }
        }
        assertThat(finished).as("commits that the restart finished").isPositive();
    }

    @Test
    void aLossOfPowerAtAnyOperationLeavesAllOrNothing() throws Exception {
        for (int seed = 0; seed < 5; seed++) {
            Random random = new Random(seed);
            for (int operation = 0; ; operation++) {
                Path place = folder.resolve(seed + "-at-" + operation);
                boolean crashed = crash(place, operation);
                disk.losePower(random);
                try (FileStorage storage = reopen(place)) {
                    assertAllOrNothing(storage, place, "seed " + seed + ", operation " + operation);
                    if (!crashed) {
                        assertWhole(storage, SECOND); // it was acknowledged
                    }
                }
                if (!crashed) {
                    break;
                }
            }
        }
    }

    @Test
    void whatIsFoundAfterACrashOutlivesALossOfPower() throws Exception {
        int found = 0;
        for (int seed = 0; seed < 3; seed++) {
            Random random = new Random(seed);
            boolean crashed = true;
            for (int operation = 0; crashed; operation++) {
                Path place = folder.resolve(seed + "-at-" + operation);
                crashed = crash(place, operation);
                boolean there;
                try (FileStorage storage = reopen(place)) {
                    there = storage.find(SECOND).isPresent();
                }
                disk.losePower(random);
                try (FileStorage storage = reopen(place)) {
                    assertAllOrNothing(storage, place, "seed " + seed + ", operation " + operation);
                    if (there) {
                        assertWhole(storage, SECOND);
                    }
                }
                found += crashed && there ? 1 : 0;
            }
        }
        assertThat(found).as("commits that the restart finished").isPositive();
    }

    @Test
    void aRemovalThatIsCutShortLeavesAllOrNothingAndCanBeDoneAgain() throws Exception {
        int kept = 0;
        for (int seed = 0; seed < 3; seed++) {
            Random random = new Random(seed);
            for (int operation = 0; ; operation++) {
                Path place = folder.resolve(seed + "-at-" + operation);
                boolean crashed = crashRemoval(place, operation);
                disk.losePower(random);
                try (FileStorage storage = reopen(place)) {
                    assertAllOrNothing(storage, place, "operation " + operation);
                    boolean there = storage.find(SECOND).isPresent();
                    kept += there ? 1 : 0;
                    assertThat(crashed || !there)
                            .as("a removal that was told is done")
                            .isTrue();
                    assertThat(storage.remove(SECOND)).isEqualTo(there);
                    assertAllOrNothing(storage, place, "removed after operation " + operation);
                    store(storage, SECOND);
                    assertWhole(storage, SECOND);
                }
                if (!crashed) {
                    assertThat(operation).isGreaterThan(4);
                    break;
                }
            }
        }
        assertThat(kept).as("removals that the restart took back").isPositive();
    }

    /** Crashes at this operation of the removal of one of two instances; false if it needs fewer operations. */
    private boolean crashRemoval(Path place, int operation) {
        try (FileStorage storage = reopen(place)) {
            store(storage, FIRST);
            store(storage, SECOND);
            disk.failAt(operation, FailingDisk.Failure.FOR_GOOD);
            try {
                storage.remove(SECOND);
            } catch (StorageException e) {
                assertThat(disk.hasFailed()).isTrue();
            }
            return disk.hasFailed();
        } finally {
            disk.failAt(-1, FailingDisk.Failure.FOR_GOOD);
        }
    }

    @Test
    void whatWasAcknowledgedOutlivesALossOfPower() throws Exception {
        for (int seed = 0; seed < 20; seed++) {
            Path place = folder.resolve("seed-" + seed);
            try (FileStorage storage = open(place)) {
                store(storage, FIRST);
                store(storage, SECOND);
                store(storage, THIRD);
                store(storage, FIRST);
                storage.remove(THIRD);
            }
            disk.losePower(new Random(seed));
            try (FileStorage storage = reopen(place)) {
                assertAllOrNothing(storage, place, "seed " + seed);
                assertWhole(storage, SECOND);
                assertThat(storage.find(THIRD)).isEmpty();
            }
        }
    }

    @Test
    void aCommitThatFailedDoesNotComeBackInPlaceOfALaterOne() throws Exception {
        for (int seed = 0; seed < 5; seed++) {
            for (int operation = 0; ; operation++) {
                Path place = folder.resolve(seed + "-at-" + operation);
                try (FileStorage storage = open(place)) {
                    store(storage, FIRST);
                    disk.failAt(operation, FailingDisk.Failure.ONCE);
                    boolean failed =
                            tryToStore(storage, SECOND, "other content").isPresent();
                    disk.failAt(-1, FailingDisk.Failure.ONCE);
                    if (!failed) {
                        break;
                    }
                    store(storage, SECOND);
                }
                disk.losePower(new Random(seed));
                try (FileStorage storage = reopen(place)) {
                    assertAllOrNothing(storage, place, "seed " + seed + ", operation " + operation);
                    assertWhole(storage, SECOND);
                }
            }
        }
    }

    @Test
    void aLossOfPowerWhileItIsSetUpDoesNoHarm() throws Exception {
        for (int operation = 0; operation < 20; operation++) {
            Path place = folder.resolve("at-" + operation);
            disk.failAt(operation, FailingDisk.Failure.FOR_GOOD);
            try {
                open(place).close();
            } catch (StorageException e) {
                assertThat(disk.hasFailed()).isTrue();
            }
            disk.losePower(new Random(operation));
            try (FileStorage storage = reopen(place)) {
                store(storage, FIRST);
                assertWhole(storage, FIRST);
            }
        }
    }

    @Test
    void aCrashDuringRecoveryIsRecoveredFrom() throws Exception {
        int recovered = 0;
        Random random = new Random(1);
        for (int operation = 0; ; operation++) {
            Path place = folder.resolve("at-" + operation);
            if (!crash(place, operation)) {
                break;
            }
            for (int next = 0; ; next++) {
                disk.failAt(next, FailingDisk.Failure.FOR_GOOD);
                try {
                    open(place).close();
                    break;
                } catch (StorageException e) {
                    recovered++;
                    if (random.nextBoolean()) {
                        disk.losePower(random);
                    }
                }
            }
            try (FileStorage storage = reopen(place)) {
                assertAllOrNothing(storage, place, "operation " + operation);
            }
        }
        assertThat(recovered).isPositive();
    }

    /** Stores one instance, then crashes at this operation of the next; false if the next needs fewer operations. */
    private boolean crash(Path place, int operation) {
        disk.failAt(-1, FailingDisk.Failure.FOR_GOOD);
        try (FileStorage storage = open(place)) {
            store(storage, FIRST);
            disk.failAt(operation, FailingDisk.Failure.FOR_GOOD);
            tryToStore(storage, SECOND);
            return disk.hasFailed();
        } finally {
            disk.failAt(-1, FailingDisk.Failure.FOR_GOOD);
        }
    }

    private static void assertAllOrNothing(FileStorage storage, Path place, String when) throws Exception {
        assertWhole(storage, FIRST);
        boolean all = storage.find(SECOND).isPresent();
        if (all) {
            assertWhole(storage, SECOND);
        }
        assertThat(filesIn(place.resolve("content"))).as(when).hasSize(all ? 2 : 1);
        assertThat(filesIn(place.resolve("index"))).as(when).hasSize(all ? 2 : 1);
        assertThat(place.resolve(".incoming")).as(when).isEmptyDirectory();
    }

    private static void assertWhole(FileStorage storage, Uid uid) throws IOException {
        assertThat(storage.verify(uid)).isTrue();
        try (InputStream in = storage.open(uid)) {
            assertThat(new String(in.readAllBytes(), StandardCharsets.US_ASCII)).isEqualTo(CONTENT + uid);
        }
        try (Stream<StoredInstance> all = storage.list()) {
            assertThat(all.filter(stored -> stored.reference().sopInstanceUid().equals(uid)))
                    .hasSize(1);
        }
    }

    private FileStorage reopen(Path place) {
        disk.failAt(-1, FailingDisk.Failure.ONCE);
        return open(place);
    }

    private FileStorage open(Path place) {
        return FileStorage.builder(place).bufferSize(4 * 1024).disk(disk).open();
    }

    private static Optional<StorageException> tryToStore(FileStorage storage, Uid uid) {
        return tryToStore(storage, uid, CONTENT + uid);
    }

    private static Optional<StorageException> tryToStore(FileStorage storage, Uid uid, String content) {
        try {
            store(storage, uid, content);
            return Optional.empty();
        } catch (StorageException e) {
            return Optional.of(e);
        }
    }

    private static void store(FileStorage storage, Uid uid) {
        store(storage, uid, CONTENT + uid);
    }

    private static void store(FileStorage storage, Uid uid, String content) {
        InstanceHeader header = new InstanceHeader(
                new InstanceReference(Uids.CT_IMAGE_STORAGE, uid),
                Uids.EXPLICIT_VR_LITTLE_ENDIAN,
                Uid.of("1.2." + uid), // a study of its own, so that its folders are new
                Uid.of("1.2.4." + uid),
                DataSet.builder().put(Tags.PATIENT_ID, uid.value()).build());
        try (InstanceWriter writer = storage.begin(header)) {
            assertThatCode(() -> writer.content().flush()).doesNotThrowAnyException();
            writer.content().write(content.getBytes(StandardCharsets.US_ASCII));
            writer.commit();
        } catch (IOException e) {
            throw new AssertionError("a backend fails with its own exception", e);
        }
    }

    private static List<Path> filesIn(Path below) throws IOException {
        try (Stream<Path> walk = Files.walk(below)) {
            return walk.filter(Files::isRegularFile).toList();
        }
    }
}
