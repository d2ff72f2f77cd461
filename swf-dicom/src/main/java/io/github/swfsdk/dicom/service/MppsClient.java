package io.github.swfsdk.dicom.service;

import io.github.swfsdk.api.dataset.DataSet;
import io.github.swfsdk.api.dataset.Tag;
import io.github.swfsdk.api.dataset.Uid;
import io.github.swfsdk.api.dataset.Uids;
import io.github.swfsdk.dicom.net.AssociationException;
import io.github.swfsdk.dicom.net.RemoteAe;
import java.util.List;
import java.util.Objects;

/** Modality Performed Procedure Step as user (PS3.4, F.7 and F.8; RAD-6, RAD-7). Thread-safe; blocks. */
public final class MppsClient {
    private static final Uid SOP_CLASS = Uids.MODALITY_PERFORMED_PROCEDURE_STEP;
    private static final Uid RETRIEVE = Uids.MODALITY_PERFORMED_PROCEDURE_STEP_RETRIEVE;

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

    /**
     * Sends an N-GET (MPPS Retrieve) on an association of its own. The data set of the answer holds the attributes; the
     * warning {@link Status#OPTIONAL_ATTRIBUTES_NOT_SUPPORTED} says that some of those asked for are not among them.
     *
     * @param attributes the top-level attributes that are wanted; none asks for all
     * @return the peer's answer, whatever it says
     * @throws AssociationException if there was none
     */
    public DimseResponse get(Uid sopInstanceUid, Tag... attributes) {
        return send(DimseMessage.get(RETRIEVE, sopInstanceUid, List.of(attributes)));
    }

    private DimseResponse send(DimseMessage message) {
        ProposedContext context = ProposedContext.of(message.sopClassUid(), MppsService.TRANSFER_SYNTAXES);
        try (DimseAssociation association = connector.open(manager, List.of(context))) {
            return association.send(message);
        }
    }
}
