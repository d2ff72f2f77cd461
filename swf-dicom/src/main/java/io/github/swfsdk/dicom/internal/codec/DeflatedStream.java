package io.github.swfsdk.dicom.internal.codec;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;

/**
 * Deflates a data set: RFC 1951 without a header, padded to an even length (PS3.5, A.5). Closing releases the deflater and
 * leaves the target open; only {@link #finish} completes the data.
 */
final class DeflatedStream extends OutputStream {
    private static final int CAPACITY = 16 * 1024;

    /** Counts what goes to the target. */
    private static final class Counter extends FilterOutputStream {
        private long count;

        Counter(OutputStream out) {
            super(out);
        }

        @Override
        public void write(int b) throws IOException {
            out.write(b);
            count++;
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            out.write(bytes, offset, length);
            count += length;
        }
    }

    private final Deflater deflater = new Deflater(Deflater.DEFAULT_COMPRESSION, true);
    private final Counter counter;
    private final DeflaterOutputStream deflated;

    DeflatedStream(OutputStream out) {
        counter = new Counter(out);
        deflated = new DeflaterOutputStream(counter, deflater, CAPACITY);
    }

    @Override
    public void write(int b) throws IOException {
        deflated.write(b);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        deflated.write(bytes, offset, length);
    }

    void finish() throws IOException {
        deflated.finish();
        if ((counter.count & 1) != 0) {
            counter.write(0);
        }
    }

    @Override
    public void close() {
        deflater.end();
    }
}
