package io.github.swfsdk.dicom.service;

import io.github.swfsdk.api.dataset.Uid;
import java.util.List;
import java.util.Objects;

/**
 * A presentation context to be proposed.
 *
 * @param abstractSyntax the SOP class
 * @param transferSyntaxes at least one; each stands in a context of its own if {@code separately} is true, so that the peer
 *     accepts as many as it can
 * @param separately whether each transfer syntax is proposed in a context of its own
 * @param role who asks and who answers
 */
public record ProposedContext(Uid abstractSyntax, List<Uid> transferSyntaxes, boolean separately, Role role) {
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
        if (transferSyntaxes.isEmpty()) {
            throw new IllegalArgumentException("a proposed context needs a transfer syntax");
        }
    }

    /** Returns one context in which this side is the user. */
    public static ProposedContext of(Uid abstractSyntax, List<Uid> transferSyntaxes) {
        return new ProposedContext(abstractSyntax, transferSyntaxes, false, Role.USER);
    }
}
