package io.github.swfsdk.api.dataset;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * An element of characters, decoded to Unicode.
 *
 * @param text the whole value as it was encoded, backslashes between values included, without the one padding
 *     character that made its length even; spaces beyond it are kept, so that writing it again gives the same bytes
 */
public record TextElement(Tag tag, Vr vr, String text) implements Element {
    /** Checks that the representation is one of characters. */
    public TextElement {
        Objects.requireNonNull(tag, "tag");
        Objects.requireNonNull(text, "text");
        if (!vr.isText()) {
            throw new IllegalArgumentException("VR of " + tag + " must be one of characters, but was " + vr);
        }
    }

    /** Joins values with backslashes. */
    public static TextElement of(Tag tag, Vr vr, List<String> values) {
        if (vr.isMultiValued()) {
            for (String value : values) {
                if (value.indexOf('\\') >= 0) {
                    throw new IllegalArgumentException("a value of " + tag + " holds the value delimiter");
                }
            }
        } else if (values.size() > 1) {
            throw new IllegalArgumentException(
                    tag + " with VR " + vr + " has one value, but was given " + values.size());
        }
        return new TextElement(tag, vr, String.join("\\", values));
    }

    /**
     * The values without the spaces that carry no meaning for this representation. Empty if the element is; a value
     * among others may be an empty string.
     */
    public List<String> values() {
        if (isEmpty()) {
            return List.of();
        }
        if (!vr.isMultiValued() || text.indexOf('\\') < 0) {
            return List.of(strip(text));
        }
        List<String> values = new ArrayList<>();
        int start = 0;
        for (int end = text.indexOf('\\'); end >= 0; end = text.indexOf('\\', start)) {
            values.add(strip(text.substring(start, end)));
            start = end + 1;
        }
        values.add(strip(text.substring(start)));
        return List.copyOf(values);
    }

    @Override
    public boolean isEmpty() {
        return text.isEmpty();
    }

    /** Says tag, representation and length; the characters may be a patient's and stay out. */
    @Override
    public String toString() {
        return tag + " " + vr + " " + text.length() + " characters";
    }

    private String strip(String value) {
        int start = 0;
        int end = value.length();
        while (end > start && isPadding(value.charAt(end - 1))) {
            end--;
        }
        if (vr.ignoresLeadingSpaces()) {
            while (start < end && value.charAt(start) == ' ') {
                start++;
            }
        }
        return value.substring(start, end);
    }

    private static boolean isPadding(char c) {
        return c == ' ' || c == 0; // NUL pads UI, and some devices pad other text with it
    }
}
