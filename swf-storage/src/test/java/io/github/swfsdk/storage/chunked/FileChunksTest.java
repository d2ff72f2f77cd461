package io.github.swfsdk.storage.chunked;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileChunksTest {
    private static final byte[] CONTENT = "abc".getBytes(StandardCharsets.US_ASCII);
    /** SHA-256 of "abc" (FIPS 180-2, B.1). */
    private static final String DIGEST = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

    @TempDir
    Path folder;

    @Test
    void keepsAChunkUnderItsDigest() {
        try (FileChunks chunks = FileChunks.at(folder)) {
            chunks.put(DIGEST, ByteBuffer.wrap(CONTENT));
            chunks.put(DIGEST, ByteBuffer.wrap(CONTENT));

            assertThat(folder.resolve("ba").resolve(DIGEST)).hasBinaryContent(CONTENT);
            assertThat(chunks.find(DIGEST))
                    .hasValueSatisfying(found -> assertThat(found).isEqualTo(CONTENT));
            assertThat(folder.resolve(".incoming")).isEmptyDirectory();
        }
    }

    @Test
    void replacesAChunkThatWasCutShort() throws Exception {
        try (FileChunks chunks = FileChunks.at(folder)) {
            chunks.put(DIGEST, ByteBuffer.wrap(CONTENT));
            Files.write(folder.resolve("ba").resolve(DIGEST), new byte[] {'a'});
            chunks.put(DIGEST, ByteBuffer.wrap(CONTENT));

            assertThat(folder.resolve("ba").resolve(DIGEST)).hasBinaryContent(CONTENT);
        }
    }

    @Test
    void deletesAChunkOnce() {
        try (FileChunks chunks = FileChunks.at(folder)) {
            chunks.put(DIGEST, ByteBuffer.wrap(CONTENT));
            chunks.delete(DIGEST);
            chunks.delete(DIGEST);

            assertThat(chunks.find(DIGEST)).isEmpty();
        }
    }

    @Test
    void takesNothingButADigestForAName() {
        try (FileChunks chunks = FileChunks.at(folder)) {
            assertThatThrownBy(() -> chunks.find("../../etc/passwd")).isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> chunks.put("BA" + DIGEST.substring(2), ByteBuffer.wrap(CONTENT)))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void removesWhatACrashLeftBehindLongAgo() throws Exception {
        FileChunks.at(folder).close();
        Path old = Files.write(folder.resolve(".incoming/old.part"), CONTENT);
        Path young = Files.write(folder.resolve(".incoming/young.part"), CONTENT);
        Files.setLastModifiedTime(old, FileTime.from(Instant.now().minus(Duration.ofDays(2))));

        FileChunks.at(folder).close();

        assertThat(old).doesNotExist();
        assertThat(young).exists();
    }
}
