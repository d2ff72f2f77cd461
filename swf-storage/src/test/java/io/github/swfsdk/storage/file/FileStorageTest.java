package io.github.swfsdk.storage.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.swfsdk.api.dataset.Uid;
import io.github.swfsdk.api.storage.InstanceWriter;
import io.github.swfsdk.api.storage.StorageBackend;
import io.github.swfsdk.api.storage.StorageException;
import io.github.swfsdk.api.storage.StoredInstance;
import io.github.swfsdk.api.testkit.StorageBackendContract;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FileStorageTest extends StorageBackendContract {
    private static final Uid UID = Uid.of("1.2.3");

    @TempDir
    Path folder;

    @Override
    protected StorageBackend open() {
        return FileStorage.at(folder.resolve("storage"));
    }

    @Override
    protected void damage(StoredInstance instance) throws Exception {
        Path file = contentFiles().stream()
                .filter(f -> f.endsWith("i-" + instance.reference().sopInstanceUid() + ".dcm"))
                .findFirst()
                .orElseThrow();
        byte[] bytes = Files.readAllBytes(file);
        bytes[bytes.length / 2] ^= 1;
        Files.write(file, bytes);
    }

    @Test
    void laysContentOutInFourLevels() throws Exception {
        store(header(UID, Uid.of("1.2"), "PAT-1"), "abc");

        // printf '\0PAT-1' | sha256sum
        assertThat(folder.resolve("storage/content/p-e70315dbf7be1390a8a61ebc1b6a1a70/st-1.2"
                        + "/se-1.2.826.0.1.3680043.10.1.1.2/i-1.2.3.dcm"))
                .hasContent("abc");
    }

    @Test
    void putsPatientsWithoutIdentifierTogether() throws Exception {
        store(header(UID, Uid.of("1.2"), ""), "abc");
        store(header(Uid.of("1.2.4"), Uid.of("1.2"), "  "), "abc");

        try (Stream<Path> patients = Files.list(folder.resolve("storage/content"))) {
            assertThat(patients).containsExactly(folder.resolve("storage/content/p-none"));
        }
    }

    @Test
    void leavesNoFileWithoutCommit() throws Exception {
        backend().begin(header(UID)).close();
        store(header(UID), "abc");
        store(header(UID), "abc");
        assertThatThrownBy(() -> store(header(UID), "abd")).isInstanceOf(StorageException.class);

        assertThat(contentFiles()).hasSize(1);
        assertThat(folder.resolve("storage/.incoming")).isEmptyDirectory();
    }

    @Test
    void belongsToOneAtATime() {
        assertThatThrownBy(this::open)
                .isInstanceOf(StorageException.class)
                .hasRootCauseMessage("the folder is in use by another");
    }

    @Test
    void refusesAnUnknownFormat() throws Exception {
        backend().close();
        Files.writeString(folder.resolve("storage/swf-file-storage"), "format 2\n");

        assertThatThrownBy(this::open)
                .isInstanceOf(StorageException.class)
                .hasRootCauseMessage("the folder holds a storage of an unknown format");
        Files.writeString(folder.resolve("storage/swf-file-storage"), "format 1\n");
    }

    @Test
    void healsLostContentWhenItComesAgain() throws Exception {
        StoredInstance stored = store(header(UID), "abc");
        Files.delete(contentFiles().get(0));
        assertThat(backend().verify(UID)).isFalse();
        assertThatThrownBy(() -> backend().open(UID)).isInstanceOf(StorageException.class);

        assertThat(store(header(UID), "abc")).isEqualTo(stored);

        assertThat(backend().verify(UID)).isTrue();
    }

    /** Of the two renamings of a commit, each may be gone after a loss of power. */
    @ParameterizedTest
    @CsvSource({"true,true", "true,false", "false,true"})
    void finishesACommitThatLostRenamings(boolean ofContent, boolean ofEntry) throws Exception {
        StoredInstance stored = store(header(UID), "abc");
        backend().close();
        if (ofContent) {
            Files.move(contentFiles().get(0), incoming("1.2.3_r.part"));
        }
        if (ofEntry) {
            Files.move(indexFiles().get(0), incoming("1.2.3_r.entry"));
        }

        try (StorageBackend again = open()) {
            assertThat(again.find(UID)).contains(stored);
            assertThat(again.open(UID)).hasContent("abc");
        }
        assertThat(folder.resolve("storage/.incoming")).isEmptyDirectory();
    }

    /** The earlier one was told to have failed, but could not be taken back. */
    @ParameterizedTest
    @ValueSource(strings = {"1.2.3_a", "1.2.3_z"})
    void ofTwoUnfinishedCommitsOfOneInstanceTheLaterCounts(String earlier) throws Exception {
        backend().close();
        commitAt(Instant.EPOCH.plusSeconds(1), "abd");
        Files.move(contentFiles().get(0), incoming(earlier + ".part"));
        Files.move(indexFiles().get(0), incoming(earlier + ".entry"));
        commitAt(Instant.EPOCH.plusSeconds(2), "abc");
        Files.move(contentFiles().get(0), incoming("1.2.3_m.part"));
        Files.move(indexFiles().get(0), incoming("1.2.3_m.entry"));

        try (StorageBackend again = open()) {
            assertThat(again.open(UID)).hasContent("abc");
        }
        assertThat(folder.resolve("storage/.incoming")).isEmptyDirectory();
    }

    @Test
    void tellsOfADamagedIndexEntry() throws Exception {
        store(header(UID), "abc");
        Path entry = indexFiles().get(0);
        Files.writeString(entry, Files.readString(entry).replace("size 3", "size 4"));

        assertThatThrownBy(() -> backend().find(UID))
                .isInstanceOf(StorageException.class)
                .hasRootCauseMessage("an index entry is damaged");
    }

    @Test
    void doesNotFollowALinkInPlaceOfContent() throws Exception {
        store(header(UID), "abc");
        Path file = contentFiles().get(0);
        Files.delete(file);
        Path secret = Files.writeString(folder.resolve("secret"), "abc");
        Files.createSymbolicLink(file, secret);

        assertThat(backend().verify(UID)).isFalse();
        assertThatThrownBy(() -> backend().open(UID)).isInstanceOf(StorageException.class);
    }

    /** Commits while nothing that is on its way is looked at. */
    private void commitAt(Instant now, String content) throws Exception {
        Path aside = folder.resolve("aside");
        Files.move(folder.resolve("storage/.incoming"), aside);
        Files.createDirectory(folder.resolve("storage/.incoming"));
        try (StorageBackend storage = FileStorage.builder(folder.resolve("storage"))
                        .clock(Clock.fixed(now, ZoneOffset.UTC))
                        .open();
                InstanceWriter writer = storage.begin(header(UID))) {
            writer.content().write(content.getBytes(StandardCharsets.US_ASCII));
            writer.commit();
        }
        Files.delete(folder.resolve("storage/.incoming"));
        Files.move(aside, folder.resolve("storage/.incoming"));
    }

    private Path incoming(String name) {
        return folder.resolve("storage/.incoming").resolve(name);
    }

    private List<Path> indexFiles() throws Exception {
        return files(folder.resolve("storage/index"));
    }

    private List<Path> contentFiles() throws Exception {
        return files(folder.resolve("storage/content"));
    }

    private static List<Path> files(Path below) throws Exception {
        try (Stream<Path> walk = Files.walk(below)) {
            return walk.filter(Files::isRegularFile).toList();
        }
    }
}
