package io.github.swfsdk.dicom.internal.dimse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.github.swfsdk.dicom.internal.pdu.Pdu;
import io.github.swfsdk.dicom.internal.transport.DeadlineException;
import io.github.swfsdk.dicom.internal.ul.Lease;
import io.github.swfsdk.dicom.internal.ul.Transport;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.WritableByteChannel;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class DataSetPipeTest {
    private static final Duration LONG = Duration.ofSeconds(20);
    private static final Duration SHORT = Duration.ofMillis(50);

    private final Buffers buffers = new Buffers();
    private final AtomicInteger silent = new AtomicInteger();

    private DataSetPipe pipe(int maxAhead, Duration handler, Duration read) {
        return new DataSetPipe(maxAhead, handler, read, () -> false, silent::incrementAndGet);
    }

    private static ByteBuffer bytes(int count) {
        return ByteBuffer.wrap(new byte[count]);
    }

    @Test
    void carriesBytesInOrderByAnyWayOfReading() throws Exception {
        Random random = new Random(9);
        byte[] all = new byte[400_000];
        random.nextBytes(all);
        DataSetPipe pipe = pipe(10_000, LONG, LONG);
        CompletableFuture<Void> putting = Background.run(() -> put(pipe, all, new Random(4)));
        ByteArrayOutputStream read = new ByteArrayOutputStream();
        byte[] buffer = new byte[3000];
        while (read.size() < 200_000) {
            if (random.nextBoolean()) {
                read.write(pipe.read());
            } else {
                read.write(buffer, 0, pipe.read(buffer, 0, 1 + random.nextInt(buffer.length)));
            }
        }
        WritableByteChannel few = inFewBytes(read);
        assertThat(pipe.pass(100_001, few)).isEqualTo(100_001);
        assertThat(pipe.pass(Long.MAX_VALUE, few)).isPositive();
        assertThat(pipe.pass(1, few)).isZero();
        assertThat(pipe.read()).isEqualTo(-1);
        assertThat(pipe.read(buffer)).isEqualTo(-1);
        putting.get(10, TimeUnit.SECONDS);
        assertThat(read.toByteArray()).isEqualTo(all);
        assertThat(buffers.held).as("leases that are not given back").hasValue(0);
    }

    /** A channel that does not take everything at once. */
    private static WritableByteChannel inFewBytes(ByteArrayOutputStream out) {
        WritableByteChannel all = Channels.newChannel(out);
        return new WritableByteChannel() {
            @Override
            public int write(ByteBuffer bytes) throws IOException {
                ByteBuffer some = bytes.slice(bytes.position(), Math.min(bytes.remaining(), 4000));
                int count = all.write(some);
                bytes.position(bytes.position() + count);
                return count;
            }

            @Override
            public boolean isOpen() {
                return all.isOpen();
            }

            @Override
            public void close() throws IOException {
                all.close();
            }
        };
    }

    @Test
    void whoTakesReadsTheConnectionWhereNobodyElseDoes() throws Exception {
        Queue<Integer> fragments = new ArrayDeque<>(List.of(10, 0, 20));
        DataSetPipe[] self = new DataSetPipe[1];
        self[0] = new DataSetPipe(
                0,
                SHORT,
                SHORT,
                () -> {
                    Integer next = fragments.poll();
                    if (next == null) {
                        self[0].end();
                    } else {
                        putQuietly(self[0], bytes(next));
                    }
                    return true;
                },
                silent::incrementAndGet);
        assertThat(self[0].readAllBytes()).hasSize(30);
        assertThat(buffers.held).hasValue(0);
        assertThat(silent).hasValue(0);
    }

    private void putQuietly(DataSetPipe pipe, ByteBuffer bytes) {
        try {
            pipe.fragment(bytes, buffers);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private void put(DataSetPipe pipe, byte[] all, Random random) {
        try {
            for (int from = 0; from < all.length; ) {
                int count = Math.min(all.length - from, random.nextInt(9000));
                pipe.fragment(ByteBuffer.wrap(all, from, count).slice(), buffers);
                from += count;
            }
            pipe.end();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void aFragmentLongerThanTheLimitMayWaitAlone() throws Exception {
        DataSetPipe pipe = pipe(0, SHORT, LONG);
        pipe.fragment(bytes(5000), buffers);
        assertThatThrownBy(() -> pipe.fragment(bytes(1), buffers))
                .isInstanceOfSatisfying(
                        DeadlineException.class, e -> assertThat(e.deadline()).isEqualTo("handler"));
    }

    @Test
    void aClosedPipeTakesAndForgets() throws Exception {
        DataSetPipe pipe = pipe(1000, LONG, LONG);
        pipe.fragment(bytes(1000), buffers);
        CompletableFuture<Void> waiting = Background.run(() -> put(pipe, new byte[50_000], new Random(1)));
        await().until(() -> buffers.held.get() == 1);
        pipe.close();
        waiting.get(10, TimeUnit.SECONDS);
        assertThat(buffers.held).hasValue(0);
        assertThatThrownBy(pipe::read).isInstanceOf(IOException.class).hasMessage("the data set was closed");
    }

    @Test
    void whatHasArrivedIsReadBeforeTheFailure() throws Exception {
        DataSetPipe pipe = pipe(1000, LONG, LONG);
        pipe.fragment(bytes(3), buffers);
        pipe.fail(new IOException("gone"));
        assertThat(pipe.readNBytes(3)).hasSize(3);
        assertThatThrownBy(pipe::read)
                .isInstanceOf(IOException.class)
                .hasMessage("the association ended inside the data set")
                .hasRootCauseMessage("gone");
    }

    @Test
    void aSilentNetworkEndsTheAssociation() {
        DataSetPipe pipe = pipe(1000, LONG, SHORT);
        assertThatThrownBy(pipe::read).isInstanceOf(DeadlineException.class);
        assertThat(silent).hasValue(1);
    }

    /** Counts the buffers that are in use. */
    private static final class Buffers implements Transport {
        private final AtomicInteger held = new AtomicInteger();

        @Override
        public Lease retain() {
            held.incrementAndGet();
            return held::decrementAndGet;
        }

        @Override
        public Optional<Pdu> read() {
            throw new UnsupportedOperationException();
        }

        @Override
        public void drain() {
            throw new UnsupportedOperationException();
        }

        @Override
        public void write(ByteBuffer pdus) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void writeLater(ByteBuffer pdu) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void startArtim() {
            throw new UnsupportedOperationException();
        }

        @Override
        public void stopArtim() {
            throw new UnsupportedOperationException();
        }

        @Override
        public void close() {
            throw new UnsupportedOperationException();
        }
    }
}
