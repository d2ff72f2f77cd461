package io.github.swfsdk.api.dataset;

/**
 * The identifier of a data element: group and element number (PS3.5, 7.1). Ordered as elements are in a data set,
 * by unsigned value. The elements of the dictionary are constants in {@link Tags}.
 */
public final class Tag implements Comparable<Tag> {
    private final int value;

    private Tag(int value) {
        this.value = value;
    }

    /** Returns the tag with the group number in the upper and the element number in the lower 16 bits. */
    public static Tag of(int value) {
        return new Tag(value);
    }

    /** Returns the tag of a group and an element number, each 0 to FFFFH. */
    public static Tag of(int group, int element) {
        if ((group | element) >>> 16 != 0) {
            throw new IllegalArgumentException(
                    String.format("group and element must be 16 bit, but were %x and %x", group, element));
        }
        return new Tag(group << 16 | element);
    }

    /** Reads the form {@code (gggg,eeee)} or {@code ggggeeee}, hexadecimal. */
    public static Tag parse(String text) {
        String digits = text.length() == 11 && text.charAt(0) == '(' && text.charAt(5) == ',' && text.charAt(10) == ')'
                ? text.substring(1, 5) + text.substring(6, 10)
                : text;
        if (digits.length() != 8 || !digits.chars().allMatch(c -> Character.digit(c, 16) >= 0)) {
            throw new IllegalArgumentException("a tag is written (gggg,eeee) or ggggeeee, but was " + text);
        }
        return new Tag(Integer.parseUnsignedInt(digits, 16));
    }

    /** Group number in the upper, element number in the lower 16 bits. */
    public int value() {
        return value;
    }

    /** The group number, 0 to FFFFH. */
    public int group() {
        return value >>> 16;
    }

    /** The element number, 0 to FFFFH. */
    public int element() {
        return value & 0xFFFF;
    }

    /** Whether the group number is odd (PS3.5, 7.8). */
    public boolean isPrivate() {
        return (value & 0x10000) != 0;
    }

    /** Whether this element reserves a block of private elements for a creator: odd group, (gggg,0010-00FF). */
    public boolean isPrivateCreator() {
        return isPrivate() && element() >= 0x10 && element() <= 0xFF;
    }

    /** Whether this is a group length element (gggg,0000). */
    public boolean isGroupLength() {
        return element() == 0;
    }

    @Override
    public int compareTo(Tag other) {
        return Integer.compareUnsigned(value, other.value);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Tag tag && tag.value == value;
    }

    @Override
    public int hashCode() {
        return value;
    }

    /** The standard's notation, {@code (gggg,eeee)} in upper-case hexadecimal. */
    @Override
    public String toString() {
        return String.format("(%04X,%04X)", group(), element());
    }
}
