package io.github.swfsdk.hl7.message;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * The text of a field, or of one repetition, component or subcomponent of it, still encoded: it is split and decoded
 * when it is asked for, so a message costs no more memory than its text. Immutable. A part that is not there is empty.
 */
public final class Hl7Value {
    private static final String DELETE = "\"\"";

    private final String encoded;
    private final Encoding encoding;

    Hl7Value(String encoded, Encoding encoding) {
        this.encoded = Objects.requireNonNull(encoded, "encoded");
        this.encoding = Objects.requireNonNull(encoding, "encoding");
    }

    /** Whether there is no character: no information, what is known stays (HL7 v2.3.1, 2.6.2). */
    public boolean isEmpty() {
        return encoded.isEmpty();
    }

    /** Whether it is {@code ""}, two quotation marks: what is known is deleted (HL7 v2.3.1, 2.6.2). */
    public boolean isDelete() {
        return encoded.equals(DELETE);
    }

    /** Whether it holds text, so is neither empty nor the sign to delete. */
    public boolean hasText() {
        return !text().isEmpty();
    }

    /** The repetitions of a field, none if it is empty. */
    public List<Hl7Value> repetitions() {
        if (encoded.isEmpty()) {
            return List.of();
        }
        List<Hl7Value> repetitions = new ArrayList<>();
        int start = 0;
        for (int end = encoded.indexOf(encoding.repetition()); end >= 0; ) {
            repetitions.add(new Hl7Value(encoded.substring(start, end), encoding));
            start = end + 1;
            end = encoded.indexOf(encoding.repetition(), start);
        }
        repetitions.add(new Hl7Value(encoded.substring(start), encoding));
        return repetitions;
    }

    /** A component of the first repetition, counted from 1. */
    public Hl7Value component(int number) {
        return new Hl7Value(Pieces.nth(firstRepetition(), encoding.component(), number), encoding);
    }

    /** A subcomponent of the first component, counted from 1. */
    public Hl7Value subcomponent(int number) {
        return new Hl7Value(Pieces.nth(firstComponent(), encoding.subcomponent(), number), encoding);
    }

    /** The first subcomponent, decoded; empty for the sign to delete. */
    public String text() {
        String first = Pieces.nth(firstComponent(), encoding.subcomponent(), 1);
        return first.equals(DELETE) ? "" : Escapes.decode(first, encoding);
    }

    /**
     * All of it, decoded, delimiters taken as text: for a field of free text, whose sender may have left a delimiter
     * unescaped. Empty for the sign to delete.
     */
    public String freeText() {
        return isDelete() ? "" : Escapes.decode(encoded, encoding);
    }

    /** The text as it stands in the message, delimiters and escape sequences included. */
    public String encoded() {
        return encoded;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Hl7Value that && encoded.equals(that.encoded) && encoding.equals(that.encoding);
    }

    @Override
    public int hashCode() {
        return encoded.hashCode();
    }

    /** Says the length only: the value may be a patient's. */
    @Override
    public String toString() {
        return "value of " + encoded.length() + " characters";
    }

    private String firstRepetition() {
        return Pieces.nth(encoded, encoding.repetition(), 1);
    }

    private String firstComponent() {
        return Pieces.nth(firstRepetition(), encoding.component(), 1);
    }
}
