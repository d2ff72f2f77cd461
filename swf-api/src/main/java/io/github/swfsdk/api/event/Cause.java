package io.github.swfsdk.api.event;

import java.util.Objects;

/**
 * What led to a change: one message of one peer.
 *
 * @param kind how it came
 * @param peer who sent it: an AE title, or sending application and facility
 * @param reference what identifies it there: a message control ID, an association, an instance UID
 */
public record Cause(Kind kind, String peer, String reference) {
    /** How a change came in. */
    public enum Kind {
        /** An HL7 message; the reference is its control ID (MSH-10). */
        HL7,
        /** A DIMSE operation; the reference names the association and message ID. */
        DICOM,
        /** A person or a program of the site itself. */
        OPERATOR,
        /** The SDK itself, such as a time limit. */
        SYSTEM
    }

    /** Checks that nothing is null. */
    public Cause {
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(peer, "peer");
        Objects.requireNonNull(reference, "reference");
    }
}
