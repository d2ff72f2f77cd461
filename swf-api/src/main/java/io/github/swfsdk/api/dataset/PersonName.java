package io.github.swfsdk.api.dataset;

import java.util.Objects;

/**
 * A person name (VR PN; PS3.5, 6.2.1): up to three component groups, the same name in three ways of writing.
 *
 * @param alphabetic in single-byte characters
 * @param ideographic in ideographs
 * @param phonetic in phonetic characters
 */
public record PersonName(Group alphabetic, Group ideographic, Group phonetic) {
    /**
     * The five components of one group; an absent component is empty.
     *
     * @param family family name complex
     * @param given given name complex
     * @param middle middle name
     * @param prefix before the name, such as a title
     * @param suffix after the name, such as a degree
     */
    public record Group(String family, String given, String middle, String prefix, String suffix) {
        /** The group without any component. */
        public static final Group EMPTY = new Group("", "", "", "", "");

        /** Checks that no component is null. */
        public Group {
            Objects.requireNonNull(family, "family");
            Objects.requireNonNull(given, "given");
            Objects.requireNonNull(middle, "middle");
            Objects.requireNonNull(prefix, "prefix");
            Objects.requireNonNull(suffix, "suffix");
        }

        /** Whether each component is empty. */
        public boolean isEmpty() {
            return equals(EMPTY);
        }

        /** The components joined with {@code ^}, without trailing delimiters. */
        @Override
        public String toString() {
            return dropTrailing('^', String.join("^", family, given, middle, prefix, suffix));
        }

        private static Group parse(String text) {
            String[] parts = text.split("\\^", 5);
            return new Group(part(parts, 0), part(parts, 1), part(parts, 2), part(parts, 3), part(parts, 4));
        }
    }

    /** Checks that no group is null. */
    public PersonName {
        Objects.requireNonNull(alphabetic, "alphabetic");
        Objects.requireNonNull(ideographic, "ideographic");
        Objects.requireNonNull(phonetic, "phonetic");
    }

    /** Returns an alphabetic name of family and given name. */
    public static PersonName of(String family, String given) {
        return new PersonName(new Group(family, given, "", "", ""), Group.EMPTY, Group.EMPTY);
    }

    /** Reads the encoded form: groups between {@code =}, components between {@code ^}. Takes any text. */
    public static PersonName parse(String text) {
        String[] groups = text.split("=", 3);
        return new PersonName(Group.parse(part(groups, 0)), Group.parse(part(groups, 1)), Group.parse(part(groups, 2)));
    }

    /** Whether each group is empty. */
    public boolean isEmpty() {
        return alphabetic.isEmpty() && ideographic.isEmpty() && phonetic.isEmpty();
    }

    /** The encoded form, without trailing delimiters. It is a patient's or physician's name: never log it. */
    @Override
    public String toString() {
        return dropTrailing('=', alphabetic + "=" + ideographic + "=" + phonetic);
    }

    private static String part(String[] parts, int index) {
        return index < parts.length ? parts[index].strip() : "";
    }

    private static String dropTrailing(char delimiter, String text) {
        int end = text.length();
        while (end > 0 && text.charAt(end - 1) == delimiter) {
            end--;
        }
        return text.substring(0, end);
    }
}
