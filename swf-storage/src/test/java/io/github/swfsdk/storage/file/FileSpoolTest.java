package io.github.swfsdk.storage.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.swfsdk.api.dataset.DataSet;
import io.github.swfsdk.api.dataset.Tags;
import io.github.swfsdk.api.dataset.Uid;
import io.github.swfsdk.api.dataset.Uids;
import io.github.swfsdk.api.instance.InstanceHeader;
import io.github.swfsdk.api.instance.InstanceReference;
import io.github.swfsdk.api.storage.InstanceWriter;
import io.github.swfsdk.api.storage.StorageException;
import io.github.swfsdk.api.workflow.FollowUp;
import io.github.swfsdk.api.workflow.Outbox;
import io.github.swfsdk.storage.jdbc.TestCodec;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileSpoolTest {
    private static final InstanceReference IMAGE = new InstanceReference(Uids.CT_IMAGE_STORAGE, Uid.of("1.2.3.4"));
    private static final FollowUp OWED = new FollowUp(FollowUp.Kind.INSTANCE, "PACS", "1.2.3", IMAGE.toItem());

    @TempDir
    Path folder;

    @Test
    void keepsInstancesAndWhatIsOwedUntilItIsOpenedAgain() throws IOException {
        try (FileSpool spool = FileSpool.at(folder, new TestCodec())) {
            write(spool, new byte[] {1, 2, 3});
            spool.outbox().add(OWED);
        }

        try (FileSpool spool = FileSpool.at(folder, new TestCodec())) {
            assertThat(spool.instances().open(IMAGE.sopInstanceUid())).hasBinaryContent(new byte[] {1, 2, 3});
            Instant now = Instant.now();
            List<Outbox.Entry> entries = spool.outbox().claim(now, now.plusSeconds(60), 10, Set.of());
            assertThat(entries).extracting(Outbox.Entry::followUp).containsExactly(OWED);
        }
    }

    @Test
    void removesAnInstanceOnce() throws IOException {
        try (FileSpool spool = FileSpool.at(folder, new TestCodec())) {
            write(spool, new byte[] {1, 2, 3});

            assertThat(spool.remove(IMAGE.sopInstanceUid())).isTrue();
            assertThat(spool.remove(IMAGE.sopInstanceUid())).isFalse();
            assertThat(spool.instances().find(IMAGE.sopInstanceUid())).isEmpty();
            assertThat(spool.instances().list()).isEmpty();
            write(spool, new byte[] {4});
        }
        try (FileSpool spool = FileSpool.at(folder, new TestCodec())) {
            assertThat(spool.instances().open(IMAGE.sopInstanceUid())).hasBinaryContent(new byte[] {4});
        }
    }

    @Test
    void isForOneProcessAtATime() {
        try (FileSpool spool = FileSpool.at(folder, new TestCodec())) {
            assertThat(spool.outbox().size()).isZero();
            assertThatThrownBy(() -> FileSpool.at(folder, new TestCodec())).isInstanceOf(StorageException.class);
        }
    }

    private static void write(FileSpool spool, byte[] content) throws IOException {
        InstanceHeader header = new InstanceHeader(
                IMAGE,
                Uids.EXPLICIT_VR_LITTLE_ENDIAN,
                Uid.of("1.2"),
                Uid.of("1.2.3"),
                DataSet.builder().put(Tags.PATIENT_ID, "P1").build());
        try (InstanceWriter writer = spool.instances().begin(header)) {
            writer.content().write(content);
            writer.commit();
        }
    }
}
