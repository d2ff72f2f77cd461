package io.github.swfsdk.dicom.fuzz;

import static org.assertj.core.api.Assertions.assertThatCode;

import io.github.swfsdk.api.dataset.DataSet;
import io.github.swfsdk.api.dataset.NumberElement;
import io.github.swfsdk.api.dataset.Tag;
import io.github.swfsdk.api.dataset.Tags;
import io.github.swfsdk.api.dataset.TextElement;
import io.github.swfsdk.api.dataset.Vr;
import io.github.swfsdk.dicom.internal.codec.DataSetWriter;
import io.github.swfsdk.dicom.io.DicomJson;
import io.github.swfsdk.dicom.io.DicomXml;
import io.github.swfsdk.dicom.io.TransferSyntax;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A short run of each {@linkplain FuzzTargets fuzz target} over damaged inputs; a seed gives the same inputs each time. */
class DecoderMutationTest {
    private static final int ROUNDS = 1_000;

    private static final DataSet SAMPLE = DataSet.builder()
            .put(Tags.SPECIFIC_CHARACTER_SET, "ISO_IR 192")
            .put(Tags.IMAGE_TYPE, "ORIGINAL", "", "AXIAL")
            .put(Tags.STUDY_DATE, "20261105")
            .put(Tags.PATIENT_NAME, "Yamada^Tarou=山田^太郎=やまだ^たろう")
            .put(Tags.PATIENT_COMMENTS, "a\r\nb & <c>")
            .put(new TextElement(Tags.PATIENT_SIZE, Vr.DS, "1.5\\+2.\\3e-1"))
            .put(NumberElement.ofTags(Tags.FRAME_INCREMENT_POINTER, Tags.FRAME_TIME))
            .put(NumberElement.ofDoubles(Tag.of(0x00091002), Vr.FD, 0.1, Double.NaN))
            .put(new TextElement(Tag.of(0x00090010), Vr.LO, "ACME"))
            .put(Tags.ROWS, 512)
            .put(
                    Tags.REFERENCED_IMAGE_SEQUENCE,
                    List.of(
                            DataSet.empty(),
                            DataSet.builder()
                                    .put(Tags.REFERENCED_SOP_INSTANCE_UID, "1.2.3")
                                    .build()))
            .put(Tags.PIXEL_DATA, Vr.OW, new byte[] {1, 2, 3, 4})
            .build();

    @ParameterizedTest
    @ValueSource(longs = {1, 2})
    void dataSets(long seed) {
        for (TransferSyntax syntax : List.of(
                TransferSyntax.IMPLICIT_VR_LITTLE_ENDIAN,
                TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN,
                TransferSyntax.EXPLICIT_VR_BIG_ENDIAN)) {
            run(seed, DataSetWriter.encode(SAMPLE, syntax), FuzzTargets::dataSet);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {3, 4})
    void texts(long seed) {
        run(
                seed,
                "A\u001B$B;3ED\u001B(B^\u001B$)C\u00b1\u00e8".getBytes(StandardCharsets.ISO_8859_1),
                FuzzTargets::text);
        run(seed, "Müller^山田=ю\\x".getBytes(StandardCharsets.UTF_8), FuzzTargets::text);
    }

    @ParameterizedTest
    @ValueSource(longs = {5, 6})
    void jsonDocuments(long seed) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        DicomJson.write(SAMPLE, out);
        run(seed, out.toByteArray(), FuzzTargets::json);
    }

    @ParameterizedTest
    @ValueSource(longs = {7, 8})
    void xmlDocuments(long seed) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        DicomXml.write(SAMPLE, out);
        run(seed, out.toByteArray(), FuzzTargets::xml);
    }

    /** What coverage-guided runs start with, and what they have found. */
    @Test
    void survivesEachRecordedInput() throws Exception {
        Map<String, Consumer<byte[]>> targets = Map.of(
                "PduFuzz", FuzzTargets::pdu,
                "DataSetFuzz", FuzzTargets::dataSet,
                "TextFuzz", FuzzTargets::text,
                "JsonFuzz", FuzzTargets::json,
                "XmlFuzz", FuzzTargets::xml);
        for (Map.Entry<String, Consumer<byte[]>> target : targets.entrySet()) {
            Path folder = Path.of(
                    getClass().getResource(target.getKey() + "Inputs/fuzz").toURI());
            try (Stream<Path> inputs = Files.list(folder)) {
                for (Path input : inputs.toList()) {
                    assertThatCode(() -> target.getValue().accept(Files.readAllBytes(input)))
                            .as(input.toString())
                            .doesNotThrowAnyException();
                }
            }
        }
    }

    private static void run(long seed, byte[] sample, Consumer<byte[]> target) {
        Random random = new Random(seed);
        for (int round = 0; round < ROUNDS; round++) {
            byte[] input = new byte[sample.length + 1];
            input[0] = (byte) random.nextInt();
            System.arraycopy(sample, 0, input, 1, sample.length);
            target.accept(round == 0 ? input : damaged(input, random));
        }
    }

    /** Changes a few bytes, or cuts, repeats or drops a part. */
    private static byte[] damaged(byte[] input, Random random) {
        int at = 1 + random.nextInt(input.length - 1);
        switch (random.nextInt(6)) {
            case 0 -> {
                return Arrays.copyOf(input, at);
            }
            case 1 -> {
                int length = random.nextInt(Math.min(40, input.length - at) + 1);
                byte[] repeated = Arrays.copyOf(input, input.length + length);
                System.arraycopy(input, at, repeated, at + length, input.length - at);
                return repeated;
            }
            case 2 -> {
                int length = random.nextInt(Math.min(20, input.length - at) + 1);
                byte[] dropped = Arrays.copyOf(input, input.length - length);
                System.arraycopy(input, at + length, dropped, at, input.length - at - length);
                return dropped;
            }
            default -> {
                byte[] changed = input.clone();
                for (int i = 1 + random.nextInt(4); i > 0; i--) {
                    changed[1 + random.nextInt(input.length - 1)] = (byte) random.nextInt();
                }
                return changed;
            }
        }
    }
}
