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
import io.github.swfsdk.api.dataset.Vr;
import io.github.swfsdk.api.spi.DataSetCodec;
import io.github.swfsdk.dicom.io.DicomFormatException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StoredDataSetCodecTest {
    private final DataSetCodec codec = new StoredDataSetCodec();

    @Test
    void isInstalled() {
        assertThat(DataSetCodec.installed()).isInstanceOf(StoredDataSetCodec.class);
    }

    @Test
    void writesTheFormatOfItsFirstVersion() {
        DataSet dataSet = DataSet.builder()
                .put(Tags.SPECIFIC_CHARACTER_SET, "ISO_IR 100")
                .put(Tags.PATIENT_NAME, "Mü")
                .build();
        byte[] stored = bytes("01", "08 00 05 00 'CS' 0a 00 'ISO_IR 100'", "10 00 10 00 'PN' 03 00  4d c3 bc");

        assertThat(codec.encode(dataSet)).isEqualTo(stored);
        assertThat(codec.decode(stored)).isEqualTo(dataSet);
    }

    @Test
    void keepsEachElementAsItIs() {
        DataSet dataSet = DataSet.of(
                new TextElement(Tags.SOP_INSTANCE_UID, Vr.UI, "1.2\0"),
                new TextElement(Tags.PATIENT_NAME, Vr.PN, "A "),
                SequenceElement.of(
                        Tags.REFERENCED_STUDY_SEQUENCE,
                        List.of(
                                DataSet.empty(),
                                DataSet.of(NumberElement.ofDoubles(Tag.of(0x00111002), Vr.FL, 1.5, -0.0)))),
                BytesElement.of(Tag.of(0x00111001), Vr.UN, new byte[] {1, 2, 3}),
                FragmentsElement.of(Tags.PIXEL_DATA, Vr.OB, List.of(new byte[0], new byte[] {1, 2, 3})));

        assertThat(codec.decode(codec.encode(dataSet))).isEqualTo(dataSet);
    }

    /** Characters of each length in UTF-8, bytes that were not decodable, and half a character. */
    @ParameterizedTest
    @ValueSource(
            strings = {"é", "Ω", "字", "𠮷", "M\udcfcll", "\udcc3\udca9", "a\ud800", "\ud800\udcc3b", "𠮷\udcc3\udca9é"})
    void keepsAnyText(String text) {
        DataSet dataSet = DataSet.of(
                new TextElement(Tags.MODALITY, Vr.CS, text),
                new TextElement(Tags.PATIENT_NAME, Vr.PN, text),
                new TextElement(Tag.of(0x00111001), Vr.LT, text + "x"));

        assertThat(codec.decode(codec.encode(dataSet))).isEqualTo(dataSet);
    }

    @Test
    void refusesWhatItDidNotWrite() {
        assertThatThrownBy(() -> codec.decode(new byte[0])).isInstanceOf(DicomFormatException.class);
        assertThatThrownBy(() -> codec.decode(bytes("02"))).isInstanceOf(DicomFormatException.class);
        assertThatThrownBy(() -> codec.decode(bytes("01 10 00"))).isInstanceOf(DicomFormatException.class);
    }
}
