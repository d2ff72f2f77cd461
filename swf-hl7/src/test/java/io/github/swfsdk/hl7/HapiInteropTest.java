package io.github.swfsdk.hl7;

import static org.assertj.core.api.Assertions.assertThat;

import ca.uhn.hl7v2.DefaultHapiContext;
import ca.uhn.hl7v2.HL7Exception;
import ca.uhn.hl7v2.HapiContext;
import ca.uhn.hl7v2.app.Connection;
import ca.uhn.hl7v2.app.HL7Service;
import ca.uhn.hl7v2.llp.MinLowerLayerProtocol;
import ca.uhn.hl7v2.model.Message;
import ca.uhn.hl7v2.protocol.ReceivingApplication;
import ca.uhn.hl7v2.util.Terser;
import ca.uhn.hl7v2.validation.impl.ValidationContextFactory;
import io.github.swfsdk.api.dataset.Tags;
import io.github.swfsdk.api.order.OrderDecision;
import io.github.swfsdk.hl7.message.AcknowledgementCode;
import io.github.swfsdk.hl7.message.CharacterSet;
import io.github.swfsdk.hl7.message.Composite;
import io.github.swfsdk.hl7.message.Hl7Message;
import io.github.swfsdk.hl7.message.Hl7Value;
import io.github.swfsdk.hl7.message.Segment;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** HAPI at the other end: as sender, as receiver, and as a second opinion on what a message says. */
@Timeout(60)
class HapiInteropTest {
    private static final long SEED = 20261122;

    @Test
    void hapiSendsAndUnderstandsTheAcknowledgement() throws Exception {
        List<String> names = new CopyOnWriteArrayList<>();
        try (Hl7Server server = Hl7Server.builder()
                        .orders(request -> {
                            names.add(request.steps().get(0).attributes().text(Tags.PATIENT_NAME));
                            return OrderDecision.accept();
                        })
                        .start();
                HapiContext context = hapi()) {
            Connection connection = context.newClient("127.0.0.1", server.port(), false);
            connection.getInitiator().setTimeout(10, TimeUnit.SECONDS);
            String latin1 = Samples.NEW_ORDER
                    .replace("|P|2.3.1\r", "|P|2.3.1||||||8859/1\r")
                    .replace("HEIDER", "M\u00DCLLER");
            Message order = context.getPipeParser().parse(latin1);
            Terser accepted = new Terser(connection.getInitiator().sendAndReceive(order));
            assertThat(accepted.get("/.MSA-1")).isEqualTo("AA");
            assertThat(accepted.get("/.MSA-2")).isEqualTo("MSG0001");
            assertThat(names).containsExactly("M\u00DCLLER^ANNA^MARIA^DR^JR");

            Message withoutStudy = context.getPipeParser().parse(Samples.NEW_ORDER.replace(Samples.ZDS, "ZZZ|"));
            Terser refused = new Terser(connection.getInitiator().sendAndReceive(withoutStudy));
            assertThat(refused.get("/.MSA-1")).isEqualTo("AE");
            assertThat(refused.get("/.ERR-1-1")).isEqualTo("ZDS");
            assertThat(refused.get("/.ERR-1-3")).isEqualTo("1");
            assertThat(refused.get("/.ERR-1-4")).isEqualTo("101");
            connection.close();
        }
    }

    @Test
    void hapiReceivesAndItsAcknowledgementsAreUnderstood() throws Exception {
        int port = freePort();
        List<String> names = new CopyOnWriteArrayList<>();
        try (HapiContext context = hapi()) {
            HL7Service service = context.newServer(port, false);
            service.registerApplication(new ReceivingApplication<Message>() {
                @Override
                public Message processMessage(Message message, Map<String, Object> metadata) throws HL7Exception {
                    names.add(new Terser(message).get("/.PID-5-1"));
                    try {
                        return message.generateACK();
                    } catch (IOException e) {
                        throw new HL7Exception(e);
                    }
                }

                @Override
                public boolean canProcess(Message message) {
                    return message.getName().startsWith("ORM");
                }
            });
            service.startAndWait();
            try (Hl7Client client = Hl7Client.to("127.0.0.1", port)) {
                byte[] utf8 = Samples.NEW_ORDER
                        .replace("|P|2.3.1\r", "|P|2.3.1||||||UNICODE UTF-8\r")
                        .replace("HEIDER", "\u738B")
                        .getBytes(StandardCharsets.UTF_8);
                assertThat(client.send(utf8).code()).isEqualTo(AcknowledgementCode.AA);
                assertThat(names).containsExactly("\u738B");
                Acknowledgement unsupported = client.send(Samples.UPDATE.getBytes(StandardCharsets.UTF_8));
                assertThat(unsupported.isAccepted()).isFalse();
            }
            service.stopAndWait();
        }
    }

    /** Seeded fields of repetitions, components and subcomponents, with each delimiter as text in them. */
    @Test
    void bothReadTheSameFromRandomSegments() throws Exception {
        Random random = new Random(SEED);
        try (HapiContext context = hapi()) {
            for (int round = 0; round < 300; round++) {
                List<List<List<String>>> repetitions = randomField(random);
                Segment.Builder segment = Segment.builder("ZZZ").put(1, "first");
                repetitions.forEach(components -> segment.repeat(2, composite(components)));
                Hl7Message message = Hl7Message.of(
                        CharacterSet.ASCII,
                        Hl7Reader.read(Samples.NEW_ORDER.getBytes(StandardCharsets.US_ASCII))
                                .header(),
                        segment.put(3, "last").build());
                String text = new String(message.toBytes(), StandardCharsets.US_ASCII);
                Terser hapi = new Terser(context.getPipeParser().parse(text));
                Segment ours = Hl7Reader.read(message.toBytes()).first("ZZZ").orElseThrow();
                assertThat(ours.text(3)).isEqualTo("last");
                checkAgreement(repetitions, hapi, ours.field(2));
            }
        }
    }

    private static void checkAgreement(List<List<List<String>>> field, Terser hapi, Hl7Value ours) throws HL7Exception {
        for (int r = 0; r < field.size(); r++) {
            for (int c = 0; c < field.get(r).size(); c++) {
                for (int s = 0; s < field.get(r).get(c).size(); s++) {
                    String expected = field.get(r).get(c).get(s);
                    String path = "/.ZZZ-2(" + r + ")-" + (c + 1) + "-" + (s + 1);
                    assertThat(hapi.get(path)).as(path).isEqualTo(expected);
                    assertThat(ours.repetitions()
                                    .get(r)
                                    .component(c + 1)
                                    .subcomponent(s + 1)
                                    .text())
                            .as(path)
                            .isEqualTo(expected);
                }
            }
        }
    }

    private static Composite composite(List<List<String>> components) {
        return Composite.of(components.stream()
                .map(parts -> Composite.subcomponents(parts.toArray(String[]::new)))
                .toArray(Composite[]::new));
    }

    private static List<List<List<String>>> randomField(Random random) {
        return several(random, () -> several(random, () -> several(random, () -> randomText(random))));
    }

    private static <T> List<T> several(Random random, Supplier<T> part) {
        List<T> parts = new ArrayList<>();
        int count = 1 + random.nextInt(3);
        for (int i = 0; i < count; i++) {
            parts.add(part.get());
        }
        return parts;
    }

    private static String randomText(Random random) {
        String alphabet = "abcXYZ09 -|^~\\&";
        StringBuilder text = new StringBuilder("x");
        int length = random.nextInt(8);
        for (int i = 0; i < length; i++) {
            text.append(alphabet.charAt(random.nextInt(alphabet.length())));
        }
        return text.append("x").toString();
    }

    /** HAPI's server takes no port 0. */
    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static HapiContext hapi() {
        HapiContext context = new DefaultHapiContext(Executors.newCachedThreadPool());
        context.setValidationContext(ValidationContextFactory.noValidation());
        context.setLowerLayerProtocol(new MinLowerLayerProtocol(true)); // reads MSH-18
        return context;
    }
}
