package io.github.swfsdk.hl7.message;

/** What the standard forbids and real senders do. Each is allowed or refused by option, and reported when it is used. */
public enum Leniency {
    /** A line feed follows the carriage return that ends a segment or a frame (HL7 v2.3.1, 2.7: segments end with CR). */
    LINE_FEED_AFTER_CARRIAGE_RETURN,
    /** MSH-12 is 2.3, older than IHE Radiology's base 2.3.1; the segments used here are the same. */
    VERSION_2_3,
    /** MSH-3, 4, 5 or 6 is empty, though IHE Radiology requires each (R+). */
    EMPTY_SENDER_OR_RECEIVER
}
