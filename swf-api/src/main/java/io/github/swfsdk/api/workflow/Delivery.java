package io.github.swfsdk.api.workflow;

import java.util.Objects;

/** What became of an attempt to deliver a follow-up. */
public final class Delivery {
    private static final Delivery DONE = new Delivery(Outcome.DONE, "");

    /** How an attempt ends. */
    public enum Outcome {
        /** The receiver has confirmed it. */
        DONE,
        /** Not confirmed; a later attempt may succeed. */
        RETRY,
        /** Refused for good: more attempts are no use before somebody has looked at it. */
        PARK
    }

    private final Outcome outcome;
    private final String reason;

    private Delivery(Outcome outcome, String reason) {
        this.outcome = outcome;
        this.reason = Objects.requireNonNull(reason, "reason");
    }

    /** The receiver has confirmed it, now or after an earlier attempt. */
    public static Delivery done() {
        return DONE;
    }

    /** It was not confirmed, and is to be tried again; the reason holds no patient data. */
    public static Delivery retry(String reason) {
        return new Delivery(Outcome.RETRY, reason);
    }

    /** It was refused for good; the reason, for an operator, holds no patient data. */
    public static Delivery park(String reason) {
        return new Delivery(Outcome.PARK, reason);
    }

    /** How the attempt ended. */
    public Outcome outcome() {
        return outcome;
    }

    /** Why it was not confirmed; empty if it was. */
    public String reason() {
        return reason;
    }
}
