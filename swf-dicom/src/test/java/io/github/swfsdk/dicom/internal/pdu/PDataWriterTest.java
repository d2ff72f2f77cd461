package io.github.swfsdk.dicom.internal.pdu;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PDataWriterTest {

    private final List<byte[]> writes = new ArrayList<>();
    private final Lent buffers = new Lent();

    private PDataWriter writer(int maxBody, int capacity) {
        return new PDataWriter(maxBody, capacity, buffers, pdus -> {
            byte[] copy = new byte[pdus.remaining()];
            pdus.get(copy);
            writes.add(copy);
        });
    }

    @Test
    void sendsCommandAndDataSetWithOneWrite() throws Exception {
        PDataWriter writer = writer(16384, 0);
        writer.begin(3, true);
        writer.write(new byte[] {1, 2}, 0, 2);
        writer.end();
        writer.begin(3, false);
        writer.write(new byte[] {9, 8, 7, 6}, 1, 2);
        writer.end();
        writer.flush();
        assertThat(writes)
                .containsExactly(Bytes.of("04 00 00 00 00 08") // one PDU
                        .hex("00 00 00 04 03 03 01 02") // context 3, command, last
                        .hex("04 00 00 00 00 08") // another PDU
                        .hex("00 00 00 04 03 02 08 07") // context 3, data set, last
                        .array());
    }

    @Test
    void neverExceedsThePeersLimit() throws Exception {
        PDataWriter writer = writer(9, 0); // an odd limit leaves two bytes per fragment
        writer.begin(1, false);
        writer.write(new byte[] {1, 2, 3, 4, 5}, 0, 5);
        writer.end();
        writer.flush();
        assertThat(writes)
                .containsExactly(Bytes.of("04 00 00 00 00 08 00 00 00 04 01 00 01 02")
                        .hex("04 00 00 00 00 08 00 00 00 04 01 00 03 04")
                        .hex("04 00 00 00 00 07 00 00 00 03 01 02 05")
                        .array());
    }

    @Test
    void endsAFullFragmentWithoutAnEmptyOne() throws Exception {
        PDataWriter writer = writer(10, 0);
        writer.begin(1, false);
        writer.write(Channels.newChannel(new ByteArrayInputStream(new byte[] {1, 2, 3, 4})));
        writer.end();
        writer.flush();
        assertThat(writes)
                .containsExactly(Bytes.of("04 00 00 00 00 0A 00 00 00 06 01 02 01 02 03 04")
                        .array());
    }

    @Test
    void streamsAnyLengthThroughOneBuffer() throws Exception {
        Random random = new Random(5);
        for (int round = 0; round < 300; round++) {
            writes.clear();
            byte[] message = new byte[random.nextInt(60_000)];
            random.nextBytes(message);
            int maxBody = 8 + random.nextInt(9000);
            PDataWriter writer = writer(maxBody, random.nextInt(20_000));
            writer.begin(1, true);
            writer.write(message, 0, Math.min(300, message.length));
            writer.end();
            writer.begin(1, false);
            if (random.nextBoolean()) {
                writer.write(message, 0, message.length);
            } else {
                writer.write(Channels.newChannel(new ByteArrayInputStream(message)));
            }
            writer.end();
            writer.flush();
            assertThat(dataSet(maxBody)).isEqualTo(message);
        }
    }

    /** Reads back what was written, PDU by PDU, and checks the rules on the way. */
    private byte[] dataSet(int maxBody) throws PduException, IOException {
        ByteArrayOutputStream data = new ByteArrayOutputStream();
        boolean ended = false;
        for (byte[] write : writes) {
            ByteBuffer in = ByteBuffer.wrap(write);
            while (in.hasRemaining()) {
                PduHeader header = PduHeader.read(in, 0, maxBody);
                PData pdu = PData.read(in.slice(in.position(), (int) header.bodyLength()));
                in.position(in.position() + (int) header.bodyLength());
                for (PDataValue value : pdu.values()) {
                    assertThat(ended).isFalse();
                    ended = !value.command() && value.last();
                    assertThat(value.fragment().remaining() % 2 == 0 || value.last())
                            .isTrue();
                    if (!value.command()) {
                        data.write(
                                value.fragment().array(),
                                value.fragment().arrayOffset(),
                                value.fragment().remaining());
                    }
                }
            }
        }
        assertThat(ended).isTrue();
        return data.toByteArray();
    }

    @Test
    void borrowsALargeBufferForOneMessage() throws Exception {
        PDataWriter writer = writer(16384, 0);
        for (int length : new int[] {4000, 5000, 40_000}) {
            writer.begin(1, false);
            writer.write(new byte[length], 0, length);
            writer.end();
            writer.flush();
            assertThat(buffers.out).isEqualTo(length > 4000 ? 1 : 0);
            writer.close();
            assertThat(buffers.out).isZero();
        }
    }

    /** Lends buffers outside of the heap, and counts them. */
    private static final class Lent implements PDataWriter.Buffers {
        private int out;

        @Override
        public ByteBuffer lend(int capacity) {
            out++;
            return ByteBuffer.allocateDirect(capacity);
        }

        @Override
        public void giveBack(ByteBuffer buffer) {
            out--;
        }
    }
}
