package io.github.swfsdk.dicom.service;

import io.github.swfsdk.api.dataset.DataSet;
import io.github.swfsdk.api.dataset.Uid;
import io.github.swfsdk.api.dataset.Uids;
import io.github.swfsdk.dicom.net.AssociationException;
import io.github.swfsdk.dicom.net.RemoteAe;
import java.util.List;
import java.util.Objects;

/** Modality Performed Procedure Step as user (PS3.4, F.7; RAD-6, RAD-7). Thread-safe; blocks. */
public final class MppsClient {
    private static final Uid SOP_CLASS = Uids.MODALITY_PERFORMED_PROCEDURE_STEP;
    private static final List<ProposedContext> CONTEXTS = List.of(
            ProposedContext.of(SOP_CLASS, List.of(Uids.EXPLICIT_VR_LITTLE_ENDIAN, Uids.IMPLICIT_VR_LITTLE_ENDIAN)));

    private final DimseConnector connector;
    private final RemoteAe manager;

    private MppsClient(DimseConnector connector, RemoteAe manager) {
        this.connector = Objects.requireNonNull(connector, "connector");
        this.manager = Objects.requireNonNull(manager, "manager");
    }

    /** Returns a client of one PPS manager, order filler or image manager. */
    public static MppsClient of(DimseConnector connector, RemoteAe manager) {
        return new MppsClient(connector, manager);
    }

    /**
     * Sends an N-CREATE on an association of its own. If the answer is lost, the same request may be sent again; the status
     * {@link Status#DUPLICATE_SOP_INSTANCE} then says that the first one arrived.
     *
     * @return the peer's answer, whatever it says
     * @throws AssociationException if there was none
     */
    public DimseResponse create(Uid sopInstanceUid, DataSet attributes) {
        return send(DimseMessage.create(SOP_CLASS, sopInstanceUid, attributes));
    }

    /**
     * Sends an N-SET on an association of its own.
     *
     * @return the peer's answer, whatever it says
     * @throws AssociationException if there was none
     */
    public DimseResponse set(Uid sopInstanceUid, DataSet modifications) {
        return send(DimseMessage.set(SOP_CLASS, sopInstanceUid, modifications));
    }

    private DimseResponse send(DimseMessage message) {
        try (DimseAssociation association = connector.open(manager, CONTEXTS)) {
            return association.send(message);
        }
    }
}
