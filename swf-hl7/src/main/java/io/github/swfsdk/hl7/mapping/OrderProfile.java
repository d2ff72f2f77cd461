package io.github.swfsdk.hl7.mapping;

/** What an order has to bring along. */
public enum OrderProfile {
    /**
     * An order that has been scheduled (RAD-4, RAD-13): with Study Instance UID (ZDS-1), requested procedure ID (OBR-19) and
     * scheduled step ID (OBR-20). One without is refused.
     */
    SCHEDULED,

    /**
     * An order as its placer knows it (RAD-2): what the receiver as order filler assigns may be missing. The order intake makes
     * it, as {@link io.github.swfsdk.api.workflow.DepartmentScheduler} does. The modality (OBR-24) is required all the same.
     */
    PLACED
}
