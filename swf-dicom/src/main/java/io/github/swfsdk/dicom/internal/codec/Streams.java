package io.github.swfsdk.dicom.internal.codec;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;

/** Reads streams into buffers. */
public final class Streams {
    private static final int STEP = 16 * 1024;

    private Streams() {}

    /**
     * Reads some bytes into a buffer, as {@link InputStream#read(byte[], int, int)} would; without a copy if the stream is a
     * channel too, or the buffer lies in the heap.
     */
    public static int read(InputStream in, ByteBuffer target) throws IOException {
        if (in instanceof ReadableByteChannel channel) {
            return channel.read(target);
        }
        if (target.hasArray()) {
            int count = in.read(target.array(), target.arrayOffset() + target.position(), target.remaining());
            target.position(target.position() + Math.max(count, 0));
            return count;
        }
        byte[] bytes = new byte[Math.min(target.remaining(), STEP)];
        int count = in.read(bytes, 0, bytes.length);
        if (count > 0) {
            target.put(bytes, 0, count);
        }
        return count;
    }
}
