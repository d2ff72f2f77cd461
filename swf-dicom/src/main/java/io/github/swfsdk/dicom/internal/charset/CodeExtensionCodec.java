package io.github.swfsdk.dicom.internal.charset;

import io.github.swfsdk.api.dataset.Vr;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Text with escape sequences that switch between character sets (PS3.5, 6.1.2.5). Each value, each component of a person
 * name and each line begins in the sets of the first value of (0008,0005).
 */
final class CodeExtensionCodec implements TextCodec {
    private static final byte ESC = 0x1B;
    private static final char DELETE = 0x7F;

    private final CodeElement firstLower;
    private final @Nullable CodeElement firstUpper;
    private final List<CodeElement> elements;

    /**
     * Creates the codec of a list of sets.
     *
     * @param firstLower what is G0 at first
     * @param firstUpper what is G1 at first; null if nothing is
     * @param elements all sets, those of the first value first
     */
    CodeExtensionCodec(CodeElement firstLower, @Nullable CodeElement firstUpper, List<CodeElement> elements) {
        this.firstLower = firstLower;
        this.firstUpper = firstUpper;
        this.elements = elements;
    }

    @Override
    public String decode(byte[] bytes, Vr vr) {
        StringBuilder text = new StringBuilder(bytes.length);
        CodeElement lower = firstLower;
        CodeElement upper = firstUpper;
        int i = 0;
        while (i < bytes.length) {
            CodeElement switched = bytes[i] == ESC ? CodeElement.at(bytes, i) : null;
            if (switched != null) {
                upper = switched.isUpper() ? switched : upper;
                lower = switched.isUpper() ? lower : switched;
                i += switched.escape().length;
                continue;
            }
            CodeElement active = bytes[i] < 0 ? upper : isOfNoSet(bytes[i]) ? null : lower;
            int character = active == null ? -1 : active.decode(bytes, i);
            if (character < 0 || active == null) {
                text.append(Undecoded.of(bytes[i]));
                i++;
            } else {
                text.appendCodePoint(character);
                i += active.width();
            }
            if (isDelimiter(text.charAt(text.length() - 1), vr)) {
                lower = firstLower;
                upper = firstUpper;
            }
        }
        return text.toString();
    }

    @Override
    public SpecificCharacterSet.Encoded encode(String text, Vr vr, boolean own) {
        return new Encoding(vr, own).encode(text);
    }

    /** Whether a byte is the same whatever is designated: controls, the space, and delete. */
    private static boolean isOfNoSet(byte lower) {
        return lower <= ' ' || lower == DELETE;
    }

    /** Whether the sets of the first value are active again, and have to be before. */
    private static boolean isDelimiter(char character, Vr vr) {
        boolean control = character < ' ' && character != ESC;
        boolean ofValues = character == '\\' && vr.isMultiValued();
        return control || ofValues || vr == Vr.PN && (character == '^' || character == '=');
    }

    /** One text on its way to bytes. */
    private final class Encoding {
        private final ByteArrayOutputStream out = new ByteArrayOutputStream();
        private final Vr vr;
        private final boolean own;
        private CodeElement lower = firstLower;
        private @Nullable CodeElement upper = firstUpper;
        private boolean complete = true;

        Encoding(Vr vr, boolean own) {
            this.vr = vr;
            this.own = own;
        }

        SpecificCharacterSet.Encoded encode(String text) {
            for (int i = 0; i < text.length(); i += Character.charCount(text.codePointAt(i))) {
                if (text.charAt(i) == ESC && looksLikeEscape(text, i)) {
                    complete = false;
                    out.write('?');
                } else {
                    put(text.codePointAt(i));
                }
            }
            toFirst();
            return new SpecificCharacterSet.Encoded(out.toByteArray(), complete);
        }

        /** Whether a control character ESC and what follows it would be read as an escape sequence. */
        private static boolean looksLikeEscape(String text, int from) {
            int end = Math.min(text.length(), from + CodeElement.LONGEST_ESCAPE);
            return CodeElement.at(text.substring(from, end).getBytes(StandardCharsets.ISO_8859_1), 0) != null;
        }

        private void put(int character) {
            if (character < 0x80) {
                putAscii((char) character);
            } else if (!putEncoded(character)) {
                boolean kept = own && Undecoded.is(character);
                complete &= kept;
                toSingleByte();
                out.write(kept ? Undecoded.toByte(character) : '?');
            }
        }

        private void putAscii(char character) {
            if (isDelimiter(character, vr)) {
                toFirst();
            } else {
                toSingleByte();
            }
            out.write(character);
        }

        private boolean putEncoded(int character) {
            if (upper != null && putEncoded(upper, character) || putEncoded(lower, character)) {
                return true;
            }
            for (CodeElement element : elements) {
                if (putEncoded(element, character)) {
                    return true;
                }
            }
            return false;
        }

        private boolean putEncoded(CodeElement element, int character) {
            byte[] bytes = element.encode(character);
            if (bytes.length == 0) {
                return false;
            }
            if (element.isUpper()) {
                toSingleByte();
            }
            if (element != upper && element != lower) {
                designate(element);
            }
            out.writeBytes(bytes);
            return true;
        }

        private void designate(CodeElement element) {
            out.writeBytes(element.escape());
            if (element.isUpper()) {
                upper = element;
            } else {
                lower = element;
            }
        }

        /** Leaves a set of two bytes below 80H: what follows is ASCII, or above 7FH. */
        private void toSingleByte() {
            if (lower.width() > 1) {
                designate(firstLower);
            }
        }

        /** Makes the sets of the first value active; if none of them is G1, that of another ends by itself. */
        private void toFirst() {
            toSingleByte();
            if (firstUpper != null && upper != firstUpper) {
                designate(firstUpper);
            }
            upper = firstUpper;
        }
    }
}
