package io.github.swfsdk.hl7.internal.ack;

import io.github.swfsdk.hl7.internal.parse.MessageHeader;
import io.github.swfsdk.hl7.message.CharacterSet;
import io.github.swfsdk.hl7.message.Composite;
import io.github.swfsdk.hl7.message.ControlIds;
import io.github.swfsdk.hl7.message.Encoding;
import io.github.swfsdk.hl7.message.Hl7Location;
import io.github.swfsdk.hl7.message.Hl7Message;
import io.github.swfsdk.hl7.message.Hl7Value;
import io.github.swfsdk.hl7.message.Segment;
import io.github.swfsdk.hl7.message.Timestamps;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Writes acknowledgements, MSH MSA [ERR], in the sender's version and character set (HL7 v2.3.1, 2.13 and v2.5.1, 2.15.5).
 * Thread-safe.
 */
public final class AckWriter {
    /** MSA-3 is at most 80 characters (HL7 v2.3.1, 2.24.2.3). */
    private static final int MAX_TEXT = 80;
    /** ERR-8 is at most 250 characters (HL7 v2.5.1, 2.15.5.8). */
    private static final int MAX_USER_MESSAGE = 250;
    /** No field that is repeated from the request is longer (HL7 v2.5.1, 2.15.9.3: HD, 227). */
    private static final int MAX_ECHO = 227;

    private static final String DEFAULT_VERSION = "2.3.1";
    private static final String LOCATED_BY_ERR_2 = "2.5";

    private final Clock clock;
    private final ControlIds controlIds;

    /** Creates a writer that takes its times and control IDs from here. */
    public AckWriter(Clock clock, ControlIds controlIds) {
        this.clock = clock;
        this.controlIds = controlIds;
    }

    /** Writes the answer to a request, of whose header what could be read is given. */
    public byte[] write(Optional<MessageHeader> request, Answer answer) {
        String version = request.map(header -> version(header.segment())).orElse(DEFAULT_VERSION);
        boolean located = version.compareTo(LOCATED_BY_ERR_2) >= 0;
        Segment msh = header(request, version, located);
        Segment msa = Segment.builder("MSA")
                .put(1, answer.rule().acknowledgement().name())
                .put(2, request.map(header -> echo(header.segment().field(10))).orElse(""))
                .put(3, cut(answer.text(), MAX_TEXT))
                .build();
        List<Segment> segments = new ArrayList<>(List.of(msh, msa));
        if (answer.rule() != AckRule.ACCEPTED) {
            segments.add(located ? errorFrom25(answer) : errorBefore25(answer));
        }
        Charset charset = request.map(header -> header.encoding().charset()).orElse(StandardCharsets.US_ASCII);
        return Hl7Message.of(Encoding.STANDARD.with(charset), segments).toBytesReplacing();
    }

    private Segment header(Optional<MessageHeader> request, String version, boolean structured) {
        Segment.Builder msh = Segment.builder("MSH");
        request.map(MessageHeader::segment).ifPresent(segment -> {
            msh.put(3, echoed(segment.field(5)));
            msh.put(4, echoed(segment.field(6)));
            msh.put(5, echoed(segment.field(3)));
            msh.put(6, echoed(segment.field(4)));
        });
        String trigger = request.map(header -> echo(header.segment().field(9).component(2)))
                .orElse("");
        msh.put(7, Timestamps.format(clock));
        msh.put(9, structured ? Composite.of("ACK", trigger, "ACK") : Composite.of("ACK", trigger));
        msh.put(10, controlIds.next());
        msh.put(11, request.map(header -> processingId(header.segment())).orElse("P"));
        msh.put(12, version);
        request.map(header -> header.segment().text(18))
                .flatMap(CharacterSet::named)
                .ifPresent(set -> msh.put(18, set.hl7Name()));
        return msh.build();
    }

    /** ERR-1: segment, sequence, field and code. */
    private static Segment errorBefore25(Answer answer) {
        Hl7Location location = answer.location();
        return Segment.builder("ERR")
                .put(
                        1,
                        Composite.of(
                                location.segment(),
                                number(location.sequence()),
                                number(location.field()),
                                String.valueOf(answer.rule().error().code())))
                .build();
    }

    /** ERR-2 location, ERR-3 code, ERR-4 severity, ERR-8 text for a person. */
    private static Segment errorFrom25(Answer answer) {
        Hl7Location location = answer.location();
        String repetition = location.component() == 0 ? "" : "1";
        return Segment.builder("ERR")
                .put(
                        2,
                        Composite.of(
                                location.segment(),
                                number(location.sequence()),
                                number(location.field()),
                                repetition,
                                number(location.component())))
                .put(
                        3,
                        Composite.of(
                                String.valueOf(answer.rule().error().code()),
                                answer.rule().error().text(),
                                "HL70357"))
                .put(4, "E")
                .put(8, cut(answer.text(), MAX_USER_MESSAGE))
                .build();
    }

    private static String number(int number) {
        return number == 0 ? "" : String.valueOf(number);
    }

    private static String cut(String text, int length) {
        return text.length() > length ? text.substring(0, length) : text;
    }

    private static String version(Segment msh) {
        String version = msh.text(12);
        return version.matches("2\\.\\d(\\.\\d)?") ? version : DEFAULT_VERSION;
    }

    private static String processingId(Segment msh) {
        String id = msh.text(11);
        return id.matches("[PTD]") ? id : "P";
    }

    private static Composite echoed(Hl7Value application) {
        return Composite.of(
                echo(application.component(1)), echo(application.component(2)), echo(application.component(3)));
    }

    private static String echo(Hl7Value value) {
        return cut(value.text(), MAX_ECHO);
    }
}
