package io.github.swfsdk.dicom.internal.dimse;

import io.github.swfsdk.dicom.internal.ul.Transport;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * A data set that is collected in memory, up to a limit; the bytes beyond it are counted only. Reader thread until it has
 * ended, then one other thread.
 */
final class CollectedDataSet implements IncomingDataSet {
    /** What happens with the complete data set. */
    @FunctionalInterface
    interface Completion {
        /** Called on the thread that reads after the last fragment. */
        void complete(CollectedDataSet dataSet) throws IOException;
    }

    private static final byte[] NOTHING = {};

    private final int limit;
    private final Completion whenComplete;
    private byte[] bytes = NOTHING;
    private long length;

    CollectedDataSet(int limit, Completion whenComplete) {
        this.limit = limit;
        this.whenComplete = whenComplete;
    }

    @Override
    public void fragment(ByteBuffer fragment, Transport transport) {
        int count = fragment.remaining();
        if (length + count <= limit) {
            int from = (int) length;
            if (bytes.length - from < count) {
                bytes = Arrays.copyOf(bytes, Math.max(from + count, Math.min(limit, 2 * bytes.length)));
            }
            fragment.get(bytes, from, count);
        } else {
            bytes = NOTHING;
        }
        length += count;
    }

    @Override
    public void end() throws IOException {
        whenComplete.complete(this);
    }

    @Override
    public void fail(IOException cause) {
        // nobody has seen it yet
    }

    boolean exceedsLimit() {
        return length > limit;
    }

    /** Bytes that are held. */
    int held() {
        return bytes.length;
    }

    /** The bytes; nothing when they exceed the limit. */
    InputStream content() {
        return exceedsLimit() ? new ByteArrayInputStream(NOTHING) : new ByteArrayInputStream(bytes, 0, (int) length);
    }
}
