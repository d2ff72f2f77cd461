package io.github.swfsdk.hl7.internal.mllp;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;

/** Takes frames from a stream. One caller at a time. */
final class FrameReader {
    static final byte START = 0x0B;
    static final byte END = 0x1C;
    static final byte END_2 = '\r';

    private static final int BUFFER = 8192;
    private static final int NOTHING = -1;

    private final InputStream in;
    private final int maxLength;
    private final boolean lineFeedAllowed;
    private final byte[] buffer = new byte[BUFFER];
    private int position;
    private int limit;
    private boolean afterFrame;
    private boolean lineFeedSkipped;

    FrameReader(InputStream in, int maxLength, boolean lineFeedAllowed) {
        this.in = in;
        this.maxLength = maxLength;
        this.lineFeedAllowed = lineFeedAllowed;
    }

    /** Waits for the start of a frame; false at the end of the stream. */
    boolean awaitStart() throws IOException {
        int first = next();
        lineFeedSkipped = first == '\n' && lineFeedAllowed && afterFrame;
        if (lineFeedSkipped) {
            first = next();
        }
        if (first != NOTHING && first != START) {
            throw new FrameException("a frame starts with 0BH, not " + Integer.toHexString(first) + "H", new byte[0]);
        }
        return first == START;
    }

    /** Reads the rest of a frame whose start has been read. */
    byte[] readContent() throws IOException {
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        while (true) {
            int end = position;
            while (end < limit && buffer[end] != END && buffer[end] != START) {
                end++;
            }
            take(content, end - position);
            if (end < limit) {
                return finish(content);
            }
            fill(content);
        }
    }

    /** Whether a line feed was skipped before the start of the latest frame. */
    boolean skippedLineFeed() {
        return lineFeedSkipped;
    }

    private void take(ByteArrayOutputStream content, int length) throws FrameException {
        if (content.size() + length > maxLength) {
            content.write(buffer, position, maxLength - content.size());
            throw new FrameException("message longer than the limit of " + maxLength + " bytes", content.toByteArray());
        }
        content.write(buffer, position, length);
        position += length;
    }

    private byte[] finish(ByteArrayOutputStream content) throws IOException {
        if (buffer[position++] == START) {
            throw new FrameException("a frame started within a frame", content.toByteArray());
        }
        int last = next();
        if (last != END_2) {
            throw new FrameException("1CH is not followed by 0DH", content.toByteArray());
        }
        afterFrame = true;
        return content.toByteArray();
    }

    private void fill(ByteArrayOutputStream content) throws IOException {
        position = 0;
        limit = Math.max(0, in.read(buffer));
        if (limit == 0) {
            throw new EOFException("the stream ended after " + content.size() + " bytes of a message");
        }
    }

    private int next() throws IOException {
        if (position == limit) {
            position = 0;
            limit = Math.max(0, in.read(buffer));
            if (limit == 0) {
                return NOTHING;
            }
        }
        return Byte.toUnsignedInt(buffer[position++]);
    }
}
