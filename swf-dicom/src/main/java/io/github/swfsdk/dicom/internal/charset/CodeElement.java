package io.github.swfsdk.dicom.internal.charset;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A set of characters that an escape sequence designates: as G0 for bytes below 80H, or as G1 for those above (PS3.5,
 * 6.1.2.5; PS3.3, tables C.12-3 and C.12-4). Immutable and thread-safe.
 */
final class CodeElement {
    static final CodeElement ASCII = new CodeElement("(B", false, 1, "US-ASCII");
    static final CodeElement ROMAJI = new CodeElement("(J", false, 1, "JIS_X0201");
    static final CodeElement KATAKANA = new CodeElement(")I", true, 1, "JIS_X0201");

    /** Bytes of an escape sequence, ESC among them. */
    static final int LONGEST_ESCAPE = 4;

    private static final char NO_CHARACTER = 0xFFFD;

    /** By the number of the registry: ISO 2022 IR 100 is 100. Set 13 has two elements; its G1 one is here. */
    private static final Map<Integer, CodeElement> BY_NUMBER = Map.ofEntries(
            Map.entry(6, ASCII),
            Map.entry(13, KATAKANA),
            Map.entry(100, new CodeElement("-A", true, 1, "ISO-8859-1")),
            Map.entry(101, new CodeElement("-B", true, 1, "ISO-8859-2")),
            Map.entry(109, new CodeElement("-C", true, 1, "ISO-8859-3")),
            Map.entry(110, new CodeElement("-D", true, 1, "ISO-8859-4")),
            Map.entry(126, new CodeElement("-F", true, 1, "ISO-8859-7")),
            Map.entry(127, new CodeElement("-G", true, 1, "ISO-8859-6")),
            Map.entry(138, new CodeElement("-H", true, 1, "ISO-8859-8")),
            Map.entry(144, new CodeElement("-L", true, 1, "ISO-8859-5")),
            Map.entry(148, new CodeElement("-M", true, 1, "ISO-8859-9")),
            Map.entry(203, new CodeElement("-b", true, 1, "ISO-8859-15")),
            Map.entry(166, new CodeElement("-T", true, 1, "TIS-620")),
            Map.entry(87, new CodeElement("$B", false, 2, "x-JIS0208")),
            Map.entry(159, new CodeElement("$(D", false, 2, "JIS_X0212-1990")),
            Map.entry(149, new CodeElement("$)C", true, 2, "EUC-KR")),
            Map.entry(58, new CodeElement("$)A", true, 2, "GB2312")));

    private static final Map<String, CodeElement> BY_ESCAPE = byEscape();

    private final byte[] escape;
    private final boolean upper;
    private final int width;
    private final Charset charset;
    private final @Nullable SingleByteCodec table;

    private CodeElement(String escape, boolean upper, int width, String charset) {
        this.escape = ("\u001b" + escape).getBytes(StandardCharsets.US_ASCII);
        this.upper = upper;
        this.width = width;
        this.charset = Charset.forName(charset);
        table = upper && width == 1 ? new SingleByteCodec(this.charset) : null;
    }

    private static Map<String, CodeElement> byEscape() {
        Map<String, CodeElement> elements = new HashMap<>();
        for (CodeElement element : BY_NUMBER.values()) {
            elements.put(element.sequence(), element);
        }
        elements.put(ROMAJI.sequence(), ROMAJI);
        return elements;
    }

    private String sequence() {
        return new String(escape, 1, escape.length - 1, StandardCharsets.US_ASCII);
    }

    static @Nullable CodeElement of(int number) {
        return BY_NUMBER.get(number);
    }

    /** The element whose escape sequence begins at an index; null if that is none. */
    static @Nullable CodeElement at(byte[] bytes, int index) {
        for (int length = 2; length < LONGEST_ESCAPE && index + length < bytes.length; length++) {
            CodeElement element = BY_ESCAPE.get(new String(bytes, index + 1, length, StandardCharsets.ISO_8859_1));
            if (element != null) {
                return element;
            }
        }
        return null;
    }

    byte[] escape() {
        return escape;
    }

    /** Whether it is designated as G1, for bytes above 7FH. */
    boolean isUpper() {
        return upper;
    }

    /** Bytes of a character. */
    int width() {
        return width;
    }

    /** The character of {@link #width()} bytes at an index, or {@code -1} if they are none. */
    int decode(byte[] bytes, int index) {
        if (table != null) {
            char character = table.decode(bytes[index]);
            return Undecoded.is(character) ? -1 : character;
        }
        if (width == 1) {
            return bytes[index];
        }
        if (index + 1 >= bytes.length || bytes[index + 1] < 0 != upper) {
            return -1;
        }
        String character = new String(bytes, index, width, charset);
        return character.charAt(0) == NO_CHARACTER ? -1 : character.codePointAt(0);
    }

    /** The bytes of a character that is not ASCII; none if it is not in this set. */
    byte[] encode(int codePoint) {
        if (table != null) {
            byte code = codePoint > Character.MAX_VALUE ? 0 : table.encode((char) codePoint);
            return code == 0 ? new byte[0] : new byte[] {code};
        }
        if (width == 1 || !charset.newEncoder().canEncode(Character.toString(codePoint))) {
            return new byte[0];
        }
        byte[] bytes = Character.toString(codePoint).getBytes(charset);
        return bytes.length == width ? bytes : new byte[0];
    }

    @Override
    public String toString() {
        return Arrays.toString(escape);
    }
}
