package io.github.swfsdk.hl7.internal.parse;

import io.github.swfsdk.api.event.Cause;
import io.github.swfsdk.hl7.message.CharacterSet;
import io.github.swfsdk.hl7.message.Encoding;
import io.github.swfsdk.hl7.message.Segment;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * The header segment, read from a message of which the rest may be unreadable, so that the answer can name it. Immutable.
 */
public final class MessageHeader {
    private static final int SEPARATOR_AT = 3;
    private static final int CHARACTERS_AT = 4;
    private static final int MAX_PRINTED = 100;

    private final Segment segment;
    private final Encoding encoding;
    private final boolean usable;

    private MessageHeader(Segment segment, Encoding encoding, boolean usable) {
        this.segment = segment;
        this.encoding = encoding;
        this.usable = usable;
    }

    /** Reads MSH up to the end of its line; empty if the bytes do not start with MSH and a field separator. */
    public static Optional<MessageHeader> read(byte[] message, CharacterSet whenNotStated) {
        // ISO 8859-1 takes any byte; the delimiters, and the names of character sets, are ASCII
        String line = new String(message, 0, endOfLine(message), StandardCharsets.ISO_8859_1);
        if (!line.startsWith("MSH") || line.length() <= SEPARATOR_AT) {
            return Optional.empty();
        }
        Optional<Encoding> stated = delimiters(line);
        Encoding encoding = stated.orElse(Encoding.STANDARD);
        if (line.charAt(SEPARATOR_AT) != encoding.field()) {
            return Optional.empty();
        }
        String msh18 = Segment.read(line, encoding).text(18);
        CharacterSet set = CharacterSet.named(msh18).orElse(whenNotStated);
        Encoding decoding = encoding.with(set.charset());
        String decoded = new String(line.getBytes(StandardCharsets.ISO_8859_1), set.charset());
        if (!Segment.isSegment(decoded, decoding)) {
            return Optional.empty();
        }
        return Optional.of(new MessageHeader(Segment.read(decoded, decoding), decoding, stated.isPresent()));
    }

    /** The segment; text that its character set does not know is replaced. */
    public Segment segment() {
        return segment;
    }

    /** MSH-9.1. */
    public String type() {
        return segment.field(9).component(1).text();
    }

    /** MSH-9.2. */
    public String trigger() {
        return segment.field(9).component(2).text();
    }

    /** The message as the cause of what it leads to: sending application and facility, and the control ID. */
    public Cause cause() {
        String sender = segment.text(3) + "|" + segment.text(4);
        return new Cause(Cause.Kind.HL7, printable(sender), printable(segment.text(10)));
    }

    /** Delimiters, and the character set that MSH-18 names or else the default. */
    public Encoding encoding() {
        return encoding;
    }

    /** Whether MSH-1 and MSH-2 are delimiters; if not, the usual ones were tried. */
    public boolean hasUsableDelimiters() {
        return usable;
    }

    private static Optional<Encoding> delimiters(String line) {
        char field = line.charAt(SEPARATOR_AT);
        int end = line.indexOf(field, CHARACTERS_AT);
        String characters = line.substring(CHARACTERS_AT, end < 0 ? line.length() : end);
        // v2.7 adds a fifth character, for truncation, which changes nothing here
        boolean complete = characters.length() == 4 || characters.length() == 5;
        if (!complete || !Encoding.areDelimiters(field + characters.substring(0, 4))) {
            return Optional.empty();
        }
        return Optional.of(new Encoding(
                field,
                characters.charAt(0),
                characters.charAt(1),
                characters.charAt(2),
                characters.charAt(3),
                StandardCharsets.US_ASCII));
    }

    /** Fit for a log: bounded, and without control characters, which could forge a line. */
    private static String printable(String text) {
        String bounded = text.length() > MAX_PRINTED ? text.substring(0, MAX_PRINTED) : text;
        return bounded.replaceAll("\\p{Cntrl}", "?");
    }

    private static int endOfLine(byte[] message) {
        int end = 0;
        while (end < message.length && message[end] != '\r') {
            end++;
        }
        return end;
    }
}
