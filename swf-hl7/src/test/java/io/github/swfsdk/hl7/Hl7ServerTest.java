package io.github.swfsdk.hl7;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.swfsdk.api.event.Cause;
import io.github.swfsdk.api.order.OrderControl;
import io.github.swfsdk.api.order.OrderDecision;
import io.github.swfsdk.api.order.OrderRequest;
import io.github.swfsdk.hl7.message.CharacterSet;
import io.github.swfsdk.hl7.message.Leniency;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The server as its peers see it, byte by byte. */
@Timeout(60)
class Hl7ServerTest {
    private final List<OrderRequest> received = new CopyOnWriteArrayList<>();

    @Test
    void acknowledgesAnOrderByteByByte() throws Exception {
        Clock clock = Clock.fixed(Instant.parse("2026-11-22T09:15:01Z"), ZoneId.of("Europe/Berlin"));
        try (Hl7Server server = start(options().clock(clock));
                ScriptedPeer peer = ScriptedPeer.connect(server.port())) {
            peer.sendFrame(Samples.NEW_ORDER);

            String ack = peer.receiveFrame();
            assertThat(ack.replaceFirst("\\|ACK\\^O01\\|[0-9A-Z]{1,20}\\|", "|ACK^O01|ID|"))
                    .isEqualTo("MSH|^~\\&|RIS|RADIOLOGY|OP_SYS|HOSPITAL|20261122101501+0100||ACK^O01|ID|P|2.3.1\r"
                            + "MSA|AA|MSG0001\r");
            assertThat(received).hasSize(1);
            assertThat(received.get(0).control()).isEqualTo(OrderControl.NEW);
            assertThat(received.get(0).cause().peer()).isEqualTo("OP_SYS|HOSPITAL");
            assertThat(received.get(0).cause().reference()).isEqualTo("MSG0001");
        }
    }

    @Test
    void answersSeveralMessagesOnOneConnectionInTheirOrder() throws Exception {
        try (Hl7Server server = start(options());
                ScriptedPeer peer = ScriptedPeer.connect(server.port())) {
            peer.sendFrame(Samples.NEW_ORDER);
            peer.sendFrame(Samples.CANCEL);

            assertThat(peer.receiveFrame()).contains("MSA|AA|MSG0001\r");
            assertThat(peer.receiveFrame()).contains("MSA|AA|MSG0002\r");
            assertThat(received)
                    .extracting(OrderRequest::control)
                    .containsExactly(OrderControl.NEW, OrderControl.CANCEL);
        }
    }

    @Test
    void acknowledgesOnlyAfterTheHandlerHasReturned() throws Exception {
        CountDownLatch entered = new CountDownLatch(1);
        CountDownLatch durable = new CountDownLatch(1);
        try (Hl7Server server = Hl7Server.builder()
                        .orders(request -> {
                            entered.countDown();
                            await(durable);
                            return OrderDecision.accept();
                        })
                        .start();
                ScriptedPeer peer = ScriptedPeer.connect(server.port())) {
            peer.sendFrame(Samples.NEW_ORDER);
            await(entered);
            assertThat(peer.socket().getInputStream().available()).isZero();
            durable.countDown();
            assertThat(peer.receiveFrame()).contains("MSA|AA|MSG0001\r");
        }
    }

    @Test
    void takesAMessageThatComesByteByByte() throws Exception {
        try (Hl7Server server = start(options());
                ScriptedPeer peer = ScriptedPeer.connect(server.port())) {
            peer.sendBytes((byte) 0x0B);
            for (byte b : Samples.NEW_ORDER.getBytes(StandardCharsets.US_ASCII)) {
                peer.sendBytes(b);
            }
            peer.sendBytes((byte) 0x1C);
            peer.sendBytes((byte) 0x0D);
            assertThat(peer.receiveFrame()).contains("MSA|AA|MSG0001\r");
        }
    }

    @Test
    void toleratesAndReportsLineFeeds() throws Exception {
        List<Leniency> tolerated = new CopyOnWriteArrayList<>();
        try (Hl7Server server = builder(options())
                        .listener(new Hl7Listener() {
                            @Override
                            public void tolerated(Cause message, Leniency leniency) {
                                tolerated.add(leniency);
                            }
                        })
                        .start();
                ScriptedPeer peer = ScriptedPeer.connect(server.port())) {
            peer.sendFrame(Samples.NEW_ORDER.replace("\r", "\r\n"));
            assertThat(peer.receiveFrame()).contains("MSA|AA|MSG0001\r");
            assertThat(tolerated).containsExactly(Leniency.LINE_FEED_AFTER_CARRIAGE_RETURN);

            peer.sendBytes((byte) '\n');
            peer.sendFrame(Samples.CANCEL);
            assertThat(peer.receiveFrame()).contains("MSA|AA|MSG0002\r");
            assertThat(tolerated).hasSize(2);
        }
    }

    @Test
    void refusesLineFeedsWhenTheyAreNotTolerated() throws Exception {
        try (Hl7Server server = start(options().leniencies(Set.of()));
                ScriptedPeer peer = ScriptedPeer.connect(server.port())) {
            peer.sendFrame(Samples.NEW_ORDER.replace("\r", "\r\n"));
            assertThat(peer.receiveFrame()).contains("MSA|AE|MSG0001").contains("ERR|^^^100\r");
            assertThat(received).isEmpty();
        }
    }

    @Test
    void rejectsGarbageBeforeAFrameAndCloses() throws Exception {
        try (Hl7Server server = start(options());
                ScriptedPeer peer = ScriptedPeer.connect(server.port())) {
            peer.sendBytes("GET / HTTP/1.1\r\nHost: ris\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            peer.endOfInput();
            assertThat(peer.receiveFrame()).contains("MSA|AR||").contains("ERR|");
            peer.expectClosed();
        }
    }

    @Test
    void rejectsAMessageOverTheLimitByItsControlIdAndCloses() throws Exception {
        try (Hl7Server server = start(options().maxMessageLength(500));
                ScriptedPeer peer = ScriptedPeer.connect(server.port())) {
            peer.sendFrame(Samples.NEW_ORDER);
            assertThat(peer.receiveFrame())
                    .contains("MSA|AR|MSG0001|message longer than the limit of 500 bytes\r")
                    .contains("ERR|^^^207\r");
            peer.endOfInput();
            peer.expectClosed();
            assertThat(received).isEmpty();
        }
    }

    @Test
    void takesAMessageAsLongAsTheLimit() throws Exception {
        int length = Samples.NEW_ORDER.getBytes(StandardCharsets.US_ASCII).length;
        try (Hl7Server server = start(options().maxMessageLength(length));
                ScriptedPeer peer = ScriptedPeer.connect(server.port())) {
            peer.sendFrame(Samples.NEW_ORDER);
            assertThat(peer.receiveFrame()).contains("MSA|AA|MSG0001\r");
        }
    }

    @Test
    void rejectsAFrameWithinAFrameAndAWrongEnd() throws Exception {
        try (Hl7Server server = start(options())) {
            try (ScriptedPeer peer = ScriptedPeer.connect(server.port())) {
                peer.sendFrame("MSH|^~\\&|A\u000BB");
                assertThat(peer.receiveFrame()).contains("MSA|AR|");
                peer.endOfInput();
                peer.expectClosed();
            }
            try (ScriptedPeer peer = ScriptedPeer.connect(server.port())) {
                peer.sendFrame(Samples.NEW_ORDER + "\u001Cx");
                assertThat(peer.receiveFrame()).contains("MSA|AR|MSG0001");
                peer.endOfInput();
                peer.expectClosed();
            }
            assertThat(received).isEmpty();
        }
    }

    @Test
    void closesASilentPeer() throws Exception {
        try (Hl7Server server = start(options().idleTimeout(Duration.ofMillis(100)));
                ScriptedPeer peer = ScriptedPeer.connect(server.port())) {
            peer.expectClosed();
        }
    }

    @Test
    void closesAPeerThatDripsItsMessage() throws Exception {
        ScheduledExecutorService drip = Executors.newSingleThreadScheduledExecutor();
        try (Hl7Server server = start(options().receiveTimeout(Duration.ofMillis(300)));
                ScriptedPeer peer = ScriptedPeer.connect(server.port())) {
            peer.sendBytes((byte) 0x0B);
            // each byte comes well within the deadline; the message does not
            drip.scheduleAtFixedRate(() -> sendOrStop(peer, (byte) 'M'), 20, 20, TimeUnit.MILLISECONDS);
            peer.expectClosed();
        } finally {
            drip.shutdownNow();
        }
    }

    @Test
    void closesAPeerThatDoesNotReadItsAcknowledgements() throws Exception {
        // long echoed names make acknowledgements that fill the socket buffers
        String name = "N".repeat(200);
        String message = "MSH|^~\\&|" + name + "|" + name + "|" + name + "|" + name + "|20261122||ORU^R01|1|P|2.3.1\r";
        try (Hl7Server server =
                        start(options().sendTimeout(Duration.ofMillis(200)).maxConnections(1));
                ScriptedPeer deaf = ScriptedPeer.connectWithSmallBuffer(server.port())) {
            Thread writer = new Thread(() -> sendUntilClosed(deaf, message));
            writer.setDaemon(true); // the kernel may keep it waiting long after the server has given up
            writer.start();
            // there is room for one connection only: once another is served, the first was closed
            Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> isServed(server));
        }
    }

    @Test
    void closesAConnectionOverTheLimit() throws Exception {
        try (Hl7Server server = start(options().maxConnections(1));
                ScriptedPeer first = ScriptedPeer.connect(server.port())) {
            first.sendFrame(Samples.NEW_ORDER);
            assertThat(first.receiveFrame()).contains("MSA|AA|");
            try (ScriptedPeer second = ScriptedPeer.connect(server.port())) {
                second.expectClosed();
            }
            first.sendFrame(Samples.CANCEL);
            assertThat(first.receiveFrame()).contains("MSA|AA|");
        }
    }

    @Test
    void answersWhenTheHandlerGivesNoAnswerInTime() throws Exception {
        CountDownLatch interrupted = new CountDownLatch(1);
        try (Hl7Server server = Hl7Server.builder()
                        .options(
                                options().handlerTimeout(Duration.ofMillis(100)).build())
                        .orders(request -> {
                            try {
                                new CountDownLatch(1).await();
                            } catch (InterruptedException e) {
                                interrupted.countDown();
                            }
                            return OrderDecision.accept();
                        })
                        .start();
                ScriptedPeer peer = ScriptedPeer.connect(server.port())) {
            peer.sendFrame(Samples.NEW_ORDER);
            assertThat(peer.receiveFrame()).contains("MSA|AE|MSG0001|").contains("ERR|^^^207\r");
            await(interrupted);
        }
    }

    @Test
    void answersTheMessageAtWorkBeforeItCloses() throws Exception {
        CountDownLatch entered = new CountDownLatch(1);
        CountDownLatch proceed = new CountDownLatch(1);
        Hl7Server server = Hl7Server.builder()
                .orders(request -> {
                    entered.countDown();
                    await(proceed);
                    return OrderDecision.accept();
                })
                .start();
        try (ScriptedPeer busy = ScriptedPeer.connect(server.port());
                ScriptedPeer idle = ScriptedPeer.connect(server.port())) {
            busy.sendFrame(Samples.NEW_ORDER);
            await(entered);
            Thread closing = new Thread(server::close);
            closing.start();
            idle.expectClosed();
            proceed.countDown();
            assertThat(busy.receiveFrame()).contains("MSA|AA|MSG0001\r");
            busy.expectClosed();
            closing.join(10_000);
            assertThat(closing.isAlive()).isFalse();
        }
        server.close();
    }

    @Test
    void takesAUmlautInTheCharacterSetOfTheMessage() throws Exception {
        byte[] latin1 = Samples.NEW_ORDER
                .replace("|P|2.3.1\r", "|P|2.3.1||||||8859/1\r")
                .replace("HEIDER", "M\u00DCLLER")
                .getBytes(StandardCharsets.ISO_8859_1);
        try (Hl7Server server = start(options());
                ScriptedPeer peer = ScriptedPeer.connect(server.port())) {
            peer.sendFrame(latin1);
            assertThat(peer.receiveFrame()).contains("|P|2.3.1||||||8859/1\r").contains("MSA|AA|MSG0001\r");
            assertThat(received.get(0)
                            .steps()
                            .get(0)
                            .patient()
                            .name()
                            .orElseThrow()
                            .alphabetic()
                            .family())
                    .isEqualTo("M\u00DCLLER");
        }
    }

    @Test
    void takesTheConfiguredCharacterSetWhenMsh18IsEmpty() throws Exception {
        String message = Samples.NEW_ORDER.replace("HEIDER", "M\u00DCLLER");
        try (Hl7Server server = start(options().defaultCharacterSet(CharacterSet.UTF_8));
                ScriptedPeer peer = ScriptedPeer.connect(server.port())) {
            peer.sendFrame(message);
            assertThat(peer.receiveFrame()).contains("MSA|AA|MSG0001\r");
        }
        try (Hl7Server server = start(options());
                ScriptedPeer peer = ScriptedPeer.connect(server.port())) {
            peer.sendFrame(message);
            assertThat(peer.receiveFrame()).contains("MSA|AE|MSG0001|").contains("ERR|PID^1^5^102\r");
        }
    }

    private Hl7Server start(MllpOptions.Builder options) throws IOException {
        return builder(options).start();
    }

    private Hl7Server.Builder builder(MllpOptions.Builder options) {
        return Hl7Server.builder().options(options.build()).orders(request -> {
            received.add(request);
            return OrderDecision.accept();
        });
    }

    private static MllpOptions.Builder options() {
        return MllpOptions.builder();
    }

    /** An exception ends the schedule. */
    private static void sendOrStop(ScriptedPeer peer, byte value) {
        try {
            peer.sendBytes(value);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void sendUntilClosed(ScriptedPeer peer, String message) {
        try {
            while (true) {
                peer.sendFrame(message);
            }
        } catch (IOException e) {
            return; // closed, as expected
        }
    }

    private static boolean isServed(Hl7Server server) {
        try (ScriptedPeer peer = ScriptedPeer.connect(server.port())) {
            peer.sendFrame(Samples.NEW_ORDER);
            return peer.receiveUntilClosedOrFrame().contains("MSA|AA|MSG0001");
        } catch (IOException e) {
            return false;
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            if (!latch.await(10, TimeUnit.SECONDS)) {
                throw new AssertionError("nothing happened in time");
            }
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
