package io.github.swfsdk.dicom.internal.codec;

import static io.github.swfsdk.dicom.internal.codec.Hex.bytes;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.swfsdk.api.dataset.DataSet;
import io.github.swfsdk.api.dataset.Tags;
import io.github.swfsdk.dicom.io.CharacterSetPolicy;
import io.github.swfsdk.dicom.io.DicomFileReader;
import io.github.swfsdk.dicom.io.EncodedForm;
import io.github.swfsdk.dicom.io.ReadOptions;
import io.github.swfsdk.dicom.io.TransferSyntax;
import io.github.swfsdk.dicom.io.WriteOptions;
import io.github.swfsdk.dicom.io.WriteOptions.SequenceLengths;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What was read is written as it was encoded. Files without file meta information, whose encoding is recognized. */
class EncodedFormTest {
    private static final TransferSyntax EXPLICIT = TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN;

    private static final byte[] MIXED_LENGTHS = bytes(
            "08 00 05 00 'CS' 0a 00 'ISO_IR 100'",
            "08 00 15 11 'SQ' 00 00  ff ff ff ff", // an empty sequence of undefined length
            "fe ff dd e0  00 00 00 00",
            "08 00 40 11 'SQ' 00 00  2a 00 00 00", // of defined length
            "fe ff 00 e0  ff ff ff ff", // an item of undefined
            "08 00 55 11 'UI' 02 00 '1' 00",
            "fe ff 0d e0  00 00 00 00",
            "fe ff 00 e0  00 00 00 00", // an empty item of defined length
            "fe ff 00 e0  00 00 00 00",
            "32 00 64 10 'SQ' 00 00  ff ff ff ff",
            "fe ff 00 e0  0a 00 00 00",
            "08 00 00 01 'SH' 02 00 'A1'",
            "fe ff 00 e0  ff ff ff ff", // an empty item of undefined length
            "fe ff 0d e0  00 00 00 00",
            "fe ff dd e0  00 00 00 00");

    @Test
    void repeatsTheLengthOfEachSequenceAndItem() throws IOException {
        assertThat(rewritten(MIXED_LENGTHS)).isEqualTo(MIXED_LENGTHS);
    }

    @Test
    void repeatsGroupLengths() throws IOException {
        byte[] encoded = bytes(
                "08 00 00 00 'UL' 04 00  0c 00 00 00",
                "08 00 50 00 'SH' 04 00 'ACC1'",
                "10 00 20 00 'LO' 02 00 'P1'", // a group without
                "40 00 00 00 'UL' 04 00  2a 00 00 00",
                "40 00 75 02 'SQ' 00 00  1e 00 00 00",
                "fe ff 00 e0  16 00 00 00",
                "40 00 00 00 'UL' 04 00  0a 00 00 00", // within an item
                "40 00 09 00 'SH' 02 00 'S1'");

        assertThat(rewritten(encoded)).isEqualTo(encoded);
    }

    @Test
    void countsGroupLengthsAnewForChangedContent() throws IOException {
        byte[] encoded = bytes("08 00 00 00 'UL' 04 00  0c 00 00 00", "08 00 50 00 'SH' 04 00 'ACC1'");
        try (DicomFileReader reader = open(encoded)) {
            DataSet changed =
                    reader.read().toBuilder().put(Tags.ACCESSION_NUMBER, "A2").build();

            assertThat(write(changed, reader.form()))
                    .isEqualTo(bytes("08 00 00 00 'UL' 04 00  0a 00 00 00", "08 00 50 00 'SH' 02 00 'A2'"));
        }
    }

    @Test
    void repeatsASequenceUnderUnInImplicitVr() throws IOException {
        byte[] encoded = bytes(
                "08 00 60 00 'CS' 02 00 'CT'",
                "08 00 40 11 'UN' 00 00  ff ff ff ff",
                "fe ff 00 e0  ff ff ff ff",
                "08 00 55 11  02 00 00 00 '1' 00",
                "fe ff 0d e0  00 00 00 00",
                "fe ff dd e0  00 00 00 00",
                "10 00 20 00 'LO' 02 00 'P1'");

        assertThat(rewritten(encoded)).isEqualTo(encoded);
    }

    @Test
    void repeatsEscapeSequencesThatChangeNothing() throws IOException {
        byte[] encoded = bytes(
                "08 00 05 00 'CS' 10 00 'ISO 2022 IR 100 '",
                "10 00 10 00 'PN' 06 00 'Do'  1b 28 42 'e'"); // ESC ( B: ASCII, which it is already

        assertThat(rewritten(encoded)).isEqualTo(encoded);
        try (DicomFileReader reader = open(encoded)) {
            DataSet dataSet = reader.read();
            assertThat(dataSet.text(Tags.PATIENT_NAME)).isEqualTo("Doe");
            // in another character set the old bytes mean nothing
            WriteOptions utf8 = WriteOptions.builder()
                    .form(reader.form())
                    .characterSets(CharacterSetPolicy.utf8())
                    .build();
            assertThat(DataSetWriter.encode(dataSet, EXPLICIT, utf8))
                    .isEqualTo(bytes("08 00 05 00 'CS' 0a 00 'ISO_IR 192'", "10 00 10 00 'PN' 04 00 'Doe '"));
            DataSet renamed = dataSet.toBuilder()
                    .put(Tags.SPECIFIC_CHARACTER_SET, "ISO_IR 100")
                    .build();
            assertThat(write(renamed, reader.form()))
                    .isEqualTo(bytes("08 00 05 00 'CS' 0a 00 'ISO_IR 100'", "10 00 10 00 'PN' 04 00 'Doe '"));
        }
    }

    /** A changed attribute is written as the options say, all others as they were. */
    @Test
    void keepsWhatIsNotChanged() throws IOException {
        try (DicomFileReader reader = open(MIXED_LENGTHS)) {
            DataSet changed = reader.read().toBuilder()
                    .put(Tags.REFERENCED_IMAGE_SEQUENCE, DataSet.empty())
                    .build();

            byte[] written = write(changed, reader.form());

            assertThat(written)
                    .startsWith(bytes(
                            "08 00 05 00 'CS' 0a 00 'ISO_IR 100'",
                            "08 00 15 11 'SQ' 00 00  ff ff ff ff",
                            "fe ff dd e0  00 00 00 00",
                            "08 00 40 11 'SQ' 00 00  08 00 00 00"));
        }
    }

    /** Signalling NaNs with their payload, which arithmetic would make quiet (IEEE 754, 6.2.1). */
    @Test
    void repeatsEachNaN() throws IOException {
        byte[] encoded = bytes(
                "0b 00 01 10 'FL' 08 00  01 00 a0 7f  01 00 e0 ff", // signalling, quiet
                "0b 00 02 10 'FD' 08 00  01 00 00 00 00 00 f4 7f",
                "0b 00 03 10 'OF' 00 00  04 00 00 00  01 00 a0 7f");

        assertThat(rewritten(encoded)).isEqualTo(encoded);
        DataSet dataSet = DataSetReader.read(new ByteArrayInputStream(encoded), EXPLICIT, ReadOptions.forMessages());
        StoredDataSetCodec stored = new StoredDataSetCodec();
        assertThat(DataSetWriter.encode(stored.decode(stored.encode(dataSet)), EXPLICIT))
                .isEqualTo(encoded);
    }

    /** Random data sets, of which each sequence was written in one of both forms. */
    @Test
    void repeatsAnything() throws IOException {
        RandomDataSets dataSets = new RandomDataSets(41);
        Random random = new Random(41);
        for (int i = 0; i < 200; i++) {
            DataSet dataSet = dataSets.next();
            SequenceLengths lengths = random.nextBoolean() ? SequenceLengths.DEFINED : SequenceLengths.UNDEFINED;
            byte[] encoded = DataSetWriter.encode(
                    dataSet,
                    EXPLICIT,
                    WriteOptions.builder().sequenceLengths(lengths).build());
            assertThat(rewritten(encoded)).isEqualTo(encoded);
        }
    }

    private static byte[] rewritten(byte[] encoded) throws IOException {
        try (DicomFileReader reader = open(encoded)) {
            DataSet dataSet = reader.read();
            return write(dataSet, reader.form());
        }
    }

    private static byte[] write(DataSet dataSet, EncodedForm form) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        DataSetWriter.write(dataSet, EXPLICIT, WriteOptions.builder().form(form).build(), out);
        return out.toByteArray();
    }

    private static DicomFileReader open(byte[] encoded) throws IOException {
        return DicomFileReader.open(new ByteArrayInputStream(encoded), ReadOptions.forFiles());
    }
}
