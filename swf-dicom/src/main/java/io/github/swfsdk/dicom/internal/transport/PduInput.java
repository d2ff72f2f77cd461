package io.github.swfsdk.dicom.internal.transport;

import io.github.swfsdk.dicom.internal.pdu.Pdu;
import io.github.swfsdk.dicom.internal.pdu.PduException;
import io.github.swfsdk.dicom.internal.pdu.PduHeader;
import io.github.swfsdk.dicom.internal.pdu.PduReader;
import io.github.swfsdk.dicom.internal.pdu.PduType;
import io.github.swfsdk.dicom.internal.pdu.Tolerance;
import io.github.swfsdk.dicom.internal.ul.Lease;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * Cuts a stream of bytes into PDUs. A P-DATA-TF stays where it was received; who wants its bytes longer than until the next
 * read {@linkplain #retain() retains} the buffer, and reading goes on in another one. One thread only, except where noted.
 */
final class PduInput {
    /** Where bytes come from. */
    @FunctionalInterface
    interface Source {
        /** As {@link java.nio.channels.ReadableByteChannel#read(ByteBuffer)}; blocks until there is a byte. */
        int read(ByteBuffer target) throws IOException;
    }

    /** Enough for every message without images; a bigger buffer comes with the first bigger PDU. */
    private static final int FIRST_SIZE = 16 * 1024;

    /** So much more than the longest PDU that the command before it does not have to be moved out of its way. */
    private static final int BESIDE_A_PDU = 4 * 1024;

    private final Source source;
    private final int maxAssociate;
    private volatile int maxPData;
    private final Tolerance tolerance;
    private final LongSupplier clock;
    private final PduBuffers pool;
    private ReceiveBuffer buffer;
    private int start;
    private int end;
    private volatile long begunAt;
    private volatile long received; // written by one thread

    /** Buffers for connections whose P-DATA-TF bodies are not longer than this. */
    static PduBuffers buffers(int maxPData) {
        return new PduBuffers(PduHeader.LENGTH + maxPData + BESIDE_A_PDU);
    }

    PduInput(Source source, int maxAssociate, int maxPData, Tolerance tolerance, LongSupplier clock, PduBuffers pool) {
        this.source = source;
        this.maxAssociate = maxAssociate;
        this.maxPData = maxPData;
        this.tolerance = tolerance;
        this.clock = clock;
        this.pool = pool;
        this.buffer = new ReceiveBuffer(ByteBuffer.allocate(Math.min(FIRST_SIZE, pool.size())), pool);
    }

    /** When the PDU began that is being read; 0 between PDUs. Any thread. */
    long begunAt() {
        return begunAt;
    }

    /** The longest P-DATA-TF body from now on, not more than at first. Any thread. */
    void limit(int maxPDataLength) {
        maxPData = Math.min(maxPData, maxPDataLength);
    }

    /** Bytes received so far. Any thread. */
    long received() {
        return received;
    }

    /** The next PDU; empty when the stream has ended between two. */
    Optional<Pdu> read() throws IOException, PduException {
        if (start == end) {
            makeRoomForNext();
            if (!readSome()) {
                return Optional.empty();
            }
        }
        begunAt = clock.getAsLong();
        fill(PduHeader.LENGTH);
        PduHeader header = PduHeader.read(buffer.bytes.slice(start, PduHeader.LENGTH), maxAssociate, maxPData);
        start += PduHeader.LENGTH;
        int length = (int) header.bodyLength();
        if (header.type() == PduType.P_DATA_TF) {
            fill(length);
        } else {
            fillStepwise(length);
        }
        ByteBuffer body = buffer.bytes.slice(start, length);
        start += length;
        begunAt = 0;
        return Optional.of(PduReader.read(header.type(), body, tolerance));
    }

    /** Keeps the buffer of the PDU that was read last. */
    Lease retain() {
        return buffer.retain();
    }

    /** Reads and forgets up to {@code limit} bytes, or to the end of the stream. */
    void drain(int limit) throws IOException {
        begunAt = 0;
        start = 0;
        end = 0;
        ByteBuffer bytes = ByteBuffer.allocate(FIRST_SIZE);
        int left = limit;
        while (left > 0) {
            int count = source.read(bytes.clear());
            if (count < 0) {
                return;
            }
            left -= count;
        }
    }

    /** Nothing is read any more: the buffer is used again for another connection. */
    void release() {
        buffer.release();
    }

    private void makeRoomForNext() {
        if (buffer.isUnshared()) {
            start = 0;
            end = 0;
        } else if (buffer.bytes.capacity() - end < buffer.bytes.capacity() / 4) {
            swap(pool.size());
        }
    }

    /** A long A-ASSOCIATE is not trusted: room is made for what has arrived, not for what is declared. */
    private void fillStepwise(int count) throws IOException {
        while (end - start < count) {
            fill(Math.min(count, Math.max(FIRST_SIZE, 2 * (end - start))));
        }
    }

    /** Reads until at least {@code count} bytes are there, in one piece. */
    private void fill(int count) throws IOException {
        if (buffer.bytes.capacity() - start < count) {
            makeRoom(count);
        }
        while (end - start < count) {
            if (!readSome()) {
                throw new EOFException("the connection ended inside a PDU");
            }
        }
    }

    private void makeRoom(int count) {
        if (buffer.isUnshared() && buffer.bytes.capacity() >= count) {
            buffer.bytes.put(0, buffer.bytes, start, end - start);
            end -= start;
            start = 0;
        } else {
            swap(count);
        }
    }

    /** Goes on in another buffer, with what is there of the next PDU. */
    private void swap(int count) {
        ReceiveBuffer next = count <= pool.size() ? pool.take() : new ReceiveBuffer(ByteBuffer.allocate(count), pool);
        next.bytes.put(0, buffer.bytes, start, end - start);
        end -= start;
        start = 0;
        buffer.release();
        buffer = next;
    }

    private boolean readSome() throws IOException {
        int count = source.read(buffer.bytes.clear().position(end));
        if (count < 0) {
            return false;
        }
        end += count;
        received += count;
        return true;
    }
}
