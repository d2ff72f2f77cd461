package io.github.swfsdk.dicom.net;

import io.github.swfsdk.api.dataset.Uid;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.List;

/**
 * Facts about one association, for events and access decisions.
 *
 * @param id unique in this process
 * @param requestor whether this side requested it
 * @param callingAeTitle of the requestor; as the peer sent it, with unprintable characters replaced
 * @param calledAeTitle of the acceptor; as the peer sent it, with unprintable characters replaced
 * @param remoteAddress of the peer's end of the connection
 * @param implementationClass of the peer; empty when it is not known yet
 * @param implementationVersion of the peer; empty when it is not known
 * @param contexts accepted presentation contexts; none before the association is accepted
 * @param since when the connection was made
 */
public record AssociationInfo(
        long id,
        boolean requestor,
        String callingAeTitle,
        String calledAeTitle,
        InetSocketAddress remoteAddress,
        String implementationClass,
        String implementationVersion,
        List<Context> contexts,
        Instant since) {
    /**
     * An accepted presentation context.
     *
     * @param id 1 to 255
     * @param abstractSyntax the SOP class
     * @param transferSyntax the agreed encoding
     */
    public record Context(int id, Uid abstractSyntax, Uid transferSyntax) {}

    /** Copies the list. */
    public AssociationInfo {
        contexts = List.copyOf(contexts);
    }

    /** AE title of the peer. */
    public String peerAeTitle() {
        return requestor ? calledAeTitle : callingAeTitle;
    }

    /** Names the association in one word, for logs and causes: {@code CT1>PACS#17}. */
    public String reference() {
        return callingAeTitle + ">" + calledAeTitle + "#" + id;
    }

    @Override
    public String toString() {
        return reference();
    }
}
