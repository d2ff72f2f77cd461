package io.github.swfsdk.dicom.internal.codec;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * Bytes on their way to a stream, little endian unless told otherwise. They go out in large pieces; while something is open whose length has to
 * be filled in later, they are held. One caller at a time.
 */
final class ByteSink {
    private static final int CAPACITY = 64 * 1024;
    private static final int SMALLEST = 512;
    private static final int LARGEST = Integer.MAX_VALUE - 16;

    private final OutputStream out;
    private byte[] bytes = new byte[SMALLEST];
    private ByteBuffer view = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    private int held;

    ByteSink(OutputStream out) {
        this.out = out;
    }

    void order(ByteOrder order) {
        view.order(order);
    }

    ByteOrder order() {
        return view.order();
    }

    void putShort(int value) throws IOException {
        room(Short.BYTES).putShort((short) value);
    }

    void putInt(int value) throws IOException {
        room(Integer.BYTES).putInt(value);
    }

    void putLong(long value) throws IOException {
        room(Long.BYTES).putLong(value);
    }

    void putByte(byte value) throws IOException {
        room(1).put(value);
    }

    /** Puts what remains in a buffer, piece by piece. */
    void put(ByteBuffer source) throws IOException {
        while (source.hasRemaining()) {
            int count = Math.min(source.remaining(), CAPACITY / 2);
            room(count);
            source.get(bytes, view.position(), count);
            view.position(view.position() + count);
        }
    }

    /** Puts little-endian words of some bytes in the order of this sink; what is incomplete at the end stays as it is. */
    void putWords(ByteBuffer source, int size) throws IOException {
        if (view.order() == ByteOrder.LITTLE_ENDIAN || size == 1) {
            put(source);
            return;
        }
        byte[] word = new byte[size];
        while (source.remaining() >= size) {
            source.get(word);
            ByteBuffer target = room(size);
            for (int i = size - 1; i >= 0; i--) {
                target.put(word[i]);
            }
        }
        put(source);
    }

    /** Puts a length that is filled in by {@link #closeLength}; returns where it is. */
    int openLength() throws IOException {
        putInt(0);
        held++;
        return view.position();
    }

    /** Fills in the number of bytes since {@link #openLength}. */
    void closeLength(int start) {
        held--;
        view.putInt(start - Integer.BYTES, view.position() - start);
    }

    /** Hands everything to the stream. */
    void flush() throws IOException {
        out.write(bytes, 0, view.position());
        view.clear();
    }

    private ByteBuffer room(int count) throws IOException {
        if (view.remaining() < count) {
            if (held == 0 && view.capacity() >= CAPACITY) {
                flush();
            } else {
                grow(count);
            }
        }
        return view;
    }

    private void grow(int count) throws IOException {
        long needed = (long) view.position() + count;
        if (needed > LARGEST) {
            throw new IOException("a sequence of more than 2 GiB needs undefined lengths");
        }
        int position = view.position();
        bytes = Arrays.copyOf(bytes, (int) Math.min(LARGEST, Math.max(needed, 2L * bytes.length)));
        view = ByteBuffer.wrap(bytes).order(view.order()).position(position);
    }
}
