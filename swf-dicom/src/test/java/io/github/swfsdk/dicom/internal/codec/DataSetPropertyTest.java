package io.github.swfsdk.dicom.internal.codec;

import static io.github.swfsdk.dicom.internal.codec.Hex.bytes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.swfsdk.api.dataset.DataSet;
import io.github.swfsdk.api.dataset.Tags;
import io.github.swfsdk.dicom.io.DicomFile;
import io.github.swfsdk.dicom.io.DicomFileReader;
import io.github.swfsdk.dicom.io.DicomFormatException;
import io.github.swfsdk.dicom.io.InstanceStream;
import io.github.swfsdk.dicom.io.ReadLimits;
import io.github.swfsdk.dicom.io.ReadOptions;
import io.github.swfsdk.dicom.io.TransferSyntax;
import io.github.swfsdk.dicom.io.WriteOptions;
import io.github.swfsdk.dicom.io.WriteOptions.SequenceLengths;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.SequenceInputStream;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What holds for any data set, and for any bytes. */
class DataSetPropertyTest {
    private static final TransferSyntax IMPLICIT = TransferSyntax.IMPLICIT_VR_LITTLE_ENDIAN;
    private static final TransferSyntax EXPLICIT = TransferSyntax.EXPLICIT_VR_LITTLE_ENDIAN;
    private static final TransferSyntax DEFLATED = TransferSyntax.DEFLATED_EXPLICIT_VR_LITTLE_ENDIAN;
    private static final TransferSyntax BIG_ENDIAN = TransferSyntax.EXPLICIT_VR_BIG_ENDIAN;
    private static final List<TransferSyntax> SYNTAXES = List.of(IMPLICIT, EXPLICIT, DEFLATED, BIG_ENDIAN);

    @ParameterizedTest
    @EnumSource
    void readsWhatItWrote(SequenceLengths lengths) throws IOException {
        WriteOptions options = WriteOptions.builder().sequenceLengths(lengths).build();
        RandomDataSets dataSets = new RandomDataSets(1);
        for (int i = 0; i < 300; i++) {
            DataSet dataSet = dataSets.next();
            for (TransferSyntax syntax : List.of(EXPLICIT, DEFLATED, BIG_ENDIAN)) {
                byte[] encoded = DataSetWriter.encode(dataSet, syntax, options);
                assertThat(encoded.length % 2).isZero();
                assertThat(read(encoded, syntax)).isEqualTo(dataSet);
            }
        }
    }

    @Test
    void writesWhatItReadByteForByte() throws IOException {
        RandomDataSets dataSets = new RandomDataSets(2);
        for (int i = 0; i < 300; i++) {
            byte[] encoded = DataSetWriter.encode(dataSets.next(), IMPLICIT);

            assertThat(DataSetWriter.encode(read(encoded, IMPLICIT), IMPLICIT)).isEqualTo(encoded);
        }
    }

    @Test
    void storesAnyDataSet() {
        StoredDataSetCodec codec = new StoredDataSetCodec();
        RandomDataSets dataSets = new RandomDataSets(3);
        for (int i = 0; i < 300; i++) {
            DataSet dataSet = dataSets.next();
            assertThat(codec.decode(codec.encode(dataSet))).isEqualTo(dataSet);
        }
    }

    @Test
    void passesAnyDataSetThroughUnchanged() throws IOException {
        RandomDataSets dataSets = new RandomDataSets(4);
        for (int i = 0; i < 300; i++) {
            DataSet dataSet = dataSets.next();
            byte[] encoded = DataSetWriter.encode(dataSet, EXPLICIT);
            ByteArrayOutputStream out = new ByteArrayOutputStream();

            try (InstanceStream instance =
                    InstanceStream.open(new OneByOne(encoded), EXPLICIT, ReadLimits.forMessages())) {
                assertThat(instance.header())
                        .isEqualTo(dataSet.toBuilder().remove(Tags.PIXEL_DATA).build());
                instance.transferTo(out);
            }
            assertThat(out.toByteArray()).isEqualTo(encoded);
        }
    }

    /** Cut anywhere, a data set is malformed or, between two elements, a shorter one. */
    @Test
    void survivesTruncationAtEachByte() {
        DataSet dataSet = new RandomDataSets(6).next();
        for (TransferSyntax syntax : List.of(IMPLICIT, EXPLICIT, DEFLATED)) {
            byte[] encoded = DataSetWriter.encode(dataSet, syntax);
            int whole = 0;
            for (int length = 0; length < encoded.length; length++) {
                whole += survives(Arrays.copyOf(encoded, length), syntax) ? 1 : 0;
            }
            // at most at the start, behind each element, and without the padding of deflated data
            assertThat(whole).isLessThanOrEqualTo(1 + dataSet.size());
        }
    }

    /** A seed is printed with a failure; each one is the same on each run. */
    @ParameterizedTest
    @ValueSource(longs = {11, 12, 13, 14})
    void survivesChangedBytes(long seed) {
        Random random = new Random(seed);
        RandomDataSets dataSets = new RandomDataSets(seed);
        for (int i = 0; i < 300; i++) {
            TransferSyntax syntax = SYNTAXES.get(random.nextInt(SYNTAXES.size()));
            byte[] encoded = DataSetWriter.encode(dataSets.next(), syntax);
            int changes = 1 + random.nextInt(6);
            for (int change = 0; change < changes; change++) {
                encoded[random.nextInt(encoded.length)] = (byte) random.nextInt();
            }
            survives(encoded, syntax);
        }
    }

    @Test
    void survivesChangedBytesOfFiles() throws IOException {
        Random random = new Random(31);
        DataSet dataSet = new RandomDataSets(31)
                .next().toBuilder()
                        .put(Tags.SOP_CLASS_UID, "1.2.3")
                        .put(Tags.SOP_INSTANCE_UID, "1.2.4")
                        .build();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        DicomFile.of(dataSet, EXPLICIT).write(out, WriteOptions.defaults());
        for (int i = 0; i < 500; i++) {
            byte[] file = out.toByteArray();
            for (int change = 0; change < 4; change++) {
                file[100 + random.nextInt(230)] = (byte) random.nextInt(); // prefix and file meta information
            }
            tried(() -> {
                try (DicomFileReader reader =
                        DicomFileReader.open(new ByteArrayInputStream(file), ReadOptions.forMessages())) {
                    reader.read();
                }
            });
        }
    }

    /** Attributes that steer the reader, in a representation that they never have. */
    @Test
    void survivesSteeringAttributesOfAnotherKind() throws IOException {
        byte[] encoded =
                bytes("08 00 05 00 'US' 02 00  01 00", "28 00 03 01 'CS' 02 00 'XY'", "28 00 06 01 'US' 02 00  ff ff");

        assertThat(read(encoded, EXPLICIT).number(Tags.SMALLEST_IMAGE_PIXEL_VALUE))
                .hasValue(65535);
    }

    @Test
    void survivesNoise() {
        Random random = new Random(21);
        for (int i = 0; i < 300; i++) {
            byte[] noise = new byte[random.nextInt(200)];
            random.nextBytes(noise);
            SYNTAXES.forEach(syntax -> survives(noise, syntax));
        }
    }

    @Test
    void doesNotAllocateWhatIsOnlyDeclared() {
        byte[] value = bytes("e0 7f 10 00 'OB' 00 00  fe ff ff 7f  01 02 03 04");
        byte[] fragment = bytes("e0 7f 10 00 'OB' 00 00  ff ff ff ff", "fe ff 00 e0  fe ff ff 7f  01 02 03 04");
        byte[] hugeValue = bytes("e0 7f 10 00 'OB' 00 00  fe ff ff ff  01 02 03 04");
        ReadLimits generous = ReadLimits.builder().maxMemory(Long.MAX_VALUE).build();
        for (byte[] encoded : List.of(value, fragment, hugeValue)) {
            long before = allocated();
            assertThatThrownBy(() -> DataSetReader.read(new ByteArrayInputStream(encoded), EXPLICIT, generous))
                    .isInstanceOf(DicomFormatException.class);
            assertThat(allocated() - before).isLessThan(4 << 20);
        }
    }

    @Test
    void boundsNesting() throws IOException {
        byte[] item = bytes("08 00 40 11  ff ff ff ff", "fe ff 00 e0  ff ff ff ff");

        assertThatThrownBy(() -> DataSetReader.read(repeat(item, 1_000_000), IMPLICIT, ReadLimits.forMessages()))
                .isInstanceOf(DicomFormatException.class)
                .hasMessageContaining("sequences nest deeper than 64 at byte 1024");
        byte[] end = bytes("fe ff 0d e0  00 00 00 00", "fe ff dd e0  00 00 00 00");
        InputStream deepest = new SequenceInputStream(repeat(item, 512), repeat(end, 512));
        DataSet dataSet = DataSetReader.read(
                deepest, IMPLICIT, ReadLimits.builder().maxDepth(512).build());
        assertThat(dataSet.items(Tags.REFERENCED_IMAGE_SEQUENCE)).hasSize(1);
    }

    @Test
    void boundsElementsItemsAndMemory() {
        ReadLimits limits =
                ReadLimits.builder().maxElements(1000).maxMemory(1_000_000).build();
        byte[] element = bytes("10 00 20 00  02 00 00 00 'P1'");
        byte[] item = bytes("fe ff 00 e0  00 00 00 00");
        byte[] large = bytes("09 00 01 10  00 00 01 00" + " 00".repeat(65_536));

        assertThatThrownBy(() -> DataSetReader.read(repeat(element, 1_000_000), IMPLICIT, limits))
                .isInstanceOf(DicomFormatException.class)
                .hasMessageContaining("more than 1000 elements at byte 10000");
        InputStream items =
                new SequenceInputStream(repeat(bytes("08 00 40 11  ff ff ff ff"), 1), repeat(item, 1_000_000));
        assertThatThrownBy(() -> DataSetReader.read(items, IMPLICIT, limits))
                .isInstanceOf(DicomFormatException.class)
                .hasMessageContaining("more than 1000 elements");
        assertThatThrownBy(() -> DataSetReader.read(repeat(large, 100), IMPLICIT, limits))
                .isInstanceOf(DicomFormatException.class)
                .hasMessageContaining("takes more than 1000000 bytes of memory");
    }

    /** Whether bytes are read, else they are refused as malformed; anything else fails the test. */
    private static boolean survives(byte[] encoded, TransferSyntax syntax) {
        boolean whole = tried(() -> read(encoded, syntax));
        boolean passes = tried(() -> {
            try (InstanceStream instance =
                    InstanceStream.open(new ByteArrayInputStream(encoded), syntax, ReadLimits.forMessages())) {
                instance.transferTo(OutputStream.nullOutputStream());
            }
        });
        // what can be read can be passed through
        assertThat(passes || !whole).isTrue();
        return whole;
    }

    private interface Attempt {
        void run() throws IOException;
    }

    private static boolean tried(Attempt attempt) {
        try {
            attempt.run();
            return true;
        } catch (DicomFormatException e) {
            return false;
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static DataSet read(byte[] encoded, TransferSyntax syntax) throws IOException {
        return DataSetReader.read(new ByteArrayInputStream(encoded), syntax, ReadLimits.forMessages());
    }

    private static InputStream repeat(byte[] bytes, int count) {
        return new SequenceInputStream(Collections.enumeration(Collections.nCopies(count, bytes).stream()
                .map(copy -> (InputStream) new ByteArrayInputStream(copy))
                .toList()));
    }

    private static long allocated() {
        return ((com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean())
                .getThreadAllocatedBytes(Thread.currentThread().getId());
    }

    /** A stream that never has more than one byte at a time. */
    private static final class OneByOne extends ByteArrayInputStream {
        OneByOne(byte[] bytes) {
            super(bytes);
        }

        @Override
        public synchronized int read(byte[] target, int offset, int length) {
            return super.read(target, offset, Math.min(1, length));
        }
    }
}
