package io.github.swfsdk.dicom.internal.pdu;

import java.nio.ByteBuffer;

/** Turns the body behind a header into the PDU that it is. */
public final class PduReader {

    private PduReader() {}

    /**
     * Reads a PDU.
     *
     * @param body exactly the bytes that the header announced; the fragments of a P-DATA-TF stay views of it
     * @param tolerance what may be forgiven, and where it is recorded
     * @throws PduException when the standard does not allow these bytes
     */
    public static Pdu read(PduType type, ByteBuffer body, Tolerance tolerance) throws PduException {
        return switch (type) {
            case ASSOCIATE_RQ -> AssociateRequest.read(body, tolerance);
            case ASSOCIATE_AC -> AssociateAccept.read(body, tolerance);
            case ASSOCIATE_RJ -> AssociateReject.read(body);
            case P_DATA_TF -> PData.read(body);
            case RELEASE_RQ -> ReleaseRequest.read(body);
            case RELEASE_RP -> ReleaseReply.read(body);
            case ABORT -> Abort.read(body);
        };
    }
}
