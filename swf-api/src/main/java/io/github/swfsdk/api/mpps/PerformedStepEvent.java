package io.github.swfsdk.api.mpps;

import java.util.Optional;

/** What an MPPS notification tells of a performed step (PS3.4, F.9); whoever hears of it asks for the content. */
public enum PerformedStepEvent {
    /** The step has begun. */
    IN_PROGRESS(1, "IN PROGRESS"),
    /** The step has ended successfully. */
    COMPLETED(2, "COMPLETED"),
    /** The step has ended without success. */
    DISCONTINUED(3, "DISCONTINUED"),
    /** The step has new attributes; its status is as before. */
    UPDATED(4, "UPDATED"),
    /** The step is no longer kept. The stores of this SDK keep every step. */
    DELETED(5, "DELETED");

    private final int typeId;
    private final String term;

    PerformedStepEvent(int typeId, String term) {
        this.typeId = typeId;
        this.term = term;
    }

    /** (0000,1002) Event Type ID. */
    public int typeId() {
        return typeId;
    }

    /** The name that follow-ups are stored with. */
    public String term() {
        return term;
    }

    /** The event with this (0000,1002) Event Type ID. */
    public static Optional<PerformedStepEvent> ofTypeId(int typeId) {
        for (PerformedStepEvent event : values()) {
            if (event.typeId == typeId) {
                return Optional.of(event);
            }
        }
        return Optional.empty();
    }

    /** The event with this name. */
    public static Optional<PerformedStepEvent> ofTerm(String term) {
        for (PerformedStepEvent event : values()) {
            if (event.term.equals(term)) {
                return Optional.of(event);
            }
        }
        return Optional.empty();
    }

    /** What an N-SET that led to this step is told as. */
    public static PerformedStepEvent ofChange(PerformedStep next) {
        return switch (next.status()) {
            case IN_PROGRESS -> UPDATED;
            case COMPLETED -> COMPLETED;
            case DISCONTINUED -> DISCONTINUED;
        };
    }
}
