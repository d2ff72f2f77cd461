package io.github.swfsdk.storage.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.swfsdk.api.dataset.Uid;
import io.github.swfsdk.api.storage.StorageBackend;
import io.github.swfsdk.api.storage.StorageException;
import io.github.swfsdk.api.storage.StoredInstance;
import io.github.swfsdk.api.testkit.StorageBackendContract;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

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

    @Test
    void tellsOfADamagedIndexEntry() throws Exception {
        store(header(UID), "abc");
        Path entry = files(folder.resolve("storage/index")).get(0);
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

    private List<Path> contentFiles() throws Exception {
        return files(folder.resolve("storage/content"));
    }

    private static List<Path> files(Path below) throws Exception {
        try (Stream<Path> walk = Files.walk(below)) {
            return walk.filter(Files::isRegularFile).toList();
        }
    }
}
