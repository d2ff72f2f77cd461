package io.github.swfsdk.dicom.net;

import io.github.swfsdk.api.dataset.Uid;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Decides which peers may open an association, for what, and how much of the server they may take. Called on the reader
 * thread, or on that of an {@link IdentityVerifier} that has spoken before: must be quick and must not block. Thread-safe.
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

    /** Decides about an association that a peer asks for, before presentation contexts are looked at. */
    Decision decide(AssociationInfo association);

    /**
     * Whether a presentation context may be accepted on an association that is allowed. One that may not is answered with result 1,
     * user rejection.
     */
    default boolean allows(AssociationInfo association, Uid abstractSyntax) {
        return true;
    }

    /** The limits of the peer of an association that is allowed; asked once. */
    default PeerLimits limits(AssociationInfo association) {
        return PeerLimits.none();
    }

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

    /** Only peers in one of these networks. */
    static AccessPolicy from(List<Network> networks) {
        List<Network> known = List.copyOf(networks);
        return association -> known.stream()
                        .anyMatch(network ->
                                network.contains(association.remoteAddress().getAddress()))
                ? Decision.ALLOW
                : Decision.DENY;
    }

    /** Only presentation contexts of these SOP classes; every peer may come. */
    static AccessPolicy onlyFor(Set<Uid> sopClasses) {
        Set<Uid> known = Set.copyOf(sopClasses);
        return new AccessPolicy() {
            @Override
            public Decision decide(AssociationInfo association) {
                return Decision.ALLOW;
            }

            @Override
            public boolean allows(AssociationInfo association, Uid abstractSyntax) {
                return known.contains(abstractSyntax);
            }
        };
    }

    /** Everybody may come, each calling AE title within these limits. */
    static AccessPolicy limited(PeerLimits limits) {
        return new AccessPolicy() {
            @Override
            public Decision decide(AssociationInfo association) {
                return Decision.ALLOW;
            }

            @Override
            public PeerLimits limits(AssociationInfo association) {
                return limits;
            }
        };
    }

    /** The policy for each calling AE title, and one for all others; {@link #calling} of an empty set for these refuses them. */
    static AccessPolicy perPeer(Map<String, AccessPolicy> peers, AccessPolicy others) {
        Map<String, AccessPolicy> known = Map.copyOf(peers);
        return new AccessPolicy() {
            private AccessPolicy of(AssociationInfo association) {
                return known.getOrDefault(association.callingAeTitle(), others);
            }

            @Override
            public Decision decide(AssociationInfo association) {
                return of(association).decide(association);
            }

            @Override
            public boolean allows(AssociationInfo association, Uid abstractSyntax) {
                return of(association).allows(association, abstractSyntax);
            }

            @Override
            public PeerLimits limits(AssociationInfo association) {
                return of(association).limits(association);
            }
        };
    }

    /** This policy, and where it allows, the other one; the stricter of both limits. */
    default AccessPolicy and(AccessPolicy other) {
        AccessPolicy first = this;
        return new AccessPolicy() {
            @Override
            public Decision decide(AssociationInfo association) {
                Decision decision = first.decide(association);
                return decision == Decision.ALLOW ? other.decide(association) : decision;
            }

            @Override
            public boolean allows(AssociationInfo association, Uid abstractSyntax) {
                return first.allows(association, abstractSyntax) && other.allows(association, abstractSyntax);
            }

            @Override
            public PeerLimits limits(AssociationInfo association) {
                return first.limits(association).and(other.limits(association));
            }
        };
    }
}
