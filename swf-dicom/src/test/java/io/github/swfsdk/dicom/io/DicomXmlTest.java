package io.github.swfsdk.dicom.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.swfsdk.api.dataset.DataSet;
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
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DicomXmlTest {
    private static final String START = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>"
            + "<NativeDicomModel xmlns=\"http://dicom.nema.org/PS3.19/models/NativeDICOM\" xml:space=\"preserve\">";
    private static final String END = "</NativeDicomModel>";

    @Test
    void writesEachKindOfValue() throws IOException {
        DataSet dataSet = DataSet.builder()
                .put(Tags.IMAGE_TYPE, "ORIGINAL", "", "A&B")
                .put(Tags.REFERENCED_IMAGE_SEQUENCE, List.of(DataSet.empty(), item("1.2")))
                .put(new TextElement(Tag.of(0x00090010), Vr.LO, "ACME"))
                .put(Tag.of(0x00091001), Vr.OB, new byte[] {0, 1, (byte) 0xFF})
                .put(Tags.PATIENT_NAME, "Yamada^Tarou=山田^^^Dr")
                .putEmpty(Tags.PATIENT_ID)
                .put(new TextElement(Tags.PATIENT_COMMENTS, Vr.LT, "a\r\nb\u001B"))
                .put(NumberElement.ofTags(Tags.FRAME_INCREMENT_POINTER, Tags.FRAME_TIME))
                .build();
        List<Tag> replaced = new ArrayList<>();
        ByteArrayOutputStream out = new ByteArrayOutputStream();

        DicomXml.write(
                dataSet, out, ModelOptions.builder().listener(replaced::add).build());

        assertThat(out.toString(StandardCharsets.UTF_8))
                .isEqualTo(START
                        + "<DicomAttribute tag=\"00080008\" vr=\"CS\" keyword=\"ImageType\">"
                        + "<Value number=\"1\">ORIGINAL</Value><Value number=\"2\"></Value>"
                        + "<Value number=\"3\">A&amp;B</Value></DicomAttribute>"
                        + "<DicomAttribute tag=\"00081140\" vr=\"SQ\" keyword=\"ReferencedImageSequence\">"
                        + "<Item number=\"1\"></Item><Item number=\"2\">"
                        + "<DicomAttribute tag=\"00081155\" vr=\"UI\" keyword=\"ReferencedSOPInstanceUID\">"
                        + "<Value number=\"1\">1.2</Value></DicomAttribute></Item></DicomAttribute>"
                        + "<DicomAttribute tag=\"00090010\" vr=\"LO\"><Value number=\"1\">ACME</Value></DicomAttribute>"
                        + "<DicomAttribute tag=\"00090001\" vr=\"OB\" privateCreator=\"ACME\">"
                        + "<InlineBinary>AAH/</InlineBinary></DicomAttribute>"
                        + "<DicomAttribute tag=\"00100010\" vr=\"PN\" keyword=\"PatientName\"><PersonName number=\"1\">"
                        + "<Alphabetic><FamilyName>Yamada</FamilyName><GivenName>Tarou</GivenName></Alphabetic>"
                        + "<Ideographic><FamilyName>山田</FamilyName><NamePrefix>Dr</NamePrefix></Ideographic>"
                        + "</PersonName></DicomAttribute>"
                        + "<DicomAttribute tag=\"00100020\" vr=\"LO\" keyword=\"PatientID\"></DicomAttribute>"
                        + "<DicomAttribute tag=\"00104000\" vr=\"LT\" keyword=\"PatientComments\">"
                        + "<Value number=\"1\">a&#13;\nb\uFFFD</Value></DicomAttribute>"
                        + "<DicomAttribute tag=\"00280009\" vr=\"AT\" keyword=\"FrameIncrementPointer\">"
                        + "<Value number=\"1\">00181063</Value></DicomAttribute>"
                        + END);
        assertThat(replaced).containsExactly(Tags.PATIENT_COMMENTS);
        assertThat(DicomXml.read(new ByteArrayInputStream(out.toByteArray()), ReadOptions.forMessages()))
                .isEqualTo(dataSet.toBuilder()
                        .put(new TextElement(Tags.PATIENT_COMMENTS, Vr.LT, "a\r\nb\uFFFD"))
                        .build());
    }

    @Test
    void readsADocumentWithoutNamespaceAndWithSpaceBetweenTags() throws IOException {
        DataSet dataSet = read("<NativeDicomModel>\n  <!-- by hand -->\n"
                + "  <DicomAttribute tag=\"00080008\" vr=\"CS\">\n    <Value number=\"3\"><![CDATA[AXIAL]]></Value>\n"
                + "  </DicomAttribute>\n"
                + "  <DicomAttribute tag=\"7FE00010\" vr=\"OB\"><InlineBinary>AA\nH/</InlineBinary></DicomAttribute>\n"
                + "</NativeDicomModel>\n");

        assertThat(dataSet)
                .isEqualTo(DataSet.builder()
                        .put(Tags.IMAGE_TYPE, "", "", "AXIAL")
                        .put(Tags.PIXEL_DATA, Vr.OB, new byte[] {0, 1, (byte) 0xFF})
                        .build());
    }

    @Test
    void findsThePlaceOfPrivateElementsWhoseBlockIsOpen() throws IOException {
        DataSet dataSet = read(START
                + value("00090010", "LO", "", "OTHER")
                + value("00090011", "LO", "", "ACME")
                + value("00090001", "SH", " privateCreator=\"ACME\"", "known")
                + value("00090002", "SH", " privateCreator=\"NEW\"", "new")
                + END);

        assertThat(dataSet.text(Tag.of(0x00091101))).isEqualTo("known");
        assertThat(dataSet.text(Tag.of(0x00090012))).isEqualTo("NEW");
        assertThat(dataSet.text(Tag.of(0x00091202))).isEqualTo("new");
    }

    /** Of creators that do not tell the block: one with two blocks, and those without a name that an attribute holds. */
    @Test
    void keepsPrivateElementsInTheirBlocks() throws IOException {
        DataSet dataSet = DataSet.builder()
                .put(Tag.of(0x00090010), Vr.LO, "ACME")
                .put(Tag.of(0x00090011), Vr.LO, "ACME")
                .put(new TextElement(Tag.of(0x00090012), Vr.LO, "\\ACME"))
                .put(new TextElement(Tag.of(0x00090013), Vr.LO, "A\tB"))
                .put(Tag.of(0x00091001), Vr.SH, "first")
                .put(Tag.of(0x00091101), Vr.SH, "second")
                .put(Tag.of(0x00091201), Vr.SH, "third")
                .put(Tag.of(0x00091301), Vr.SH, "fourth")
                .put(Tag.of(0x00091401), Vr.SH, "of nobody")
                .build();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        DicomXml.write(dataSet, out);

        assertThat(DicomXml.read(new ByteArrayInputStream(out.toByteArray()), ReadOptions.forFiles()))
                .isEqualTo(dataSet);
    }

    @Test
    void fetchesBulkDataOnlyFromItsSource() throws IOException {
        String document = START + "<DicomAttribute tag=\"7FE00010\" vr=\"OW\"><BulkData uri=\"file:///etc/passwd\"/>"
                + "</DicomAttribute>" + END;
        BulkDataSource none = (tag, uri) -> Optional.empty();
        BulkDataSource two = (tag, uri) -> Optional.of(new ByteArrayInputStream(new byte[] {1, 2}));

        assertThatThrownBy(() -> read(document)).isInstanceOf(IOException.class);
        assertThat(DicomXml.read(stream(document), ReadOptions.forMessages(), none))
                .isEqualTo(DataSet.empty());
        assertThat(DicomXml.read(stream(document), ReadOptions.forMessages(), two))
                .isEqualTo(DataSet.builder()
                        .put(Tags.PIXEL_DATA, Vr.OW, new byte[] {1, 2})
                        .build());
    }

    /** Neither entities of a document nor anything outside of it: XXE, billion laughs. */
    @Test
    void refusesDocumentTypes(@TempDir Path folder) throws IOException {
        Path secret = Files.writeString(folder.resolve("secret"), "SECRET");
        for (String type : List.of(
                "<!DOCTYPE NativeDicomModel SYSTEM \"" + secret.toUri() + "\">",
                "<!DOCTYPE NativeDicomModel [<!ENTITY x SYSTEM \"" + secret.toUri() + "\">]>",
                "<!DOCTYPE NativeDicomModel [<!ENTITY x \"xx\"><!ENTITY y \"&x;&x;\">]>")) {
            String document = type + "<NativeDicomModel>" + value("00100020", "LO", "", "&x;") + END;
            assertThatThrownBy(() -> read(document))
                    .isInstanceOf(DicomFormatException.class)
                    .hasMessageNotContaining("SECRET");
        }
        assertThatThrownBy(() -> read(START + value("00100020", "LO", "", "&x;") + END))
                .isInstanceOf(DicomFormatException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "<x/>",
                "<NativeDicomModel>",
                "<NativeDicomModel/>x",
                "<NativeDicomModel>text</NativeDicomModel>",
                "<NativeDicomModel><Value/></NativeDicomModel>",
                "<NativeDicomModel><DicomAttribute vr=\"LO\"/></NativeDicomModel>",
                "<NativeDicomModel><DicomAttribute tag=\"00100020\" vr=\"ZZ\"/></NativeDicomModel>",
                "<NativeDicomModel><DicomAttribute tag=\"00100020\" vr=\"LO\"><X/></DicomAttribute></NativeDicomModel>",
                "<NativeDicomModel><DicomAttribute tag=\"00100020\" vr=\"LO\"><Value number=\"0\"/></DicomAttribute>"
                        + "</NativeDicomModel>",
                "<NativeDicomModel><DicomAttribute tag=\"00100020\" vr=\"LO\"><Value number=\"2000000000\"/>"
                        + "</DicomAttribute></NativeDicomModel>",
                "<NativeDicomModel><DicomAttribute tag=\"00100020\" vr=\"LO\"><Value number=\"2\"/><Value number=\"1\"/>"
                        + "</DicomAttribute></NativeDicomModel>",
                "<NativeDicomModel><DicomAttribute tag=\"00100020\" vr=\"LO\"><Item/></DicomAttribute></NativeDicomModel>",
                "<NativeDicomModel><DicomAttribute tag=\"7FE00010\" vr=\"OB\"><InlineBinary>A</InlineBinary>"
                        + "</DicomAttribute></NativeDicomModel>",
                "<NativeDicomModel><DicomAttribute tag=\"00100010\" vr=\"PN\"><PersonName><X/></PersonName>"
                        + "</DicomAttribute></NativeDicomModel>"
            })
    void refusesWhatIsNotTheModel(String document) {
        assertThatThrownBy(() -> read(document)).isInstanceOf(DicomFormatException.class);
    }

    @Test
    void boundsDepthAndMemory() {
        String open = "<DicomAttribute tag=\"00081140\" vr=\"SQ\"><Item>";
        assertThatThrownBy(() -> read("<NativeDicomModel>" + open.repeat(100_000)))
                .isInstanceOf(DicomFormatException.class)
                .hasMessageContaining("sequences nest deeper than 64");
        ReadLimits small = ReadLimits.builder().maxMemory(100_000).build();
        String text = START + value("00104000", "LT", "", "A".repeat(1_000_000)) + END;
        assertThatThrownBy(() -> DicomXml.read(stream(text), ReadOptions.of(small)))
                .isInstanceOf(DicomFormatException.class)
                .hasMessageContaining("takes more than 100000 bytes of memory");
    }

    private static String value(String tag, String vr, String more, String value) {
        return "<DicomAttribute tag=\"" + tag + "\" vr=\"" + vr + "\"" + more + "><Value number=\"1\">" + value
                + "</Value></DicomAttribute>";
    }

    private static DataSet item(String uid) {
        return DataSet.builder().put(Tags.REFERENCED_SOP_INSTANCE_UID, uid).build();
    }

    private static DataSet read(String document) throws IOException {
        return DicomXml.read(stream(document), ReadOptions.forMessages());
    }

    private static InputStream stream(String document) {
        return new ByteArrayInputStream(document.getBytes(StandardCharsets.UTF_8));
    }
}
