package io.github.swfsdk.hl7.internal.ack;

import io.github.swfsdk.hl7.message.Hl7FormatException;
import io.github.swfsdk.hl7.message.Hl7Location;

/**
 * The outcome of one message.
 *
 * @param rule what happened
 * @param location where in the message
 * @param text for a person at the sender, without patient data
 */
public record Answer(AckRule rule, Hl7Location location, String text) {
    private static final Answer ACCEPTED = new Answer(AckRule.ACCEPTED, Hl7Location.NONE, "");

    /** The message took effect. */
    public static Answer accepted() {
        return ACCEPTED;
    }

    /** An outcome at the place that its rule names. */
    public static Answer of(AckRule rule, String text) {
        return new Answer(rule, rule.location(), text);
    }

    /** The message cannot be read. */
    public static Answer of(Hl7FormatException failure) {
        return new Answer(AckRule.of(failure), failure.location(), String.valueOf(failure.getMessage()));
    }
}
