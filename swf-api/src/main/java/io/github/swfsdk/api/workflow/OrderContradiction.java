package io.github.swfsdk.api.workflow;

/** The steps of an order contradict each other or what is known; the message, without patient data, goes to the sender. */
final class OrderContradiction extends Exception {
    private static final long serialVersionUID = 1L;

    OrderContradiction(String message) {
        super(message, null, false, false);
    }
}
