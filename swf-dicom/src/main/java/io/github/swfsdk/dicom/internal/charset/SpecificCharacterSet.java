package io.github.swfsdk.dicom.internal.charset;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CharsetEncoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/**
 * The character set of a data set, as (0008,0005) names it. Bytes that are no character of it survive: each is decoded to
 * one of U+DC80 to U+DCFF, which {@link #encode} turns into the same byte again. Immutable and thread-safe.
 */
public final class SpecificCharacterSet {
    /** The default repertoire, ISO IR 6: ASCII. */
    public static final SpecificCharacterSet DEFAULT =
            new SpecificCharacterSet(List.of(), StandardCharsets.US_ASCII, true);

    /** Unicode in UTF-8. */
    public static final SpecificCharacterSet UTF_8 =
            new SpecificCharacterSet(List.of("ISO_IR 192"), StandardCharsets.UTF_8, true);

    /**
     * For bytes that nobody else reads: UTF-8 in which any Java string survives, also one with unpaired surrogates, which
     * take three bytes each as they would in UTF-8 if they were characters.
     */
    public static final SpecificCharacterSet STORED = new SpecificCharacterSet(List.of(), StandardCharsets.UTF_8, true);

    private static final char FIRST_ESCAPE = 0xDC80;
    private static final char LAST_ESCAPE = 0xDCFF;
    private static final int ESCAPE_BASE = 0xDC00;
    private static final int SURROGATE_LENGTH = 3;

    /** Defined terms for a single value (PS3.3, tables C.12-2 and C.12-5). */
    private static final Map<String, String> CHARSETS = Map.ofEntries(
            Map.entry("ISO_IR 6", "US-ASCII"),
            Map.entry("ISO_IR 100", "ISO-8859-1"),
            Map.entry("ISO_IR 101", "ISO-8859-2"),
            Map.entry("ISO_IR 109", "ISO-8859-3"),
            Map.entry("ISO_IR 110", "ISO-8859-4"),
            Map.entry("ISO_IR 144", "ISO-8859-5"),
            Map.entry("ISO_IR 127", "ISO-8859-6"),
            Map.entry("ISO_IR 126", "ISO-8859-7"),
            Map.entry("ISO_IR 138", "ISO-8859-8"),
            Map.entry("ISO_IR 148", "ISO-8859-9"),
            Map.entry("ISO_IR 203", "ISO-8859-15"),
            Map.entry("ISO_IR 13", "JIS_X0201"),
            Map.entry("ISO_IR 166", "TIS-620"),
            Map.entry("ISO_IR 192", "UTF-8"),
            Map.entry("GB18030", "GB18030"),
            Map.entry("GBK", "GBK"));

    private final List<String> values;
    private final Charset charset;
    private final boolean supported;

    private SpecificCharacterSet(List<String> values, Charset charset, boolean supported) {
        this.values = values;
        this.charset = charset;
        this.supported = supported;
    }

    /**
     * Returns the character set of these values of (0008,0005); none mean the default repertoire. One that is not supported
     * decodes ASCII and keeps other bytes.
     */
    public static SpecificCharacterSet of(List<String> values) {
        if (values.isEmpty() || values.size() == 1 && values.get(0).isEmpty()) {
            return DEFAULT;
        }
        String name = values.size() == 1 ? CHARSETS.get(values.get(0)) : null;
        if (name == null || !Charset.isSupported(name)) {
            return new SpecificCharacterSet(List.copyOf(values), StandardCharsets.US_ASCII, false);
        }
        return new SpecificCharacterSet(List.copyOf(values), Charset.forName(name), true);
    }

    /** The values of (0008,0005); none for the default repertoire. */
    public List<String> values() {
        return values;
    }

    /** Whether the values name a character set that is supported. */
    public boolean isSupported() {
        return supported;
    }

    /** What text of representations that (0008,0005) does not concern is encoded in, such as CS and DA. */
    public SpecificCharacterSet ofDefaultText() {
        return this == STORED ? STORED : DEFAULT;
    }

    /** Returns the characters of these bytes. */
    public String decode(byte[] bytes) {
        return isAscii(bytes) ? new String(bytes, StandardCharsets.ISO_8859_1) : decodeOther(bytes);
    }

    /** Returns whether each character can be encoded; one that stands for an undecodable byte can. */
    public boolean canEncode(String text) {
        return encode(text).complete();
    }

    /**
     * Returns the bytes of these characters, and whether some had to be replaced by a question mark. A character that
     * stands for an undecodable byte becomes that byte.
     */
    public Encoded encode(String text) {
        return isAscii(text) ? new Encoded(text.getBytes(StandardCharsets.ISO_8859_1), true) : encodeOther(text, true);
    }

    /** As {@link #encode}, for text of another character set: undecodable bytes mean nothing here and are replaced. */
    public Encoded encodeForeign(String text) {
        return isAscii(text) ? new Encoded(text.getBytes(StandardCharsets.ISO_8859_1), true) : encodeOther(text, false);
    }

    /**
     * Encoded text.
     *
     * @param bytes without padding
     * @param complete whether each character could be encoded
     */
    public record Encoded(byte[] bytes, boolean complete) {}

    /** Returns whether the text has a character that stands for a byte which could not be decoded. */
    public static boolean hasUndecoded(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (isEscape(text, i)) {
                return true;
            }
        }
        return false;
    }

    private String decodeOther(byte[] bytes) {
        CharsetDecoder decoder = charset.newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
        ByteBuffer in = ByteBuffer.wrap(bytes);
        CharBuffer out = CharBuffer.allocate((int) Math.ceil(bytes.length * (double) decoder.maxCharsPerByte()) + 1);
        for (CoderResult result = decoder.decode(in, out, true);
                result.isError();
                result = decoder.decode(in, out, true)) {
            if (this == STORED && in.remaining() >= SURROGATE_LENGTH) {
                out.put(surrogate(in));
            } else {
                keep(in, result.length(), out);
            }
            decoder.reset();
        }
        decoder.flush(out);
        return out.flip().toString();
    }

    private static void keep(ByteBuffer in, int count, CharBuffer out) {
        for (int i = 0; i < count; i++) {
            byte undecoded = in.get();
            out.put(undecoded < 0 ? (char) (ESCAPE_BASE + (undecoded & 0xFF)) : (char) undecoded);
        }
    }

    private Encoded encodeOther(String text, boolean own) {
        CharsetEncoder encoder = charset.newEncoder()
                .onMalformedInput(CodingErrorAction.REPORT)
                .onUnmappableCharacter(CodingErrorAction.REPORT);
        CharBuffer in = CharBuffer.wrap(text);
        ByteBuffer out = ByteBuffer.allocate((int) Math.ceil(text.length() * (double) encoder.maxBytesPerChar()) + 8);
        boolean complete = true;
        for (CoderResult result = encoder.encode(in, out, true);
                result.isError();
                result = encoder.encode(in, out, true)) {
            char first = in.get();
            in.position(in.position() + result.length() - 1);
            if (this == STORED) {
                putSurrogate(out, first);
            } else {
                boolean kept = own && first >= FIRST_ESCAPE && first <= LAST_ESCAPE;
                out.put(kept ? (byte) first : (byte) '?');
                complete &= kept;
            }
            encoder.reset();
        }
        encoder.flush(out);
        byte[] bytes = new byte[out.flip().remaining()];
        out.get(bytes);
        return new Encoded(bytes, complete);
    }

    private static void putSurrogate(ByteBuffer out, char surrogate) {
        out.put((byte) (0xE0 | surrogate >> 12));
        out.put((byte) (0x80 | surrogate >> 6 & 0x3F));
        out.put((byte) (0x80 | surrogate & 0x3F));
    }

    private static char surrogate(ByteBuffer in) {
        return (char) (in.get() << 12 | (in.get() & 0x3F) << 6 | in.get() & 0x3F);
    }

    private static boolean isEscape(String text, int index) {
        char c = text.charAt(index);
        return c >= FIRST_ESCAPE
                && c <= LAST_ESCAPE
                && (index == 0 || !Character.isHighSurrogate(text.charAt(index - 1)));
    }

    private static boolean isAscii(byte[] bytes) {
        for (byte b : bytes) {
            if (b < 0) {
                return false;
            }
        }
        return true;
    }

    private static boolean isAscii(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) >= 0x80) {
                return false;
            }
        }
        return true;
    }
}
