package io.github.swfsdk.api.workflow;

/** How far a scheduled step has come. */
public enum StepStatus {
    /** Not begun; in the worklist. */
    SCHEDULED("SCHEDULED"),
    /** A performed step for it is in progress. */
    IN_PROGRESS("STARTED"),
    /** Performed successfully. */
    COMPLETED("COMPLETED"),
    /** Begun, and ended without success. */
    DISCONTINUED("DISCONTINUED"),
    /** Taken back before it began. */
    CANCELLED("CANCELLED");

    private final String term;

    StepStatus(String term) {
        this.term = term;
    }

    /**
     * The value of (0040,0020) Scheduled Procedure Step Status. SCHEDULED and STARTED are defined terms of PS3.3, table
     * C.4-10; the others are this SDK's, for steps that are no longer in the worklist.
     */
    public String term() {
        return term;
    }

    /** Whether nothing more is expected of the step. */
    public boolean isEnded() {
        return this == COMPLETED || this == DISCONTINUED || this == CANCELLED;
    }
}
