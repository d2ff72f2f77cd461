package io.github.swfsdk.dicom.internal.ul;

import io.github.swfsdk.dicom.internal.pdu.Abort;
import io.github.swfsdk.dicom.internal.pdu.AssociateAccept;
import io.github.swfsdk.dicom.internal.pdu.AssociateReject;
import io.github.swfsdk.dicom.internal.pdu.AssociateRequest;
import io.github.swfsdk.dicom.internal.pdu.PData;
import io.github.swfsdk.dicom.internal.pdu.PduException;
import java.util.Optional;

/**
 * The user above the upper layer (PS3.8, 7): hears indications and confirmations. Called on the thread that reads, outside
 * locks; must not block.
 */
public interface UpperLayerUser {

    /** Why the provider finds a request unacceptable by itself, if it does (AE-6). */
    Optional<AssociateReject> unacceptable(AssociateRequest request);

    /** A-ASSOCIATE indication; a {@link PduException} aborts. Answer with {@link UpperLayer#accept} or {@link UpperLayer#reject}, on any thread. */
    void associateRequested(AssociateRequest request) throws PduException;

    /** A-ASSOCIATE confirmation: the association is open. */
    void associateAccepted(AssociateAccept accept) throws PduException;

    /** A-ASSOCIATE confirmation: the peer rejects. Nothing follows. */
    void associateRejected(AssociateReject reject);

    /** P-DATA indication, once everything of the one before was taken. */
    void dataReceived(PData data);

    /**
     * Takes the next part of what was indicated; false when nothing is left of it. A {@link PduException} aborts the
     * association.
     */
    boolean takeNext() throws PduException;

    /** A-RELEASE indication: answer with {@link UpperLayer#releaseResponse()}, on any thread. */
    void releaseRequested();

    /** A-RELEASE confirmation. Nothing follows. */
    void released();

    /** A-ABORT indication: the peer gave up. Nothing follows. */
    void aborted(Abort abort);

    /**
     * A-P-ABORT indication: the association is lost without a word of the peer. Nothing follows.
     *
     * @param cause the forbidden PDU or the failure of the transport; the exception's message says which
     */
    void lost(Exception cause);
}
