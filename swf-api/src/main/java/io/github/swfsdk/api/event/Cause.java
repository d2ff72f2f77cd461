package io.github.swfsdk.api.event;

import java.util.Objects;

/**
 * What led to a change: one message of one peer.
 *
 * @param kind how it came
 * @param peer who sent it: an AE title, or sending application and facility
 * @param reference what it is about there: a message control ID, the instance UID of a performed step or series, the UID of a
 *     transaction
 * @param association the association and message that brought it, as the engine logs them, with the peer's address and the
 *     time of the association, such as {@code CT1>PACS#17/3 10.0.0.7:40312 2026-01-10T08:30:00Z}; empty if none did
 */
public record Cause(Kind kind, String peer, String reference, String association) {
    /** How a change came in. */
    public enum Kind {
        /** An HL7 message; the reference is its control ID (MSH-10). */
        HL7,
        /** A DIMSE operation. */
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
        Objects.requireNonNull(association, "association");
    }

    /** A cause that no association brought. */
    public Cause(Kind kind, String peer, String reference) {
        this(kind, peer, reference, "");
    }
}
