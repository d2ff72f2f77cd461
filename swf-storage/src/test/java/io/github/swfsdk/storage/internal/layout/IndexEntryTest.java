package io.github.swfsdk.storage.internal.layout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.swfsdk.api.dataset.DataSet;
import io.github.swfsdk.api.dataset.Tags;
import io.github.swfsdk.api.dataset.Uid;
import io.github.swfsdk.api.dataset.Uids;
import io.github.swfsdk.api.instance.InstanceHeader;
import io.github.swfsdk.api.instance.InstanceReference;
import io.github.swfsdk.storage.internal.digest.Content;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class IndexEntryTest {
    private static final String SHA256_OF_ABC = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

    // the digests in it were made with sha256sum
    private static final String TEXT = """
            swf-instance 1
            sop-class 1.2.840.10008.5.1.4.1.1.2
            sop-instance 1.2.826.0.1.3680043.10.1.1.2.3
            transfer-syntax 1.2.840.10008.1.2.1
            study 1.2.826.0.1.3680043.10.1.1
            series 1.2.826.0.1.3680043.10.1.1.2
            patient-folder p-e70315dbf7be1390a8a61ebc1b6a1a70
            size 3
            sha256 ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad
            stored-at 2026-11-22T09:30:00.123456Z
            check c4d93d6d4c05c5c370b4a5c90cb6bf1397c5e80f281ffacd64c7e10bcb3d2345
            """;

    private static final IndexEntry ENTRY = IndexEntry.of(
            new InstanceHeader(
                    new InstanceReference(Uids.CT_IMAGE_STORAGE, Uid.of("1.2.826.0.1.3680043.10.1.1.2.3")),
                    Uids.EXPLICIT_VR_LITTLE_ENDIAN,
                    Uid.of("1.2.826.0.1.3680043.10.1.1"),
                    Uid.of("1.2.826.0.1.3680043.10.1.1.2"),
                    DataSet.builder().put(Tags.PATIENT_ID, "PAT-1").build()),
            new Content(3, SHA256_OF_ABC),
            Instant.parse("2026-11-22T09:30:00.123456Z"));

    @Test
    void isWrittenAsDocumented() {
        assertThat(new String(ENTRY.encode(), StandardCharsets.UTF_8)).isEqualTo(TEXT);
    }

    @Test
    void isReadBack() throws Exception {
        assertThat(IndexEntry.decode(TEXT.getBytes(StandardCharsets.UTF_8))).isEqualTo(ENTRY);
    }

    @Test
    void anyChangedByteIsDamage() {
        byte[] whole = TEXT.getBytes(StandardCharsets.UTF_8);
        for (int i = 0; i < whole.length; i++) {
            byte[] changed = whole.clone();
            changed[i] ^= 1;
            assertThatThrownBy(() -> IndexEntry.decode(changed)).isInstanceOf(IOException.class);
        }
    }

    @Test
    void anyMissingEndIsDamage() {
        byte[] whole = TEXT.getBytes(StandardCharsets.UTF_8);
        for (int length = 0; length < whole.length; length++) {
            byte[] cut = Arrays.copyOf(whole, length);
            assertThatThrownBy(() -> IndexEntry.decode(cut)).isInstanceOf(IOException.class);
        }
    }

    @Test
    void theIssuerTellsPatientsApart() {
        DataSet one = DataSet.builder().put(Tags.PATIENT_ID, "1").build();
        DataSet issued = one.toBuilder().put(Tags.ISSUER_OF_PATIENT_ID, "SITE").build();
        assertThat(IndexEntry.patientFolder(issued)).isNotEqualTo(IndexEntry.patientFolder(one));
        // printf 'SITE\0' followed by 1, sha256sum
        assertThat(IndexEntry.patientFolder(issued)).isEqualTo("p-65acc9fe83b399847d5c4f6a24a118b9");
    }
}
