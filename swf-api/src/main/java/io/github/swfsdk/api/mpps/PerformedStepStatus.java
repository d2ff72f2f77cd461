package io.github.swfsdk.api.mpps;

import java.util.Optional;

/** (0040,0252) Performed Procedure Step Status (PS3.3, C.4.14; PS3.4, F.1.3). */
public enum PerformedStepStatus {
    /** Created and running. */
    IN_PROGRESS("IN PROGRESS"),
    /** Ended successfully; final. */
    COMPLETED("COMPLETED"),
    /** Ended without success; final. */
    DISCONTINUED("DISCONTINUED");

    private final String term;

    PerformedStepStatus(String term) {
        this.term = term;
    }

    /** The enumerated value in the data set. */
    public String term() {
        return term;
    }

    /** Whether no update may follow. */
    public boolean isFinal() {
        return this != IN_PROGRESS;
    }

    /** The status with this enumerated value. */
    public static Optional<PerformedStepStatus> of(String term) {
        for (PerformedStepStatus status : values()) {
            if (status.term.equals(term)) {
                return Optional.of(status);
            }
        }
        return Optional.empty();
    }
}
