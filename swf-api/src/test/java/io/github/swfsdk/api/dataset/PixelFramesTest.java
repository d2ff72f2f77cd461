package io.github.swfsdk.api.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import org.junit.jupiter.api.Test;

class PixelFramesTest {
    private static final byte[] NONE = {};

    @Test
    void cutsNativePixelDataByTheSizeOfAFrame() {
        DataSet image = size(2, 2, 1, 16)
                .put(Tags.NUMBER_OF_FRAMES, "2")
                .put(Tags.PIXEL_DATA, Vr.OW, bytes(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16))
                .build();

        PixelFrames frames = PixelFrames.of(image);

        assertThat(frames.count()).isEqualTo(2);
        assertThat(read(frames, 0)).containsExactly(1, 2, 3, 4, 5, 6, 7, 8);
        assertThat(read(frames, 1)).containsExactly(9, 10, 11, 12, 13, 14, 15, 16);
    }

    /** Frames of 12 bits: the second begins in the middle of a byte. */
    @Test
    void cutsPackedBitsAtTheBytesThatHoldAFrame() {
        DataSet image = size(3, 4, 1, 1)
                .put(Tags.NUMBER_OF_FRAMES, "2")
                .put(Tags.PIXEL_DATA, Vr.OB, bytes(1, 2, 3, 0))
                .build();

        PixelFrames frames = PixelFrames.of(image);

        assertThat(read(frames, 0)).containsExactly(1, 2);
        assertThat(read(frames, 1)).containsExactly(2, 3);
    }

    @Test
    void knowsThatYbrFull422TakesTwoSamplesAPixel() {
        DataSet image = size(1, 2, 3, 8)
                .put(Tags.PHOTOMETRIC_INTERPRETATION, "YBR_FULL_422")
                .put(Tags.PIXEL_DATA, Vr.OB, bytes(1, 2, 3, 4))
                .build();

        assertThat(read(PixelFrames.of(image), 0)).containsExactly(1, 2, 3, 4);
    }

    @Test
    void joinsTheFragmentsThatABasicOffsetTableGroups() {
        DataSet image = encapsulated(2, ints(0, 20), bytes(1, 2), bytes(3, 4), bytes(5, 6))
                .build();

        PixelFrames frames = PixelFrames.of(image);

        assertThat(frames.count()).isEqualTo(2);
        assertThat(read(frames, 0)).containsExactly(1, 2, 3, 4);
        assertThat(read(frames, 1)).containsExactly(5, 6);
    }

    @Test
    void needsNoTableForOneFrameOrAFragmentForEach() {
        PixelFrames one =
                PixelFrames.of(encapsulated(1, NONE, bytes(1, 2), bytes(3, 4)).build());
        PixelFrames two =
                PixelFrames.of(encapsulated(2, NONE, bytes(1, 2), bytes(3, 4)).build());

        assertThat(one.count()).isEqualTo(1);
        assertThat(read(one, 0)).containsExactly(1, 2, 3, 4);
        assertThat(two.count()).isEqualTo(2);
        assertThat(read(two, 1)).containsExactly(3, 4);
    }

    @Test
    void takesLengthsFromAnExtendedOffsetTable() {
        DataSet image = encapsulated(2, NONE, bytes(1, 2, 3, 0), bytes(4, 5))
                .put(Tags.EXTENDED_OFFSET_TABLE, Vr.OV, longs(0, 12))
                .put(Tags.EXTENDED_OFFSET_TABLE_LENGTHS, Vr.OV, longs(3, 2))
                .build();

        PixelFrames frames = PixelFrames.of(image);

        assertThat(read(frames, 0)).containsExactly(1, 2, 3); // without the padding
        assertThat(read(frames, 1)).containsExactly(4, 5);
    }

    @Test
    void refusesTablesThatDoNotGoWithTheFragments() {
        List<DataSet> broken = List.of(
                encapsulated(2, ints(0, 11), bytes(1, 2), bytes(3, 4)).build(),
                encapsulated(2, ints(10, 0), bytes(1, 2), bytes(3, 4)).build(),
                encapsulated(2, ints(0, -2), bytes(1, 2), bytes(3, 4)).build(),
                encapsulated(3, NONE, bytes(1, 2), bytes(3, 4)).build(),
                encapsulated(0, NONE, bytes(1, 2)).build(),
                encapsulated(1, NONE, bytes(1, 2))
                        .put(Tags.EXTENDED_OFFSET_TABLE, Vr.OV, longs(0))
                        .put(Tags.EXTENDED_OFFSET_TABLE_LENGTHS, Vr.OV, longs(3))
                        .build(),
                encapsulated(1, NONE, bytes(1, 2))
                        .put(Tags.EXTENDED_OFFSET_TABLE, Vr.OV, longs(0, 10))
                        .build(),
                size(2, 2, 1, 16).put(Tags.PIXEL_DATA, Vr.OW, bytes(1, 2)).build(),
                size(65535, 65535, 65535, 65535)
                        .put(Tags.NUMBER_OF_FRAMES, "2147483647")
                        .put(Tags.PIXEL_DATA, Vr.OW, bytes(1, 2))
                        .build(),
                DataSet.builder().put(Tags.PIXEL_DATA, Vr.OW, bytes(1, 2)).build(),
                DataSet.empty());
        for (DataSet image : broken) {
            assertThatThrownBy(() -> PixelFrames.of(image)).isInstanceOf(InvalidValueException.class);
        }
    }

    private static DataSet.Builder size(int rows, int columns, int samples, int bits) {
        return DataSet.builder()
                .put(Tags.ROWS, rows)
                .put(Tags.COLUMNS, columns)
                .put(Tags.SAMPLES_PER_PIXEL, samples)
                .put(Tags.BITS_ALLOCATED, bits);
    }

    private static DataSet.Builder encapsulated(int frames, byte[]... fragments) {
        return DataSet.builder()
                .put(Tags.NUMBER_OF_FRAMES, Integer.toString(frames))
                .put(FragmentsElement.of(Tags.PIXEL_DATA, Vr.OB, List.of(fragments)));
    }

    private static byte[] bytes(int... values) {
        byte[] bytes = new byte[values.length];
        for (int i = 0; i < values.length; i++) {
            bytes[i] = (byte) values[i];
        }
        return bytes;
    }

    private static byte[] ints(int... values) {
        ByteBuffer bytes = ByteBuffer.allocate(values.length * 4).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asIntBuffer().put(values);
        return bytes.array();
    }

    private static byte[] longs(long... values) {
        ByteBuffer bytes = ByteBuffer.allocate(values.length * 8).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asLongBuffer().put(values);
        return bytes.array();
    }

    private static byte[] read(PixelFrames frames, int index) {
        byte[] bytes = new byte[frames.frame(index).remaining()];
        frames.frame(index).get(bytes);
        return bytes;
    }
}
