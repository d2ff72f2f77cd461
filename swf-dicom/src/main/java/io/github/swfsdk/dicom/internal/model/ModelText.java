package io.github.swfsdk.dicom.internal.model;

import io.github.swfsdk.api.dataset.NumberElement;
import io.github.swfsdk.api.dataset.Tag;
import io.github.swfsdk.api.dataset.Tags;
import io.github.swfsdk.api.dataset.TextElement;
import io.github.swfsdk.dicom.io.ReplacedTextListener;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntPredicate;

/** The values of elements as documents hold them: text that both kinds of documents can carry. */
final class ModelText {
    /** The groups of a name of a person, as both kinds of documents call them. */
    static final List<String> GROUPS = List.of("Alphabetic", "Ideographic", "Phonetic");

    private static final String REPLACEMENT = "\uFFFD";

    private ModelText() {}

    /**
     * The values of a text element, each character of which a document may hold. (0008,0005) tells what the document is in
     * (PS3.18, F.2.2; PS3.19, A.1.4).
     */
    static List<String> values(TextElement element, IntPredicate allowed, ReplacedTextListener listener) {
        if (element.tag().equals(Tags.SPECIFIC_CHARACTER_SET)) {
            return List.of("ISO_IR 192");
        }
        List<String> values = new ArrayList<>();
        boolean replaced = false;
        for (String value : element.values()) {
            String clean = clean(value, allowed);
            replaced |= !clean.equals(value);
            values.add(clean);
        }
        if (replaced) {
            listener.replaced(element.tag());
        }
        return values;
    }

    private static String clean(String value, IntPredicate allowed) {
        if (value.codePoints().allMatch(c -> allowed.test(c) && !isSurrogate(c))) {
            return value;
        }
        StringBuilder clean = new StringBuilder();
        value.codePoints().forEach(c -> {
            if (allowed.test(c) && !isSurrogate(c)) {
                clean.appendCodePoint(c);
            } else {
                clean.append(REPLACEMENT);
            }
        });
        return clean.toString();
    }

    private static boolean isSurrogate(int codePoint) {
        return codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE;
    }

    /** A floating-point value that no number can write, such as {@code NaN}; empty for all others. */
    static String special(NumberElement element, int index) {
        double value = element.doubleAt(index);
        if (Double.isNaN(value)) {
            return "NaN";
        }
        if (Double.isInfinite(value)) {
            return value > 0 ? "inf" : "-inf";
        }
        return "";
    }

    /** Eight hexadecimal digits. */
    static String hex(Tag tag) {
        return String.format("%08X", tag.value());
    }
}
