package io.github.swfsdk.dicom.internal.charset;

import io.github.swfsdk.api.dataset.Vr;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The character set of a data set, as (0008,0005) names it (PS3.3, C.12.1.1.2): everything that the standard defines. Bytes
 * that are no character of it survive: each is decoded to one of U+DC80 to U+DCFF, which {@link #encode} turns into the same
 * byte again. Immutable and thread-safe.
 */
public final class SpecificCharacterSet {
    /** The default repertoire, ISO IR 6: ASCII. */
    public static final SpecificCharacterSet DEFAULT =
            new SpecificCharacterSet(List.of(), new SingleByteCodec(StandardCharsets.US_ASCII), Spelling.EXACT);

    /** Unicode in UTF-8. */
    public static final SpecificCharacterSet UTF_8 =
            new SpecificCharacterSet(List.of("ISO_IR 192"), CharsetCodec.of(StandardCharsets.UTF_8), Spelling.EXACT);

    /**
     * For bytes that nobody else reads: UTF-8 in which any Java string survives, also one with unpaired surrogates, which
     * take three bytes each as they would in UTF-8 if they were characters.
     */
    public static final SpecificCharacterSet STORED =
            new SpecificCharacterSet(List.of(), CharsetCodec.ofAnyString(StandardCharsets.UTF_8), Spelling.EXACT);

    /** How the values of (0008,0005) name the character set. */
    public enum Spelling {
        /** As the standard does. */
        EXACT,
        /** Understood, but not as the standard writes it. */
        INEXACT,
        /** Not understood: ASCII is read, other bytes are kept. */
        UNSUPPORTED
    }

    /** Defined terms of character sets without code extensions (PS3.3, tables C.12-2 and C.12-5). */
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

    private static final Pattern LOOSE = Pattern.compile("ISO[ _-]?(2022[ _-]?)?IR[ _-]?(\\d{1,4})");
    private static final int JAPANESE = 13;

    /** Those of the last data sets; bounded, as a peer may name anything. */
    private static final Map<List<String>, SpecificCharacterSet> CACHE = new ConcurrentHashMap<>();

    private static final int CACHED = 100;

    private final List<String> values;
    private final TextCodec codec;
    private final Spelling spelling;

    private SpecificCharacterSet(List<String> values, TextCodec codec, Spelling spelling) {
        this.values = values;
        this.codec = codec;
        this.spelling = spelling;
    }

    /** Returns the character set of these values of (0008,0005); none mean the default repertoire. */
    public static SpecificCharacterSet of(List<String> values) {
        if (values.stream().allMatch(String::isEmpty)) {
            return DEFAULT;
        }
        SpecificCharacterSet known = CACHE.get(values);
        if (known != null) {
            return known;
        }
        SpecificCharacterSet made = make(List.copyOf(values));
        if (made.spelling != Spelling.UNSUPPORTED && CACHE.size() < CACHED) {
            CACHE.put(made.values, made);
        }
        return made;
    }

    private static SpecificCharacterSet make(List<String> values) {
        List<String> terms = values.stream().map(SpecificCharacterSet::term).toList();
        Spelling spelling = terms.equals(values) ? Spelling.EXACT : Spelling.INEXACT;
        String first = terms.get(0);
        if (!first.startsWith("ISO 2022") && CHARSETS.containsKey(first)) {
            boolean whole = terms.size() == 1;
            boolean extensible = first.startsWith("ISO_IR") && !first.equals("ISO_IR 192");
            if (whole || !extensible) { // what stands beside a set without code extensions means nothing
                return new SpecificCharacterSet(values, codec(first), whole ? spelling : Spelling.INEXACT);
            }
            spelling = Spelling.INEXACT;
        }
        CodeExtensionCodec codec = codeExtensions(terms);
        return codec == null
                ? new SpecificCharacterSet(values, DEFAULT.codec, Spelling.UNSUPPORTED)
                : new SpecificCharacterSet(values, codec, spelling);
    }

    /** The defined term that a value means; the value itself if it looks like none. */
    private static String term(String value) {
        Matcher matcher = LOOSE.matcher(value);
        if (!matcher.matches()) {
            return value;
        }
        return (matcher.group(1) == null ? "ISO_IR " : "ISO 2022 IR ") + matcher.group(2);
    }

    private static TextCodec codec(String term) {
        Charset charset = Charset.forName(CHARSETS.getOrDefault(term, "US-ASCII"));
        boolean variable = term.equals("ISO_IR 192") || term.startsWith("GB");
        return variable ? CharsetCodec.of(charset) : new SingleByteCodec(charset);
    }

    private static @Nullable CodeExtensionCodec codeExtensions(List<String> terms) {
        List<CodeElement> elements = new ArrayList<>();
        CodeElement lower = CodeElement.ASCII;
        CodeElement upper = null;
        for (int i = 0; i < terms.size(); i++) {
            Matcher matcher = LOOSE.matcher(terms.get(i));
            int number = matcher.matches()
                    ? Integer.parseInt(matcher.group(2))
                    : terms.get(i).isEmpty() ? 6 : -1;
            CodeElement element = CodeElement.of(number);
            if (element == null) {
                return null;
            }
            if (i == 0 && element.isUpper()) {
                upper = element;
                lower = number == JAPANESE ? CodeElement.ROMAJI : CodeElement.ASCII;
            }
            elements.add(element);
        }
        return new CodeExtensionCodec(lower, upper, elements);
    }

    /** The values of (0008,0005); none for the default repertoire. */
    public List<String> values() {
        return values;
    }

    /** How the values name the character set. */
    public Spelling spelling() {
        return spelling;
    }

    /** What text of representations that (0008,0005) does not concern is encoded in, such as CS and DA. */
    public SpecificCharacterSet ofDefaultText() {
        return this == STORED ? STORED : DEFAULT;
    }

    /** Returns the characters of these bytes, which are a whole value field of the representation. */
    public String decode(byte[] bytes, Vr vr) {
        return isPlain(bytes) ? new String(bytes, StandardCharsets.ISO_8859_1) : codec.decode(bytes, vr);
    }

    /** Returns whether each character can be encoded; one that stands for an undecodable byte can. */
    public boolean canEncode(String text, Vr vr) {
        return isPlain(text) || encode(text, vr).complete();
    }

    /**
     * Returns the bytes of these characters, and whether some had to be replaced by a question mark. A character that
     * stands for an undecodable byte becomes that byte.
     */
    public Encoded encode(String text, Vr vr) {
        return encode(text, vr, true);
    }

    /** As {@link #encode}, for text of another character set: undecodable bytes mean nothing here and are replaced. */
    public Encoded encodeForeign(String text, Vr vr) {
        return encode(text, vr, false);
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
        for (int i = 0; i < text.length(); i += Character.charCount(text.codePointAt(i))) {
            if (Undecoded.is(text.codePointAt(i))) {
                return true;
            }
        }
        return false;
    }

    private Encoded encode(String text, Vr vr, boolean own) {
        return isPlain(text)
                ? new Encoded(text.getBytes(StandardCharsets.ISO_8859_1), true)
                : codec.encode(text, vr, own);
    }

    /** Whether there is nothing but ASCII and no escape sequence. */
    private static boolean isPlain(byte[] bytes) {
        for (byte b : bytes) {
            if (b < 0 || b == 0x1B) {
                return false;
            }
        }
        return true;
    }

    private static boolean isPlain(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) >= 0x80 || text.charAt(i) == 0x1B) {
                return false;
            }
        }
        return true;
    }
}
