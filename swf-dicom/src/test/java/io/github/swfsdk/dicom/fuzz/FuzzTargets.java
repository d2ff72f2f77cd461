package io.github.swfsdk.dicom.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.swfsdk.api.dataset.DataSet;
import io.github.swfsdk.api.dataset.Vr;
import io.github.swfsdk.dicom.internal.charset.SpecificCharacterSet;
import io.github.swfsdk.dicom.internal.codec.DataSetReader;
import io.github.swfsdk.dicom.internal.codec.DataSetWriter;
import io.github.swfsdk.dicom.internal.pdu.PduException;
import io.github.swfsdk.dicom.internal.pdu.PduHeader;
import io.github.swfsdk.dicom.internal.pdu.PduReader;
import io.github.swfsdk.dicom.internal.pdu.Tolerance;
import io.github.swfsdk.dicom.io.DicomFormatException;
import io.github.swfsdk.dicom.io.DicomJson;
import io.github.swfsdk.dicom.io.DicomXml;
import io.github.swfsdk.dicom.io.ModelOptions;
import io.github.swfsdk.dicom.io.ReadLimits;
import io.github.swfsdk.dicom.io.ReadOptions;
import io.github.swfsdk.dicom.io.TransferSyntax;
import io.github.swfsdk.dicom.net.Leniency;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;

/**
 * What holds for each decoder whatever bytes it is given: it ends in a value or in its documented exception, allocates no more
 * than its limits and the input allow, and what it understood survives being written and read again. The first byte of an
 * input chooses a variant.
 */
public final class FuzzTargets {
    private static final int MIB = 1024 * 1024;
    private static final int ALLOCATED = 48 * MIB;
    private static final int ALLOCATED_PER_BYTE = 512; // an empty element of eight bytes is an object and its tag

    private static final ReadOptions OPTIONS = ReadOptions.of(ReadLimits.builder()
            .maxDepth(16)
            .maxElements(10_000)
            .maxMemory(MIB)
            .maxInflated(2 * MIB)
            .build());

    private static final List<TransferSyntax> SYNTAXES = List.of(
            TransferSyntax.IMPLICIT_VR_LITTLE_ENDIAN,
            TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN,
            TransferSyntax.EXPLICIT_VR_BIG_ENDIAN,
            TransferSyntax.DEFLATED_EXPLICIT_VR_LITTLE_ENDIAN);

    private static final List<List<String>> CHARACTER_SETS = List.of(
            List.of(),
            List.of("ISO_IR 100"),
            List.of("ISO_IR 13"),
            List.of("", "ISO 2022 IR 87", "ISO 2022 IR 159"),
            List.of("ISO 2022 IR 13", "ISO 2022 IR 87"),
            List.of("", "ISO 2022 IR 149"),
            List.of("", "ISO 2022 IR 58"),
            List.of("ISO 2022 IR 100", "ISO 2022 IR 144", "ISO 2022 IR 126"),
            List.of("ISO_IR 192"),
            List.of("GB18030"),
            List.of("GBK"));

    private static final List<Vr> TEXTS = List.of(Vr.LO, Vr.PN, Vr.LT, Vr.UC);

    private FuzzTargets() {}

    /** A PDU as it comes from the network. */
    public static void pdu(byte[] input) {
        if (input.length < PduHeader.LENGTH) {
            return;
        }
        bounded(input.length, () -> {
            ByteBuffer in = ByteBuffer.wrap(input);
            try {
                PduHeader header = PduHeader.read(in, MIB, MIB);
                // the header is what the transport waits for; here the body is what there is
                PduReader.read(header.type(), in.slice(), new Tolerance(EnumSet.allOf(Leniency.class)));
            } catch (PduException e) {
                assertThat(e.getMessage()).isNotBlank();
            }
        });
    }

    /** A data set in one of the transfer syntaxes. */
    public static void dataSet(byte[] input) {
        TransferSyntax syntax = SYNTAXES.get(variant(input, SYNTAXES.size()));
        read(input, in -> DataSetReader.read(in, syntax, OPTIONS)).ifPresent(first -> {
            byte[] written = DataSetWriter.encode(first, syntax);
            DataSet second = again(written, in -> DataSetReader.read(in, syntax, ReadOptions.forFiles()));
            assertThat(DataSetWriter.encode(second, syntax)).isEqualTo(written);
        });
    }

    /** Text in one of the character sets. */
    public static void text(byte[] input) {
        int variant = variant(input, CHARACTER_SETS.size() * TEXTS.size());
        SpecificCharacterSet characterSet = SpecificCharacterSet.of(CHARACTER_SETS.get(variant / TEXTS.size()));
        Vr vr = TEXTS.get(variant % TEXTS.size());
        byte[] bytes = rest(input);
        bounded(bytes.length, () -> {
            String text = characterSet.decode(bytes, vr);
            assertThat(text.length()).isLessThanOrEqualTo(bytes.length);
            SpecificCharacterSet.Encoded encoded = characterSet.encode(text, vr);
            if (encoded.complete() && !SpecificCharacterSet.hasUndecoded(text)) {
                assertThat(characterSet.decode(encoded.bytes(), vr)).isEqualTo(text);
            }
        });
    }

    /** A document in the DICOM JSON model. */
    public static void json(byte[] input) {
        read(input, in -> DicomJson.read(in, OPTIONS, (tag, uri) -> Optional.empty()))
                .ifPresent(first -> {
                    byte[] written = json(first);
                    DataSet second = again(written, in -> DicomJson.read(in, ReadOptions.forFiles()));
                    assertThat(json(second)).isEqualTo(written);
                });
    }

    /** A document in the Native DICOM Model. */
    public static void xml(byte[] input) {
        read(input, in -> DicomXml.read(in, OPTIONS, (tag, uri) -> Optional.empty()))
                .ifPresent(first -> {
                    byte[] written = xml(first);
                    DataSet second = again(written, in -> DicomXml.read(in, ReadOptions.forFiles()));
                    assertThat(xml(second)).isEqualTo(written);
                });
    }

    private interface Reading {
        DataSet read(ByteArrayInputStream in) throws IOException;
    }

    private static Optional<DataSet> read(byte[] input, Reading reading) {
        DataSet[] result = new DataSet[1];
        byte[] bytes = rest(input);
        bounded(bytes.length, () -> {
            try {
                result[0] = reading.read(new ByteArrayInputStream(bytes));
            } catch (DicomFormatException e) {
                assertThat(e.getMessage()).isNotBlank();
            } catch (IOException e) {
                throw new AssertionError("an array does not fail", e);
            }
        });
        return Optional.ofNullable(result[0]);
    }

    private static DataSet again(byte[] written, Reading reading) {
        try {
            return reading.read(new ByteArrayInputStream(written));
        } catch (IOException e) {
            throw new AssertionError("an array does not fail", e);
        }
    }

    private static byte[] json(DataSet dataSet) {
        return written(out -> DicomJson.write(dataSet, out, ModelOptions.defaults()));
    }

    private static byte[] xml(DataSet dataSet) {
        return written(out -> DicomXml.write(dataSet, out, ModelOptions.defaults()));
    }

    private interface Writing {
        void write(ByteArrayOutputStream out) throws IOException;
    }

    private static byte[] written(Writing writing) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            writing.write(out);
        } catch (IOException e) {
            throw new AssertionError("an array does not fail", e);
        }
        return out.toByteArray();
    }

    private static int variant(byte[] input, int count) {
        return input.length == 0 ? 0 : Byte.toUnsignedInt(input[0]) % count;
    }

    private static byte[] rest(byte[] input) {
        return input.length == 0 ? input : Arrays.copyOfRange(input, 1, input.length);
    }

    /** Decodes again what took too much: the first time, classes may have been loaded. */
    private static void bounded(int inputLength, Runnable decoding) {
        long limit = ALLOCATED + (long) ALLOCATED_PER_BYTE * inputLength;
        if (allocatedBy(decoding) > limit) {
            assertThat(allocatedBy(decoding)).isLessThanOrEqualTo(limit);
        }
    }

    private static long allocatedBy(Runnable decoding) {
        long before = allocated();
        decoding.run();
        return allocated() - before;
    }

    private static long allocated() {
        return ((com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean())
                .getThreadAllocatedBytes(Thread.currentThread().getId());
    }
}
