package io.github.swfsdk.storage.chunked;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.swfsdk.api.dataset.Uid;
import io.github.swfsdk.api.storage.InstanceWriter;
import io.github.swfsdk.api.storage.StorageBackend;
import io.github.swfsdk.api.storage.StoredInstance;
import io.github.swfsdk.api.testkit.StorageBackendContract;
import io.github.swfsdk.storage.jdbc.EmbeddedDatabase;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChunkedStorageTest extends StorageBackendContract {
    private static final int MEGABYTE = 1024 * 1024;

    @TempDir
    static Path shared;

    private static EmbeddedDatabase database;

    @TempDir
    Path folder;

    @BeforeAll
    static void openDatabase() {
        database = EmbeddedDatabase.open(shared);
    }

    @AfterAll
    static void closeDatabase() {
        database.close();
    }

    @BeforeEach
    void clear() throws Exception {
        backend().close();
        try (Connection connection = database.dataSource().getConnection();
                Statement statement = connection.createStatement()) {
            for (String table : List.of("swf_chunked_instance", "swf_chunk_ref", "swf_chunk", "swf_chunk_upload")) {
                statement.executeUpdate("delete from " + table);
            }
        }
        reopen();
    }

    @Override
    protected StorageBackend open() {
        return ChunkedStorage.on(database.dataSource(), FileChunks.at(folder));
    }

    @Override
    protected void damage(StoredInstance instance) throws Exception {
        Path file = chunks().stream()
                .filter(chunk -> chunk.endsWith(instance.sha256())) // it has one chunk
                .findFirst()
                .orElseThrow();
        byte[] bytes = Files.readAllBytes(file);
        bytes[bytes.length / 2] ^= 1;
        Files.write(file, bytes);
    }

    @Test
    void keepsEqualChunksOnce() throws Exception {
        byte[] same = random(1, MEGABYTE);
        store("1.2.3", same, random(2, 1000));
        store("1.2.4", same, random(3, 1000), new byte[0]);

        assertThat(chunks()).hasSize(3);
        assertThat(count("swf_chunk")).isEqualTo(3);
    }

    @Test
    void dropsChunksOfWhatWasNotCommittedUnlessOthersUseThem() throws Exception {
        byte[] same = random(1, MEGABYTE);
        store("1.2.3", same);
        try (InstanceWriter writer = backend().begin(header(Uid.of("1.2.4")))) {
            writer.content().write(same);
            writer.content().write(random(2, MEGABYTE));
            assertThat(chunks()).hasSize(2);
        }

        assertThat(chunks()).hasSize(1);
        assertThat(count("swf_chunk")).isEqualTo(1);
        assertThat(backend().verify(Uid.of("1.2.3"))).isTrue();
    }

    @Test
    void dropsWhatACrashLeftBehindWhenItHasNotGrownForAWhile() throws Exception {
        InstanceWriter crashed = backend().begin(header(Uid.of("1.2.3")));
        crashed.content().write(random(1, 2 * MEGABYTE));

        open().close();
        assertThat(chunks()).as("another node may be writing").hasSize(2);
        ChunkedStorage.builder(database.dataSource(), FileChunks.at(folder))
                .clock(Clock.offset(Clock.systemUTC(), Duration.ofHours(2)))
                .open()
                .close();
        assertThat(chunks()).isEmpty();
        assertThat(count("swf_chunk_ref")).isZero();
    }

    @Test
    void givesAReaderNoDamagedByte() throws Exception {
        byte[] whole = random(1, MEGABYTE);
        StoredInstance stored = store("1.2.3", whole);
        damage(stored);

        try (InputStream in = backend().open(Uid.of("1.2.3"))) {
            assertThatThrownBy(in::read).isInstanceOf(IOException.class).hasMessageContaining("damaged");
        }
    }

    @Test
    void healsALostChunkWhenItComesAgain() throws Exception {
        byte[] content = random(1, 1000);
        store("1.2.3", content);
        Files.delete(chunks().get(0));
        assertThat(backend().verify(Uid.of("1.2.3"))).isFalse();

        store("1.2.3", content);

        assertThat(backend().verify(Uid.of("1.2.3"))).isTrue();
    }

    @Test
    void readsWhatWasCutInOtherSizes() throws Exception {
        byte[] content = random(1, 3 * MEGABYTE + 17);
        store("1.2.3", content);
        backend().close();

        try (ChunkedStorage other = ChunkedStorage.builder(database.dataSource(), FileChunks.at(folder))
                        .chunkSize(8 * 1024)
                        .open();
                InputStream in = other.open(Uid.of("1.2.3"))) {
            assertThat(in.readAllBytes()).isEqualTo(content);
        }
    }

    private StoredInstance store(String uid, byte[]... parts) throws IOException {
        try (InstanceWriter writer = backend().begin(header(Uid.of(uid)))) {
            for (byte[] part : parts) {
                writer.content().write(part);
            }
            return writer.commit();
        }
    }

    private static byte[] random(int seed, int size) {
        byte[] bytes = new byte[size];
        new Random(seed).nextBytes(bytes);
        return bytes;
    }

    private List<Path> chunks() throws IOException {
        try (Stream<Path> walk = Files.walk(folder)) {
            return walk.filter(Files::isRegularFile).toList();
        }
    }

    private static int count(String table) throws Exception {
        try (Connection connection = database.dataSource().getConnection();
                Statement select = connection.createStatement();
                ResultSet rows = select.executeQuery("select count(*) from " + table)) {
            rows.next();
            return rows.getInt(1);
        }
    }
}
