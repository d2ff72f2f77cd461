package io.github.swfsdk.storage.faults;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.swfsdk.api.dataset.DataSet;
import io.github.swfsdk.api.dataset.Tags;
import io.github.swfsdk.api.dataset.Uid;
import io.github.swfsdk.api.dataset.Uids;
import io.github.swfsdk.api.instance.InstanceHeader;
import io.github.swfsdk.api.instance.InstanceReference;
import io.github.swfsdk.api.order.OrderKey;
import io.github.swfsdk.api.storage.InstanceWriter;
import io.github.swfsdk.api.storage.StorageBackend;
import io.github.swfsdk.api.storage.StorageException;
import io.github.swfsdk.api.storage.StoredInstance;
import io.github.swfsdk.api.testkit.ExamFixtures;
import io.github.swfsdk.api.workflow.FollowUp;
import io.github.swfsdk.storage.chunked.ChunkedStorage;
import io.github.swfsdk.storage.chunked.FileChunks;
import io.github.swfsdk.storage.faults.FailingDataSource.Failure;
import io.github.swfsdk.storage.jdbc.BlobStorage;
import io.github.swfsdk.storage.jdbc.EmbeddedDatabase;
import io.github.swfsdk.storage.jdbc.JdbcWorkflowStore;
import io.github.swfsdk.storage.jdbc.TestCodec;
import io.github.swfsdk.storage.jdbc.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.util.Random;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Fails each single statement and commit of a change, in turn, and looks at what is there after a restart. */
class SqlFaultTest {
    private static final int PIECE = 4 * 1024;
    private static final Uid UID = Uid.of("1.2.3");
    private static final OrderKey ORDER = new OrderKey("", "", "A1");

    @TempDir
    static Path folder;

    private static EmbeddedDatabase database;
    private FailingDataSource failing;

    @BeforeAll
    static void openDatabase() {
        database = EmbeddedDatabase.open(folder.resolve("db"));
        BlobStorage.on(database.dataSource()).close(); // creates the tables
    }

    @AfterAll
    static void closeDatabase() {
        database.close();
    }

    @BeforeEach
    void clear() {
        TestDatabase.clear(database.dataSource());
        failing = new FailingDataSource(database.dataSource());
    }

    @ParameterizedTest
    @EnumSource
    void aBlobIsThereWhollyOrNotAtAll(Failure failure) throws Exception {
        boolean failed = true;
        for (int operation = 0; failed; operation++) {
            boolean stored = store(blobs(failing.dataSource(), Clock.systemUTC()), operation, failure);
            failed = failing.hasFailed();
            failing.work();

            try (StorageBackend reopened = blobs(database.dataSource(), later())) {
                boolean kept = assertAllOrNothing(reopened, stored);
                assertThat(count("swf_blob_piece"))
                        .as("operation %d", operation)
                        .isEqualTo(kept ? 4 : 0);
                assertThat(count("swf_blob_upload")).isZero();
            }
            TestDatabase.clear(database.dataSource());
        }
    }

    @ParameterizedTest
    @EnumSource
    void aChunkedInstanceIsThereWhollyOrNotAtAll(Failure failure) throws Exception {
        Path place = folder.resolve("chunks-" + failure);
        boolean failed = true;
        for (int operation = 0; failed; operation++) {
            boolean stored = store(chunked(failing.dataSource(), Clock.systemUTC(), place), operation, failure);
            failed = failing.hasFailed();
            failing.work();

            try (StorageBackend reopened = chunked(database.dataSource(), later(), place)) {
                boolean kept = assertAllOrNothing(reopened, stored);
                assertThat(count("swf_chunk_ref")).as("operation %d", operation).isEqualTo(kept ? 4 : 0);
                assertThat(count("swf_chunk_upload")).isZero();
                if (!kept) {
                    assertThat(chunks(place)).as("operation %d", operation).isZero();
                }
            }
            TestDatabase.clear(database.dataSource());
        }
    }

    @ParameterizedTest
    @EnumSource
    void aTransactionTakesEffectWhollyOrNotAtAll(Failure failure) throws Exception {
        boolean failed = true;
        for (int operation = 0; failed; operation++) {
            JdbcWorkflowStore store = JdbcWorkflowStore.on(failing.dataSource(), new TestCodec());
            failing.failAt(operation, failure);
            boolean done = transact(store);
            failed = failing.hasFailed();
            failing.work();

            JdbcWorkflowStore reopened = JdbcWorkflowStore.on(database.dataSource(), new TestCodec());
            boolean order = reopened.<Boolean>transact(tx -> tx.findOrder(ORDER).isPresent());
            boolean step =
                    reopened.<Boolean>transact(tx -> tx.findPerformedStep(UID).isPresent());
            assertThat(step).as("operation %d", operation).isEqualTo(order);
            assertThat(reopened.outbox().size()).isEqualTo(order ? 1 : 0);
            assertThat(order || !done).isTrue();
            TestDatabase.clear(database.dataSource());
        }
    }

    private boolean store(StorageBackend backend, int operation, Failure failure) throws IOException {
        failing.failAt(operation, failure);
        InstanceHeader header = new InstanceHeader(
                new InstanceReference(Uids.CT_IMAGE_STORAGE, UID),
                Uids.EXPLICIT_VR_LITTLE_ENDIAN,
                Uid.of("1.2"),
                Uid.of("1.2.4"),
                DataSet.builder().put(Tags.PATIENT_ID, "P1").build());
        try (InstanceWriter writer = backend.begin(header)) {
            writer.content().write(random(3 * PIECE + 100));
            writer.commit();
            return true;
        } catch (StorageException e) {
            return false;
        }
    }

    private static boolean transact(JdbcWorkflowStore store) {
        try {
            store.transact(transaction -> {
                transaction.save(ExamFixtures.record(ExamFixtures.order("A1", ExamFixtures.study(1), "S1", "S2")));
                transaction.save(ExamFixtures.started(UID));
                transaction.owe(new FollowUp(FollowUp.Kind.MPPS_CREATE, "PACS", "1.2.3", DataSet.empty()));
                return true;
            });
            return true;
        } catch (StorageException e) {
            return false;
        }
    }

    /** Whether it is there; it must be if it was acknowledged, and may be if the failure came after the commit. */
    private static boolean assertAllOrNothing(StorageBackend backend, boolean acknowledged) {
        boolean kept = backend.find(UID).isPresent();
        assertThat(backend.verify(UID)).isEqualTo(kept);
        assertThat(kept || !acknowledged).isTrue();
        try (Stream<StoredInstance> all = backend.list()) {
            assertThat(all).hasSize(kept ? 1 : 0);
        }
        return kept;
    }

    private static StorageBackend blobs(DataSource dataSource, Clock clock) {
        return BlobStorage.builder(dataSource).pieceSize(PIECE).clock(clock).open();
    }

    private static StorageBackend chunked(DataSource dataSource, Clock clock, Path place) {
        return ChunkedStorage.builder(dataSource, FileChunks.at(place))
                .chunkSize(PIECE)
                .clock(clock)
                .open();
    }

    private static Clock later() {
        return Clock.offset(Clock.systemUTC(), Duration.ofHours(2));
    }

    private static byte[] random(int size) {
        byte[] bytes = new byte[size];
        new Random(size).nextBytes(bytes);
        return bytes;
    }

    private static long chunks(Path place) throws IOException {
        try (Stream<Path> walk = Files.walk(place)) {
            return walk.filter(Files::isRegularFile).count();
        }
    }

    private static int count(String table) throws SQLException {
        try (Connection connection = database.dataSource().getConnection();
                Statement select = connection.createStatement();
                ResultSet rows = select.executeQuery("select count(*) from " + table)) {
            rows.next();
            return rows.getInt(1);
        }
    }
}
