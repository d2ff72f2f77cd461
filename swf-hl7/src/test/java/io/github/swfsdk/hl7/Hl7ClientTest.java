package io.github.swfsdk.hl7;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.swfsdk.api.order.OrderDecision;
import io.github.swfsdk.hl7.message.AcknowledgementCode;
import io.github.swfsdk.hl7.message.Hl7Location;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The client against a receiver that plays a script. */
@Timeout(60)
class Hl7ClientTest {
    private static final byte[] ORDER = Samples.NEW_ORDER.getBytes(StandardCharsets.UTF_8);
    private static final String ACK_HEADER = "MSH|^~\\&|RIS|RADIOLOGY|OP_SYS|HOSPITAL|20261122||ACK|77|P|2.3.1\r";

    private final ExecutorService scripts = Executors.newCachedThreadPool();
    private ServerSocket receiver;

    @BeforeEach
    void listen() throws IOException {
        receiver = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
        receiver.setSoTimeout(10_000);
    }

    @AfterEach
    void stop() throws IOException {
        receiver.close();
        scripts.shutdownNow();
    }

    @Test
    void sendsOneFrameAndReturnsTheAcknowledgement() throws Exception {
        Future<String> script = play(peer -> {
            String message = peer.receiveFrame();
            peer.sendFrame(ACK_HEADER + "MSA|AA|MSG0001\r");
            return message;
        });
        try (Hl7Client client = client()) {
            Acknowledgement acknowledgement = client.send(ORDER);
            assertThat(acknowledgement.isAccepted()).isTrue();
            assertThat(acknowledgement.controlId()).isEqualTo("MSG0001");
            assertThat(acknowledgement.errors()).isEmpty();
        }
        assertThat(script.get(10, TimeUnit.SECONDS)).isEqualTo(Samples.NEW_ORDER);
    }

    @Test
    void aRefusalIsAResultWithLocations() throws Exception {
        play(peer -> {
            peer.receiveFrame();
            peer.sendFrame(ACK_HEADER + "MSA|AE|MSG0001|missing\rERR|ZDS^1^1^101&Required field missing&HL70357\r");
            return peer.receiveFrame();
        });
        try (Hl7Client client = client()) {
            Acknowledgement acknowledgement = client.send(ORDER);
            assertThat(acknowledgement.code()).isEqualTo(AcknowledgementCode.AE);
            assertThat(acknowledgement.text()).isEqualTo("missing");
            assertThat(acknowledgement.errors())
                    .containsExactly(
                            new Acknowledgement.Error(Hl7Location.of("ZDS", 1), "101", "Required field missing"));
        }
    }

    @Test
    void understandsErrorsOfVersion25() throws Exception {
        play(peer -> {
            peer.receiveFrame();
            peer.sendFrame(ACK_HEADER.replace("2.3.1", "2.5.1")
                    + "MSA|AR|MSG0001\rERR||PID^1^3^1^4|204^Unknown key identifier^HL70357|E||||no such patient\r");
            return peer.receiveFrame();
        });
        try (Hl7Client client = client()) {
            Acknowledgement acknowledgement = client.send(ORDER);
            assertThat(acknowledgement.code()).isEqualTo(AcknowledgementCode.AR);
            assertThat(acknowledgement.errors())
                    .containsExactly(
                            new Acknowledgement.Error(new Hl7Location("PID", 1, 3, 4), "204", "no such patient"));
        }
    }

    @Test
    void anAcknowledgementOfAnotherMessageIsAFailure() throws Exception {
        play(peer -> {
            peer.receiveFrame();
            peer.sendFrame(ACK_HEADER + "MSA|AA|MSG0000\r");
            peer.expectClosed();
            return "closed";
        });
        try (Hl7Client client = client()) {
            assertThatThrownBy(() -> client.send(ORDER))
                    .isInstanceOf(Hl7Exception.class)
                    .hasMessage("the acknowledgement answers another message");
        }
    }

    @Test
    void anAnswerThatIsNoAcknowledgementIsAFailure() throws Exception {
        play(peer -> {
            peer.receiveFrame();
            peer.sendFrame("hello");
            return "";
        });
        try (Hl7Client client = client()) {
            assertThatThrownBy(() -> client.send(ORDER))
                    .isInstanceOf(Hl7Exception.class)
                    .hasMessage("the answer is no acknowledgement");
        }
    }

    @Test
    void aReceiverThatDoesNotAnswerIsAFailureInTime() throws Exception {
        play(peer -> {
            peer.receiveFrame();
            peer.expectClosed();
            return "";
        });
        MllpOptions options = MllpOptions.builder()
                .acknowledgementTimeout(Duration.ofMillis(100))
                .build();
        try (Hl7Client client = Hl7Client.to("127.0.0.1", receiver.getLocalPort(), options)) {
            assertThatThrownBy(() -> client.send(ORDER))
                    .isInstanceOf(Hl7Exception.class)
                    .hasMessageContaining("timed out");
        }
    }

    @Test
    void aReceiverThatDoesNotReadIsAFailureInTime() throws Exception {
        MllpOptions options =
                MllpOptions.builder().sendTimeout(Duration.ofMillis(200)).build();
        byte[] large = new byte[32 * 1024 * 1024]; // more than socket buffers take
        try (Hl7Client client = Hl7Client.to("127.0.0.1", receiver.getLocalPort(), options)) {
            assertThatThrownBy(() -> client.send(large))
                    .isInstanceOf(Hl7Exception.class)
                    .hasMessageContaining("did not take the message in time");
        }
    }

    @Test
    void aReceiverThatIsNotThereIsAFailure() throws Exception {
        int port = receiver.getLocalPort();
        receiver.close();
        try (Hl7Client client = Hl7Client.to("127.0.0.1", port)) {
            assertThatThrownBy(() -> client.send(ORDER)).isInstanceOf(Hl7Exception.class);
        }
    }

    @Test
    void sendsAgainOnceWhenAKeptConnectionWasClosed() throws Exception {
        Future<String> first = play(peer -> {
            peer.receiveFrame();
            peer.sendFrame(ACK_HEADER + "MSA|AA|MSG0001\r");
            return "";
        });
        try (Hl7Client client = client()) {
            client.send(ORDER);
            first.get(10, TimeUnit.SECONDS);
            Future<String> second = play(peer -> {
                String message = peer.receiveFrame();
                peer.sendFrame(ACK_HEADER + "MSA|AA|MSG0001\r");
                return message;
            });
            assertThat(client.send(ORDER).isAccepted()).isTrue();
            assertThat(second.get(10, TimeUnit.SECONDS)).isEqualTo(Samples.NEW_ORDER);
        }
    }

    @Test
    void doesNotSendAgainWhenAFreshConnectionBreaks() throws Exception {
        play(peer -> {
            peer.receiveFrame();
            return "";
        });
        try (Hl7Client client = client()) {
            assertThatThrownBy(() -> client.send(ORDER))
                    .isInstanceOf(Hl7Exception.class)
                    .hasMessageContaining("without an answer");
        }
    }

    @Test
    void keepsItsConnection() throws Exception {
        try (Hl7Server server = Hl7Server.builder()
                        .options(MllpOptions.builder().maxConnections(1).build())
                        .orders(request -> OrderDecision.accept())
                        .start();
                Hl7Client client = Hl7Client.to("127.0.0.1", server.port())) {
            for (int i = 0; i < 20; i++) {
                assertThat(client.send(ORDER).isAccepted()).isTrue();
            }
        }
    }

    @Test
    void isClosedTwiceAndThenSendsNothing() {
        Hl7Client client = client();
        client.close();
        client.close();
        assertThatThrownBy(() -> client.send(ORDER)).isInstanceOf(Hl7Exception.class);
    }

    private Hl7Client client() {
        return Hl7Client.to("127.0.0.1", receiver.getLocalPort());
    }

    private interface Script {
        String play(ScriptedPeer peer) throws Exception;
    }

    /** Accepts one connection, plays the script, and closes it. */
    private Future<String> play(Script script) {
        Callable<String> task = () -> {
            try (ScriptedPeer peer = ScriptedPeer.of(receiver.accept())) {
                return script.play(peer);
            }
        };
        return scripts.submit(task);
    }
}
