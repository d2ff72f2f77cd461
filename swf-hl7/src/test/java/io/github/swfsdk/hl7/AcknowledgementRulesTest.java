package io.github.swfsdk.hl7;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.swfsdk.api.event.Cause;
import io.github.swfsdk.api.order.OrderDecision;
import io.github.swfsdk.api.order.OrderIntake;
import io.github.swfsdk.api.patient.Patient;
import io.github.swfsdk.api.patient.PatientDecision;
import io.github.swfsdk.api.patient.PatientId;
import io.github.swfsdk.api.patient.PatientUpdateHandler;
import io.github.swfsdk.hl7.message.AcknowledgementCode;
import io.github.swfsdk.hl7.message.Leniency;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What is answered to which message: one line per rule, over the wire. */
@Timeout(60)
class AcknowledgementRulesTest {
    private static final OrderIntake ACCEPTING = request -> OrderDecision.accept();

    @ParameterizedTest(name = "{0} becomes {1}: {2} {3}")
    @CsvSource(
            delimiter = ';',
            value = {
                // what to replace; by what; MSA-1; ERR-1
                "ORM^O01; ORU^R01; AR; MSH^1^9^200",
                "ORM^O01; ORM^O02; AR; MSH^1^9^201",
                "ORM^O01; ADT^A99; AR; MSH^1^9^201",
                "ORM^O01; OMI^O23; AR; MSH^1^9^200",
                "ORM^O01; ORM; AE; MSH^1^9^101",
                "ORM^O01; ''; AE; MSH^1^9^101",
                "|P|; |X|; AR; MSH^1^11^202",
                "|P|; ||; AE; MSH^1^11^101",
                "|2.3.1; |2.1; AR; MSH^1^12^203",
                "|2.3.1; |3.0; AR; MSH^1^12^203",
                "|2.3.1; |two; AR; MSH^1^12^203",
                "|2.3.1; |; AE; MSH^1^12^101",
                "OP_SYS; ''; AE; MSH^1^3^101",
                "|HOSPITAL|RIS; ||RIS; AE; MSH^1^4^101",
                "|RIS|; ||; AE; MSH^1^5^101",
                "|RADIOLOGY|; ||; AE; MSH^1^6^101",
                "20261122101500+0100; ''; AE; MSH^1^7^101",
                "|2.3.1; |2.3.1||||||EBCDIC; AE; MSH^1^18^103",
                "|2.3.1; |2.3.1||||||8859/1~ISO IR87; AE; MSH^1^18^103",
                "^~\\&; ^^\\&; AE; MSH^1^2^102",
                "PID|; P|; AE; ^^^100",
                "PID|; pid|; AE; ^^^100",
                "PID|; MSH|; AE; ^^^100",
                "1.2.840.99.1.1^100^Application^DICOM; ''; AE; ZDS^1^1^101",
                "ZDS|1.2.840.99.1.1^100^Application^DICOM; ZZZ|; AE; ZDS^1^1^101",
                "20261123143000; 20261199; AE; ORC^1^7^102",
                "P4711^^^HOSPITAL&1.2.276.0.99&ISO; ''; AE; PID^1^3^101"
            })
    void refuses(String text, String replacement, AcknowledgementCode code, String error) throws Exception {
        String ack = answerTo(Samples.NEW_ORDER.replace(text, replacement));
        assertThat(ack).contains("\rMSA|" + code + "|MSG0001|");
        assertThat(ack).endsWith("\rERR|" + error + "\r");
    }

    @ParameterizedTest
    @CsvSource({"2.4", "2.5", "2.5.1", "2.6", "2.7", "2.8.2", "2.9", "2.3"})
    void acceptsHigherVersionsAndAnswersInThem(String version) throws Exception {
        String ack = answerTo(Samples.NEW_ORDER.replace("|2.3.1\r", "|" + version + "\r"));
        assertThat(ack).contains("|P|" + version + "\r").contains("\rMSA|AA|MSG0001\r");
    }

    @Test
    void locatesErrorsByErr2FromVersion25On() throws Exception {
        String ack = answerTo(
                Samples.NEW_ORDER.replace("|2.3.1\r", "|2.5.1\r").replace("1.2.840.99.1.1^100^Application^DICOM", ""));
        assertThat(ack).contains("||ACK^O01^ACK|").contains("\rMSA|AE|MSG0001|");
        assertThat(ack)
                .endsWith("\rERR||ZDS^1^1|101^Required field missing^HL70357|E||||ZDS[1]-1: required field is empty\r");
    }

    @Test
    void aMessageWithoutMshIsRejectedWithoutControlId() throws Exception {
        String ack = answerTo("PID|||P4711\r");
        assertThat(ack).startsWith("MSH|^~\\&|||||2").contains("||ACK|").contains("|P|2.3.1\r");
        assertThat(ack).endsWith("\rMSA|AR||a message starts with MSH\rERR|MSH^1^1^100\r");
        assertThat(answerTo("")).contains("\rMSA|AR||");
    }

    @Test
    void aMessageWithoutControlIdIsAnsweredWithoutOne() throws Exception {
        String ack = answerTo(Samples.NEW_ORDER.replace("MSG0001", ""));
        assertThat(ack).contains("\rMSA|AE||").endsWith("\rERR|MSH^1^10^101\r");
    }

    @Test
    void aControlIdIsRepeatedExactly() throws Exception {
        assertThat(answerTo(Samples.NEW_ORDER.replace("MSG0001", "A\\T\\B-1"))).contains("\rMSA|AA|A\\T\\B-1\r");
    }

    @Test
    void otherDelimitersAreUnderstood() throws Exception {
        String message = Samples.NEW_ORDER
                .replace("^~\\&", "!@#$")
                .replace('^', '!')
                .replace('&', '$')
                .replace('|', '%');
        assertThat(answerTo(message)).contains("\rMSA|AA|MSG0001\r");
    }

    @Test
    void anUndecodableByteIsRefusedAtItsField() throws Exception {
        byte[] message = Samples.NEW_ORDER
                .replace("|P|2.3.1\r", "|P|2.3.1||||||UNICODE UTF-8\r")
                .replace("Latex", "L\u00FFtex")
                .getBytes(StandardCharsets.ISO_8859_1);
        assertThat(answerTo(message)).contains("\rMSA|AE|MSG0001|").endsWith("\rERR|OBR^1^13^102\r");
    }

    @Test
    void toleratesEmptySenderAndReceiverOnlyIfTold() throws Exception {
        String message = Samples.NEW_ORDER.replace("|OP_SYS|HOSPITAL|RIS|RADIOLOGY|", "|||||");
        try (Hl7Server server = Hl7Server.builder()
                .options(MllpOptions.builder()
                        .leniencies(Set.of(Leniency.EMPTY_SENDER_OR_RECEIVER))
                        .build())
                .orders(ACCEPTING)
                .start()) {
            assertThat(answer(server, message.getBytes(StandardCharsets.UTF_8))).contains("\rMSA|AA|MSG0001\r");
        }
    }

    @Test
    void refusesUnknownSendersAndReceivers() throws Exception {
        byte[] message = Samples.NEW_ORDER.getBytes(StandardCharsets.UTF_8);
        try (Hl7Server server = Hl7Server.builder()
                .orders(ACCEPTING)
                .acceptFrom("OTHER", "HOSPITAL")
                .start()) {
            assertThat(answer(server, message)).contains("\rMSA|AE|MSG0001|").endsWith("\rERR|MSH^1^3^103\r");
        }
        try (Hl7Server server = Hl7Server.builder()
                .orders(ACCEPTING)
                .acceptFrom("OP_SYS", "HOSPITAL")
                .acceptFor("RIS2", "RADIOLOGY")
                .start()) {
            assertThat(answer(server, message)).endsWith("\rERR|MSH^1^5^103\r");
        }
        try (Hl7Server server = Hl7Server.builder()
                .orders(ACCEPTING)
                .acceptFrom("OP_SYS", "HOSPITAL")
                .acceptFor("RIS", "RADIOLOGY")
                .start()) {
            assertThat(answer(server, message)).contains("\rMSA|AA|MSG0001\r");
        }
    }

    @Test
    void withoutAHandlerATypeIsNotSupported() throws Exception {
        try (Hl7Server server = Hl7Server.builder().orders(ACCEPTING).start()) {
            assertThat(answer(server, Samples.UPDATE.getBytes(StandardCharsets.UTF_8)))
                    .contains("\rMSA|AR|MSG0004|")
                    .endsWith("\rERR|MSH^1^9^200\r");
        }
    }

    @ParameterizedTest
    @EnumSource(OrderDecision.Refusal.class)
    void tellsWhyAnOrderWasRefused(OrderDecision.Refusal refusal) throws Exception {
        String error = switch (refusal) {
            case UNKNOWN_ORDER -> "ORC^1^2^204";
            case UNKNOWN_STEP -> "OBR^1^20^204";
            case DUPLICATE_ORDER -> "ORC^1^2^205";
            case TOO_LATE -> "ORC^1^1^206";
            case INVALID -> "ORC^1^2^102";
            case NOT_PERMITTED -> "^^^207";
        };
        try (Hl7Server server = Hl7Server.builder()
                .orders(request -> OrderDecision.refuse(refusal, "not this one"))
                .start()) {
            assertThat(answer(server, Samples.CANCEL.getBytes(StandardCharsets.UTF_8)))
                    .endsWith("\rMSA|AE|MSG0002|not this one\rERR|" + error + "\r");
        }
    }

    @ParameterizedTest
    @EnumSource(PatientDecision.Refusal.class)
    void tellsWhyAPatientUpdateWasRefused(PatientDecision.Refusal refusal) throws Exception {
        String error = switch (refusal) {
            case UNKNOWN_PATIENT -> "PID^1^3^204";
            case SAME_PATIENT -> "MRG^1^1^205";
            case NOT_PERMITTED -> "^^^207";
        };
        PatientDecision decision = PatientDecision.refuse(refusal, "not this one");
        try (Hl7Server server =
                Hl7Server.builder().patients(answering(decision)).start()) {
            assertThat(answer(server, Samples.UPDATE.getBytes(StandardCharsets.UTF_8)))
                    .endsWith("\rMSA|AE|MSG0004|not this one\rERR|" + error + "\r");
        }
    }

    @Test
    void aFailingHandlerIsAnInternalErrorWithoutDetails() throws Exception {
        List<Throwable> failures = new CopyOnWriteArrayList<>();
        IllegalStateException failure = new IllegalStateException("no row for HEIDER^ANNA");
        try (Hl7Server server = Hl7Server.builder()
                .orders(request -> {
                    throw failure;
                })
                .listener(new Hl7Listener() {
                    @Override
                    public void failed(Cause message, Throwable cause) {
                        failures.add(cause);
                    }
                })
                .start()) {
            assertThat(answer(server, Samples.NEW_ORDER.getBytes(StandardCharsets.UTF_8)))
                    .endsWith("\rMSA|AE|MSG0001|the message could not be processed\rERR|^^^207\r");
            assertThat(failures).containsExactly(failure);
        }
    }

    @Test
    void theLogOfAFailureHasNoMessageOfIt() {
        StackOnly logged = new StackOnly(new IllegalStateException("HEIDER", new IllegalArgumentException("ANNA")));
        assertThat(logged).hasMessage("java.lang.IllegalStateException");
        assertThat(logged.getCause()).hasMessage("java.lang.IllegalArgumentException");
        assertThat(logged.getStackTrace()).isNotEmpty();
    }

    private static String answerTo(String message) throws Exception {
        return answerTo(message.getBytes(StandardCharsets.UTF_8));
    }

    private static String answerTo(byte[] message) throws Exception {
        try (Hl7Server server = Hl7Server.builder()
                .orders(ACCEPTING)
                .patients(answering(PatientDecision.accept()))
                .start()) {
            return answer(server, message);
        }
    }

    private static String answer(Hl7Server server, byte[] message) throws Exception {
        try (ScriptedPeer peer = ScriptedPeer.connect(server.port())) {
            peer.sendFrame(message);
            return peer.receiveFrame();
        }
    }

    private static PatientUpdateHandler answering(PatientDecision decision) {
        return new PatientUpdateHandler() {
            @Override
            public PatientDecision updated(Patient patient, Cause cause) {
                return decision;
            }

            @Override
            public PatientDecision merged(Patient surviving, PatientId subsumed, Cause cause) {
                return decision;
            }
        };
    }
}
