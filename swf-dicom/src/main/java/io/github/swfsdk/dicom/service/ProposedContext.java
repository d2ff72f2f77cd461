package io.github.swfsdk.dicom.service;

import io.github.swfsdk.api.dataset.Uid;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * A presentation context to be proposed.
 *
 * @param abstractSyntax the SOP class
 * @param transferSyntaxes at least one; each stands in a context of its own if {@code separately} is true, so that the peer
 *     accepts as many as it can
 * @param separately whether each transfer syntax is proposed in a context of its own
 * @param role who asks and who answers
 * @param extended what is said about the SOP class in extended negotiation; once for all contexts of a SOP class
 * @param generalization where the SOP class belongs, for acceptors that do not know it
 */
public record ProposedContext(
        Uid abstractSyntax,
        List<Uid> transferSyntaxes,
        boolean separately,
        Role role,
        Optional<ApplicationInformation> extended,
        Optional<Generalization> generalization) {
    /** Who asks and who answers in a context (PS3.7, D.3.3.4). */
    public enum Role {
        /** The requestor is SCU; proposed without role selection. */
        USER,
        /** The requestor is SCP; proposed with role selection SCU 0, SCP 1. */
        PROVIDER,
        /** The requestor is both; proposed with role selection SCU 1, SCP 1. */
        BOTH
    }

    /** Copies the list and checks that it has a transfer syntax. */
    public ProposedContext {
        Objects.requireNonNull(abstractSyntax, "abstractSyntax");
        transferSyntaxes = List.copyOf(transferSyntaxes);
        Objects.requireNonNull(role, "role");
        Objects.requireNonNull(extended, "extended");
        Objects.requireNonNull(generalization, "generalization");
        if (transferSyntaxes.isEmpty()) {
            throw new IllegalArgumentException("a proposed context needs a transfer syntax");
        }
    }

    /** A context without extended negotiation. */
    public ProposedContext(Uid abstractSyntax, List<Uid> transferSyntaxes, boolean separately, Role role) {
        this(abstractSyntax, transferSyntaxes, separately, role, Optional.empty(), Optional.empty());
    }

    /** Returns a copy that says this in extended negotiation; {@link DimseAssociation#extendedNegotiation} tells the answer. */
    public ProposedContext withExtended(ApplicationInformation information) {
        return new ProposedContext(
                abstractSyntax, transferSyntaxes, separately, role, Optional.of(information), generalization);
    }

    /** Returns a copy that says where the SOP class belongs. */
    public ProposedContext withGeneralization(Generalization general) {
        return new ProposedContext(abstractSyntax, transferSyntaxes, separately, role, extended, Optional.of(general));
    }

    /** Returns one context in which this side is the user. */
    public static ProposedContext of(Uid abstractSyntax, List<Uid> transferSyntaxes) {
        return new ProposedContext(abstractSyntax, transferSyntaxes, false, Role.USER);
    }
}
