package io.github.swfsdk.hl7.message;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * An HL7 v2 message: segments in their order, the first of which is the header MSH. Immutable; unknown segments and
 * fields are kept.
 */
public final class Hl7Message {
    private static final char SEGMENT_END = '\r';

    private final List<Segment> segments;
    private final Encoding encoding;

    private Hl7Message(List<Segment> segments, Encoding encoding) {
        this.segments = List.copyOf(segments);
        this.encoding = Objects.requireNonNull(encoding, "encoding");
        if (segments.isEmpty() || !segments.get(0).name().equals("MSH")) {
            throw new IllegalArgumentException("a message starts with MSH");
        }
    }

    /** Returns a message of these segments, all of which were read with this encoding. */
    public static Hl7Message of(Encoding encoding, List<Segment> segments) {
        return new Hl7Message(segments, encoding);
    }

    /** Returns a message of built segments, to be written in this character set; put its name into MSH-18. */
    public static Hl7Message of(CharacterSet characterSet, Segment... segments) {
        return new Hl7Message(Arrays.asList(segments), Encoding.STANDARD.with(characterSet.charset()));
    }

    /** The header, MSH. */
    public Segment header() {
        return segments.get(0);
    }

    /** MSH-9.1, such as {@code ORM}. */
    public String type() {
        return header().field(9).component(1).text();
    }

    /** MSH-9.2, such as {@code O01}. */
    public String trigger() {
        return header().field(9).component(2).text();
    }

    /** MSH-10, which the acknowledgement repeats. */
    public String controlId() {
        return header().text(10);
    }

    /** MSH-12.1, such as {@code 2.3.1}. */
    public String version() {
        return header().text(12);
    }

    /** All segments in their order, the header first. */
    public List<Segment> segments() {
        return segments;
    }

    /** The segments with this name. */
    public List<Segment> segments(String name) {
        return segments.stream().filter(segment -> segment.name().equals(name)).toList();
    }

    /** The first segment with this name. */
    public Optional<Segment> first(String name) {
        return segments.stream().filter(segment -> segment.name().equals(name)).findFirst();
    }

    /** Delimiters and character set. */
    public Encoding encoding() {
        return encoding;
    }

    /**
     * Writes the message, each segment ended by a carriage return.
     *
     * @throws Hl7FormatException if a character is not in the character set of the message
     */
    public byte[] toBytes() {
        try {
            ByteBuffer bytes = encoding.charset().newEncoder().encode(CharBuffer.wrap(text()));
            return Arrays.copyOfRange(bytes.array(), bytes.arrayOffset(), bytes.arrayOffset() + bytes.limit());
        } catch (CharacterCodingException e) {
            throw new Hl7FormatException(
                    ErrorCode.DATA_TYPE_ERROR,
                    Hl7Location.of("MSH", 18),
                    "a character of the message is not in " + encoding.charset());
        }
    }

    /** Writes the message as {@link #toBytes()} does, with a substitute for what is not in its character set. */
    public byte[] toBytesReplacing() {
        return text().getBytes(encoding.charset());
    }

    /** Says type, trigger and number of segments only: values may be a patient's. */
    @Override
    public String toString() {
        return type() + "^" + trigger() + " of " + segments.size() + " segments";
    }

    private String text() {
        StringBuilder text = new StringBuilder();
        segments.forEach(segment -> text.append(segment.encoded()).append(SEGMENT_END));
        return text.toString();
    }
}
