package io.github.swfsdk.api.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.swfsdk.api.dataset.DataSet;
import io.github.swfsdk.api.dataset.Tags;
import io.github.swfsdk.api.dataset.TextElement;
import io.github.swfsdk.api.dataset.Uid;
import io.github.swfsdk.api.dataset.Uids;
import io.github.swfsdk.api.dataset.Vr;
import io.github.swfsdk.api.instance.InstanceHeader;
import io.github.swfsdk.api.instance.InstanceReference;
import io.github.swfsdk.api.storage.InstanceWriter;
import io.github.swfsdk.api.storage.StorageBackend;
import io.github.swfsdk.api.storage.StorageException;
import io.github.swfsdk.api.storage.StorageException.Reason;
import io.github.swfsdk.api.storage.StoredInstance;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What each {@link StorageBackend} promises. Extend it, say where the content is kept and how to damage it; JUnit runs the
 * rest. Needs JUnit Jupiter with parameters, and AssertJ.
 */
public abstract class StorageBackendContract {
    /** SHA-256 of "abc" (FIPS 180-2, B.1). */
    private static final String SHA256_OF_ABC = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

    private static final Uid STUDY = Uid.of("1.2.826.0.1.3680043.10.1.1");
    private static final Uid SERIES = Uid.of("1.2.826.0.1.3680043.10.1.1.2");
    private static final Uid INSTANCE = Uid.of("1.2.826.0.1.3680043.10.1.1.2.3");
    private static final int BLOCK = 256 * 1024;
    private static final int DEADLINE_SECONDS = 120;

    private StorageBackend backend;

    /** Called by JUnit. */
    protected StorageBackendContract() {}

    /** Opens the backend over the place of this test: the same one at each call within a test, an empty one at the first. */
    protected abstract StorageBackend open() throws Exception;

    /** Changes at least one byte of the kept content, without the backend's help. Called while the backend is closed. */
    protected abstract void damage(StoredInstance instance) throws Exception;

    @BeforeEach
    final void openBackend() throws Exception {
        backend = open();
    }

    @AfterEach
    final void closeBackend() {
        backend.close();
        backend.close();
    }

    @Test
    void keepsWhatWasCommitted() throws Exception {
        StoredInstance stored = store(header(INSTANCE), "abc");

        assertThat(stored.reference()).isEqualTo(new InstanceReference(Uids.CT_IMAGE_STORAGE, INSTANCE));
        assertThat(stored.transferSyntaxUid()).isEqualTo(Uids.EXPLICIT_VR_LITTLE_ENDIAN);
        assertThat(stored.studyInstanceUid()).isEqualTo(STUDY);
        assertThat(stored.seriesInstanceUid()).isEqualTo(SERIES);
        assertThat(stored.size()).isEqualTo(3);
        assertThat(stored.sha256()).isEqualTo(SHA256_OF_ABC);
        assertThat(backend.find(INSTANCE)).contains(stored);
        assertThat(listed()).containsExactly(stored);
        assertThat(read(INSTANCE)).isEqualTo("abc");
        assertThat(backend.verify(INSTANCE)).isTrue();
    }

    @Test
    void keepsEmptyContent() throws Exception {
        StoredInstance stored = store(header(INSTANCE), "");

        assertThat(stored.size()).isZero();
        assertThat(read(INSTANCE)).isEmpty();
        assertThat(backend.verify(INSTANCE)).isTrue();
    }

    @Test
    void takesContentInPiecesOfAnySize() throws Exception {
        try (InstanceWriter writer = backend.begin(header(INSTANCE))) {
            writer.content().write('a');
            writer.content().write("xbx".getBytes(StandardCharsets.US_ASCII), 1, 1);
            writer.content().write(new byte[0]);
            writer.content().close();
            writer.content().write('c');
            assertThat(writer.commit().sha256()).isEqualTo(SHA256_OF_ABC);
        }
        assertThat(read(INSTANCE)).isEqualTo("abc");
    }

    @Test
    void takesBuffersBetweenPieces() throws Exception {
        byte[] content = new byte[3_000_000];
        new Random(5).nextBytes(content);
        ByteBuffer outside = ByteBuffer.allocateDirect(content.length).put(content);
        try (InstanceWriter writer = backend.begin(header(INSTANCE))) {
            writer.content().write(content, 0, 1);
            writer.write(outside.limit(100).position(1));
            writer.write(ByteBuffer.wrap(content, 100, 900_000));
            writer.content().write(content, 900_100, 100);
            ByteBuffer rest = outside.limit(content.length).position(900_200);
            writer.write(rest);
            assertThat(rest.hasRemaining()).isFalse();
            writer.commit();
        }
        try (InputStream kept = backend.open(INSTANCE)) {
            assertThat(kept.readAllBytes()).isEqualTo(content);
        }
    }

    @Test
    void showsNothingBeforeTheCommit() throws Exception {
        try (InstanceWriter writer = backend.begin(header(INSTANCE))) {
            writer.content().write(bytes("abc"));
            writer.content().flush();

            assertNothingIsKept();
            writer.commit();
        }
        assertThat(backend.find(INSTANCE)).isPresent();
    }

    @Test
    void leavesNothingWhenClosedWithoutCommit() throws Exception {
        InstanceWriter writer = backend.begin(header(INSTANCE));
        writer.content().write(bytes("abc"));
        writer.close();
        writer.close();

        assertNothingIsKept();
        assertThatThrownBy(writer::commit).isInstanceOf(IllegalStateException.class);
        reopen();
        assertNothingIsKept();
        assertThat(store(header(INSTANCE), "other").size()).isEqualTo(5);
    }

    @Test
    void leavesNothingWhenTheSourceFails() {
        assertThatThrownBy(() -> {
                    try (InstanceWriter writer = backend.begin(header(INSTANCE))) {
                        new BrokenStream(3_000_000).transferTo(writer.content());
                        writer.commit();
                    }
                })
                .isInstanceOf(IOException.class)
                .hasMessage("the source broke");

        assertNothingIsKept();
    }

    @Test
    void dropsWhatIsUncommittedWhenItIsClosed() throws Exception {
        InstanceWriter writer = backend.begin(header(INSTANCE));
        writer.content().write(bytes("abc"));

        reopen();

        assertNothingIsKept();
        assertThatThrownBy(writer::commit).isInstanceOfAny(IllegalStateException.class, StorageException.class);
        writer.close();
        assertNothingIsKept();
    }

    @Test
    void commitsOnce() throws Exception {
        try (InstanceWriter writer = backend.begin(header(INSTANCE))) {
            writer.content().write(bytes("abc"));
            writer.commit();

            assertThatThrownBy(writer::commit).isInstanceOf(IllegalStateException.class);
            assertThatThrownBy(() -> writer.content().write('d')).isInstanceOf(IllegalStateException.class);
        }
        assertThat(read(INSTANCE)).isEqualTo("abc");
    }

    @Test
    void takesTheSameContentAgain() throws Exception {
        StoredInstance first = store(header(INSTANCE), "abc");

        assertThat(store(header(INSTANCE), "abc")).isEqualTo(first);
        assertThat(listed()).containsExactly(first);
    }

    @Test
    void refusesOtherContentAndKeepsTheOld() throws Exception {
        StoredInstance first = store(header(INSTANCE), "abc");

        assertThatThrownBy(() -> store(header(INSTANCE), "abd"))
                .isInstanceOfSatisfying(
                        StorageException.class, e -> assertThat(e.reason()).isEqualTo(Reason.CONFLICT));
        assertThatThrownBy(() -> store(header(INSTANCE, Uid.of("1.2.3.4"), "OTHER"), "abd"))
                .isInstanceOfSatisfying(
                        StorageException.class, e -> assertThat(e.reason()).isEqualTo(Reason.CONFLICT));

        assertThat(listed()).containsExactly(first);
        assertThat(read(INSTANCE)).isEqualTo("abc");
        assertThat(backend.verify(INSTANCE)).isTrue();
    }

    @Test
    void tellsApartWhatSharesAStart() throws Exception {
        store(header(Uid.of("1.2.3")), "three");
        store(header(Uid.of("1.2.3.4")), "four");
        store(header(Uid.of("1.2.03")), "zero three"); // illegal, sent by real devices, kept as it came

        assertThat(read(Uid.of("1.2.3"))).isEqualTo("three");
        assertThat(read(Uid.of("1.2.3.4"))).isEqualTo("four");
        assertThat(read(Uid.of("1.2.03"))).isEqualTo("zero three");
        assertThat(backend.find(Uid.of("1.2"))).isEmpty();
        assertThat(listed()).hasSize(3);
    }

    @Test
    void saysWhenNothingIsKept() {
        assertThat(backend.find(INSTANCE)).isEmpty();
        assertThat(backend.verify(INSTANCE)).isFalse();
        assertThatThrownBy(() -> backend.open(INSTANCE))
                .isInstanceOfSatisfying(
                        StorageException.class, e -> assertThat(e.reason()).isEqualTo(Reason.NOT_FOUND));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                ".",
                "..",
                "../../etc",
                "/etc/passwd",
                "a/b\\c:d*e?f",
                "CON",
                "%2e%2e%2f",
                "患者-一",
                "line\nbreak\u0000end",
                "'; drop table instance; --"
            })
    void keepsInstancesOfPatientsWithAnyIdentifier(String patientId) throws Exception {
        StoredInstance stored = store(header(INSTANCE, STUDY, patientId), "abc");
        reopen();

        assertThat(listed()).containsExactly(stored);
        assertThat(read(INSTANCE)).isEqualTo("abc");
    }

    @Test
    void keepsInstancesWithTheLongestNames() throws Exception {
        Uid longest = Uid.of("1." + "9".repeat(62));
        StoredInstance stored = store(header(longest, longest, "9".repeat(5000)), "abc");

        assertThat(backend.find(longest)).contains(stored);
        assertThat(read(longest)).isEqualTo("abc");
    }

    @Test
    void survivesARestart() throws Exception {
        List<StoredInstance> stored = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            stored.add(store(header(Uid.of("1.2.3." + i)), "content " + i));
        }

        reopen();

        assertThat(listed()).containsExactlyInAnyOrderElementsOf(stored);
        for (int i = 0; i < 20; i++) {
            Uid uid = Uid.of("1.2.3." + i);
            assertThat(backend.find(uid)).contains(stored.get(i));
            assertThat(read(uid)).isEqualTo("content " + i);
            assertThat(backend.verify(uid)).isTrue();
        }
        assertThat(store(header(Uid.of("1.2.3.0")), "content 0")).isEqualTo(stored.get(0));
    }

    @Test
    void detectsDamage() throws Exception {
        StoredInstance damaged = store(header(INSTANCE), "abc".repeat(1000));
        store(header(Uid.of("1.2.3")), "def");
        backend.close();
        damage(damaged);
        backend = open();

        assertThat(backend.verify(INSTANCE)).isFalse();
        assertThat(backend.verify(Uid.of("1.2.3"))).isTrue();
    }

    @Test
    void streamsLargeContent() throws Exception {
        long size = 64L * 1024 * 1024;
        StoredInstance stored;
        try (InstanceWriter writer = backend.begin(header(INSTANCE))) {
            new GeneratedStream(size).transferTo(writer.content());
            stored = writer.commit();
        }

        assertThat(stored.size()).isEqualTo(size);
        assertThat(backend.verify(INSTANCE)).isTrue();
        try (InputStream kept = backend.open(INSTANCE);
                InputStream expected = new GeneratedStream(size)) {
            byte[] next = kept.readNBytes(BLOCK);
            while (next.length > 0) {
                assertThat(Arrays.equals(next, expected.readNBytes(BLOCK))).isTrue();
                next = kept.readNBytes(BLOCK);
            }
            assertThat(expected.read()).isEqualTo(-1);
        }
    }

    @Test
    void keepsOneOfSeveralWrittenAtOnce() throws Exception {
        for (int round = 0; round < 5; round++) {
            Uid uid = Uid.of("1.2.3." + round);
            List<Reason> refused = new ArrayList<>();
            List<StoredInstance> stored = new ArrayList<>();
            List<Callable<StoredInstance>> writers = IntStream.range(0, 6)
                    .mapToObj(i -> (Callable<StoredInstance>) () ->
                            store(header(uid, Uid.of("1.2." + (i % 3)), "P" + i), "content " + i % 3))
                    .toList();
            for (Future<StoredInstance> result : runAtOnce(writers)) {
                try {
                    stored.add(result.get());
                } catch (ExecutionException e) {
                    refused.add(((StorageException) e.getCause()).reason());
                }
            }

            // two of the six brought the content that came first
            assertThat(stored).hasSize(2);
            assertThat(stored.get(0)).isEqualTo(stored.get(1));
            assertThat(refused).hasSize(4).containsOnly(Reason.CONFLICT);
            assertThat(backend.find(uid)).contains(stored.get(0));
            assertThat(backend.verify(uid)).isTrue();
        }
        assertThat(listed()).hasSize(5);
    }

    @Test
    void takesInstancesOfManyThreads() throws Exception {
        List<Callable<StoredInstance>> writers = IntStream.range(0, 8)
                .mapToObj(i -> (Callable<StoredInstance>) () -> {
                    for (int k = 0; k < 4; k++) {
                        store(header(Uid.of("1.2." + i + "." + k)), "content " + i + " " + k);
                    }
                    return store(header(Uid.of("1.2." + i)), "content " + i);
                })
                .toList();

        Set<String> expected = IntStream.range(0, 8)
                .boxed()
                .flatMap(i -> Stream.concat(
                        Stream.of("1.2." + i), IntStream.range(0, 4).mapToObj(k -> "1.2." + i + "." + k)))
                .collect(Collectors.toSet());
        for (Future<StoredInstance> result : runAtOnce(writers)) {
            result.get();
        }
        reopen();
        assertThat(listed().stream().map(s -> s.reference().sopInstanceUid().value()))
                .containsExactlyInAnyOrderElementsOf(expected);
        assertThat(read(Uid.of("1.2.7.3"))).isEqualTo("content 7 3");
    }

    @Test
    void readsWhileOthersWrite() throws Exception {
        store(header(INSTANCE), "abc");
        try (InputStream in = backend.open(INSTANCE)) {
            assertThat(in.read()).isEqualTo('a');
            store(header(Uid.of("1.2.3")), "def");
            assertThat(in.readAllBytes()).isEqualTo(bytes("bc"));
        }
    }

    /** The backend under test, as it is open now. */
    protected final StorageBackend backend() {
        return backend;
    }

    /** Closes the backend and opens it again. */
    protected final void reopen() throws Exception {
        backend.close();
        backend = open();
    }

    /** A header of a CT image with this identity. */
    protected static InstanceHeader header(Uid sopInstanceUid) {
        return header(sopInstanceUid, STUDY, "PAT-1");
    }

    /** A header of a CT image with this identity in this study of this patient. */
    protected static InstanceHeader header(Uid sopInstanceUid, Uid studyInstanceUid, String patientId) {
        DataSet attributes = DataSet.builder()
                .put(Tags.SOP_CLASS_UID, Uids.CT_IMAGE_STORAGE)
                .put(Tags.SOP_INSTANCE_UID, sopInstanceUid)
                .put(new TextElement(Tags.PATIENT_ID, Vr.LO, patientId))
                .put(Tags.STUDY_INSTANCE_UID, studyInstanceUid)
                .put(Tags.SERIES_INSTANCE_UID, SERIES)
                .build();
        return new InstanceHeader(
                new InstanceReference(Uids.CT_IMAGE_STORAGE, sopInstanceUid),
                Uids.EXPLICIT_VR_LITTLE_ENDIAN,
                studyInstanceUid,
                SERIES,
                attributes);
    }

    /** Begins, writes and commits. */
    protected final StoredInstance store(InstanceHeader header, String content) throws IOException {
        try (InstanceWriter writer = backend.begin(header)) {
            writer.content().write(bytes(content));
            return writer.commit();
        }
    }

    private String read(Uid uid) throws IOException {
        try (InputStream in = backend.open(uid)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private List<StoredInstance> listed() {
        try (Stream<StoredInstance> all = backend.list()) {
            return all.toList();
        }
    }

    private void assertNothingIsKept() {
        assertThat(backend.find(INSTANCE)).isEmpty();
        assertThat(listed()).isEmpty();
        assertThat(backend.verify(INSTANCE)).isFalse();
        assertThatThrownBy(() -> backend.open(INSTANCE)).isInstanceOf(StorageException.class);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static <T> List<Future<T>> runAtOnce(List<Callable<T>> tasks) throws InterruptedException {
        CyclicBarrier start = new CyclicBarrier(tasks.size());
        ExecutorService threads = Executors.newFixedThreadPool(tasks.size());
        try {
            List<Callable<T>> together = tasks.stream()
                    .map(task -> (Callable<T>) () -> {
                        start.await(DEADLINE_SECONDS, TimeUnit.SECONDS);
                        return task.call();
                    })
                    .toList();
            return threads.invokeAll(together, DEADLINE_SECONDS, TimeUnit.SECONDS);
        } finally {
            threads.shutdownNow();
        }
    }

    /** So many bytes of a sequence that does not repeat within any piece that a backend may cut. */
    private static class GeneratedStream extends InputStream {
        private final long size;
        private long position;

        GeneratedStream(long size) {
            this.size = size;
        }

        @Override
        public int read() throws IOException {
            return position < size ? Byte.toUnsignedInt(at(position++)) : -1;
        }

        @Override
        public int read(byte[] target, int offset, int length) throws IOException {
            if (position >= size) {
                return -1;
            }
            int count = (int) Math.min(length, size - position);
            for (int i = 0; i < count; i++) {
                target[offset + i] = at(position++);
            }
            return count;
        }

        private static byte at(long position) {
            return (byte) ((position * 0x9E3779B97F4A7C15L) >>> 56);
        }
    }

    /** Ends in an exception instead of the end of its data. */
    private static final class BrokenStream extends GeneratedStream {
        BrokenStream(long size) {
            super(size);
        }

        @Override
        public int read(byte[] target, int offset, int length) throws IOException {
            int count = super.read(target, offset, length);
            if (count < 0) {
                throw new IOException("the source broke");
            }
            return count;
        }
    }
}
