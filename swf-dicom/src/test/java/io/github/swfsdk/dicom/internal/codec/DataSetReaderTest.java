package io.github.swfsdk.dicom.internal.codec;

import static io.github.swfsdk.dicom.internal.codec.Hex.bytes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.swfsdk.api.dataset.BytesElement;
import io.github.swfsdk.api.dataset.DataSet;
import io.github.swfsdk.api.dataset.FragmentsElement;
import io.github.swfsdk.api.dataset.NumberElement;
import io.github.swfsdk.api.dataset.SequenceElement;
import io.github.swfsdk.api.dataset.Tag;
import io.github.swfsdk.api.dataset.Tags;
import io.github.swfsdk.api.dataset.TextElement;
import io.github.swfsdk.api.dataset.Uids;
import io.github.swfsdk.api.dataset.Vr;
import io.github.swfsdk.dicom.io.DicomFormatException;
import io.github.swfsdk.dicom.io.Leniency;
import io.github.swfsdk.dicom.io.ReadLimits;
import io.github.swfsdk.dicom.io.ReadOptions;
import io.github.swfsdk.dicom.io.TransferSyntax;
import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class DataSetReaderTest {
    private static final TransferSyntax IMPLICIT = TransferSyntax.IMPLICIT_VR_LITTLE_ENDIAN;
    private static final TransferSyntax EXPLICIT = TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN;
    private static final TransferSyntax BIG_ENDIAN = TransferSyntax.EXPLICIT_VR_BIG_ENDIAN;

    private final List<Leniency> used = new ArrayList<>();

    private DataSet read(TransferSyntax syntax, String... fields) throws IOException {
        ReadOptions options = ReadOptions.builder()
                .listener((leniency, offset, path) -> used.add(leniency))
                .build();
        return DataSetReader.read(new ByteArrayInputStream(bytes(fields)), syntax, options);
    }

    private static void refuse(String problem, TransferSyntax syntax, String... fields) {
        assertThatThrownBy(() ->
                        DataSetReader.read(new ByteArrayInputStream(bytes(fields)), syntax, ReadLimits.forMessages()))
                .isInstanceOf(DicomFormatException.class)
                .hasMessageContaining(problem);
    }

    @Test
    void readsShortAndLongHeadersOfExplicitVr() throws IOException {
        DataSet dataSet = read(
                EXPLICIT,
                "10 00 10 00", // (0010,0010)
                "'PN' 06 00 'Doe^J '",
                "28 00 10 00", // (0028,0010)
                "'US' 02 00  00 02",
                "e0 7f 10 00", // (7FE0,0010)
                "'OW' 00 00  04 00 00 00  01 02 03 04"); // reserved, 32-bit length

        assertThat(dataSet)
                .isEqualTo(DataSet.of(
                        new TextElement(Tags.PATIENT_NAME, Vr.PN, "Doe^J"),
                        NumberElement.of(Tags.ROWS, Vr.US, 512),
                        BytesElement.of(Tags.PIXEL_DATA, Vr.OW, new byte[] {1, 2, 3, 4})));
        assertThat(used).isEmpty();
    }

    @Test
    void takesRepresentationsOfImplicitVrFromTheDictionary() throws IOException {
        DataSet dataSet = read(
                IMPLICIT,
                "09 00 10 00  04 00 00 00 'ACME'", // a private creator
                "09 00 01 10  02 00 00 00  41 42", // a private element
                "10 00 10 00  06 00 00 00 'Doe^J '",
                "28 00 10 00  02 00 00 00  00 02");

        assertThat(dataSet)
                .isEqualTo(DataSet.of(
                        new TextElement(Tag.of(0x00090010), Vr.LO, "ACME"),
                        BytesElement.of(Tag.of(0x00091001), Vr.UN, new byte[] {0x41, 0x42}),
                        new TextElement(Tags.PATIENT_NAME, Vr.PN, "Doe^J"),
                        NumberElement.of(Tags.ROWS, Vr.US, 512)));
        assertThat(used).isEmpty();
    }

    @Test
    void sortsElementsAndKeepsTheLaterOfTwo() throws IOException {
        DataSet dataSet = read(
                IMPLICIT,
                "10 00 20 00  02 00 00 00 'P1'",
                "10 00 10 00  04 00 00 00 'Doe '",
                "10 00 20 00  02 00 00 00 'P2'",
                "10 00 20 00  02 00 00 00 'P3'");

        assertThat(dataSet)
                .isEqualTo(DataSet.of(
                        new TextElement(Tags.PATIENT_NAME, Vr.PN, "Doe"),
                        new TextElement(Tags.PATIENT_ID, Vr.LO, "P3")));
        assertThat(used).containsExactly(Leniency.UNORDERED_ELEMENTS, Leniency.UNORDERED_ELEMENTS);
    }

    /** Laid out as PS3.5, table 7.5-1: defined length, items of defined length. */
    @Test
    void readsSequencesOfDefinedLength() throws IOException {
        DataSet dataSet = read(
                IMPLICIT,
                "40 00 60 02  1a 00 00 00", // (0040,0260), 26 bytes
                "fe ff 00 e0  0a 00 00 00", // an item of 10 bytes
                "08 00 00 01  02 00 00 00 'C1'",
                "fe ff 00 e0  00 00 00 00", // an empty item
                "40 00 01 10  02 00 00 00 'P1'"); // (0040,1001), after the sequence

        assertThat(dataSet)
                .isEqualTo(DataSet.of(
                        SequenceElement.of(
                                Tags.PERFORMED_PROTOCOL_CODE_SEQUENCE,
                                List.of(DataSet.of(new TextElement(Tags.CODE_VALUE, Vr.SH, "C1")), DataSet.empty())),
                        new TextElement(Tags.REQUESTED_PROCEDURE_ID, Vr.SH, "P1")));
    }

    /** Laid out as PS3.5, tables 7.5-2 and 7.5-3: undefined lengths, and both mixed. */
    @Test
    void readsNestedSequencesOfUndefinedLength() throws IOException {
        DataSet dataSet = read(
                EXPLICIT,
                "40 00 00 01 'SQ' 00 00  ff ff ff ff", // (0040,0100)
                "fe ff 00 e0  ff ff ff ff",
                "40 00 01 00 'AE' 04 00 'CT01'",
                "40 00 08 00 'SQ' 00 00  ff ff ff ff", // (0040,0008)
                "fe ff 00 e0  0a 00 00 00", // an item of defined length
                "08 00 00 01 'SH' 02 00 'C1'",
                "fe ff dd e0  00 00 00 00",
                "fe ff 0d e0  00 00 00 00",
                "fe ff 00 e0  00 00 00 00", // an empty item
                "fe ff dd e0  00 00 00 00",
                "40 00 01 10 'SH' 02 00 'P1'"); // (0040,1001), after the sequence

        DataSet step = DataSet.of(
                new TextElement(Tags.SCHEDULED_STATION_AE_TITLE, Vr.AE, "CT01"),
                SequenceElement.of(
                        Tags.SCHEDULED_PROTOCOL_CODE_SEQUENCE,
                        List.of(DataSet.of(new TextElement(Tags.CODE_VALUE, Vr.SH, "C1")))));
        assertThat(dataSet)
                .isEqualTo(DataSet.of(
                        SequenceElement.of(Tags.SCHEDULED_PROCEDURE_STEP_SEQUENCE, List.of(step, DataSet.empty())),
                        new TextElement(Tags.REQUESTED_PROCEDURE_ID, Vr.SH, "P1")));
        assertThat(used).isEmpty();
    }

    /** PS3.5, 6.2.2, note 4. */
    @Test
    void readsAnUnknownSequenceOfUndefinedLengthAsImplicit() throws IOException {
        DataSet dataSet = read(
                EXPLICIT,
                "09 00 01 10 'UN' 00 00  ff ff ff ff", // (0009,1001)
                "fe ff 00 e0  0a 00 00 00",
                "10 00 20 00  02 00 00 00 'P1'", // implicit
                "fe ff dd e0  00 00 00 00",
                "10 00 20 00 'LO' 02 00 'P2'"); // explicit again

        assertThat(dataSet)
                .isEqualTo(DataSet.of(
                        SequenceElement.of(
                                Tag.of(0x00091001), List.of(DataSet.of(new TextElement(Tags.PATIENT_ID, Vr.LO, "P1")))),
                        new TextElement(Tags.PATIENT_ID, Vr.LO, "P2")));
    }

    /** PS3.5, table A.4-1. */
    @Test
    void readsEncapsulatedPixelData() throws IOException {
        DataSet dataSet = read(
                TransferSyntax.of(Uids.JPEG_BASELINE_8_BIT),
                "e0 7f 10 00 'OB' 00 00  ff ff ff ff",
                "fe ff 00 e0  00 00 00 00", // the basic offset table
                "fe ff 00 e0  04 00 00 00  01 02 03 04",
                "fe ff 00 e0  02 00 00 00  05 06",
                "fe ff dd e0  00 00 00 00");

        assertThat(dataSet)
                .isEqualTo(DataSet.of(FragmentsElement.of(
                        Tags.PIXEL_DATA, Vr.OB, List.of(bytes(), bytes("01 02 03 04"), bytes("05 06")))));
    }

    @Test
    void readsBigEndianNumbersAndWords() throws IOException {
        DataSet dataSet = read(
                BIG_ENDIAN,
                "00 28 00 09 'AT' 00 04", // (0028,0009)
                "00 18 10 63",
                "00 28 00 10 'US' 00 02  02 00",
                "7f e0 00 10 'OW' 00 00  00 00 00 04",
                "01 02 03 04");

        assertThat(dataSet)
                .isEqualTo(DataSet.of(
                        NumberElement.ofTags(Tags.FRAME_INCREMENT_POINTER, Tags.FRAME_TIME),
                        NumberElement.of(Tags.ROWS, Vr.US, 512),
                        BytesElement.of(Tags.PIXEL_DATA, Vr.OW, bytes("02 01 04 03"))));
    }

    @Test
    void readsEachKindOfNumber() throws IOException {
        DataSet dataSet = read(
                EXPLICIT,
                "0b 00 01 10 'SS' 02 00  fe ff",
                "0b 00 02 10 'SL' 04 00  fe ff ff ff",
                "0b 00 03 10 'UL' 04 00  ff ff ff ff",
                "0b 00 04 10 'FL' 04 00  00 00 c0 3f",
                "0b 00 05 10 'FD' 08 00  00 00 00 00 00 00 04 c0",
                "0b 00 06 10 'SV' 00 00  08 00 00 00  fe ff ff ff ff ff ff ff",
                "0b 00 07 10 'UV' 00 00  08 00 00 00  ff ff ff ff ff ff ff ff",
                "0b 00 08 10 'US' 04 00  01 00 ff ff");

        assertThat(dataSet.strings(Tag.of(0x000B1001))).containsExactly("-2");
        assertThat(dataSet.strings(Tag.of(0x000B1002))).containsExactly("-2");
        assertThat(dataSet.strings(Tag.of(0x000B1003))).containsExactly("4294967295");
        assertThat(dataSet.strings(Tag.of(0x000B1004))).containsExactly("1.5");
        assertThat(dataSet.strings(Tag.of(0x000B1005))).containsExactly("-2.5");
        assertThat(dataSet.strings(Tag.of(0x000B1006))).containsExactly("-2");
        assertThat(dataSet.strings(Tag.of(0x000B1007))).containsExactly("18446744073709551615");
        assertThat(dataSet.strings(Tag.of(0x000B1008))).containsExactly("1", "65535");
    }

    @Test
    void letsPixelRepresentationDecideBetweenUsAndSs() throws IOException {
        DataSet dataSet = read(
                IMPLICIT,
                "28 00 03 01  02 00 00 00  01 00", // (0028,0103)
                "28 00 06 01  02 00 00 00  ff ff"); // (0028,0106)

        assertThat(dataSet.find(Tags.SMALLEST_IMAGE_PIXEL_VALUE))
                .contains(NumberElement.of(Tags.SMALLEST_IMAGE_PIXEL_VALUE, Vr.SS, -1));
    }

    @Test
    void stepsOverGroupLengths() throws IOException {
        DataSet dataSet = read(
                IMPLICIT, //
                "10 00 00 00  04 00 00 00  0a 00 00 00",
                "10 00 20 00  02 00 00 00 'P1'");

        assertThat(dataSet).isEqualTo(DataSet.of(new TextElement(Tags.PATIENT_ID, Vr.LO, "P1")));
    }

    @Test
    void decodesTextUnderTheCharacterSetOfItsLevelOrOfTheOneAround() throws IOException {
        DataSet dataSet = read(
                EXPLICIT,
                "08 00 05 00 'CS' 0a 00 'ISO_IR 100'",
                "08 00 40 11 'SQ' 00 00  ff ff ff ff", // (0008,1140)
                "fe ff 00 e0  0a 00 00 00", // inherits
                "08 00 04 01 'LO' 02 00  4d fc",
                "fe ff 00 e0  1e 00 00 00", // has its own
                "08 00 05 00 'CS' 0a 00 'ISO_IR 192'",
                "08 00 04 01 'LO' 04 00  4d c3 bc 20",
                "fe ff dd e0  00 00 00 00",
                "10 00 10 00 'PN' 02 00  4d fc");

        assertThat(dataSet.items(Tags.REFERENCED_IMAGE_SEQUENCE))
                .extracting(item -> item.text(Tags.CODE_MEANING))
                .containsExactly("Mü", "Mü");
        assertThat(dataSet.text(Tags.PATIENT_NAME)).isEqualTo("Mü");
        assertThat(used).isEmpty();
    }

    @Test
    void takesOnePaddingCharacterAway() throws IOException {
        DataSet dataSet = read(
                EXPLICIT,
                "08 00 18 00 'UI' 04 00 '1.2' 00",
                "10 00 20 00 'LO' 04 00 'P1  '",
                "10 00 40 00 'CS' 01 00 'O'");

        assertThat(dataSet)
                .isEqualTo(DataSet.of(
                        new TextElement(Tags.SOP_INSTANCE_UID, Vr.UI, "1.2"),
                        new TextElement(Tags.PATIENT_ID, Vr.LO, "P1 "),
                        new TextElement(Tags.PATIENT_SEX, Vr.CS, "O")));
        assertThat(used).containsExactly(Leniency.ODD_LENGTH);
    }

    @Test
    void keepsBytesThatAreNotOfTheCharacterSet() throws IOException {
        String name = "10 00 10 00 'PN' 04 00  4d fc 6c 6c";

        DataSet dataSet = read(EXPLICIT, name);

        assertThat(dataSet.text(Tags.PATIENT_NAME)).isEqualTo("M\udcfcll");
        assertThat(used).containsExactly(Leniency.UNDECODABLE_TEXT);
        assertThat(DataSetWriter.encode(dataSet, EXPLICIT)).isEqualTo(bytes(name));
    }

    @Test
    void keepsTextOfUnsupportedCharacterSets() throws IOException {
        String[] fields = {"08 00 05 00 'CS' 0a 00 'ISO_IR 999'", "10 00 10 00 'PN' 04 00  4d fc 6c 6c"};

        DataSet dataSet = read(EXPLICIT, fields);

        assertThat(used).containsExactly(Leniency.UNSUPPORTED_CHARACTER_SET, Leniency.UNDECODABLE_TEXT);
        assertThat(DataSetWriter.encode(dataSet, EXPLICIT)).isEqualTo(bytes(fields));
    }

    @Test
    void takesTheCharacterSetThatIsAgreedOnWhereNoneIsNamed() throws IOException {
        ReadOptions options =
                ReadOptions.builder().undeclaredCharacterSet("ISO_IR 100").build();

        DataSet dataSet = DataSetReader.read(
                new ByteArrayInputStream(bytes("10 00 10 00 'PN' 04 00  4d fc 6c 6c")), EXPLICIT, options);

        assertThat(dataSet.text(Tags.PATIENT_NAME)).isEqualTo("Müll");
    }

    @Test
    void keepsNumbersOfAWrongSizeAsBytes() throws IOException {
        DataSet dataSet = read(EXPLICIT, "28 00 10 00 'US' 03 00  00 02 00");

        assertThat(dataSet.find(Tags.ROWS)).contains(BytesElement.of(Tags.ROWS, Vr.UN, bytes("00 02 00")));
        assertThat(used).containsExactly(Leniency.ODD_LENGTH, Leniency.WRONG_VALUE_SIZE);
    }

    @Test
    void keepsNumbersInTextThatAreNone() throws IOException {
        DataSet dataSet = read(
                EXPLICIT,
                "10 00 20 10 'DS' 12 00 '1.2345678901234567'", // 18 characters, 16 are allowed
                "20 00 11 00 'IS' 06 00 '12.50 '",
                "20 00 13 00 'IS' 04 00 '12\\3'",
                "28 00 30 00 'DS' 08 00 '0.5\\0.5 '");

        assertThat(used).containsExactly(Leniency.NUMBER_TEXT, Leniency.NUMBER_TEXT);
        assertThat(dataSet.text(Tags.PATIENT_SIZE)).isEqualTo("1.2345678901234567");
        assertThat(dataSet.text(Tags.SERIES_NUMBER)).isEqualTo("12.50");
        assertThatThrownBy(() -> DataSetReader.read(
                        new ByteArrayInputStream(bytes("20 00 11 00 'IS' 06 00 '12.50 '")),
                        EXPLICIT,
                        ReadOptions.builder().refuse(Leniency.NUMBER_TEXT).build()))
                .isInstanceOf(DicomFormatException.class)
                .hasMessageContaining("(0020,0011)");
    }

    /** Text behind the first bytes of the reader's buffer, and longer than it. */
    @Test
    void readsTextAcrossBuffers() throws IOException {
        for (int length : new int[] {2, 4000, 4090, 4096, 4098, 70_000}) {
            String comment = "x".repeat(length);
            DataSet written = DataSet.builder()
                    .put(Tags.SPECIFIC_CHARACTER_SET, "ISO_IR 100")
                    .put(Tags.PATIENT_NAME, "Buc^Jérôme")
                    .put(Tags.PATIENT_COMMENTS, comment)
                    .put(Tags.STUDY_ID, "S1")
                    .build();
            byte[] encoded = DataSetWriter.encode(written, IMPLICIT);
            for (int step : new int[] {1, 7, 100_000}) {
                assertThat(DataSetReader.read(inSteps(encoded, step), IMPLICIT, ReadLimits.forMessages()))
                        .isEqualTo(written);
            }
        }
    }

    private static InputStream inSteps(byte[] bytes, int step) {
        return new FilterInputStream(new ByteArrayInputStream(bytes)) {
            @Override
            public int read(byte[] target, int offset, int length) throws IOException {
                return super.read(target, offset, Math.min(step, length));
            }
        };
    }

    @Test
    void readsRepresentationsOfTheFutureAsUnknown() throws IOException {
        DataSet dataSet = read(EXPLICIT, "0b 00 01 10 'ZZ' 00 00  02 00 00 00  01 02");

        assertThat(dataSet.find(Tag.of(0x000B1001)))
                .contains(BytesElement.of(Tag.of(0x000B1001), Vr.UN, bytes("01 02")));
        assertThat(used).isEmpty();
    }

    @Test
    void readsADataSetThatIsImplicitAgainstItsTransferSyntax() throws IOException {
        DataSet dataSet = read(
                EXPLICIT,
                "08 00 40 11  10 00 00 00", // (0008,1140)
                "fe ff 00 e0  08 00 00 00",
                "08 00 00 01  00 00 00 00",
                "10 00 20 00  02 00 00 00 'P1'");

        assertThat(dataSet.text(Tags.PATIENT_ID)).isEqualTo("P1");
        assertThat(used).containsExactly(Leniency.IMPLICIT_VR);
    }

    @Test
    void readsElementsThatNameNoRepresentation() throws IOException {
        DataSet dataSet = read(
                EXPLICIT,
                "09 00 01 10 '??' 02 00  01 02", // (0009,1001)
                "10 00 20 00 'LO' 02 00 'P1'");

        assertThat(dataSet.find(Tag.of(0x00091001)))
                .contains(BytesElement.of(Tag.of(0x00091001), Vr.UN, bytes("01 02")));
        assertThat(dataSet.text(Tags.PATIENT_ID)).isEqualTo("P1");
        assertThat(used).containsExactly(Leniency.UNKNOWN_VR);
    }

    @Test
    void refusesALeniencyThatIsNotWanted() {
        ReadOptions strict = ReadOptions.builder().refuse(Leniency.ODD_LENGTH).build();

        assertThatThrownBy(() -> DataSetReader.read(
                        new ByteArrayInputStream(bytes("10 00 40 00 'CS' 01 00 'O'")), EXPLICIT, strict))
                .isInstanceOf(DicomFormatException.class)
                .hasMessage("value length 1 is odd at byte 0, in (0010,0040)");
    }

    @Test
    void refusesWhatIsMalformed() {
        refuse(
                "value length 6 exceeds the 2 bytes left at byte 8, in (0008,1140)",
                IMPLICIT, //
                "08 00 40 11  0a 00 00 00",
                "fe ff 00 e0  06 00 00 00  10 00");
        refuse(
                "header of 8 bytes exceeds the 4 bytes left at byte 16, in (0008,1140)[1]",
                IMPLICIT, //
                "08 00 40 11  0c 00 00 00",
                "fe ff 00 e0  04 00 00 00  10 00 20 00");
        refuse(
                "input ends 2 bytes before the value does at byte 0, in (0010,0020)",
                IMPLICIT, //
                "10 00 20 00  04 00 00 00 'P1'");
        refuse("input ends within a data set at byte 0", IMPLICIT, "10 00 20");
        refuse(
                "input ends within a data set at byte 12, in (7FE0,0010)",
                EXPLICIT, //
                "e0 7f 10 00 'OB' 00 00  ff ff ff ff");
        refuse("item or delimiter in the place of an element", IMPLICIT, "fe ff 0d e0  00 00 00 00");
        refuse("undefined length with VR LO", IMPLICIT, "10 00 20 00  ff ff ff ff");
        refuse(
                "neither an item nor the end of the sequence at byte 8, in (0008,1140)",
                IMPLICIT, //
                "08 00 40 11  ff ff ff ff",
                "10 00 20 00  00 00 00 00");
    }
}
