package io.github.swfsdk.dicom.internal.dimse;

import io.github.swfsdk.api.dataset.Uid;
import io.github.swfsdk.dicom.internal.pdu.AssociateAccept;
import io.github.swfsdk.dicom.internal.pdu.AssociateReject;
import io.github.swfsdk.dicom.internal.pdu.AssociateRequest;
import io.github.swfsdk.dicom.internal.pdu.PduException;
import io.github.swfsdk.dicom.internal.pdu.UserIdentityAnswer;
import io.github.swfsdk.dicom.internal.pdu.UserIdentityRequest;
import io.github.swfsdk.dicom.internal.transport.TlsLayer;
import io.github.swfsdk.dicom.net.AeTitle;
import io.github.swfsdk.dicom.net.AssociationAbortedException;
import io.github.swfsdk.dicom.net.AssociationException;
import io.github.swfsdk.dicom.net.AssociationInfo;
import io.github.swfsdk.dicom.net.IdentityVerifier;
import io.github.swfsdk.dicom.net.IdentityVerifier.Verdict;
import io.github.swfsdk.dicom.net.PeerLimits;
import io.github.swfsdk.dicom.net.UserIdentity;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** An association that a peer asks for. */
final class AcceptedAssociation extends Association {
    /** Decides about requests, and hears when one is over. Thread-safe. */
    interface Gate {
        /** Why this association is not wanted, whatever its contexts; the thread that reads, must not block. */
        Optional<AssociateReject> refusal(AcceptedAssociation association);

        /** Whether an association that is wanted may use an abstract syntax; must not block. */
        boolean allows(AssociationInfo association, Uid abstractSyntax);

        /** Who verifies users; empty if nobody does. */
        Optional<IdentityVerifier> verifier();

        /** The association was rejected, for whatever reason; its connection stays until the peer closes it. */
        void rejected(AcceptedAssociation association);

        /** The connection is closed. */
        void closed(AcceptedAssociation association);
    }

    private static final Logger LOG = LoggerFactory.getLogger(AcceptedAssociation.class);

    private final Gate gate;
    private volatile PeerLimits limits = PeerLimits.none();
    private volatile PeerQuotas.@Nullable Quota quota;
    private volatile @Nullable AssociateReject rejection;

    AcceptedAssociation(SocketChannel channel, Engine engine, HostedServices services, Gate gate) throws IOException {
        super(false, channel, engine.tls().map(TlsLayer::accepting).orElse(null), engine, services);
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
        Optional<IdentityVerifier> verifier = gate.verifier();
        if (verifier.isEmpty()) {
            accept(request, Optional.empty());
            tellLeniencies();
            return;
        }
        tellLeniencies();
        deciding(true);
        engine().handlers().execute(() -> verify(request, verifier.get()));
    }

    /** Handler thread: a directory may be asked. */
    private void verify(AssociateRequest request, IdentityVerifier verifier) {
        Optional<UserIdentityRequest> item = request.userInformation().userIdentity();
        Verdict verdict = verdict(item, verifier);
        deciding(false);
        Optional<String> user = verdict.user();
        try {
            if (user.isEmpty()) {
                reject(AssociateReject.NO_REASON); // PS3.7, D.3.3.7
                return;
            }
            describe(info().toBuilder().user(user.get()).build());
            accept(
                    request,
                    item.filter(UserIdentityRequest::positiveResponseRequested)
                            .map(asked -> new UserIdentityAnswer(ByteBuffer.wrap(verdict.response()))));
        } catch (PduException e) {
            lost(e);
            abort();
        } catch (RuntimeException | Error e) { // of services that negotiate, or of the policy
            LOG.error("{} could not be answered", info().reference(), e);
            fail(new AssociationAbortedException(
                    "internal failure on " + info().reference(), AssociationAbortedException.By.LOCAL_PROVIDER, 0, e));
        }
    }

    private Verdict verdict(Optional<UserIdentityRequest> item, IdentityVerifier verifier) {
        Optional<UserIdentity> identity = item.flatMap(UserIdentities::of);
        if (item.isPresent() && identity.isEmpty()) {
            return Verdict.refused(); // of a type that the standard does not have
        }
        try {
            return verifier.verify(info(), identity);
        } catch (RuntimeException | Error e) {
            LOG.error("the user of {} could not be verified", info().reference(), e);
            return Verdict.refused();
        }
    }

    private void reject(AssociateReject reject) {
        tellRejection(reject);
        try {
            upperLayer().reject(reject);
        } catch (IOException e) {
            writeFailed(e);
        }
    }

    private void accept(AssociateRequest request, Optional<UserIdentityAnswer> identity) throws PduException {
        AssociationInfo asked = info();
        Negotiation negotiation = Negotiation.answer(
                request, services(), engine().options(), limits, abstractSyntax -> gate.allows(asked, abstractSyntax));
        describe(asked.toBuilder().contexts(negotiation.contexts().describe()).build());
        limitReceived(negotiation.maxPduLength());
        agreeExtended(negotiation.extended());
        agree(
                negotiation.contexts(),
                negotiation.services(),
                request.userInformation().maxLength(),
                negotiation.window());
        try {
            upperLayer()
                    .accept(negotiation.accept(identity), () -> engine().tell(listener -> listener.accepted(info())));
        } catch (IOException e) {
            writeFailed(e);
        }
    }

    /** The gate has let it in within these limits. */
    void admitted(PeerLimits granted) {
        limits = granted;
    }

    /** What the gate counts it against. */
    void countedBy(PeerQuotas.Quota counting) {
        quota = counting;
    }

    @Override
    boolean admitsOperation() {
        PeerQuotas.Quota counting = quota;
        return counting == null || counting.takeOperation();
    }

    private void describe(AssociateRequest request) {
        describe(info().toBuilder()
                .titles(
                        AeTitle.printable(request.titles().calling()),
                        AeTitle.printable(request.titles().called()))
                .implementation(
                        request.userInformation().implementationClass(),
                        AeTitle.printable(request.userInformation().implementationVersion()))
                .build());
    }

    private void tellRejection(AssociateReject reject) {
        rejection = reject;
        gate.rejected(this);
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
        PeerQuotas.Quota counting = quota;
        if (counting != null) {
            counting.leave();
        }
        gate.closed(this);
    }
}
