package io.github.swfsdk.dicom.internal.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.swfsdk.dicom.internal.pdu.PData;
import io.github.swfsdk.dicom.internal.pdu.PDataValue;
import io.github.swfsdk.dicom.internal.pdu.Pdu;
import io.github.swfsdk.dicom.internal.pdu.PduException;
import io.github.swfsdk.dicom.internal.pdu.ReleaseRequest;
import io.github.swfsdk.dicom.internal.pdu.Tolerance;
import io.github.swfsdk.dicom.internal.ul.Lease;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PduInputTest {

    private static final int MAX_ASSOCIATE = 1 << 20;

    private static PduInput input(PduInput.Source source, int maxPData) {
        return new PduInput(source, MAX_ASSOCIATE, maxPData, Tolerance.none(), () -> 1, PduInput.buffers(maxPData));
    }

    @Test
    void retainedBytesOutliveTheNextPdus() throws Exception {
        Random random = new Random(11);
        List<byte[]> fragments = new ArrayList<>();
        ByteArrayOutputStream stream = new ByteArrayOutputStream();
        for (int i = 0; i < 200; i++) {
            byte[] fragment = new byte[2 * random.nextInt(20_000)];
            random.nextBytes(fragment);
            fragments.add(fragment);
            ByteBuffer pdu = new PData(List.of(new PDataValue(1, false, true, ByteBuffer.wrap(fragment)))).encode();
            stream.write(pdu.array(), 0, pdu.remaining());
        }
        PduInput input = input(inPieces(stream.toByteArray(), random), 40_006);
        List<ByteBuffer> received = new ArrayList<>();
        List<Lease> leases = new ArrayList<>();
        for (int i = 0; i < fragments.size(); i++) {
            Pdu pdu = input.read().orElseThrow();
            received.add(((PData) pdu).values().get(0).fragment());
            leases.add(input.retain());
            if (i >= 10) { // ten are still in use
                assertThat(received.get(i - 10)).isEqualTo(ByteBuffer.wrap(fragments.get(i - 10)));
                leases.get(i - 10).release();
            }
        }
        assertThat(input.read()).isEmpty();
        assertThat(input.received()).isEqualTo(stream.size());
    }

    @Test
    void readsSeveralPdusFromOneReceive() throws Exception {
        ByteArrayOutputStream stream = new ByteArrayOutputStream();
        for (int i = 0; i < 3; i++) {
            stream.write(new ReleaseRequest().encode().array(), 0, 10);
        }
        int[] calls = {0};
        ByteArrayInputStream bytes = new ByteArrayInputStream(stream.toByteArray());
        PduInput input = input(
                target -> {
                    calls[0]++;
                    return read(bytes, target, target.remaining());
                },
                16384);
        for (int i = 0; i < 3; i++) {
            assertThat(input.read()).contains(new ReleaseRequest());
        }
        assertThat(calls[0]).isEqualTo(1);
        assertThat(input.read()).isEqualTo(Optional.empty());
    }

    @Test
    void anEndInsideAPduIsAnError() {
        PduInput input = input(allOf(new ByteArrayInputStream(new byte[] {5, 0, 0, 0, 0, 4, 0})), 16384);
        assertThatThrownBy(input::read).isInstanceOf(EOFException.class);
    }

    @Test
    void aDeclaredLengthAllocatesNothing() {
        // an A-ASSOCIATE-RQ of one megabyte is declared, nothing follows
        long[] longest = {0};
        ByteArrayInputStream bytes = new ByteArrayInputStream(new byte[] {1, 0, 0, 0x10, 0, 0});
        PduInput input = input(
                target -> {
                    longest[0] = Math.max(longest[0], target.capacity());
                    return read(bytes, target, target.remaining());
                },
                16384);
        assertThatThrownBy(input::read).isInstanceOf(EOFException.class);
        assertThat(longest[0]).isLessThanOrEqualTo(32 * 1024);
    }

    @Test
    void knowsWhenAPduHasBegun() throws Exception {
        PduInput[] self = new PduInput[1];
        List<Long> seen = new ArrayList<>();
        ByteArrayInputStream bytes =
                new ByteArrayInputStream(new ReleaseRequest().encode().array(), 0, 10);
        self[0] = input(
                target -> {
                    seen.add(self[0].begunAt());
                    return read(bytes, target, 5);
                },
                16384);
        assertThat(self[0].read()).isPresent();
        assertThat(seen).containsExactly(0L, 1L);
        assertThat(self[0].begunAt()).isZero();
    }

    @Test
    void refusesTextAtOnce() {
        PduInput input = input(
                allOf(new ByteArrayInputStream("GET / HTTP/1.1\r\n\r\n".getBytes(StandardCharsets.US_ASCII))), 16384);
        assertThatThrownBy(input::read).isInstanceOf(PduException.class).hasMessage("PDU type 71 is not known");
    }

    private static PduInput.Source inPieces(byte[] all, Random random) {
        ByteArrayInputStream bytes = new ByteArrayInputStream(all);
        return target -> read(bytes, target, 1 + random.nextInt(target.remaining()));
    }

    private static PduInput.Source allOf(ByteArrayInputStream bytes) {
        return target -> read(bytes, target, target.remaining());
    }

    private static int read(ByteArrayInputStream bytes, ByteBuffer target, int most) {
        byte[] read = new byte[most];
        int count = bytes.read(read, 0, most);
        if (count > 0) {
            target.put(read, 0, count);
        }
        return count;
    }

    @Test
    void drainsNoMoreThanTheLimit() throws IOException {
        ByteArrayInputStream bytes = new ByteArrayInputStream(new byte[100_000]);
        input(allOf(bytes), 16384).drain(30_000);
        assertThat(bytes.available()).isBetween(50_000, 70_000);
    }
}
