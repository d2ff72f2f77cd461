package io.github.swfsdk.dicom.internal.dimse;

import io.github.swfsdk.dicom.internal.pdu.AssociateAccept;
import io.github.swfsdk.dicom.internal.pdu.AssociateReject;
import io.github.swfsdk.dicom.internal.pdu.AssociateRequest;
import io.github.swfsdk.dicom.internal.pdu.PduException;
import io.github.swfsdk.dicom.net.AeTitle;
import io.github.swfsdk.dicom.net.AssociationException;
import io.github.swfsdk.dicom.net.AssociationInfo;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** An association that a peer asks for. */
final class AcceptedAssociation extends Association {
    /** Decides about requests, and hears when one is over. Thread-safe. */
    interface Gate {
        /** Why this association is not wanted, whatever its contexts; reader thread, must not block. */
        Optional<AssociateReject> refusal(AcceptedAssociation association);

        /** The connection is closed. */
        void closed(AcceptedAssociation association);
    }

    private final Gate gate;
    private volatile @Nullable AssociateReject rejection;

    AcceptedAssociation(Socket socket, Engine engine, HostedServices services, Gate gate) throws IOException {
        super(false, socket, engine, services);
        this.gate = gate;
    }

    InetAddress peerAddress() {
        return info().remoteAddress().getAddress();
    }

    @Override
    public Optional<AssociateReject> unacceptable(AssociateRequest request) {
        describe(request);
        engine().tell(listener -> listener.requested(info()));
        Optional<AssociateReject> refusal = refusal(request);
        refusal.ifPresent(this::tellRejection);
        return refusal;
    }

    private Optional<AssociateReject> refusal(AssociateRequest request) {
        if (!request.speaksVersion1()) {
            return Optional.of(AssociateReject.PROTOCOL_VERSION_NOT_SUPPORTED);
        }
        if (!request.applicationContext().equals(AssociateRequest.DICOM_APPLICATION_CONTEXT)) {
            return Optional.of(AssociateReject.APPLICATION_CONTEXT_NOT_SUPPORTED);
        }
        return gate.refusal(this);
    }

    @Override
    public void associateRequested(AssociateRequest request) throws PduException {
        Negotiation negotiation = Negotiation.answer(request, services(), engine().options());
        describe(info(), negotiation);
        agree(negotiation.contexts(), request.userInformation().maxLength(), negotiation.window());
        try {
            upperLayer().accept(negotiation.accept());
        } catch (IOException e) {
            writeFailed(e);
            return;
        }
        engine().tell(listener -> listener.accepted(info()));
        tellLeniencies();
    }

    private void describe(AssociateRequest request) {
        AssociationInfo before = info();
        describe(new AssociationInfo(
                before.id(),
                false,
                AeTitle.printable(request.titles().calling()),
                AeTitle.printable(request.titles().called()),
                before.remoteAddress(),
                request.userInformation().implementationClass(),
                AeTitle.printable(request.userInformation().implementationVersion()),
                before.contexts(),
                before.since()));
    }

    private void describe(AssociationInfo before, Negotiation negotiation) {
        describe(new AssociationInfo(
                before.id(),
                false,
                before.callingAeTitle(),
                before.calledAeTitle(),
                before.remoteAddress(),
                before.implementationClass(),
                before.implementationVersion(),
                negotiation.contexts().describe(),
                before.since()));
    }

    private void tellRejection(AssociateReject reject) {
        rejection = reject;
        engine().tell(listener -> listener.rejected(info(), reject.result(), reject.source(), reject.reason()));
    }

    /** A rejected one has had its event. */
    @Override
    void tellEnd(@Nullable AssociationException reason) {
        if (rejection == null) {
            super.tellEnd(reason);
        }
    }

    @Override
    public void associateAccepted(AssociateAccept accept) {
        throw new IllegalStateException("the state table has no acceptance for an acceptor");
    }

    @Override
    public void associateRejected(AssociateReject reject) {
        throw new IllegalStateException("the state table has no rejection for an acceptor");
    }

    @Override
    void closed() {
        gate.closed(this);
    }
}
