package io.github.swfsdk.dicom.internal.pdu;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;

/**
 * Cuts messages into P-DATA-TF PDUs (PS3.8, 9.3.5) inside one buffer and hands the buffer over when it is full: a message of
 * any size passes through, and several small PDUs leave with one write. A large buffer is borrowed for one message. One
 * caller at a time.
 */
public final class PDataWriter {

    /** Where full buffers go. The bytes are valid during the call only. */
    @FunctionalInterface
    public interface Sink {
        /** Takes whole PDUs. */
        void write(ByteBuffer pdus) throws IOException;
    }

    /** Where large buffers come from. */
    public interface Buffers {
        /** Lends a buffer of this capacity at least. */
        ByteBuffer lend(int capacity);

        /** Takes it back. */
        void giveBack(ByteBuffer buffer);
    }

    private static final int HEADERS = PduHeader.LENGTH + PDataValue.OVERHEAD;
    private static final int MIN_CAPACITY = 4096;

    private final Sink sink;
    private final int maxFragment;
    private final int capacity;
    private final Buffers buffers;
    private final ByteBuffer small = ByteBuffer.allocate(MIN_CAPACITY); // enough for a side that only answers
    private final ByteBuffer one = ByteBuffer.allocate(1);
    private ByteBuffer buffer = small; // addressed absolutely
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
    public PDataWriter(int maxBody, int capacity, Buffers buffers, Sink sink) {
        if (maxBody < PDataValue.OVERHEAD + 2) {
            throw new IllegalArgumentException("a PDU body of " + maxBody + " bytes has no room for data");
        }
        this.maxFragment = (maxBody - PDataValue.OVERHEAD) & ~1; // fragments have an even length (PS3.8, Annex E)
        this.capacity = Math.max(MIN_CAPACITY, Math.max(capacity, maxFragment + HEADERS));
        this.buffers = buffers;
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
            buffer.put(position, bytes, from, count);
            position += count;
            from += count;
            left -= count;
        }
    }

    /** Adds all that {@code in} gives, read directly into the buffer. */
    public void write(ReadableByteChannel in) throws IOException {
        while (true) {
            if (position == fragmentEnd) {
                if (in.read(one.clear()) < 0) { // a new fragment only when something goes into it
                    return;
                }
                nextFragment();
                buffer.put(position++, one.get(0));
            }
            ensureRoom(fragmentEnd - position);
            int count = in.read(buffer.slice(position, fragmentEnd - position));
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
            sink.write(buffer.slice(0, count));
        }
    }

    /** After a message: gives its buffer back, and forgets what was not handed over of one that could not be finished. */
    public void close() {
        position = 0;
        if (buffer != small) {
            buffers.giveBack(buffer);
            buffer = small;
        }
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
        if (buffer.capacity() - position < count) {
            ByteBuffer larger = buffers.lend(capacity);
            larger.put(0, buffer, 0, position);
            buffer = larger;
        }
    }

    private void endFragment(boolean last) {
        int length = position - fragmentStart;
        ByteBuffer header = buffer.slice(fragmentStart - HEADERS, HEADERS);
        header.put((byte) PduType.P_DATA_TF.code()).put((byte) 0);
        header.putInt(length + PDataValue.OVERHEAD);
        header.putInt(length + PDataValue.OVERHEAD - Integer.BYTES);
        header.put((byte) contextId).put((byte) PDataValue.control(command, last));
    }
}
