package io.github.swfsdk.api.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DataSetTest {
    @Test
    void keepsElementsInAscendingUnsignedTagOrderWhateverTheOrderOfPutting() {
        Tag high = Tag.of(0xFFFCFFFC);
        DataSet dataSet = DataSet.builder()
                .put(BytesElement.of(high, Vr.OB, new byte[] {1, 2}))
                .put(Tags.PATIENT_NAME, "EXAMPLE^ONE")
                .put(Tags.ACCESSION_NUMBER, "A1")
                .build();

        assertThat(dataSet.elements())
                .extracting(Element::tag)
                .containsExactly(Tags.ACCESSION_NUMBER, Tags.PATIENT_NAME, high);
    }

    @Test
    void takesTheLaterOfTwoElementsWithOneTag() {
        DataSet dataSet = DataSet.of(
                new TextElement(Tags.PATIENT_ID, Vr.LO, "first"), new TextElement(Tags.PATIENT_ID, Vr.LO, "second"));

        assertThat(dataSet.size()).isEqualTo(1);
        assertThat(dataSet.text(Tags.PATIENT_ID)).isEqualTo("second");
    }

    @Test
    void tellsAnAbsentElementFromOneOfZeroLength() {
        DataSet dataSet = DataSet.builder().putEmpty(Tags.PATIENT_BIRTH_DATE).build();

        assertThat(dataSet.contains(Tags.PATIENT_BIRTH_DATE)).isTrue();
        assertThat(dataSet.hasValue(Tags.PATIENT_BIRTH_DATE)).isFalse();
        assertThat(dataSet.date(Tags.PATIENT_BIRTH_DATE)).isEmpty();
        assertThat(dataSet.contains(Tags.PATIENT_ID)).isFalse();
        assertThat(dataSet.text(Tags.PATIENT_ID)).isEmpty();
    }

    @Test
    void readsTheVariousKindsOfValues() {
        DataSet item = DataSet.builder().put(Tags.MODALITY, "CT").build();
        DataSet dataSet = DataSet.builder()
                .put(Tags.STUDY_INSTANCE_UID, Uid.of("1.2.3"))
                .put(Tags.STUDY_DATE, LocalDate.of(2026, 2, 28))
                .put(Tags.STUDY_TIME, LocalTime.of(9, 5, 7))
                .put(Tags.ROWS, 512)
                .put(Tags.INSTANCE_NUMBER, 7)
                .put(Tags.IMAGE_TYPE, "ORIGINAL", "PRIMARY", "AXIAL")
                .put(Tags.SCHEDULED_PROCEDURE_STEP_SEQUENCE, item)
                .build();

        assertThat(dataSet.uid(Tags.STUDY_INSTANCE_UID)).contains(Uid.of("1.2.3"));
        assertThat(dataSet.text(Tags.STUDY_DATE)).isEqualTo("20260228");
        assertThat(dataSet.date(Tags.STUDY_DATE)).contains(LocalDate.of(2026, 2, 28));
        assertThat(dataSet.text(Tags.STUDY_TIME)).isEqualTo("090507");
        assertThat(dataSet.time(Tags.STUDY_TIME)).contains(LocalTime.of(9, 5, 7));
        assertThat(dataSet.number(Tags.ROWS)).hasValue(512);
        assertThat(dataSet.strings(Tags.ROWS)).containsExactly("512");
        assertThat(dataSet.text(Tags.INSTANCE_NUMBER)).isEqualTo("7");
        assertThat(dataSet.number(Tags.INSTANCE_NUMBER)).hasValue(7);
        assertThat(dataSet.strings(Tags.IMAGE_TYPE)).containsExactly("ORIGINAL", "PRIMARY", "AXIAL");
        assertThat(dataSet.items(Tags.SCHEDULED_PROCEDURE_STEP_SEQUENCE)).containsExactly(item);
    }

    @Test
    void namesTheTagAndNotTheValueWhenAValueCannotBeRead() {
        DataSet dataSet =
                DataSet.builder().put(Tags.PATIENT_BIRTH_DATE, "secret").build();

        assertThatThrownBy(() -> dataSet.date(Tags.PATIENT_BIRTH_DATE))
                .isInstanceOf(InvalidValueException.class)
                .hasMessageContaining("(0010,0030)")
                .hasMessageNotContaining("secret");
    }

    @Test
    void showsNoValueInItsText() {
        DataSet dataSet =
                DataSet.builder().put(Tags.PATIENT_NAME, "SECRET^NAME").build();

        assertThat(dataSet + " " + dataSet.elements()).doesNotContain("SECRET");
    }

    @Test
    void refusesAValueThatHoldsTheValueDelimiter() {
        assertThatThrownBy(() -> DataSet.builder().put(Tags.PATIENT_ID, "A\\B"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("(0010,0020)");
    }

    @Test
    void keepsABackslashInTextThatIsAlwaysOneValue() {
        DataSet dataSet = DataSet.builder()
                .put(Tags.COMMENTS_ON_THE_SCHEDULED_PROCEDURE_STEP, "left\\right")
                .build();

        assertThat(dataSet.strings(Tags.COMMENTS_ON_THE_SCHEDULED_PROCEDURE_STEP))
                .containsExactly("left\\right");
    }

    @Test
    void dropsOnlySpacesWithoutMeaning() {
        // PS3.5, table 6.2-1: leading spaces carry no meaning in LO, and do in LT
        DataSet dataSet = DataSet.of(
                new TextElement(Tags.PATIENT_ID, Vr.LO, " 12 \\ 34"),
                new TextElement(Tags.COMMENTS_ON_THE_SCHEDULED_PROCEDURE_STEP, Vr.LT, "  indented "));

        assertThat(dataSet.strings(Tags.PATIENT_ID)).containsExactly("12", "34");
        assertThat(dataSet.text(Tags.COMMENTS_ON_THE_SCHEDULED_PROCEDURE_STEP)).isEqualTo("  indented");
    }

    @Test
    void keepsAnEmptyValueAmongOthers() {
        TextElement text = new TextElement(Tags.IMAGE_TYPE, Vr.CS, "ORIGINAL\\\\AXIAL\\");

        assertThat(text.values()).containsExactly("ORIGINAL", "", "AXIAL", "");
    }

    @Test
    void changesNothingInTheOriginalWhenACopyIsChanged() {
        DataSet original = DataSet.builder()
                .put(Tags.PATIENT_ID, "1")
                .put(Tags.PATIENT_SEX, "F")
                .build();
        DataSet changed = original.toBuilder()
                .put(Tags.PATIENT_ID, "2")
                .remove(Tags.PATIENT_SEX)
                .ensure(Tags.PATIENT_ID, Tags.PATIENT_NAME)
                .build();

        assertThat(original.text(Tags.PATIENT_ID)).isEqualTo("1");
        assertThat(changed.text(Tags.PATIENT_ID)).isEqualTo("2");
        assertThat(changed.contains(Tags.PATIENT_SEX)).isFalse();
        assertThat(changed.contains(Tags.PATIENT_NAME)).isTrue();
    }

    @Test
    void hidesTheBytesOfItsCaller() {
        byte[] bytes = {1, 2};
        BytesElement element = BytesElement.of(Tags.PIXEL_DATA, Vr.OB, bytes);
        bytes[0] = 9;

        assertThat(element.bytes().get(0)).isEqualTo((byte) 1);
        assertThat(element.bytes().isReadOnly()).isTrue();
    }

    @Test
    void checksThatNumbersFitTheirRepresentation() {
        assertThatThrownBy(() -> NumberElement.of(Tags.ROWS, Vr.US, 65_536)).hasMessageContaining("(0028,0010)");
        assertThatThrownBy(() -> NumberElement.of(Tags.ROWS, Vr.SS, 32_768)).hasMessageContaining("SS");
        assertThat(NumberElement.of(Tags.ROWS, Vr.US, 65_535).longAt(0)).isEqualTo(65_535);
        assertThat(NumberElement.of(Tags.ROWS, Vr.UV, -1).textAt(0)).isEqualTo("18446744073709551615");
        assertThat(NumberElement.ofTags(Tags.OFFENDING_ELEMENT, Tags.PATIENT_ID).textAt(0))
                .isEqualTo("00100020");
    }

    @Test
    void readsCodesAndLeavesOutItemsWithoutAValue() {
        DataSet dataSet = DataSet.builder()
                .put(
                        Tags.REQUESTED_PROCEDURE_CODE_SEQUENCE,
                        List.of(
                                Code.of("P1", "99SWF", "Procedure 1").toItem(),
                                DataSet.builder()
                                        .put(Tags.CODE_MEANING, "no value")
                                        .build()))
                .build();

        assertThat(dataSet.codes(Tags.REQUESTED_PROCEDURE_CODE_SEQUENCE))
                .containsExactly(Code.of("P1", "99SWF", "Procedure 1"));
    }

    @Test
    void writesACodeValueWhereItsLengthAndFormBelong() {
        // PS3.3, 8.1: up to 16 characters Code Value, longer Long Code Value, a URN without scheme URN Code Value
        assertThat(Code.of("1234567890123456", "L", "m").toItem().contains(Tags.CODE_VALUE))
                .isTrue();
        assertThat(Code.of("12345678901234567", "L", "m").toItem().contains(Tags.LONG_CODE_VALUE))
                .isTrue();
        assertThat(Code.of("urn:oid:1.2", "", "m").toItem().contains(Tags.URN_CODE_VALUE))
                .isTrue();
    }

    /** PS3.5, 7.8.1: a creator's name in (gggg,00bb) reserves (gggg,bb00) to (gggg,bbFF). */
    @Test
    void putsPrivateElementsIntoTheBlockOfTheirCreator() {
        DataSet.Builder builder = DataSet.builder().put(Tag.of(0x00110010), Vr.LO, "OTHER");

        builder.put(builder.privateTag(0x0011, "ACME", 0x02), Vr.SH, "A");
        builder.put(builder.privateTag(0x0011, "ACME", 0xFF), Vr.SH, "B");
        DataSet dataSet = builder.build();

        assertThat(dataSet.text(Tag.of(0x00110011))).isEqualTo("ACME");
        assertThat(dataSet.text(Tag.of(0x00111102))).isEqualTo("A");
        assertThat(dataSet.text(Tag.of(0x001111FF))).isEqualTo("B");
        assertThat(dataSet.privateTag(0x0011, "ACME", 0x02)).contains(Tag.of(0x00111102));
        assertThat(dataSet.privateTag(0x0011, "NOBODY", 0x02)).isEmpty();
        assertThat(dataSet.privateTag(0x0013, "ACME", 0x02)).isEmpty();
    }

    @Test
    void refusesPrivateElementsWhereThereAreNone() {
        DataSet.Builder full = DataSet.builder();
        for (int block = 0x10; block <= 0xFF; block++) {
            full.put(Tag.of(0x0011, block), Vr.LO, "CREATOR " + block);
        }
        assertThatThrownBy(() -> full.privateTag(0x0011, "ACME", 1)).isInstanceOf(IllegalArgumentException.class);
        for (int group : new int[] {0x0010, 0x0007, 0xFFFF}) {
            assertThatThrownBy(() -> DataSet.builder().privateTag(group, "ACME", 1))
                    .isInstanceOf(IllegalArgumentException.class);
        }
        assertThatThrownBy(() -> DataSet.builder().privateTag(0x0011, "ACME", 0x100))
                .isInstanceOf(IllegalArgumentException.class);
    }

    /** PS3.5, table 6.2-1: DS has at most 16 characters. */
    @ParameterizedTest
    @CsvSource({
        "1.5, 1.5",
        "-0.0001, -0.0001",
        "3.14159265358979323846, 3.14159265358979",
        "-3.14159265358979323846, -3.1415926535898",
        "12345678901234567890, 1.2345678901E+19",
        "1.2345678901234567E-300, 1.234567890E-300"
    })
    void roundsDecimalsToSixteenCharacters(BigDecimal number, String text) {
        DataSet dataSet = DataSet.builder().put(Tags.PATIENT_SIZE, number).build();

        assertThat(dataSet.text(Tags.PATIENT_SIZE)).isEqualTo(text);
        assertThat(text.length()).isLessThanOrEqualTo(16);
        assertThat(dataSet.decimal(Tags.PATIENT_SIZE)).contains(new BigDecimal(text));
    }

    @Test
    void readsDecimalsOfTextAndOfBinaryNumbers() {
        DataSet dataSet = DataSet.builder()
                .put(Tags.ROWS, 512)
                .put(new TextElement(Tags.PATIENT_SIZE, Vr.DS, " 1.80"))
                .put(new TextElement(Tags.PATIENT_WEIGHT, Vr.DS, "heavy"))
                .put(Tags.INSTANCE_NUMBER, new BigDecimal("7"))
                .build();

        assertThat(dataSet.decimal(Tags.ROWS)).contains(new BigDecimal("512"));
        assertThat(dataSet.decimal(Tags.PATIENT_SIZE)).contains(new BigDecimal("1.80"));
        assertThat(dataSet.text(Tags.INSTANCE_NUMBER)).isEqualTo("7");
        assertThatThrownBy(() -> dataSet.decimal(Tags.PATIENT_WEIGHT)).isInstanceOf(InvalidValueException.class);
        assertThatThrownBy(() -> DataSet.builder().put(Tags.ROWS, new BigDecimal("0.5")))
                .isInstanceOf(ArithmeticException.class);
    }
}
