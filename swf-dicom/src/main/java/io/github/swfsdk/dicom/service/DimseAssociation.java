package io.github.swfsdk.dicom.service;

import io.github.swfsdk.api.dataset.DataSet;
import io.github.swfsdk.api.dataset.Uid;
import io.github.swfsdk.dicom.net.AssociationException;
import java.util.List;
import java.util.function.Predicate;

/** An open association, seen from the side that sends requests. Thread-safe. */
public interface DimseAssociation extends AutoCloseable {
    /** AE title of the peer. */
    String peerAeTitle();

    /** Whether requests can still be sent: neither side has begun to release or abort. */
    boolean isOpen();

    /** The transfer syntaxes agreed on for an abstract syntax in which this side may send requests; none if refused. */
    List<Uid> transferSyntaxes(Uid abstractSyntax);

    /**
     * Sends a request and waits for the final response, whatever its status.
     *
     * @throws AssociationException if no context fits the message, a deadline passes, or the association breaks
     */
    default DimseResponse send(DimseMessage message) {
        return send(message, identifier -> true);
    }

    /**
     * Sends a request, hands over the data set of each pending response, and waits for the final response.
     *
     * @param pending called on the waiting thread; when it answers false, C-CANCEL is sent and later responses are dropped
     * @throws AssociationException if no context fits the message, a deadline passes, or the association breaks
     */
    DimseResponse send(DimseMessage message, Predicate<DataSet> pending);

    /** Releases the association in order and waits for that, at most for the release deadline; then aborts. Idempotent. */
    @Override
    void close();

    /** Gives up at once (A-ABORT). Does not block. */
    void abort();
}
