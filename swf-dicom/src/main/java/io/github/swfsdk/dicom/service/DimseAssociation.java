package io.github.swfsdk.dicom.service;

import io.github.swfsdk.api.dataset.DataSet;
import io.github.swfsdk.api.dataset.Uid;
import io.github.swfsdk.dicom.net.AssociationException;
import java.util.List;
import java.util.Optional;
import java.util.function.BiPredicate;

/** An open association, seen from the side that sends requests. Thread-safe. */
public interface DimseAssociation extends AutoCloseable {
    /** AE title of the peer. */
    String peerAeTitle();

    /** Whether requests can still be sent: neither side has begun to release or abort. */
    boolean isOpen();

    /** The transfer syntaxes agreed on for an abstract syntax in which this side may send requests; none if refused. */
    List<Uid> transferSyntaxes(Uid abstractSyntax);

    /** What the acceptor answered in extended negotiation about a SOP class, on both sides; empty if it did not. */
    default Optional<ApplicationInformation> extendedNegotiation(Uid abstractSyntax) {
        return Optional.empty();
    }

    /**
     * What the acceptor answered to our user identity: a ticket, an assertion or a token, or no byte for a username; empty if it
     * did not, which means that it has not verified it, or was not asked to say so.
     */
    default Optional<byte[]> identityResponse() {
        return Optional.empty();
    }

    /**
     * Sends a request and waits for the final response, whatever its status.
     *
     * @throws AssociationException if no context fits the message, a deadline passes, or the association breaks
     */
    default DimseResponse send(DimseMessage message) {
        return send(message, (status, identifier) -> true);
    }

    /**
     * Sends a request, hands over status and data set of each pending response, and waits for the final response.
     *
     * @param pending called on the waiting thread; when it answers false, C-CANCEL is sent and later responses are dropped
     * @throws AssociationException if no context fits the message, a deadline passes, or the association breaks
     */
    DimseResponse send(DimseMessage message, BiPredicate<Status, DataSet> pending);

    /** Releases the association in order and waits for that, at most for the release deadline; then aborts. Idempotent. */
    @Override
    void close();

    /** Gives up at once (A-ABORT). Does not block. */
    void abort();
}
