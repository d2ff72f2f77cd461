package io.github.swfsdk.dicom;

import io.github.swfsdk.api.dataset.Uids;
import io.github.swfsdk.dicom.internal.dimse.AssociationConnector;
import io.github.swfsdk.dicom.internal.dimse.DataSetCoder;
import io.github.swfsdk.dicom.net.AssociationException;
import io.github.swfsdk.dicom.net.AssociationListener;
import io.github.swfsdk.dicom.net.AssociationOptions;
import io.github.swfsdk.dicom.net.RemoteAe;
import io.github.swfsdk.dicom.service.DimseAssociation;
import io.github.swfsdk.dicom.service.DimseConnector;
import io.github.swfsdk.dicom.service.DimseMessage;
import io.github.swfsdk.dicom.service.DimseService;
import io.github.swfsdk.dicom.service.ProposedContext;
import io.github.swfsdk.dicom.service.Status;
import java.util.List;

/**
 * Opens associations in the name of one application entity, for the clients in
 * {@link io.github.swfsdk.dicom.service}. Thread-safe; holds nothing while no association is open.
 */
public final class DicomClient implements DimseConnector {
    private final AssociationConnector connector;

    private DicomClient(AssociationConnector connector) {
        this.connector = connector;
    }

    /** Returns a client with the default options. */
    public static DicomClient of(String callingAeTitle) {
        return of(callingAeTitle, AssociationOptions.defaults(), List.of());
    }

    /**
     * Returns a client.
     *
     * @param callingAeTitle 1 to 16 characters
     * @param options limits and deadlines
     * @param listeners hear of each association and operation
     */
    public static DicomClient of(
            String callingAeTitle, AssociationOptions options, List<AssociationListener> listeners) {
        return new DicomClient(
                new AssociationConnector(callingAeTitle, options, DataSetCoder.withDefaults(), listeners));
    }

    @Override
    public DimseAssociation open(RemoteAe peer, List<ProposedContext> contexts, List<DimseService> hosted) {
        return connector.open(peer, contexts, hosted);
    }

    /**
     * Asks a peer whether it is there (C-ECHO).
     *
     * @return its answer, whatever it says
     * @throws AssociationException if there was none
     */
    public Status echo(RemoteAe peer) {
        ProposedContext context = ProposedContext.of(Uids.VERIFICATION, List.of(Uids.IMPLICIT_VR_LITTLE_ENDIAN));
        try (DimseAssociation association = open(peer, List.of(context))) {
            return association.send(DimseMessage.echo(Uids.VERIFICATION)).status();
        }
    }
}
