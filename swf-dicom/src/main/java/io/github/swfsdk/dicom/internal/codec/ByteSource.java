package io.github.swfsdk.dicom.internal.codec;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.ReadableByteChannel;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The bytes of a stream through one reusable buffer, with the offset of the next byte. Never asks the stream for more
 * than it has at once, so that reading from a network does not wait for bytes that nobody needs. One caller at a time.
 */
final class ByteSource {
    private static final int FIRST_CAPACITY = 4 * 1024; // most data sets in messages are smaller
    private static final int CAPACITY = 64 * 1024;
    private static final int FIRST_STEP = 1024 * 1024;
    private static final byte ESCAPE = 0x1B;

    private final InputStream in;
    private byte[] bytes = new byte[FIRST_CAPACITY];
    private ByteBuffer view = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    private int position;
    private int limit;
    private long base; // offset of bytes[0]

    ByteSource(InputStream in) {
        this.in = in;
    }

    void order(ByteOrder order) {
        view.order(order);
    }

    /** Offset of the next byte from the start of the stream. */
    long offset() {
        return base + position;
    }

    /** Makes {@code count} bytes available to look at, at most a few; false if the stream ends before. */
    boolean has(int count) throws IOException {
        return limit - position >= count || fill(count);
    }

    private boolean fill(int count) throws IOException {
        if (position == limit || position + count > bytes.length) {
            compact();
        }
        while (limit - position < count) {
            int read = in.read(bytes, limit, bytes.length - limit);
            if (read < 0) {
                return false;
            }
            limit += read;
        }
        return true;
    }

    /** Moves what is left to the start of the buffer, which becomes large once the first, small one is used up. */
    private void compact() {
        byte[] target = bytes.length < CAPACITY && offset() >= FIRST_CAPACITY ? new byte[CAPACITY] : bytes;
        System.arraycopy(bytes, position, target, 0, limit - position);
        base += position;
        limit -= position;
        position = 0;
        if (target != bytes) {
            bytes = target;
            view = ByteBuffer.wrap(bytes).order(view.order());
        }
    }

    /** The byte at a distance from the next one; only after {@link #has}. */
    byte byteAt(int distance) {
        return bytes[position + distance];
    }

    /** The unsigned 16-bit number at a distance from the next byte; only after {@link #has}. */
    int shortAt(int distance) {
        return Short.toUnsignedInt(view.getShort(position + distance));
    }

    /** The 32-bit number at a distance from the next byte; only after {@link #has}. */
    int intAt(int distance) {
        return view.getInt(position + distance);
    }

    /** Steps over bytes that are available; only after {@link #has}. */
    void advance(int count) {
        position += count;
    }

    /**
     * Reads bytes into a new array, which grows with what arrives and not with what was announced.
     *
     * @return fewer bytes than asked for if the stream ends before
     */
    byte[] read(int count) throws IOException {
        if (count <= limit - position) {
            byte[] result = Arrays.copyOfRange(bytes, position, position + count);
            position += count;
            return result;
        }
        byte[] result = new byte[Math.min(count, FIRST_STEP)];
        int filled = drain(result);
        while (filled < count) {
            if (filled == result.length) {
                result = Arrays.copyOf(result, (int) Math.min(count, 2L * filled));
            }
            int read = in.read(result, filled, result.length - filled);
            if (read < 0) {
                return Arrays.copyOf(result, filled);
            }
            filled += read;
            base += read;
        }
        return result;
    }

    /**
     * Reads bytes as text if they are not many, and ASCII without escape sequences, as most text is.
     *
     * @param padding that is left out at the end of an even number of bytes; -1 for none
     * @return null if they are not, or the stream ends before; then nothing is read
     */
    @Nullable
    String readAscii(int count, int padding) throws IOException {
        if (count > FIRST_CAPACITY || !has(count)) {
            return null;
        }
        int end = position + count;
        for (int i = position; i < end; i++) {
            if (bytes[i] < 0 || bytes[i] == ESCAPE) {
                return null;
            }
        }
        boolean padded = count > 0 && (count & 1) == 0 && bytes[end - 1] == padding;
        String text = new String(bytes, position, padded ? count - 1 : count, StandardCharsets.ISO_8859_1);
        position = end;
        return text;
    }

    /** Empties the buffer into an array, as far as it is long. */
    private int drain(byte[] target) {
        int count = Math.min(target.length, limit - position);
        System.arraycopy(bytes, position, target, 0, count);
        position += count;
        return count;
    }

    /** Steps over bytes; returns how many the stream had. */
    long skip(long count) throws IOException {
        if (!(in instanceof ExactStream exact)) {
            return copy(count, OutputStream.nullOutputStream());
        }
        int buffered = (int) Math.min(count, limit - position);
        position += buffered;
        if (buffered == count) {
            return count;
        }
        long skipped = exact.skip(count - buffered);
        base += skipped;
        return buffered + skipped;
    }

    /** Hands bytes to a stream; returns how many there were. */
    long copy(long count, OutputStream out) throws IOException {
        long left = count;
        while (left > 0 && has(1)) {
            int step = (int) Math.min(left, limit - position);
            out.write(bytes, position, step);
            position += step;
            left -= step;
        }
        return count - left;
    }

    /** The bytes from the next one on, as a stream; this source is not to be used beside it. */
    InputStream rest() {
        return new Rest();
    }

    private final class Rest extends InputStream implements ReadableByteChannel {
        @Override
        public int read() throws IOException {
            if (!has(1)) {
                return -1;
            }
            return Byte.toUnsignedInt(bytes[position++]);
        }

        @Override
        public int read(byte[] target, int from, int length) throws IOException {
            return read(ByteBuffer.wrap(target, from, length));
        }

        @Override
        public int read(ByteBuffer target) throws IOException {
            if (position == limit) {
                return Streams.read(in, target);
            }
            int count = Math.min(target.remaining(), limit - position);
            target.put(bytes, position, count);
            position += count;
            return count;
        }

        @Override
        public boolean isOpen() {
            return true;
        }

        @Override
        public void close() throws IOException {
            in.close();
        }
    }
}
