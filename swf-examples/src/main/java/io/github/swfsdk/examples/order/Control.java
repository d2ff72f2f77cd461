package io.github.swfsdk.examples.order;

/** What a message asks for: an order control code (ORC-1 of ORM^O01) or a trigger event (of ADT). */
public enum Control {
    /** New order. */
    NW("SC"),
    /** Changed order. */
    XO("SC"),
    /** Cancelled before it began. */
    CA("CA"),
    /** Discontinued after it began. */
    DC("CA"),
    /** Outpatient registered. */
    A04(""),
    /** Patient corrected. */
    A08(""),
    /** Patients merged. */
    A40("");

    private final String orderStatus;

    Control(String orderStatus) {
        this.orderStatus = orderStatus;
    }

    /** Whether it speaks of an order; else of a patient. */
    boolean isOrder() {
        return !orderStatus.isEmpty();
    }

    /** Whether the message carries the Study Instance UID: the order is (still) to be performed. */
    boolean schedules() {
        return orderStatus.equals("SC");
    }

    /** ORC-5 that goes with it. */
    String orderStatus() {
        return orderStatus;
    }
}
