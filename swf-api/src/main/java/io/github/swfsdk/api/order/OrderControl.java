package io.github.swfsdk.api.order;

/** What is asked about an order (HL7 table 0119, ORC-1, as IHE uses it). */
public enum OrderControl {
    /** A new order or procedure (NW). */
    NEW,
    /**
     * Changed times, stations or procedures of a known order (XO): the named steps are replaced by what is given, a step whose
     * ID is new is added, the others stay.
     */
    CHANGE,
    /** Cancelled before it began (CA). The named steps; without a step ID, every step not yet begun. */
    CANCEL,
    /** Discontinued after it began (DC). The named steps; without a step ID, every step not yet finished. */
    DISCONTINUE
}
