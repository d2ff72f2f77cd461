package io.github.swfsdk.dicom.io;

import io.github.swfsdk.api.dataset.DataSet;
import io.github.swfsdk.dicom.internal.codec.DataSetReader;
import io.github.swfsdk.dicom.internal.codec.ExactStream;
import io.github.swfsdk.dicom.internal.codec.InflatedStream;
import io.github.swfsdk.dicom.internal.codec.PassingStream;
import io.github.swfsdk.dicom.internal.codec.Token;
import io.github.swfsdk.dicom.internal.codec.TokenReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;

/**
 * An encoded data set on its way from a stream to another: the attributes before the pixel data are decoded, and every byte
 * passes through unchanged while the structure is checked to the end. Pixel data and other large values are never held.
 *
 * <pre>{@code
 * try (InstanceStream instance = InstanceStream.open(in, transferSyntax, options)) {
 *     OutputStream target = choose(instance.header());
 *     instance.transferTo(target);      // a truncated data set fails here
 * }
 * }</pre>
 *
 * <p>Of a deflated data set the inflated bytes are checked, at most {@link ReadLimits#maxInflated()} of them, and the
 * deflated ones pass through. One caller at a time.
 */
public final class InstanceStream implements AutoCloseable {
    private static final int FIRST_GROUP_AFTER_HEADER = 0x7FE0;

    private final ReadLimits limits;
    private final Tap tap;
    private final InputStream plain;
    private final TokenReader tokens;
    private final DataSetReader reader;
    private final DataSet header;
    private boolean headerComplete = true;
    private boolean ended;
    private boolean transferred;

    private InstanceStream(InputStream in, TransferSyntax transferSyntax, ReadOptions options) throws IOException {
        limits = options.limits();
        tap = new Tap(in);
        plain = transferSyntax.deflated() ? new InflatedStream(tap, options) : tap;
        tokens = new TokenReader(plain, transferSyntax, options);
        reader = new DataSetReader(tokens, options);
        try {
            readHeader();
        } catch (IOException | RuntimeException e) {
            close();
            throw e;
        }
        header = reader.complete();
    }

    /**
     * Reads the attributes up to the first element of group 7FE0H or above. Blocks as the stream does.
     *
     * @param in an encoded data set without file meta information; stays open
     * @throws DicomFormatException if they are malformed or exceed a limit
     * @throws IOException if the stream fails
     */
    public static InstanceStream open(InputStream in, TransferSyntax transferSyntax, ReadOptions options)
            throws IOException {
        return new InstanceStream(in, transferSyntax, options);
    }

    /** As {@link #open(InputStream, TransferSyntax, ReadOptions)}, with other limits than the defaults. */
    public static InstanceStream open(InputStream in, TransferSyntax transferSyntax, ReadLimits limits)
            throws IOException {
        return open(in, transferSyntax, ReadOptions.of(limits));
    }

    /**
     * The attributes before the pixel data. Values and whole sequences that take more than
     * {@link ReadLimits#maxHeaderValue()} bytes, and encapsulated ones, are left out.
     */
    public DataSet header() {
        return header;
    }

    /**
     * Whether the header reaches to the pixel data. If not, {@link ReadLimits#maxHeader()} bytes came before, and the header
     * holds what stands in them.
     */
    public boolean isHeaderComplete() {
        return headerComplete;
    }

    /**
     * Writes the whole data set, what was read for the header included, and checks that it ends where its last element does.
     * May be called once; neither stream is closed.
     *
     * @return the number of bytes written
     * @throws DicomFormatException if the data set is malformed or truncated; bytes may have been written
     * @throws IOException if one of both streams fails
     */
    public long transferTo(OutputStream out) throws IOException {
        return transferTo(new StreamOutput(out));
    }

    /**
     * As {@link #transferTo(OutputStream)}. The channel is given buffers as they come, which may lie outside of the heap and are
     * used again after the call, and has to take each of them whole, in one call or several.
     */
    public long transferTo(WritableByteChannel out) throws IOException {
        if (transferred) {
            throw new IllegalStateException("the data set has been transferred");
        }
        transferred = true;
        tap.drainTo(out);
        while (!ended) {
            ended = tokens.next() == Token.END;
        }
        return tap.count();
    }

    /** Releases what decoding took; the streams stay open. */
    @Override
    public void close() {
        if (plain instanceof InflatedStream inflated) {
            inflated.close();
        }
    }

    private void readHeader() throws IOException {
        long largeFrom = Long.MAX_VALUE; // where the open sequence becomes too large
        boolean muted = false;
        while (true) {
            Token token = tokens.next();
            boolean outermost = tokens.depth() == 0;
            if (token == Token.END) {
                ended = true;
                return;
            }
            if (outermost && tokens.tag() >>> 16 >= FIRST_GROUP_AFTER_HEADER) {
                return;
            }
            if (exceedsHeader(token)) {
                headerComplete = false;
                return;
            }
            if (token == Token.SEQUENCE && outermost) {
                largeFrom = tokens.offset() + limits.maxHeaderValue();
            } else if (!muted && largeFrom < tokens.offset()) {
                reader.abandonSequence();
                muted = true;
            }
            if (!muted && !isOfFragments(token)) {
                reader.take(token, limits.maxHeaderValue());
            }
            if (token == Token.END_OF_SEQUENCE && outermost) {
                largeFrom = Long.MAX_VALUE;
                muted = false;
            }
        }
    }

    private boolean exceedsHeader(Token token) {
        boolean valued = token == Token.ELEMENT || token == Token.FRAGMENT;
        return tokens.offset() + (valued ? tokens.length() : 0) > limits.maxHeader();
    }

    private static boolean isOfFragments(Token token) {
        return token == Token.FRAGMENTS || token == Token.FRAGMENT || token == Token.END_OF_FRAGMENTS;
    }

    /** Hands each byte that is read or stepped over on: to a buffer first, then to the target. */
    private static final class Tap extends ExactStream {
        private static final int STEP = 64 * 1024;

        private final InputStream in;
        private final ByteArrayOutputStream kept = new ByteArrayOutputStream();
        private WritableByteChannel out = new StreamOutput(kept);
        private long count;

        Tap(InputStream in) {
            this.in = in;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : Byte.toUnsignedInt(one[0]);
        }

        @Override
        public int read(byte[] target, int offset, int length) throws IOException {
            int read = in.read(target, offset, length);
            if (read > 0) {
                write(ByteBuffer.wrap(target, offset, read));
                count += read;
            }
            return read;
        }

        @Override
        public long skip(long wanted) throws IOException {
            if (in instanceof PassingStream passing) {
                long passed = passing.pass(wanted, out);
                count += passed;
                return passed;
            }
            byte[] bytes = new byte[(int) Math.min(wanted, STEP)];
            long left = wanted;
            while (left > 0) {
                int read = read(bytes, 0, (int) Math.min(left, bytes.length));
                if (read < 0) {
                    break;
                }
                left -= read;
            }
            return wanted - left;
        }

        void drainTo(WritableByteChannel target) throws IOException {
            out = target;
            write(ByteBuffer.wrap(kept.toByteArray()));
            kept.reset();
        }

        long count() {
            return count;
        }

        private void write(ByteBuffer bytes) throws IOException {
            while (bytes.hasRemaining()) {
                out.write(bytes);
            }
        }
    }

    /** A stream as a channel, which takes a buffer whole and without a copy if it lies in the heap. */
    private record StreamOutput(OutputStream out) implements WritableByteChannel {
        @Override
        public int write(ByteBuffer bytes) throws IOException {
            int count = bytes.remaining();
            if (bytes.hasArray()) {
                out.write(bytes.array(), bytes.arrayOffset() + bytes.position(), count);
                bytes.position(bytes.limit());
            } else {
                byte[] copy = new byte[count];
                bytes.get(copy);
                out.write(copy);
            }
            return count;
        }

        @Override
        public boolean isOpen() {
            return true;
        }

        @Override
        public void close() {
            // the stream is not ours
        }
    }
}
