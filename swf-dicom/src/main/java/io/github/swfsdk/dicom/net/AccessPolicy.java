package io.github.swfsdk.dicom.net;

import java.util.Set;

/**
 * Decides which peers may open an association, before presentation contexts are looked at. Called on the reader thread: must
 * be quick and must not block. Thread-safe.
 */
@FunctionalInterface
public interface AccessPolicy {
    /** The answers; each has its own A-ASSOCIATE-RJ. */
    enum Decision {
        /** Go on. */
        ALLOW,
        /** The calling AE title is not recognized. */
        UNKNOWN_CALLING,
        /** The called AE title is not recognized. */
        UNKNOWN_CALLED,
        /** Refused without a reason. */
        DENY
    }

    /** Decides about an association that a peer asks for. */
    Decision decide(AssociationInfo association);

    /** Everybody may come. */
    static AccessPolicy anyone() {
        return association -> Decision.ALLOW;
    }

    /** Only peers that call themselves one of these titles. */
    static AccessPolicy calling(Set<String> titles) {
        Set<String> known = Set.copyOf(titles);
        return association -> known.contains(association.callingAeTitle()) ? Decision.ALLOW : Decision.UNKNOWN_CALLING;
    }

    /** Only peers that call one of these titles. */
    static AccessPolicy called(Set<String> titles) {
        Set<String> known = Set.copyOf(titles);
        return association -> known.contains(association.calledAeTitle()) ? Decision.ALLOW : Decision.UNKNOWN_CALLED;
    }

    /** This policy, and where it allows, the other one. */
    default AccessPolicy and(AccessPolicy other) {
        return association -> {
            Decision first = decide(association);
            return first == Decision.ALLOW ? other.decide(association) : first;
        };
    }
}
