package io.github.swfsdk.dicom.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.swfsdk.api.dataset.DataSet;
import io.github.swfsdk.api.dataset.Tags;
import io.github.swfsdk.api.dataset.Uid;
import io.github.swfsdk.api.dataset.Uids;
import io.github.swfsdk.api.dataset.Vr;
import io.github.swfsdk.api.instance.InstanceReference;
import io.github.swfsdk.dicom.internal.codec.DataSetWriter;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DicomFileTest {
    private static final TransferSyntax EXPLICIT = TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN;
    private static final TransferSyntax IMPLICIT = TransferSyntax.IMPLICIT_VR_LITTLE_ENDIAN;
    private static final DataSet DATA_SET = DataSet.builder()
            .put(Tags.SOP_CLASS_UID, Uids.CT_IMAGE_STORAGE)
            .put(Tags.SOP_INSTANCE_UID, "1.2.3")
            .put(Tags.PATIENT_ID, "P1")
            .build();

    private final List<Leniency> used = new ArrayList<>();

    @Test
    void beginsWithPreamblePrefixAndGroupLength() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        FileMetaInformation.of(new InstanceReference(Uids.CT_IMAGE_STORAGE, Uid.of("1.2.3")), EXPLICIT)
                .withSourceAeTitle("CT1")
                .write(out);

        String implementation = "2.25.125762977464283066829349707051167354992";
        String expected = "00".repeat(128)
                + "4449434d" // DICM
                + "02000000554c0400a8000000" // (0002,0000) UL: 14 + 34 + 14 + 28 + 52 + 14 + 12 bytes
                + "020001004f42000002000000" + "0001" // (0002,0001) OB
                + "0200020055491a00" + ascii("1.2.840.10008.5.1.4.1.1.2") + "00"
                + "0200030055490600" + ascii("1.2.3") + "00"
                + "0200100055491400" + ascii("1.2.840.10008.1.2.1") + "00"
                + "0200120055492c00" + ascii(implementation)
                + "0200130053480600" + ascii("SWF_1 ")
                + "0200160041450400" + ascii("CT1 ");
        assertThat(implementation).hasSize(44);
        assertThat(out.toByteArray()).isEqualTo(HexFormat.of().parseHex(expected));
    }

    @Test
    void isReadAsItWasWritten(@TempDir Path folder) throws IOException {
        Path path = folder.resolve("image.dcm");
        DicomFile file = DicomFile.of(DATA_SET, EXPLICIT);

        file.write(path);

        assertThat(DicomFile.read(path)).isEqualTo(file);
        assertThat(file.meta().sopClassUid()).contains(Uids.CT_IMAGE_STORAGE);
        assertThat(file.meta().sopInstanceUid()).contains(Uid.of("1.2.3"));
        assertThat(file.meta().transferSyntaxUid()).contains(Uids.EXPLICIT_VR_LITTLE_ENDIAN);
        assertThat(file.meta().implementationClassUid()).contains(Implementation.CLASS_UID);
        assertThat(file.meta().implementationVersionName()).contains("SWF_1");
        assertThat(file.meta().sourceAeTitle()).isEmpty();
    }

    @Test
    void givesTheEncodedDataSetForSending() throws IOException {
        byte[] file = encode(DicomFile.of(DATA_SET, EXPLICIT));

        try (DicomFileReader reader = open(file)) {
            assertThat(reader.content().readAllBytes()).isEqualTo(DataSetWriter.encode(DATA_SET, EXPLICIT));
            assertThat(reader.dataSetOffset()).isEqualTo(file.length - DataSetWriter.encode(DATA_SET, EXPLICIT).length);
            assertThatThrownBy(reader::read).isInstanceOf(IllegalStateException.class);
        }
        assertThat(used).isEmpty();
    }

    @Test
    void readsUpToThePixelData() throws IOException {
        DataSet image =
                DATA_SET.toBuilder().put(Tags.PIXEL_DATA, Vr.OW, new byte[100]).build();

        try (DicomFileReader reader = open(encode(DicomFile.of(image, EXPLICIT)))) {
            assertThat(reader.readHeader()).isEqualTo(DATA_SET);
        }
    }

    @Test
    void readsDataSetsWithoutAnythingBefore() throws IOException {
        for (TransferSyntax syntax : List.of(IMPLICIT, EXPLICIT)) {
            used.clear();
            try (DicomFileReader reader = open(DataSetWriter.encode(DATA_SET, syntax))) {
                assertThat(reader.transferSyntax()).isEqualTo(syntax);
                assertThat(reader.meta().dataSet()).isEqualTo(DataSet.empty());
                assertThat(reader.read()).isEqualTo(DATA_SET);
            }
            assertThat(used).contains(Leniency.MISSING_FILE_META);
        }
    }

    @Test
    void recognizesBigEndianWithoutFileMetaInformation() throws IOException {
        byte[] dataSet = HexFormat.of().parseHex("00080016" + "5549000631323334" + "3500");

        try (DicomFileReader reader = open(dataSet)) {
            assertThat(reader.transferSyntax()).isEqualTo(TransferSyntax.EXPLICIT_VR_BIG_ENDIAN);
            assertThat(reader.read().text(Tags.SOP_CLASS_UID)).isEqualTo("12345");
        }
    }

    @Test
    void readsFileMetaInformationWhoseLengthIsWrong() throws IOException {
        byte[] file = encode(DicomFile.of(DATA_SET, EXPLICIT));
        file[128 + 4 + 8]++;

        try (DicomFileReader reader = open(file)) {
            assertThat(reader.read()).isEqualTo(DATA_SET);
        }
        assertThat(used).containsExactly(Leniency.WRONG_FILE_META_LENGTH);
    }

    @Test
    void refusesFilesThatAreNotDicom() {
        for (String text : List.of("", "x", "%PDF-1.4 is a document of another kind")) {
            assertThatThrownBy(
                            () -> open(text.getBytes(StandardCharsets.US_ASCII)).read())
                    .isInstanceOf(DicomFormatException.class);
        }
    }

    @Test
    void findsATruncatedFileAtEachByteOfItsMetaInformation() throws IOException {
        byte[] file = encode(DicomFile.of(DATA_SET, EXPLICIT));
        int dataSet = file.length - DataSetWriter.encode(DATA_SET, EXPLICIT).length;
        ReadOptions strict = ReadOptions.builder()
                .refuse(Leniency.MISSING_FILE_META, Leniency.WRONG_FILE_META_LENGTH)
                .build();
        for (int length = 0; length < dataSet; length++) {
            byte[] truncated = Arrays.copyOf(file, length);
            assertThatThrownBy(() -> DicomFileReader.open(new ByteArrayInputStream(truncated), strict))
                    .isInstanceOf(DicomFormatException.class);
        }
    }

    private DicomFileReader open(byte[] file) throws IOException {
        ReadOptions options = ReadOptions.builder()
                .listener((leniency, offset, path) -> used.add(leniency))
                .build();
        return DicomFileReader.open(new ByteArrayInputStream(file), options);
    }

    private static byte[] encode(DicomFile file) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        file.write(out, WriteOptions.defaults());
        return out.toByteArray();
    }

    private static String ascii(String text) {
        return HexFormat.of().formatHex(text.getBytes(StandardCharsets.US_ASCII));
    }
}
