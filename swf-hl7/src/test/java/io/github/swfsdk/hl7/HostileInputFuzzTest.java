package io.github.swfsdk.hl7;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.swfsdk.api.event.Cause;
import io.github.swfsdk.api.order.OrderDecision;
import io.github.swfsdk.api.order.OrderRequest;
import java.io.IOException;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Whatever comes ends in an acknowledgement or a closed connection, and the next sender is served. */
@Timeout(120)
class HostileInputFuzzTest {
    private static final byte[] ORDER = Samples.NEW_ORDER.getBytes(StandardCharsets.US_ASCII);
    private static final long SEED = 20261122;

    private final List<OrderRequest> received = new CopyOnWriteArrayList<>();
    private final List<Throwable> failures = new CopyOnWriteArrayList<>();
    private Hl7Server server;

    @BeforeEach
    void start() throws IOException {
        MllpOptions options =
                MllpOptions.builder().closeTimeout(Duration.ofSeconds(1)).build();
        server = Hl7Server.builder()
                .options(options)
                .orders(request -> {
                    received.add(request);
                    return OrderDecision.accept();
                })
                .listener(new Hl7Listener() {
                    @Override
                    public void failed(Cause message, Throwable failure) {
                        failures.add(failure);
                    }
                })
                .start();
    }

    @AfterEach
    void stillServes() throws IOException {
        try (ScriptedPeer peer = ScriptedPeer.connect(server.port())) {
            peer.sendFrame(ORDER);
            assertThat(peer.receiveFrame()).contains("MSA|AA|MSG0001");
        }
        server.close();
        assertThat(failures).as("no message is an internal error").isEmpty();
    }

    @Test
    void aMessageCutAtAnyByteIsAcknowledged() throws Exception {
        try (ScriptedPeer peer = ScriptedPeer.connect(server.port())) {
            for (int length = 0; length <= ORDER.length; length++) {
                peer.sendFrame(Arrays.copyOf(ORDER, length));
                String ack = peer.receiveFrame();
                assertThat(ack)
                        .as("cut after %d bytes", length)
                        .startsWith("MSH|^~\\&|")
                        .contains("\rMSA|A");
                boolean complete = length >= ORDER.length - "^100^Application^DICOM\r".length();
                if (length < ORDER.length - Samples.ZDS.length()) {
                    assertThat(ack).as("cut after %d bytes", length).doesNotContain("MSA|AA|");
                } else if (complete) {
                    assertThat(ack).contains("MSA|AA|MSG0001\r");
                }
            }
        }
    }

    @Test
    void aFrameCutAtAnyByteIsNeverHandled() throws Exception {
        byte[] frame = frame(ORDER);
        for (int length = 0; length < frame.length; length += length < frame.length - 3 ? 7 : 1) {
            try (ScriptedPeer peer = ScriptedPeer.connect(server.port())) {
                peer.sendBytes(Arrays.copyOf(frame, length));
                peer.endOfInput();
                byte[] answer = peer.receiveUntilClosed();
                assertThat(answer.length == 0 || contains(answer, "MSA|AR|"))
                        .as("cut after %d bytes", length)
                        .isTrue();
            }
        }
        assertThat(received).isEmpty();
    }

    @Test
    void aMessageWithWrongBytesIsAcknowledged() throws Exception {
        Random random = new Random(SEED);
        try (ScriptedPeer peer = ScriptedPeer.connect(server.port())) {
            for (int round = 0; round < 3000; round++) {
                byte[] message = damaged(random);
                peer.sendFrame(message);
                assertThat(peer.receiveFrame())
                        .as("round %d", round)
                        .startsWith("MSH|^~\\&|")
                        .contains("\rMSA|A");
            }
        }
    }

    @Test
    void randomBytesEndInAnAcknowledgementOrAClosedConnection() throws Exception {
        Random random = new Random(SEED);
        for (int round = 0; round < 300; round++) {
            byte[] bytes = new byte[1 + random.nextInt(4000)];
            random.nextBytes(bytes);
            if (random.nextBoolean()) {
                bytes[0] = 0x0B;
            }
            try (ScriptedPeer peer = ScriptedPeer.connect(server.port())) {
                send(peer, bytes);
                byte[] answer = peer.receiveUntilClosed();
                assertThat(answer.length == 0 || contains(answer, "\rMSA|A"))
                        .as("round %d", round)
                        .isTrue();
            }
        }
        assertThat(received).isEmpty();
    }

    /** One to eight bytes replaced, mostly by characters that mean something; the frame itself stays. */
    private static byte[] damaged(Random random) {
        byte[] meaningful = "|^~\\&\r\n\"AZ09 .-+X\u0000".getBytes(StandardCharsets.US_ASCII);
        byte[] message = ORDER.clone();
        int changes = 1 + random.nextInt(8);
        for (int i = 0; i < changes; i++) {
            byte value =
                    random.nextInt(4) == 0 ? (byte) random.nextInt(256) : meaningful[random.nextInt(meaningful.length)];
            boolean framing = value == 0x0B || value == 0x1C;
            message[random.nextInt(message.length)] = framing ? (byte) '?' : value;
        }
        return message;
    }

    /** The server may close while this is still being sent. */
    private static void send(ScriptedPeer peer, byte[] bytes) throws IOException {
        try {
            peer.sendBytes(bytes);
            peer.endOfInput();
        } catch (SocketException e) {
            return; // closed early, which is one of the two right ends
        }
    }

    private static boolean contains(byte[] bytes, String text) {
        return new String(bytes, StandardCharsets.ISO_8859_1).contains(text);
    }

    private static byte[] frame(byte[] message) {
        byte[] frame = new byte[message.length + 3];
        frame[0] = 0x0B;
        System.arraycopy(message, 0, frame, 1, message.length);
        frame[frame.length - 2] = 0x1C;
        frame[frame.length - 1] = 0x0D;
        return frame;
    }
}
