package io.github.swfsdk.dicom.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.swfsdk.api.dataset.BytesElement;
import io.github.swfsdk.api.dataset.DataSet;
import io.github.swfsdk.api.dataset.FragmentsElement;
import io.github.swfsdk.api.dataset.SequenceElement;
import io.github.swfsdk.api.dataset.Tag;
import io.github.swfsdk.api.dataset.Tags;
import io.github.swfsdk.api.dataset.Uids;
import io.github.swfsdk.api.dataset.Vr;
import io.github.swfsdk.dicom.internal.codec.DataSetWriter;
import io.github.swfsdk.dicom.io.WriteOptions.SequenceLengths;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class InstanceStreamTest {
    private static final TransferSyntax EXPLICIT = TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN;
    private static final TransferSyntax DEFLATED = TransferSyntax.DEFLATED_EXPLICIT_VR_LITTLE_ENDIAN;
    private static final TransferSyntax JPEG = TransferSyntax.of(Uids.JPEG_BASELINE_8_BIT);
    private static final ReadLimits LIMITS = ReadLimits.forMessages();

    private static final DataSet ATTRIBUTES = DataSet.builder()
            .put(Tags.SOP_CLASS_UID, Uids.CT_IMAGE_STORAGE)
            .put(Tags.SOP_INSTANCE_UID, "1.2.3")
            .put(Tags.PATIENT_ID, "P1")
            .build();

    @Test
    void yieldsTheAttributesBeforeThePixelDataAndPassesEveryByteOn() throws IOException {
        byte[] encoded = DataSetWriter.encode(with(pixels(500_000)), EXPLICIT);
        ByteArrayOutputStream out = new ByteArrayOutputStream();

        try (InstanceStream instance = open(encoded, EXPLICIT)) {
            assertThat(instance.header()).isEqualTo(ATTRIBUTES);
            assertThat(instance.isHeaderComplete()).isTrue();
            assertThat(instance.transferTo(out)).isEqualTo(encoded.length);
        }
        assertThat(out.toByteArray()).isEqualTo(encoded);
    }

    @Test
    void passesEncapsulatedPixelDataOn() throws IOException {
        FragmentsElement fragments =
                FragmentsElement.of(Tags.PIXEL_DATA, Vr.OB, List.of(new byte[0], random(100_000), random(7)));
        byte[] encoded =
                DataSetWriter.encode(ATTRIBUTES.toBuilder().put(fragments).build(), JPEG);

        assertThat(transfer(encoded, JPEG)).isEqualTo(encoded);
    }

    @Test
    void passesDeflatedBytesOnUnchanged() throws IOException {
        byte[] encoded = DataSetWriter.encode(with(pixels(500_000)), DEFLATED);

        try (InstanceStream instance = open(encoded, DEFLATED)) {
            assertThat(instance.header()).isEqualTo(ATTRIBUTES);
        }
        assertThat(transfer(encoded, DEFLATED)).isEqualTo(encoded);
    }

    @Test
    void passesBytesAfterDeflatedDataOn() throws IOException {
        byte[] encoded = DataSetWriter.encode(ATTRIBUTES, DEFLATED);
        byte[] padded = Arrays.copyOf(encoded, encoded.length + 3);

        assertThat(transfer(padded, DEFLATED)).isEqualTo(padded);
    }

    @Test
    void hasWholeHeaderWhereNoPixelDataFollows() throws IOException {
        byte[] encoded = DataSetWriter.encode(ATTRIBUTES, EXPLICIT);

        try (InstanceStream instance = open(encoded, EXPLICIT)) {
            assertThat(instance.header()).isEqualTo(ATTRIBUTES);
        }
        assertThat(transfer(encoded, EXPLICIT)).isEqualTo(encoded);
    }

    @Test
    void findsATruncatedImageAtEachByte() {
        byte[] encoded = DataSetWriter.encode(with(pixels(100)), EXPLICIT);
        for (int length = 1; length < encoded.length; length++) {
            byte[] truncated = Arrays.copyOf(encoded, length);
            if (isWhole(truncated, encoded)) {
                continue;
            }
            assertThatThrownBy(() -> transfer(truncated, EXPLICIT))
                    .as("%d bytes", length)
                    .isInstanceOf(DicomFormatException.class);
        }
    }

    @Test
    void findsTruncatedFragmentsAndDeflatedData() {
        FragmentsElement fragments =
                FragmentsElement.of(Tags.PIXEL_DATA, Vr.OB, List.of(new byte[0], new byte[] {1, 2}));
        byte[] encapsulated = DataSetWriter.encode(DataSet.of(fragments), JPEG);
        for (int length = 1; length < encapsulated.length; length++) {
            byte[] truncated = Arrays.copyOf(encapsulated, length);
            assertThatThrownBy(() -> transfer(truncated, JPEG)).isInstanceOf(DicomFormatException.class);
        }
        byte[] deflated = DataSetWriter.encode(with(pixels(100)), DEFLATED);
        for (int length = 1; length < deflated.length - 1; length++) { // the last byte may be padding
            byte[] truncated = Arrays.copyOf(deflated, length);
            assertThatThrownBy(() -> transfer(truncated, DEFLATED)).isInstanceOf(DicomFormatException.class);
        }
    }

    @Test
    void leavesLargeValuesOutOfTheHeader() throws IOException {
        Tag large = Tag.of(0x00111001);
        DataSet dataSet = with(pixels(10)).toBuilder()
                .put(large, Vr.OB, new byte[LIMITS.maxHeaderValue() + 1])
                .build();
        byte[] encoded = DataSetWriter.encode(dataSet, EXPLICIT);

        try (InstanceStream instance = open(encoded, EXPLICIT)) {
            assertThat(instance.header()).isEqualTo(ATTRIBUTES);
            assertThat(instance.isHeaderComplete()).isTrue();
        }
        assertThat(transfer(encoded, EXPLICIT)).isEqualTo(encoded);
    }

    @ParameterizedTest
    @EnumSource
    void leavesLargeSequencesOutOfTheHeader(SequenceLengths lengths) throws IOException {
        DataSet small = DataSet.of(SequenceElement.of(Tags.REFERENCED_IMAGE_SEQUENCE, List.of(ATTRIBUTES)));
        DataSet dataSet = with(pixels(10)).toBuilder()
                .putAll(small)
                .put(Tags.REFERENCED_STUDY_SEQUENCE, Collections.nCopies(5_000, ATTRIBUTES))
                .build();
        byte[] encoded = DataSetWriter.encode(
                dataSet,
                EXPLICIT,
                WriteOptions.builder().sequenceLengths(lengths).build());

        try (InstanceStream instance = open(encoded, EXPLICIT)) {
            assertThat(instance.header())
                    .isEqualTo(ATTRIBUTES.toBuilder().putAll(small).build());
        }
        assertThat(transfer(encoded, EXPLICIT)).isEqualTo(encoded);
    }

    @Test
    void endsTheHeaderAtItsLimit() throws IOException {
        ReadLimits limits = ReadLimits.builder().maxHeader(1000).build();
        DataSet dataSet = with(pixels(10)).toBuilder()
                .put(Tag.of(0x00091001), Vr.OB, new byte[100_000])
                .build();
        byte[] encoded = DataSetWriter.encode(dataSet, EXPLICIT);
        ByteArrayOutputStream out = new ByteArrayOutputStream();

        try (InstanceStream instance = InstanceStream.open(new ByteArrayInputStream(encoded), EXPLICIT, limits)) {
            assertThat(instance.header().elements())
                    .isEqualTo(ATTRIBUTES.elements().subList(0, 2));
            assertThat(instance.isHeaderComplete()).isFalse();
            instance.transferTo(out);
        }
        assertThat(out.toByteArray()).isEqualTo(encoded);
    }

    @Test
    void boundsWhatADeflatedDataSetInflatesTo() {
        ReadLimits limits = ReadLimits.builder().maxInflated(10_000_000).build();
        byte[] bomb =
                DataSetWriter.encode(with(BytesElement.of(Tags.PIXEL_DATA, Vr.OB, new byte[20_000_000])), DEFLATED);
        assertThat(bomb).hasSizeLessThan(100_000);

        assertThatThrownBy(() -> {
                    try (InstanceStream instance =
                            InstanceStream.open(new ByteArrayInputStream(bomb), DEFLATED, limits)) {
                        instance.transferTo(OutputStream.nullOutputStream());
                    }
                })
                .isInstanceOf(DicomFormatException.class)
                .hasMessageContaining("inflates to more than 10000000 bytes");
    }

    @Test
    void doesNotReadAheadOfWhatTheStreamHas() throws IOException {
        byte[] encoded = DataSetWriter.encode(with(pixels(10)), EXPLICIT);
        // the stream of a peer that sends attributes and pixel data header, and then waits
        InputStream in = new ByteArrayInputStream(encoded, 0, encoded.length - 10) {
            @Override
            public synchronized int read(byte[] target, int offset, int length) {
                if (available() == 0) {
                    throw new AssertionError("asked for more than the header");
                }
                return super.read(target, offset, length);
            }
        };

        try (InstanceStream instance = InstanceStream.open(in, EXPLICIT, LIMITS)) {
            assertThat(instance.header()).isEqualTo(ATTRIBUTES);
        }
    }

    /** Cut between two elements, a data set is a shorter one. */
    private static boolean isWhole(byte[] truncated, byte[] encoded) {
        int firstUid = 8 + 26;
        int secondUid = firstUid + 8 + 6;
        int patientId = secondUid + 8 + 2;
        assertThat(encoded).hasSize(patientId + 12 + 100);
        return List.of(firstUid, secondUid, patientId).contains(truncated.length);
    }

    private static DataSet with(BytesElement pixels) {
        return ATTRIBUTES.toBuilder().put(pixels).build();
    }

    private static BytesElement pixels(int count) {
        return BytesElement.of(Tags.PIXEL_DATA, Vr.OW, random(count));
    }

    private static byte[] random(int count) {
        byte[] bytes = new byte[count];
        new Random(count).nextBytes(bytes);
        return bytes;
    }

    private static InstanceStream open(byte[] encoded, TransferSyntax syntax) throws IOException {
        return InstanceStream.open(new ByteArrayInputStream(encoded), syntax, LIMITS);
    }

    private static byte[] transfer(byte[] encoded, TransferSyntax syntax) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (InstanceStream instance = open(encoded, syntax)) {
            instance.transferTo(out);
        }
        return out.toByteArray();
    }
}
