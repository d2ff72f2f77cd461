package io.github.swfsdk.api.dataset;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The frames of an image's pixel data: native (PS3.5, 8.1.1), or encapsulated with a basic offset table, an extended one, or
 * none (PS3.5, A.4; PS3.3, C.7.6.3.1.8). Frames of encapsulated pixel data are bit streams, still compressed. Tables come
 * from whoever wrote the image and are checked before they are used. Immutable and thread-safe; views, no copies, but for a
 * frame that is in several fragments.
 */
public final class PixelFrames {
    private static final int ITEM_HEADER = 8;
    private static final int BITS = 8;

    private final List<List<ByteBuffer>> frames;

    private PixelFrames(List<List<ByteBuffer>> frames) {
        this.frames = List.copyOf(frames);
    }

    /**
     * Finds the frames of an image.
     *
     * @throws InvalidValueException if the attributes that tell them apart are missing or do not go with the pixel data
     */
    public static PixelFrames of(DataSet image) {
        Element pixels = image.find(Tags.PIXEL_DATA).orElse(null);
        if (pixels instanceof FragmentsElement fragments) {
            return new PixelFrames(encapsulated(image, fragments.fragments()));
        }
        if (pixels instanceof BytesElement bytes) {
            return new PixelFrames(nativeFrames(image, bytes.bytes()));
        }
        throw new InvalidValueException(Tags.PIXEL_DATA, "pixel data");
    }

    /** How many there are. */
    public int count() {
        return frames.size();
    }

    /**
     * The bytes of a frame, little endian; of a native one with one bit per pixel from the byte in which it begins.
     *
     * @param index from 0
     */
    public ByteBuffer frame(int index) {
        List<ByteBuffer> parts = frames.get(index);
        if (parts.size() == 1) {
            return parts.get(0).duplicate().order(ByteOrder.LITTLE_ENDIAN);
        }
        ByteBuffer joined = ByteBuffer.allocate(
                parts.stream().mapToInt(ByteBuffer::remaining).sum());
        parts.forEach(part -> joined.put(part.duplicate()));
        return joined.flip().asReadOnlyBuffer().order(ByteOrder.LITTLE_ENDIAN);
    }

    private static List<List<ByteBuffer>> nativeFrames(DataSet image, ByteBuffer pixels) {
        long bits = product(
                number(image, Tags.ROWS),
                number(image, Tags.COLUMNS),
                number(image, Tags.SAMPLES_PER_PIXEL),
                number(image, Tags.BITS_ALLOCATED));
        int count = frameCount(image);
        if (image.text(Tags.PHOTOMETRIC_INTERPRETATION).equals("YBR_FULL_422")) {
            bits = bits / 3 * 2; // two samples of each color for four pixels (PS3.3, C.7.6.3.1.2)
        }
        if ((bits * count + BITS - 1) / BITS > pixels.remaining()) {
            throw new InvalidValueException(Tags.PIXEL_DATA, "as many bytes as its frames take");
        }
        List<List<ByteBuffer>> frames = new ArrayList<>();
        for (long frame = 0; frame < count; frame++) {
            int from = (int) (frame * bits / BITS);
            int to = (int) (((frame + 1) * bits + BITS - 1) / BITS);
            frames.add(List.of(pixels.slice(from, to - from)));
        }
        return frames;
    }

    private static List<List<ByteBuffer>> encapsulated(DataSet image, List<ByteBuffer> all) {
        if (all.isEmpty()) {
            throw new InvalidValueException(Tags.PIXEL_DATA, "an offset table");
        }
        List<ByteBuffer> fragments = all.subList(1, all.size());
        int count = frameCount(image);
        if (image.hasValue(Tags.EXTENDED_OFFSET_TABLE)) {
            return byExtendedTable(image, fragments, count);
        }
        ByteBuffer table = all.get(0).order(ByteOrder.LITTLE_ENDIAN);
        if (table.hasRemaining() && table.remaining() == (long) count * Integer.BYTES) {
            long[] offsets = new long[count];
            Arrays.setAll(offsets, i -> Integer.toUnsignedLong(table.getInt(table.position() + i * Integer.BYTES)));
            return byOffsets(offsets, fragments, Tags.PIXEL_DATA);
        }
        if (count == 1) {
            return List.of(List.copyOf(fragments));
        }
        if (fragments.size() == count) {
            return fragments.stream().map(List::of).toList();
        }
        throw new InvalidValueException(Tags.PIXEL_DATA, "an offset table, or a fragment for each frame");
    }

    /** Each frame is one fragment, whose padding is not part of it. */
    private static List<List<ByteBuffer>> byExtendedTable(DataSet image, List<ByteBuffer> fragments, int count) {
        long[] offsets = longs(image, Tags.EXTENDED_OFFSET_TABLE, count);
        long[] lengths = longs(image, Tags.EXTENDED_OFFSET_TABLE_LENGTHS, count);
        List<List<ByteBuffer>> frames = new ArrayList<>();
        List<List<ByteBuffer>> found = byOffsets(offsets, fragments, Tags.EXTENDED_OFFSET_TABLE);
        for (int i = 0; i < count; i++) {
            ByteBuffer fragment = found.get(i).get(0);
            if (found.get(i).size() != 1 || lengths[i] < 0 || lengths[i] > fragment.remaining()) {
                throw new InvalidValueException(Tags.EXTENDED_OFFSET_TABLE_LENGTHS, "the length of each frame");
            }
            frames.add(List.of(fragment.slice(fragment.position(), (int) lengths[i])));
        }
        return frames;
    }

    private static List<List<ByteBuffer>> byOffsets(long[] offsets, List<ByteBuffer> fragments, Tag table) {
        Map<Long, Integer> starts = new HashMap<>();
        long start = 0;
        for (int i = 0; i < fragments.size(); i++) {
            starts.put(start, i);
            start += ITEM_HEADER + fragments.get(i).remaining();
        }
        List<List<ByteBuffer>> frames = new ArrayList<>();
        for (int i = 0; i < offsets.length; i++) {
            Integer first = starts.get(offsets[i]);
            Integer next = i + 1 < offsets.length ? starts.get(offsets[i + 1]) : Integer.valueOf(fragments.size());
            if (first == null || next == null || next <= first) {
                throw new InvalidValueException(table, "where the fragments of each frame begin");
            }
            frames.add(List.copyOf(fragments.subList(first, next)));
        }
        return frames;
    }

    private static long[] longs(DataSet image, Tag tag, int count) {
        ByteBuffer bytes =
                image.find(tag).orElse(null) instanceof BytesElement element ? element.bytes() : ByteBuffer.allocate(0);
        if (bytes.remaining() != (long) count * Long.BYTES) {
            throw new InvalidValueException(tag, "a number for each frame");
        }
        long[] numbers = new long[count];
        bytes.asLongBuffer().get(numbers);
        return numbers;
    }

    private static int frameCount(DataSet image) {
        long count = image.number(Tags.NUMBER_OF_FRAMES).orElse(1);
        if (count < 1 || count > Integer.MAX_VALUE / Long.BYTES) {
            throw new InvalidValueException(Tags.NUMBER_OF_FRAMES, "a number of frames");
        }
        return (int) count;
    }

    private static long number(DataSet image, Tag tag) {
        long value = image.number(tag).orElse(0);
        if (value < 1) {
            throw new InvalidValueException(tag, "a positive number");
        }
        return value;
    }

    private static long product(long... factors) {
        try {
            long product = 1;
            for (long factor : factors) {
                product = Math.multiplyExact(product, factor);
            }
            return Math.min(product, (long) Integer.MAX_VALUE * BITS); // more than any array holds
        } catch (ArithmeticException e) {
            throw new InvalidValueException(Tags.ROWS, "a size that can be held");
        }
    }
}
