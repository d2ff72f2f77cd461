package io.github.swfsdk.api.order;

import java.util.Objects;
import java.util.Optional;

/** What becomes of an order request: accepted, or refused with a reason that the sender is told. */
public final class OrderDecision {
    /** Why a request is refused. */
    public enum Refusal {
        /** No such order. */
        UNKNOWN_ORDER,
        /** No such scheduled step in the order. */
        UNKNOWN_STEP,
        /** The numbers name a known order with other content. */
        DUPLICATE_ORDER,
        /** The order has gone too far for it, such as cancelling a step that has begun. */
        TOO_LATE,
        /** A value that the order needs is missing or contradicts what is known. */
        INVALID,
        /** A rule of the site forbids it. */
        NOT_PERMITTED
    }

    private static final OrderDecision ACCEPTED = new OrderDecision(Optional.empty(), "");

    private final Optional<Refusal> refusal;
    private final String text;

    private OrderDecision(Optional<Refusal> refusal, String text) {
        this.refusal = refusal;
        this.text = text;
    }

    /** The request took effect, now or when it first came, and is durable. */
    public static OrderDecision accept() {
        return ACCEPTED;
    }

    /** The request changed nothing; the text, without patient data, goes to the sender. */
    public static OrderDecision refuse(Refusal refusal, String text) {
        return new OrderDecision(Optional.of(refusal), Objects.requireNonNull(text, "text"));
    }

    /** The reason, if it was refused. */
    public Optional<Refusal> refusal() {
        return refusal;
    }

    /** What the sender is told; empty if accepted. */
    public String text() {
        return text;
    }
}
