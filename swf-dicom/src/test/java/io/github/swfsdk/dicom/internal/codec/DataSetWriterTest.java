package io.github.swfsdk.dicom.internal.codec;

import static io.github.swfsdk.dicom.internal.codec.Hex.bytes;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.swfsdk.api.dataset.BytesElement;
import io.github.swfsdk.api.dataset.DataSet;
import io.github.swfsdk.api.dataset.FragmentsElement;
import io.github.swfsdk.api.dataset.NumberElement;
import io.github.swfsdk.api.dataset.Tag;
import io.github.swfsdk.api.dataset.Tags;
import io.github.swfsdk.api.dataset.Uids;
import io.github.swfsdk.api.dataset.Vr;
import io.github.swfsdk.dicom.io.CharacterSetPolicy;
import io.github.swfsdk.dicom.io.ReadLimits;
import io.github.swfsdk.dicom.io.TransferSyntax;
import io.github.swfsdk.dicom.io.WriteOptions;
import io.github.swfsdk.dicom.io.WriteOptions.SequenceLengths;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class DataSetWriterTest {
    private static final TransferSyntax IMPLICIT = TransferSyntax.IMPLICIT_VR_LITTLE_ENDIAN;
    private static final TransferSyntax EXPLICIT = TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN;
    private static final TransferSyntax DEFLATED = TransferSyntax.DEFLATED_EXPLICIT_VR_LITTLE_ENDIAN;

    private static final DataSet NESTED = DataSet.builder()
            .put(
                    Tags.SCHEDULED_PROCEDURE_STEP_SEQUENCE,
                    DataSet.builder()
                            .put(Tags.SCHEDULED_STATION_AE_TITLE, "CT1")
                            .build())
            .put(Tags.REQUESTED_PROCEDURE_ID, "P1")
            .build();

    @Test
    void padsOddValuesAsTheirRepresentationAsks() {
        DataSet dataSet = DataSet.builder()
                .put(Tags.SOP_INSTANCE_UID, "1.2")
                .put(Tags.PATIENT_ID, "P12")
                .put(Tags.RED_PALETTE_COLOR_LOOKUP_TABLE_DATA, Vr.OB, new byte[] {7})
                .build();

        assertThat(DataSetWriter.encode(dataSet, EXPLICIT))
                .isEqualTo(bytes(
                        "08 00 18 00 'UI' 04 00 '1.2' 00",
                        "10 00 20 00 'LO' 04 00 'P12 '",
                        "28 00 01 12 'OB' 00 00  02 00 00 00  07 00"));
    }

    @Test
    void writesSequencesOfDefinedLengthByDefault() {
        assertThat(DataSetWriter.encode(NESTED, EXPLICIT))
                .isEqualTo(bytes(
                        "40 00 00 01 'SQ' 00 00  14 00 00 00",
                        "fe ff 00 e0  0c 00 00 00",
                        "40 00 01 00 'AE' 04 00 'CT1 '",
                        "40 00 01 10 'SH' 02 00 'P1'"));
        assertThat(DataSetWriter.encode(NESTED, IMPLICIT))
                .isEqualTo(bytes(
                        "40 00 00 01  14 00 00 00",
                        "fe ff 00 e0  0c 00 00 00",
                        "40 00 01 00  04 00 00 00 'CT1 '",
                        "40 00 01 10  02 00 00 00 'P1'"));
    }

    @Test
    void writesSequencesOfUndefinedLengthOnDemand() {
        WriteOptions options = WriteOptions.builder()
                .sequenceLengths(SequenceLengths.UNDEFINED)
                .build();

        assertThat(DataSetWriter.encode(NESTED, EXPLICIT, options))
                .isEqualTo(bytes(
                        "40 00 00 01 'SQ' 00 00  ff ff ff ff",
                        "fe ff 00 e0  ff ff ff ff",
                        "40 00 01 00 'AE' 04 00 'CT1 '",
                        "fe ff 0d e0  00 00 00 00",
                        "fe ff dd e0  00 00 00 00",
                        "40 00 01 10 'SH' 02 00 'P1'"));
    }

    @Test
    void writesEachKindOfNumber() {
        DataSet dataSet = DataSet.of(
                NumberElement.of(Tag.of(0x000B1001), Vr.SS, -2),
                NumberElement.of(Tag.of(0x000B1002), Vr.SL, -2),
                NumberElement.of(Tag.of(0x000B1003), Vr.UL, 0xFFFFFFFFL),
                NumberElement.ofDoubles(Tag.of(0x000B1004), Vr.FL, 1.5),
                NumberElement.ofDoubles(Tag.of(0x000B1005), Vr.FD, -2.5),
                NumberElement.of(Tag.of(0x000B1006), Vr.SV, -2),
                NumberElement.of(Tag.of(0x000B1007), Vr.UV, -1),
                NumberElement.of(Tag.of(0x000B1008), Vr.US, 1, 65535),
                NumberElement.ofTags(Tag.of(0x000B1009), Tags.FRAME_TIME));

        assertThat(DataSetWriter.encode(dataSet, EXPLICIT))
                .isEqualTo(bytes(
                        "0b 00 01 10 'SS' 02 00  fe ff",
                        "0b 00 02 10 'SL' 04 00  fe ff ff ff",
                        "0b 00 03 10 'UL' 04 00  ff ff ff ff",
                        "0b 00 04 10 'FL' 04 00  00 00 c0 3f",
                        "0b 00 05 10 'FD' 08 00  00 00 00 00 00 00 04 c0",
                        "0b 00 06 10 'SV' 00 00  08 00 00 00  fe ff ff ff ff ff ff ff",
                        "0b 00 07 10 'UV' 00 00  08 00 00 00  ff ff ff ff ff ff ff ff",
                        "0b 00 08 10 'US' 04 00  01 00 ff ff",
                        "0b 00 09 10 'AT' 04 00  18 00 63 10"));
    }

    /** PS3.5, table A.4-1. */
    @Test
    void writesFragments() {
        DataSet dataSet = DataSet.of(
                FragmentsElement.of(Tags.PIXEL_DATA, Vr.OB, List.of(bytes(), bytes("01 02 03 04"), bytes("05"))));

        assertThat(DataSetWriter.encode(dataSet, TransferSyntax.of(Uids.JPEG_BASELINE_8_BIT)))
                .isEqualTo(bytes(
                        "e0 7f 10 00 'OB' 00 00  ff ff ff ff",
                        "fe ff 00 e0  00 00 00 00",
                        "fe ff 00 e0  04 00 00 00  01 02 03 04",
                        "fe ff 00 e0  02 00 00 00  05 00",
                        "fe ff dd e0  00 00 00 00"));
    }

    @Test
    void writesTheLengthOfAGroup() {
        DataSet command = DataSet.builder()
                .put(Tags.AFFECTED_SOP_CLASS_UID, Uids.VERIFICATION)
                .put(Tags.COMMAND_FIELD, 0x0030)
                .build();

        assertThat(DataSetWriter.encodeGroup(command, IMPLICIT))
                .isEqualTo(bytes(
                        "00 00 00 00  04 00 00 00  24 00 00 00",
                        "00 00 02 00  12 00 00 00 '1.2.840.10008.1.1' 00",
                        "00 00 00 01  02 00 00 00  30 00"));
    }

    @Test
    void writesTextThatIsTooLongForItsRepresentationAsUnknown() throws IOException {
        DataSet dataSet =
                DataSet.builder().put(Tags.PATIENT_COMMENTS, "x".repeat(0xFFFF)).build();

        byte[] encoded = DataSetWriter.encode(dataSet, EXPLICIT);

        assertThat(encoded).startsWith(bytes("10 00 00 40 'UN' 00 00  00 00 01 00 'xx'"));
        assertThat(read(encoded, EXPLICIT)).isEqualTo(dataSet);
    }

    @Test
    void padsDeflatedDataToAnEvenLength() throws IOException {
        for (int length = 1; length < 20; length++) {
            DataSet dataSet = DataSet.builder()
                    .put(Tags.PATIENT_ID, "123456789012345678901".substring(length))
                    .build();

            byte[] encoded = DataSetWriter.encode(dataSet, DEFLATED);

            assertThat(encoded.length % 2).isZero();
            assertThat(read(encoded, DEFLATED)).isEqualTo(dataSet);
        }
    }

    @Test
    void keepsTheCharacterSetThatFits() {
        DataSet dataSet = DataSet.builder()
                .put(Tags.SPECIFIC_CHARACTER_SET, "ISO_IR 100")
                .put(Tags.PATIENT_NAME, "Mü")
                .build();

        assertThat(DataSetWriter.encode(dataSet, EXPLICIT))
                .isEqualTo(bytes("08 00 05 00 'CS' 0a 00 'ISO_IR 100'", "10 00 10 00 'PN' 02 00  4d fc"));
    }

    /** An item that names none has that of its data set (PS3.3, C.12.1.1.2). */
    @Test
    void keepsTheCharacterSetThatFitsAnItemToo() {
        DataSet dataSet = DataSet.builder()
                .put(Tags.SPECIFIC_CHARACTER_SET, "ISO_IR 100")
                .put(
                        Tags.REFERENCED_IMAGE_SEQUENCE,
                        DataSet.builder().put(Tags.CODE_MEANING, "ü").build())
                .build();

        assertThat(DataSetWriter.encode(dataSet, EXPLICIT))
                .isEqualTo(bytes(
                        "08 00 05 00 'CS' 0a 00 'ISO_IR 100'",
                        "08 00 40 11 'SQ' 00 00  12 00 00 00",
                        "fe ff 00 e0  0a 00 00 00",
                        "08 00 04 01 'LO' 02 00  fc 20"));
    }

    @Test
    void changesToUtf8WhereTheCharacterSetDoesNotFit() {
        DataSet dataSet = DataSet.builder()
                .put(Tags.SPECIFIC_CHARACTER_SET, "ISO_IR 100")
                .put(
                        Tags.REFERENCED_IMAGE_SEQUENCE,
                        DataSet.builder()
                                .put(Tags.SPECIFIC_CHARACTER_SET, "ISO_IR 100")
                                .put(Tags.CODE_MEANING, "ü")
                                .build())
                .put(Tags.PATIENT_NAME, "Ω")
                .build();

        assertThat(DataSetWriter.encode(dataSet, EXPLICIT))
                .isEqualTo(bytes(
                        "08 00 05 00 'CS' 0a 00 'ISO_IR 192'",
                        "08 00 40 11 'SQ' 00 00  12 00 00 00",
                        "fe ff 00 e0  0a 00 00 00",
                        "08 00 04 01 'LO' 02 00  c3 bc",
                        "10 00 10 00 'PN' 02 00  ce a9"));
    }

    @Test
    void namesUtf8WhereNoCharacterSetWasNamed() {
        DataSet dataSet = DataSet.builder().put(Tags.PATIENT_NAME, "Ω").build();

        assertThat(DataSetWriter.encode(dataSet, EXPLICIT))
                .isEqualTo(bytes("08 00 05 00 'CS' 0a 00 'ISO_IR 192'", "10 00 10 00 'PN' 02 00  ce a9"));
    }

    @Test
    void replacesAndReportsWhatAPeersCharacterSetDoesNotHave() {
        List<Tag> replaced = new ArrayList<>();
        WriteOptions options = WriteOptions.builder()
                .characterSets(CharacterSetPolicy.always("ISO_IR 100"))
                .listener(replaced::add)
                .build();
        DataSet dataSet = DataSet.builder()
                .put(Tags.PATIENT_NAME, "üΩ")
                .put(Tags.PATIENT_ID, "P1")
                .build();

        assertThat(DataSetWriter.encode(dataSet, EXPLICIT, options))
                .isEqualTo(bytes(
                        "08 00 05 00 'CS' 0a 00 'ISO_IR 100'",
                        "10 00 10 00 'PN' 02 00  fc 3f",
                        "10 00 20 00 'LO' 02 00 'P1'"));
        assertThat(replaced).containsExactly(Tags.PATIENT_NAME);
    }

    @Test
    void writesLargeValuesBehindOneAnother() throws IOException {
        byte[] large = new byte[300_001];
        large[300_000] = 7;
        DataSet dataSet = DataSet.builder()
                .put(Tags.ICON_IMAGE_SEQUENCE, DataSet.of(BytesElement.of(Tags.PIXEL_DATA, Vr.OB, large)))
                .put(Tags.PIXEL_DATA, Vr.OB, large)
                .build();

        byte[] encoded = DataSetWriter.encode(dataSet, EXPLICIT);

        assertThat(encoded).hasSize(12 + 8 + 12 + 300_002 + 12 + 300_002);
        assertThat(((BytesElement) read(encoded, EXPLICIT).find(Tags.PIXEL_DATA).orElseThrow())
                        .bytes()
                        .get(300_000))
                .isEqualTo((byte) 7);
    }

    @Test
    void takesTheSmallestCharacterSetThatFits() {
        assertThat(smallest("Mueller")).isEmpty();
        assertThat(smallest("Müller")).isEqualTo("ISO_IR 100");
        assertThat(smallest("Łukasz")).isEqualTo("ISO_IR 101");
        assertThat(smallest("Люкceмбypг")).isEqualTo("ISO_IR 144");
        assertThat(smallest("Müller Люк")).isEqualTo("ISO_IR 192");
        assertThat(smallest("山田")).isEqualTo("ISO_IR 192");
    }

    private static String smallest(String name) {
        WriteOptions options = WriteOptions.builder()
                .characterSets(CharacterSetPolicy.smallest())
                .build();
        DataSet item = DataSet.builder().put(Tags.PATIENT_NAME, name).build();
        DataSet dataSet =
                DataSet.builder().put(Tags.REFERENCED_PATIENT_SEQUENCE, item).build();
        try {
            DataSet read = read(DataSetWriter.encode(dataSet, EXPLICIT, options), EXPLICIT);
            assertThat(read.items(Tags.REFERENCED_PATIENT_SEQUENCE)).containsExactly(item);
            return read.text(Tags.SPECIFIC_CHARACTER_SET);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void takesTheFirstCharacterSetOfAListThatFits() throws IOException {
        CharacterSetPolicy policy = CharacterSetPolicy.firstOf(List.of(List.of("ISO_IR 100"), List.of("ISO_IR 144")));
        WriteOptions options = WriteOptions.builder().characterSets(policy).build();
        DataSet cyrillic = DataSet.builder().put(Tags.PATIENT_NAME, "Люк").build();
        DataSet han = DataSet.builder().put(Tags.PATIENT_NAME, "山").build();

        assertThat(read(DataSetWriter.encode(cyrillic, EXPLICIT, options), EXPLICIT)
                        .text(Tags.PATIENT_NAME))
                .isEqualTo("Люк");
        assertThat(read(DataSetWriter.encode(han, EXPLICIT, options), EXPLICIT).text(Tags.PATIENT_NAME))
                .isEqualTo("?");
    }

    @Test
    void writesBigEndianNumbersAndWords() {
        DataSet dataSet = DataSet.of(
                NumberElement.ofTags(Tags.FRAME_INCREMENT_POINTER, Tags.FRAME_TIME),
                NumberElement.of(Tags.ROWS, Vr.US, 512),
                BytesElement.of(Tags.PIXEL_DATA, Vr.OW, bytes("02 01 04 03")));

        assertThat(DataSetWriter.encode(dataSet, TransferSyntax.EXPLICIT_VR_BIG_ENDIAN))
                .isEqualTo(bytes(
                        "00 28 00 09 'AT' 00 04  00 18 10 63",
                        "00 28 00 10 'US' 00 02  02 00",
                        "7f e0 00 10 'OW' 00 00  00 00 00 04",
                        "01 02 03 04"));
    }

    private static DataSet read(byte[] encoded, TransferSyntax syntax) throws IOException {
        return DataSetReader.read(new ByteArrayInputStream(encoded), syntax, ReadLimits.forMessages());
    }
}
