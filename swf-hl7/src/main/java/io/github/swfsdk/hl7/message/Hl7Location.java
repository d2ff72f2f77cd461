package io.github.swfsdk.hl7.message;

import java.util.Objects;

/**
 * A place in a message, as an ERR segment names it; a part that is not stated is empty or 0.
 *
 * @param segment name of the segment
 * @param sequence which of the segments with this name, from 1
 * @param field number of the field, from 1
 * @param component number of the component, from 1
 */
public record Hl7Location(String segment, int sequence, int field, int component) {
    /** No particular place. */
    public static final Hl7Location NONE = new Hl7Location("", 0, 0, 0);

    /** Checks that nothing is null or negative. */
    public Hl7Location {
        Objects.requireNonNull(segment, "segment");
        if (sequence < 0 || field < 0 || component < 0) {
            throw new IllegalArgumentException("sequence, field and component must not be negative");
        }
    }

    /** A field of the first segment with this name. */
    public static Hl7Location of(String segment, int field) {
        return new Hl7Location(segment, 1, field, 0);
    }

    /** The same place in another segment of this name. */
    public Hl7Location inSequence(int other) {
        return new Hl7Location(segment, other, field, component);
    }

    /** A component of this field. */
    public Hl7Location withComponent(int other) {
        return new Hl7Location(segment, sequence, field, other);
    }

    /** Such as {@code PID[1]-3.1}. */
    @Override
    public String toString() {
        if (segment.isEmpty()) {
            return "message";
        }
        String place = sequence == 0 ? segment : segment + "[" + sequence + "]";
        if (field == 0) {
            return place;
        }
        return component == 0 ? place + "-" + field : place + "-" + field + "." + component;
    }
}
