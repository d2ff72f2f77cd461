package io.github.swfsdk.dicom.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.swfsdk.api.dataset.BytesElement;
import io.github.swfsdk.api.dataset.DataSet;
import io.github.swfsdk.api.dataset.FragmentsElement;
import io.github.swfsdk.api.dataset.NumberElement;
import io.github.swfsdk.api.dataset.Tag;
import io.github.swfsdk.api.dataset.Tags;
import io.github.swfsdk.api.dataset.TextElement;
import io.github.swfsdk.api.dataset.Vr;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DicomJsonTest {
    private static final Tag PRIVATE = Tag.of(0x00091001);

    @Test
    void writesEachKindOfValue() throws IOException {
        DataSet dataSet = DataSet.builder()
                .put(Tags.SPECIFIC_CHARACTER_SET, "ISO_IR 100")
                .put(Tags.IMAGE_TYPE, "ORIGINAL", "", "AXIAL")
                .put(Tags.PATIENT_NAME, "Yamada^Tarou=山田^太郎=やまだ^たろう")
                .putEmpty(Tags.PATIENT_ID)
                .put(Tags.REFERENCED_IMAGE_SEQUENCE, List.of(DataSet.empty(), item("1.2")))
                .put(new TextElement(Tags.PATIENT_SIZE, Vr.DS, "1.50"))
                .put(new TextElement(Tags.SLICE_THICKNESS, Vr.DS, "+01."))
                .put(new TextElement(Tags.SERIES_NUMBER, Vr.IS, "-007"))
                .put(new TextElement(Tags.INSTANCE_NUMBER, Vr.IS, "1A"))
                .put(NumberElement.ofTags(Tags.FRAME_INCREMENT_POINTER, Tags.FRAME_TIME))
                .put(NumberElement.of(PRIVATE, Vr.UV, -1, 5))
                .put(NumberElement.ofDoubles(Tag.of(0x00091002), Vr.FD, Double.NaN, 0.1, Double.NEGATIVE_INFINITY))
                .put(Tag.of(0x00091003), Vr.OB, new byte[] {0, 1, (byte) 0xFF})
                .build();

        assertThat(json(dataSet))
                .isEqualTo("{\"00080005\":{\"vr\":\"CS\",\"Value\":[\"ISO_IR 192\"]},"
                        + "\"00080008\":{\"vr\":\"CS\",\"Value\":[\"ORIGINAL\",null,\"AXIAL\"]},"
                        + "\"00081140\":{\"vr\":\"SQ\",\"Value\":[{},"
                        + "{\"00081155\":{\"vr\":\"UI\",\"Value\":[\"1.2\"]}}]},"
                        + "\"00091001\":{\"vr\":\"UV\",\"Value\":[\"18446744073709551615\",5]},"
                        + "\"00091002\":{\"vr\":\"FD\",\"Value\":[\"NaN\",0.1,\"-inf\"]},"
                        + "\"00091003\":{\"vr\":\"OB\",\"InlineBinary\":\"AAH/\"},"
                        + "\"00100010\":{\"vr\":\"PN\",\"Value\":[{\"Alphabetic\":\"Yamada^Tarou\","
                        + "\"Ideographic\":\"山田^太郎\",\"Phonetic\":\"やまだ^たろう\"}]},"
                        + "\"00100020\":{\"vr\":\"LO\"},"
                        + "\"00101020\":{\"vr\":\"DS\",\"Value\":[1.50]},"
                        + "\"00180050\":{\"vr\":\"DS\",\"Value\":[1]},"
                        + "\"00200011\":{\"vr\":\"IS\",\"Value\":[-7]},"
                        + "\"00200013\":{\"vr\":\"IS\",\"Value\":[\"1A\"]},"
                        + "\"00280009\":{\"vr\":\"AT\",\"Value\":[\"00181063\"]}}");
    }

    @Test
    void readsMembersInAnyOrder() throws IOException {
        DataSet dataSet = read("{ \"00100020\": {\"Value\": [\"P1\"], \"comment\": {\"x\": [1]}, \"vr\": \"LO\"},"
                + " \"00081140\": {\"Value\": [{\"00081155\": {\"Value\": [\"1.2\"], \"vr\": \"UI\"}}], \"vr\": \"SQ\"},"
                + " \"00100010\": {\"Value\": [{\"Phonetic\": \"C\", \"Alphabetic\": \"A^B\"}, {}, null], \"vr\": \"PN\"},"
                + " \"00280009\": {\"vr\": \"AT\", \"Value\": [\"00181063\"]},"
                + " \"00280010\": {\"vr\": \"US\", \"Value\": [512]},"
                + " \"00080000\": {\"vr\": \"UL\", \"Value\": [99]} }");

        assertThat(dataSet)
                .isEqualTo(DataSet.builder()
                        .put(Tags.REFERENCED_IMAGE_SEQUENCE, item("1.2"))
                        .put(new TextElement(Tags.PATIENT_NAME, Vr.PN, "A^B==C\\\\"))
                        .put(Tags.PATIENT_ID, "P1")
                        .put(NumberElement.ofTags(Tags.FRAME_INCREMENT_POINTER, Tags.FRAME_TIME))
                        .put(Tags.ROWS, 512)
                        .build());
    }

    @Test
    void readsNumbersOfEachSpelling() throws IOException {
        DataSet dataSet = read("{\"00101020\":{\"vr\":\"DS\",\"Value\":[1.50,\"2.5\",0.30000000000000004,1e2]},"
                + "\"00091001\":{\"vr\":\"UV\",\"Value\":[\"18446744073709551615\",18446744073709551615]},"
                + "\"00091002\":{\"vr\":\"SV\",\"Value\":[-9223372036854775808]},"
                + "\"00091003\":{\"vr\":\"FD\",\"Value\":[\"NaN\",\"inf\",1]}}");

        assertThat(dataSet.strings(Tags.PATIENT_SIZE)).containsExactly("1.50", "2.5", "0.30000000000000", "1e2");
        assertThat(dataSet.find(PRIVATE)).contains(NumberElement.of(PRIVATE, Vr.UV, -1, -1));
        assertThat(dataSet.strings(Tag.of(0x00091002))).containsExactly("-9223372036854775808");
        assertThat(dataSet.strings(Tag.of(0x00091003))).containsExactly("NaN", "Infinity", "1.0");
    }

    @Test
    void takesTheRepresentationOfTheDictionaryUnlessRefused() throws IOException {
        List<Leniency> used = new ArrayList<>();
        ReadOptions listening = ReadOptions.builder()
                .listener((leniency, offset, path) -> used.add(leniency))
                .build();
        InputStream in = stream("{\"00100020\":{\"Value\":[\"P1\"]}}");

        assertThat(DicomJson.read(in, listening).text(Tags.PATIENT_ID)).isEqualTo("P1");
        assertThat(used).containsExactly(Leniency.MISSING_VR);
        ReadOptions strict = ReadOptions.builder().refuse(Leniency.MISSING_VR).build();
        assertThatThrownBy(() -> DicomJson.read(stream("{\"00100020\":{\"Value\":[\"P1\"]}}"), strict))
                .isInstanceOf(DicomFormatException.class)
                .hasMessageContaining("in (0010,0020)");
    }

    @Test
    void handsOverEachDataSetOfAnArrayBeforeItReadsTheNext() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        DicomJson.writeAll(List.of(item("1.1"), item("1.2")), out, ModelOptions.defaults());
        byte[] broken =
                out.toString(StandardCharsets.UTF_8).replace("]}}]", "!").getBytes(StandardCharsets.UTF_8);
        List<DataSet> read = new ArrayList<>();

        assertThatThrownBy(() -> DicomJson.readAll(
                        new ByteArrayInputStream(broken), ReadOptions.forMessages(), DicomJson.noBulkData(), read::add))
                .isInstanceOf(DicomFormatException.class);

        assertThat(read).containsExactly(item("1.1"));
    }

    @Test
    void refersToValuesAndFetchesThem() throws IOException {
        DataSet image = DataSet.builder()
                .put(Tags.PATIENT_ID, "P1")
                .put(Tags.PIXEL_DATA, Vr.OW, new byte[] {1, 2, 3, 4})
                .build();
        ByteArrayOutputStream outside = new ByteArrayOutputStream();
        ModelOptions options = ModelOptions.builder()
                .bulkData(value -> {
                    value.writeTo(outside);
                    return Optional.of(
                            "pixels:" + value.path() + "?" + value.length().orElseThrow());
                })
                .build();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        DicomJson.write(image, out, options);

        assertThat(out.toString(StandardCharsets.UTF_8))
                .endsWith("\"7FE00010\":{\"vr\":\"OW\",\"BulkDataURI\":\"pixels:(7FE0,0010)?4\"}}");
        BulkDataSource source = (tag, uri) -> uri.startsWith("pixels:")
                ? Optional.of(new ByteArrayInputStream(outside.toByteArray()))
                : Optional.empty();
        assertThat(DicomJson.read(new ByteArrayInputStream(out.toByteArray()), ReadOptions.forMessages(), source))
                .isEqualTo(image);
        assertThatThrownBy(() -> DicomJson.read(new ByteArrayInputStream(out.toByteArray()), ReadOptions.forMessages()))
                .isInstanceOf(IOException.class)
                .hasMessage("the value of (7FE0,0010) is elsewhere, and no bulk data source was given");
    }

    /** A value is taken out of a file while the document is written; none is held. */
    @Test
    void copiesAFileAndLeavesItsPixelsWhereTheyAre() throws IOException {
        DataSet image = DataSet.builder()
                .put(Tags.SPECIFIC_CHARACTER_SET, "ISO_IR 100")
                .put(Tags.SOP_CLASS_UID, "1.2.840.10008.5.1.4.1.1.7")
                .put(Tags.SOP_INSTANCE_UID, "1.2.3")
                .put(Tags.REFERENCED_IMAGE_SEQUENCE, item("1.2"))
                .put(Tags.PATIENT_NAME, "Müller")
                .put(FragmentsElement.of(
                        Tags.PIXEL_DATA, Vr.OB, List.of(new byte[0], new byte[] {1, 2}, new byte[] {3, 4})))
                .build();
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        DicomFile.of(image, TransferSyntax.of(io.github.swfsdk.api.dataset.Uids.JPEG_BASELINE_8_BIT))
                .write(file, WriteOptions.defaults());
        ByteArrayOutputStream frame = new ByteArrayOutputStream();
        ModelOptions options = ModelOptions.builder()
                .bulkData(value -> {
                    value.writeTo(frame);
                    assertThat(value.encapsulated()).isTrue();
                    return Optional.of("frame");
                })
                .build();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (DicomFileReader reader =
                DicomFileReader.open(new ByteArrayInputStream(file.toByteArray()), ReadOptions.forFiles())) {
            DicomJson.copy(reader, out, options);
        }

        assertThat(out.toString(StandardCharsets.UTF_8))
                .isEqualTo(json(image.toBuilder().remove(Tags.PIXEL_DATA).build())
                                .replaceAll("}$", "") + ",\"7FE00010\":{\"vr\":\"OB\",\"BulkDataURI\":\"frame\"}}")
                .contains("Müller");
        assertThat(frame.toByteArray()).containsExactly(1, 2, 3, 4);
    }

    @Test
    void reportsCharactersThatNoDocumentHolds() throws IOException {
        List<Tag> replaced = new ArrayList<>();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        DataSet undecodable = DataSet.builder()
                .put(new TextElement(Tags.PATIENT_ID, Vr.LO, "P\uDC80"))
                .build();

        DicomJson.write(
                undecodable, out, ModelOptions.builder().listener(replaced::add).build());

        assertThat(out.toString(StandardCharsets.UTF_8))
                .isEqualTo("{\"00100020\":{\"vr\":\"LO\",\"Value\":[\"P\uFFFD\"]}}");
        assertThat(replaced).containsExactly(Tags.PATIENT_ID);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[",
                "{",
                "{} {}",
                "[{}] x",
                "7",
                "[7]",
                "{\"PatientID\":{\"vr\":\"LO\"}}",
                "{\"FFFEE000\":{\"vr\":\"SQ\"}}",
                "{\"00100020\":7}",
                "{\"00100020\":{\"vr\":\"ZZ\"}}",
                "{\"00100020\":{\"vr\":\"LO\",\"Value\":\"P1\"}}",
                "{\"00100020\":{\"vr\":\"LO\",\"Value\":[[\"P1\"]]}}",
                "{\"00100020\":{\"vr\":\"LO\",\"Value\":[true]}}",
                "{\"00100020\":{\"vr\":\"LO\",\"Value\":[\"a\\\\b\"]}}",
                "{\"00104000\":{\"vr\":\"LT\",\"Value\":[\"a\",\"b\"]}}",
                "{\"00100020\":{\"vr\":\"LO\",\"InlineBinary\":\"AAAA\"}}",
                "{\"00100020\":{\"vr\":\"OB\",\"Value\":[\"P1\"]}}",
                "{\"00280010\":{\"vr\":\"US\",\"Value\":[65536]}}",
                "{\"00280010\":{\"vr\":\"US\",\"Value\":[1.5]}}",
                "{\"00280010\":{\"vr\":\"US\",\"Value\":[\"x\"]}}",
                "{\"00091001\":{\"vr\":\"UV\",\"Value\":[-1]}}",
                "{\"00091001\":{\"vr\":\"UV\",\"Value\":[1e999999999]}}",
                "{\"7FE00010\":{\"vr\":\"OB\",\"InlineBinary\":\"A\"}}",
                "{\"7FE00010\":{\"vr\":\"OB\",\"InlineBinary\":\"AAAA\",\"BulkDataURI\":\"x\"}}",
                "{\"00081140\":{\"vr\":\"SQ\",\"Value\":[\"x\"]}}",
                "{\"00100020\":{\"vr\":\"LO\",\"Value\":[{\"00100020\":{\"vr\":\"LO\"}}]}}",
                "{\"00100010\":{\"vr\":\"PN\",\"Value\":[{\"Alphabetic\":\"A\",\"Other\":\"B\"}]}}"
            })
    void refusesWhatIsNotTheModel(String document) {
        assertThatThrownBy(() -> read(document)).isInstanceOf(DicomFormatException.class);
    }

    @Test
    void tellsWhereAndNotWhat() {
        assertThatThrownBy(() -> read(
                        "{\"00081140\":{\"vr\":\"SQ\",\"Value\":[{},{\"00100020\":{\"vr\":\"LO\",\"Value\":Doe}}]}}"))
                .isInstanceOf(DicomFormatException.class)
                .hasNoCause()
                .hasMessageMatching("malformed JSON at byte \\d+, in \\(0008,1140\\)\\[2]\\.\\(0010,0020\\)");
    }

    @Test
    void boundsDepthElementsAndMemory() {
        String open = "{\"00081140\":{\"vr\":\"SQ\",\"Value\":[";
        assertThatThrownBy(() -> read(open.repeat(100_000)))
                .isInstanceOf(DicomFormatException.class)
                .hasMessageContaining("sequences nest deeper than 64");
        ReadLimits small =
                ReadLimits.builder().maxElements(100).maxMemory(100_000).build();
        String values = "{\"00100020\":{\"vr\":\"LO\",\"Value\":[" + "\"\",".repeat(1000);
        assertThatThrownBy(() -> DicomJson.read(stream(values), ReadOptions.of(small)))
                .isInstanceOf(DicomFormatException.class)
                .hasMessageContaining("more than 100 elements");
        String binary = "{\"7FE00010\":{\"vr\":\"OB\",\"InlineBinary\":\"" + "A".repeat(1_000_000) + "\"}}";
        assertThatThrownBy(() -> DicomJson.read(stream(binary), ReadOptions.of(small)))
                .isInstanceOf(DicomFormatException.class)
                .hasMessageContaining("more than 100000 bytes of memory");
        String text = "{\"00104000\":{\"vr\":\"LT\",\"Value\":[\"" + "A".repeat(1_000_000) + "\"]}}";
        assertThatThrownBy(() -> DicomJson.read(stream(text), ReadOptions.of(small)))
                .isInstanceOf(DicomFormatException.class);
        String skipped = "{\"00100020\":{\"vr\":\"LO\",\"x\":" + "[".repeat(100_000);
        assertThatThrownBy(() -> read(skipped)).isInstanceOf(DicomFormatException.class);
    }

    @Test
    void hasNoFormForEncapsulatedPixelData() {
        DataSet image = DataSet.of(FragmentsElement.of(Tags.PIXEL_DATA, Vr.OB, List.of(new byte[0])));
        assertThatThrownBy(() -> json(image))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("(7FE0,0010)");
        assertThat(BytesElement.of(Tags.PIXEL_DATA, Vr.OB, new byte[0]).isEmpty())
                .isTrue();
    }

    private static DataSet item(String uid) {
        return DataSet.builder().put(Tags.REFERENCED_SOP_INSTANCE_UID, uid).build();
    }

    private static String json(DataSet dataSet) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        DicomJson.write(dataSet, out);
        return out.toString(StandardCharsets.UTF_8);
    }

    private static DataSet read(String document) throws IOException {
        return DicomJson.read(stream(document), ReadOptions.forMessages());
    }

    private static InputStream stream(String document) {
        return new ByteArrayInputStream(document.getBytes(StandardCharsets.UTF_8));
    }
}
