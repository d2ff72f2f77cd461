package io.github.swfsdk.dicom.service;

import io.github.swfsdk.api.dataset.Uid;
import java.util.List;
import java.util.Objects;

/**
 * An abstract syntax that a service accepts, and how.
 *
 * @param abstractSyntax the SOP class
 * @param transferSyntaxes accepted ones, the preferred first; empty accepts whatever is offered
 * @param peerIsUser whether the requestor may act as SCU, as it does without role selection
 * @param peerIsProvider whether the requestor may act as SCP, which takes role selection (PS3.7, D.3.3.4)
 */
public record HostedContext(
        Uid abstractSyntax, List<Uid> transferSyntaxes, boolean peerIsUser, boolean peerIsProvider) {
    /** Copies the list. */
    public HostedContext {
        Objects.requireNonNull(abstractSyntax, "abstractSyntax");
        transferSyntaxes = List.copyOf(transferSyntaxes);
    }

    /** Returns a context in which the requestor is the user. */
    public static HostedContext of(Uid abstractSyntax, List<Uid> transferSyntaxes) {
        return new HostedContext(abstractSyntax, transferSyntaxes, true, false);
    }
}
