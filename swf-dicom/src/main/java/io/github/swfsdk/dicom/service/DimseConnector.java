package io.github.swfsdk.dicom.service;

import io.github.swfsdk.dicom.net.AssociationException;
import io.github.swfsdk.dicom.net.RemoteAe;
import java.util.List;

/** Opens associations to peers. Thread-safe. */
public interface DimseConnector {
    /**
     * Opens an association, and hosts on it the given services for requests that come from the peer.
     *
     * @param peer whom to call
     * @param contexts what to propose, at least one and at most 128 contexts in all
     * @param hosted services for requests of the peer in the reverse role; usually none
     * @throws AssociationException if the peer cannot be reached, rejects, or a deadline passes
     */
    DimseAssociation open(RemoteAe peer, List<ProposedContext> contexts, List<DimseService> hosted);

    /** Opens an association on which only this side asks. */
    default DimseAssociation open(RemoteAe peer, List<ProposedContext> contexts) {
        return open(peer, contexts, List.of());
    }
}
