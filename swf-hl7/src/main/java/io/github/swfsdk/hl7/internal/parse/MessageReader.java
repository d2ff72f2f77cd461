package io.github.swfsdk.hl7.internal.parse;

import io.github.swfsdk.hl7.message.CharacterSet;
import io.github.swfsdk.hl7.message.Encoding;
import io.github.swfsdk.hl7.message.ErrorCode;
import io.github.swfsdk.hl7.message.Hl7FormatException;
import io.github.swfsdk.hl7.message.Hl7Location;
import io.github.swfsdk.hl7.message.Hl7Message;
import io.github.swfsdk.hl7.message.Leniency;
import io.github.swfsdk.hl7.message.Segment;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * Reads a whole message: decodes it once to Unicode, then cuts it into segments. Time and memory are linear in its length.
 * Immutable and thread-safe.
 */
public final class MessageReader {
    private static final char SEGMENT_END = '\r';

    private final CharacterSet whenNotStated;
    private final int maxSegments;
    private final Set<Leniency> leniencies;

    /** Creates a reader; a message without MSH-18 is taken to be in the given character set. */
    public MessageReader(CharacterSet whenNotStated, int maxSegments, Set<Leniency> leniencies) {
        this.whenNotStated = whenNotStated;
        this.maxSegments = maxSegments;
        this.leniencies = Set.copyOf(leniencies);
    }

    /**
     * A message and what had to be tolerated to read it.
     *
     * @param message the message
     * @param tolerated the leniencies that were used
     */
    public record Reading(Hl7Message message, Set<Leniency> tolerated) {}

    /**
     * Reads a message.
     *
     * @throws Hl7FormatException if it is not one
     */
    public Reading read(byte[] message) {
        MessageHeader header = MessageHeader.read(message, whenNotStated)
                .orElseThrow(() -> new Hl7FormatException(
                        ErrorCode.SEGMENT_SEQUENCE_ERROR, Hl7Location.NONE, "a message starts with MSH"));
        if (!header.hasUsableDelimiters()) {
            throw new Hl7FormatException(
                    ErrorCode.DATA_TYPE_ERROR,
                    Hl7Location.of("MSH", 2),
                    "MSH-1 and MSH-2 must be five different delimiters");
        }
        checkCharacterSet(header);
        Set<Leniency> tolerated = EnumSet.noneOf(Leniency.class);
        List<Segment> segments = segments(decode(message, header.encoding()), header.encoding(), tolerated);
        return new Reading(Hl7Message.of(header.encoding(), segments), tolerated);
    }

    private static void checkCharacterSet(MessageHeader header) {
        String name = header.segment().text(18);
        boolean several = header.segment().field(18).repetitions().size() > 1;
        if (several || !name.isEmpty() && CharacterSet.named(name).isEmpty()) {
            throw new Hl7FormatException(
                    ErrorCode.TABLE_VALUE_NOT_FOUND,
                    Hl7Location.of("MSH", 18),
                    several ? "several character sets in one message" : "character set not supported");
        }
    }

    private static String decode(byte[] message, Encoding encoding) {
        CharsetDecoder decoder = encoding.charset()
                .newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
        ByteBuffer bytes = ByteBuffer.wrap(message);
        CharBuffer text = CharBuffer.allocate((int) (message.length * (double) decoder.maxCharsPerByte()) + 1);
        CoderResult result = decoder.decode(bytes, text, true);
        if (!result.isError()) {
            result = decoder.flush(text);
        }
        text.flip();
        if (result.isError()) {
            throw new Hl7FormatException(
                    ErrorCode.DATA_TYPE_ERROR,
                    locationAt(text.toString(), encoding),
                    "byte " + bytes.position() + " is not text in " + encoding.charset());
        }
        return text.toString();
    }

    /** The field in which the text ends. */
    private static Hl7Location locationAt(String text, Encoding encoding) {
        int start = text.lastIndexOf(SEGMENT_END) + 1;
        String line = text.substring(start);
        if (!Segment.isSegment(line, encoding)) {
            return Hl7Location.NONE;
        }
        String name = line.substring(0, 3);
        int sequence =
                (int) text.lines().filter(other -> other.startsWith(name)).count();
        int separators = (int) line.chars().filter(c -> c == encoding.field()).count();
        return new Hl7Location(name, sequence, name.equals("MSH") ? separators + 1 : separators, 0);
    }

    private List<Segment> segments(String text, Encoding encoding, Set<Leniency> tolerated) {
        List<Segment> segments = new ArrayList<>();
        int start = 0;
        while (start < text.length()) {
            int end = text.indexOf(SEGMENT_END, start);
            String line = text.substring(start, end < 0 ? text.length() : end);
            if (!line.isEmpty()) {
                segments.add(segment(line, encoding, segments.size() + 1));
            }
            start = end < 0 ? text.length() : afterEnd(text, end, tolerated);
        }
        return segments;
    }

    private Segment segment(String line, Encoding encoding, int number) {
        if (number > maxSegments) {
            throw new Hl7FormatException(
                    ErrorCode.APPLICATION_INTERNAL_ERROR,
                    Hl7Location.NONE,
                    "more than the limit of " + maxSegments + " segments");
        }
        if (!Segment.isSegment(line, encoding) || number > 1 && line.startsWith("MSH")) {
            throw new Hl7FormatException(
                    ErrorCode.SEGMENT_SEQUENCE_ERROR,
                    Hl7Location.NONE,
                    "line " + number + " of the message is no segment that may stand there");
        }
        return Segment.read(line, encoding);
    }

    private int afterEnd(String text, int end, Set<Leniency> tolerated) {
        int next = end + 1;
        boolean lineFeed = next < text.length() && text.charAt(next) == '\n';
        if (lineFeed && leniencies.contains(Leniency.LINE_FEED_AFTER_CARRIAGE_RETURN)) {
            tolerated.add(Leniency.LINE_FEED_AFTER_CARRIAGE_RETURN);
            return next + 1;
        }
        return next;
    }
}
