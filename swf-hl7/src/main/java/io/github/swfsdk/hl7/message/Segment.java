package io.github.swfsdk.hl7.message;

import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/** One segment: a name of three characters and its fields, counted from 1. Immutable. */
public final class Segment {
    private static final int NAME_LENGTH = 3;

    private final String text;
    private final Encoding encoding;

    private Segment(String text, Encoding encoding) {
        this.text = text;
        this.encoding = encoding;
    }

    /**
     * Reads a segment without its end.
     *
     * @throws IllegalArgumentException if it does not start with a name and a field separator
     */
    public static Segment read(String text, Encoding encoding) {
        if (!isSegment(text, encoding)) {
            throw new IllegalArgumentException("a segment starts with a name of three letters and digits");
        }
        return new Segment(text, encoding);
    }

    /** Whether the text starts as a segment does: a letter, two letters or digits, and then a field or nothing. */
    public static boolean isSegment(String text, Encoding encoding) {
        return text.length() >= NAME_LENGTH
                && isUpper(text.charAt(0))
                && isUpperOrDigit(text.charAt(1))
                && isUpperOrDigit(text.charAt(2))
                && (text.length() == NAME_LENGTH || text.charAt(NAME_LENGTH) == encoding.field());
    }

    /** Starts a segment; nothing is set, but the delimiters of an MSH. */
    public static Builder builder(String name) {
        return new Builder(name);
    }

    /** The name, such as {@code PID}. */
    public String name() {
        return text.substring(0, NAME_LENGTH);
    }

    /** A field with all its repetitions. MSH-1 is the field separator itself. */
    public Hl7Value field(int number) {
        if (!isHeader()) {
            return new Hl7Value(Pieces.nth(text, encoding.field(), number + 1), encoding);
        }
        if (number == 1) {
            return new Hl7Value(String.valueOf(encoding.field()), encoding);
        }
        return new Hl7Value(Pieces.nth(text, encoding.field(), number), encoding);
    }

    /** The decoded text of a field's first component; see {@link Hl7Value#text()}. */
    public String text(int field) {
        return field(field).text();
    }

    String encoded() {
        return text;
    }

    /** Says name and length only: values may be a patient's. */
    @Override
    public String toString() {
        return name() + " of " + text.length() + " characters";
    }

    private boolean isHeader() {
        return text.startsWith("MSH");
    }

    private static boolean isUpper(char c) {
        return c >= 'A' && c <= 'Z';
    }

    private static boolean isUpperOrDigit(char c) {
        return isUpper(c) || c >= '0' && c <= '9';
    }

    /**
     * Collects the values of a segment. Values are given decoded and are escaped here; an empty value stays empty. Not
     * thread-safe.
     */
    public static final class Builder {
        private final String name;
        private final TreeMap<Integer, StringBuilder> fields = new TreeMap<>();

        private Builder(String name) {
            this.name = Objects.requireNonNull(name, "name");
        }

        /** Puts a field of one component. */
        public Builder put(int field, String value) {
            return put(field, Composite.of(value));
        }

        /** Puts a field of several components. */
        public Builder put(int field, Composite value) {
            fields.put(field, new StringBuilder(value.encoded()));
            return this;
        }

        /** Adds a repetition to a field. */
        public Builder repeat(int field, Composite value) {
            StringBuilder earlier = fields.get(field);
            if (earlier == null || earlier.length() == 0) {
                return put(field, value);
            }
            earlier.append(Encoding.STANDARD.repetition()).append(value.encoded());
            return this;
        }

        /** Returns the segment; delimiters are those of {@link Encoding#STANDARD}. */
        public Segment build() {
            StringBuilder line = new StringBuilder(name);
            boolean header = name.equals("MSH");
            if (header) {
                line.append(Encoding.STANDARD.field()).append(Encoding.STANDARD.encodingCharacters());
            }
            int last = header ? 2 : 0;
            for (Map.Entry<Integer, StringBuilder> field : fields.entrySet()) {
                if (field.getValue().length() == 0) {
                    continue;
                }
                line.append(String.valueOf(Encoding.STANDARD.field()).repeat(field.getKey() - last));
                line.append(field.getValue());
                last = field.getKey();
            }
            return read(line.toString(), Encoding.STANDARD);
        }
    }
}
