package io.github.swfsdk.dicom.internal.codec;

import io.github.swfsdk.dicom.io.DicomFormatException;
import io.github.swfsdk.dicom.io.Leniency;
import io.github.swfsdk.dicom.io.ReadOptions;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * The inflated bytes of a deflated data set: RFC 1951 without a header, and at most one byte of padding after it (PS3.5,
 * A.5). Bounded; closing releases the inflater and leaves the source open.
 */
public final class InflatedStream extends InputStream {
    private static final int CAPACITY = 16 * 1024;

    private final InputStream in;
    private final ReadOptions options;
    private final Inflater inflater = new Inflater(true);
    private final byte[] input = new byte[CAPACITY];
    private long inflated;
    private boolean ended;

    /** Inflates what the source holds. */
    public InflatedStream(InputStream in, ReadOptions options) {
        this.in = in;
        this.options = options;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : Byte.toUnsignedInt(one[0]);
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        int count = 0;
        while (!ended && count == 0) {
            count = inflate(target, offset, length);
        }
        if (count == 0) {
            return -1;
        }
        inflated += count;
        if (inflated > options.limits().maxInflated()) {
            throw malformed("data set inflates to more than " + options.limits().maxInflated() + " bytes");
        }
        return count;
    }

    private int inflate(byte[] target, int offset, int length) throws IOException {
        try {
            int count = inflater.inflate(target, offset, length);
            if (count == 0 && inflater.needsDictionary()) {
                throw malformed("deflated data asks for a dictionary");
            }
            if (count == 0 && inflater.finished()) {
                checkPadding();
            } else if (count == 0) {
                fill();
            }
            return count;
        } catch (DataFormatException e) {
            throw new DicomFormatException("deflated data is damaged", inflater.getBytesRead(), "", e);
        }
    }

    private void fill() throws IOException {
        int read = in.read(input, 0, CAPACITY);
        if (read < 0) {
            throw malformed("input ends within deflated data");
        }
        inflater.setInput(input, 0, read);
    }

    /** Reads to the end of the source, so that whoever listens to it has everything. */
    private void checkPadding() throws IOException {
        long after = inflater.getRemaining();
        for (int more = in.read(input, 0, CAPACITY); more >= 0; more = in.read(input, 0, CAPACITY)) {
            after += more;
        }
        ended = true;
        if (after > 1) {
            if (!options.tolerates(Leniency.DEFLATED_PADDING)) {
                throw malformed(after + " bytes follow the deflated data");
            }
            options.listener().used(Leniency.DEFLATED_PADDING, inflater.getBytesRead(), "");
        }
    }

    private DicomFormatException malformed(String problem) {
        return new DicomFormatException(problem, inflater.getBytesRead(), "");
    }

    /** Releases the memory of the inflater. */
    @Override
    public void close() {
        inflater.end();
    }
}
