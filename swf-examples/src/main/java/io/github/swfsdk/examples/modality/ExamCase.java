package io.github.swfsdk.examples.modality;

import java.util.Locale;

/** What a simulated modality does with its worklist (IHE RAD TF-1, the cases of Scheduled Workflow). */
public enum ExamCase {
    /** Performs the first scheduled step. */
    SCHEDULED,
    /** Performs what nobody has scheduled, on a patient who is typed in. */
    UNSCHEDULED,
    /** Performs the first scheduled step and appends to it in a second performed step. */
    APPEND,
    /** Performs all scheduled steps of the first patient in one performed step. */
    GROUP,
    /** Begins the first scheduled step and discontinues it when the images are stored. */
    DISCONTINUE,
    /** Begins the first scheduled step, finds that it was the wrong one, and performs the next. */
    WRONG_ENTRY;

    /** Reads the name as it is written on the command line. */
    public static ExamCase parse(String text) {
        for (ExamCase exam : values()) {
            if (exam.toString().equals(text)) {
                return exam;
            }
        }
        throw new IllegalArgumentException(
                "a case is scheduled, unscheduled, append, group, discontinue or wrong-entry, but was '" + text + "'");
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
