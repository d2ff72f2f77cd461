package io.github.swfsdk.hl7.message;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/**
 * How text becomes a message: the delimiters of MSH-1 and MSH-2 and the character set (HL7 v2.3.1, 2.7 and 2.9).
 *
 * @param field between the fields of a segment
 * @param component between the components of a field
 * @param repetition between the repetitions of a field
 * @param escape around an escape sequence
 * @param subcomponent between the subcomponents of a component
 * @param charset of the bytes; also of the bytes in a hexadecimal escape sequence
 */
public record Encoding(char field, char component, char repetition, char escape, char subcomponent, Charset charset) {
    /** {@code |^~\&} and ASCII, as the standard recommends. */
    public static final Encoding STANDARD = new Encoding('|', '^', '~', '\\', '&', StandardCharsets.US_ASCII);

    /** Checks that the delimiters are five different ASCII punctuation characters. */
    public Encoding {
        Objects.requireNonNull(charset, "charset");
        if (!areDelimiters("" + field + component + repetition + escape + subcomponent)) {
            throw new IllegalArgumentException("the delimiters must be five different punctuation characters");
        }
    }

    /** Returns the same delimiters with another character set. */
    public Encoding with(Charset other) {
        return new Encoding(field, component, repetition, escape, subcomponent, other);
    }

    /** The content of MSH-2. */
    public String encodingCharacters() {
        return "" + component + repetition + escape + subcomponent;
    }

    /** Whether these characters, the field separator first, can be delimiters. */
    public static boolean areDelimiters(String characters) {
        return characters.length() == 5
                && characters.chars().allMatch(Encoding::isPunctuation)
                && characters.chars().distinct().count() == 5;
    }

    private static boolean isPunctuation(int c) {
        return c > ' ' && c < 0x7F && !Character.isLetterOrDigit(c);
    }
}
