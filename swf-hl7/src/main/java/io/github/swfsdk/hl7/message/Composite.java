package io.github.swfsdk.hl7.message;

import java.util.ArrayList;
import java.util.List;

/**
 * A value of several components, put together for sending with the delimiters of {@link Encoding#STANDARD}. What is
 * given is text: delimiters in it are escaped.
 */
public final class Composite {
    private static final String COMPONENT = String.valueOf(Encoding.STANDARD.component());
    private static final String REPETITION = String.valueOf(Encoding.STANDARD.repetition());
    private static final String SUBCOMPONENT = String.valueOf(Encoding.STANDARD.subcomponent());

    private final String encoded;

    private Composite(String encoded) {
        this.encoded = encoded;
    }

    /** Joins components. */
    public static Composite of(String... components) {
        return new Composite(join(COMPONENT, escaped(components)));
    }

    /** Joins components that have subcomponents; use {@link #subcomponents} for each. */
    public static Composite of(Composite... components) {
        List<String> parts = new ArrayList<>(components.length);
        for (Composite component : components) {
            parts.add(component.encoded);
        }
        return new Composite(join(COMPONENT, parts));
    }

    /** Joins the subcomponents of one component. */
    public static Composite subcomponents(String... values) {
        return new Composite(join(SUBCOMPONENT, escaped(values)));
    }

    /** Joins repetitions of a field, without those that are empty. */
    static Composite repetitions(Composite... values) {
        List<String> parts = new ArrayList<>(values.length);
        for (Composite value : values) {
            if (!value.encoded.isEmpty()) {
                parts.add(value.encoded);
            }
        }
        return new Composite(String.join(REPETITION, parts));
    }

    /** The sign to delete what is known: {@code ""}. */
    public static Composite delete() {
        return new Composite("\"\"");
    }

    String encoded() {
        return encoded;
    }

    private static List<String> escaped(String... values) {
        List<String> parts = new ArrayList<>(values.length);
        for (String value : values) {
            parts.add(Escapes.encode(value, Encoding.STANDARD));
        }
        return parts;
    }

    private static String join(String delimiter, List<String> parts) {
        int last = parts.size();
        while (last > 0 && parts.get(last - 1).isEmpty()) {
            last--; // trailing delimiters say nothing (HL7 v2.3.1, 2.10)
        }
        return String.join(delimiter, parts.subList(0, last));
    }
}
