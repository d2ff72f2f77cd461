package io.github.swfsdk.dicom.internal.pdu;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * Cuts messages into P-DATA-TF PDUs (PS3.8, 9.3.5) inside one reused buffer and hands the buffer over when it is full: a
 * message of any size passes through, and several small PDUs leave with one write. One caller at a time.
 */
public final class PDataWriter {

    /** Where full buffers go. The bytes are valid during the call only. */
    @FunctionalInterface
    public interface Sink {
        /** Takes whole PDUs. */
        void write(byte[] bytes, int offset, int length) throws IOException;
    }

    private static final int HEADERS = PduHeader.LENGTH + PDataValue.OVERHEAD;
    private static final int MIN_CAPACITY = 4096;

    private final Sink sink;
    private final int maxFragment;
    private final int capacity;
    private byte[] buffer;
    private int position;
    private int fragmentStart;
    private int fragmentEnd;
    private int contextId;
    private boolean command;

    /**
     * Creates a writer.
     *
     * @param maxBody longest PDU body to send; at least 8, not more than the peer receives
     * @param capacity bytes of the buffer; raised to one PDU when smaller
     */
    public PDataWriter(int maxBody, int capacity, Sink sink) {
        if (maxBody < PDataValue.OVERHEAD + 2) {
            throw new IllegalArgumentException("a PDU body of " + maxBody + " bytes has no room for data");
        }
        this.maxFragment = (maxBody - PDataValue.OVERHEAD) & ~1; // fragments have an even length (PS3.8, Annex E)
        this.capacity = Math.max(MIN_CAPACITY, Math.max(capacity, maxFragment + HEADERS));
        this.buffer = new byte[MIN_CAPACITY]; // enough for a side that only answers
        this.sink = sink;
    }

    /** Starts a command set or a data set in this presentation context. */
    public void begin(int contextId, boolean command) throws IOException {
        this.contextId = contextId;
        this.command = command;
        beginFragment();
    }

    /** Adds bytes to what was begun. */
    public void write(byte[] bytes, int offset, int length) throws IOException {
        int from = offset;
        int left = length;
        while (left > 0) {
            if (position == fragmentEnd) {
                nextFragment();
            }
            int count = Math.min(left, fragmentEnd - position);
            ensureRoom(count);
            System.arraycopy(bytes, from, buffer, position, count);
            position += count;
            from += count;
            left -= count;
        }
    }

    /** Adds all that {@code in} gives, read directly into the buffer. */
    public void write(InputStream in) throws IOException {
        while (true) {
            if (position == fragmentEnd) {
                int next = in.read(); // a new fragment only when something goes into it
                if (next < 0) {
                    return;
                }
                nextFragment();
                buffer[position++] = (byte) next;
            }
            ensureRoom(fragmentEnd - position);
            int count = in.read(buffer, position, fragmentEnd - position);
            if (count < 0) {
                return;
            }
            position += count;
        }
    }

    /** Ends the command set or data set that was begun: its last fragment is marked. */
    public void end() {
        endFragment(true);
    }

    /** Hands over what is in the buffer. */
    public void flush() throws IOException {
        int count = position;
        position = 0;
        if (count > 0) {
            sink.write(buffer, 0, count);
        }
    }

    /** Forgets a message that could not be finished; bytes already handed over are gone. */
    public void discard() {
        position = 0;
    }

    private void nextFragment() throws IOException {
        endFragment(false);
        beginFragment();
    }

    private void beginFragment() throws IOException {
        // a fragment shorter than the peer allows is worth it only for small messages
        if (capacity - position < HEADERS + Math.min(maxFragment, MIN_CAPACITY / 2)) {
            flush();
        }
        ensureRoom(HEADERS + 1);
        position += HEADERS;
        fragmentStart = position;
        fragmentEnd = position + Math.min(maxFragment, (capacity - position) & ~1);
    }

    private void ensureRoom(int count) {
        if (buffer.length - position < count) {
            buffer = Arrays.copyOf(buffer, capacity);
        }
    }

    private void endFragment(boolean last) {
        int length = position - fragmentStart;
        ByteBuffer header = ByteBuffer.wrap(buffer, fragmentStart - HEADERS, HEADERS);
        header.put((byte) PduType.P_DATA_TF.code()).put((byte) 0);
        header.putInt(length + PDataValue.OVERHEAD);
        header.putInt(length + PDataValue.OVERHEAD - Integer.BYTES);
        header.put((byte) contextId).put((byte) PDataValue.control(command, last));
    }
}
