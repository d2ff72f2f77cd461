package io.github.swfsdk.dicom.service;

import io.github.swfsdk.api.SwfException;
import io.github.swfsdk.api.dataset.DataSet;
import io.github.swfsdk.api.dataset.Tag;
import io.github.swfsdk.api.dataset.Tags;
import io.github.swfsdk.api.dataset.Uid;
import io.github.swfsdk.api.dataset.Uids;
import io.github.swfsdk.api.event.Cause;
import io.github.swfsdk.api.storage.CommitmentHandler;
import io.github.swfsdk.api.storage.CommitmentReporter;
import io.github.swfsdk.api.storage.CommitmentRequest;
import io.github.swfsdk.api.storage.CommitmentResult;
import io.github.swfsdk.dicom.net.AssociationException;
import io.github.swfsdk.dicom.net.RemoteAe;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Storage Commitment as provider (PS3.4, J.3; RAD-10): takes requests, and reports results on the association of the request
 * if that is still open, else on a new one to the requester with the roles reversed. Thread-safe.
 *
 * <p>Which results are owed, and retrying, is the {@link CommitmentHandler}'s business; this class only carries them.
 */
public final class CommitmentService implements DimseService, CommitmentReporter {
    static final int REQUEST_COMMITMENT = 1;
    static final int ALL_COMMITTED = 1;
    static final int FAILURES_EXIST = 2;
    static final List<Uid> TRANSFER_SYNTAXES = List.of(Uids.EXPLICIT_VR_LITTLE_ENDIAN, Uids.IMPLICIT_VR_LITTLE_ENDIAN);

    private static final Logger LOG = LoggerFactory.getLogger(CommitmentService.class);
    private static final Uid SOP_CLASS = Uids.STORAGE_COMMITMENT_PUSH_MODEL;
    private static final Uid INSTANCE = Uids.STORAGE_COMMITMENT_PUSH_MODEL_INSTANCE;
    private static final int MAX_REMEMBERED = 1024;

    private final CommitmentHandler handler;
    private final DimseConnector connector;
    private final Function<String, Optional<RemoteAe>> peers;
    private final RecentAssociations requesters = new RecentAssociations(MAX_REMEMBERED);

    private CommitmentService(
            CommitmentHandler handler, DimseConnector connector, Function<String, Optional<RemoteAe>> peers) {
        this.handler = Objects.requireNonNull(handler, "handler");
        this.connector = Objects.requireNonNull(connector, "connector");
        this.peers = Objects.requireNonNull(peers, "peers");
    }

    /**
     * Returns a service.
     *
     * @param handler takes the requests
     * @param connector opens associations for results that are late
     * @param peers finds a requester by its AE title; one it does not know can be told only while its association is open
     */
    public static CommitmentService of(
            CommitmentHandler handler, DimseConnector connector, Function<String, Optional<RemoteAe>> peers) {
        return new CommitmentService(handler, connector, peers);
    }

    @Override
    public List<HostedContext> contexts() {
        return List.of(HostedContext.of(SOP_CLASS, TRANSFER_SYNTAXES));
    }

    @Override
    public DimseResponse handle(DimseRequest request, PendingResponses pending) {
        if (request.operation() != DimseOperation.N_ACTION) {
            return DimseResponse.of(Status.UNRECOGNIZED_OPERATION);
        }
        if (!request.sopInstanceUid().equals(Optional.of(INSTANCE))) {
            return DimseResponse.of(Status.NO_SUCH_SOP_INSTANCE);
        }
        if (request.typeId().orElse(0) != REQUEST_COMMITMENT) {
            return DimseResponse.of(Status.NO_SUCH_ACTION_TYPE);
        }
        DataSet information = request.dataSet();
        Optional<DimseResponse> refusal = refusalOf(information);
        return refusal.orElseGet(() -> take(request, information));
    }

    @Override
    public void report(String requesterAeTitle, CommitmentResult result) {
        DimseMessage event = DimseMessage.event(
                SOP_CLASS,
                INSTANCE,
                result.isComplete() ? ALL_COMMITTED : FAILURES_EXIST,
                CommitmentDataSets.ofResult(result));
        Optional<DimseAssociation> open = requesters.take(result.transactionUid());
        if (open.isPresent() && sentOn(open.get(), event)) {
            return;
        }
        RemoteAe peer = peers.apply(requesterAeTitle)
                .orElseThrow(() -> new AssociationException("no address is known for AE " + requesterAeTitle));
        ProposedContext context =
                new ProposedContext(SOP_CLASS, TRANSFER_SYNTAXES, false, ProposedContext.Role.PROVIDER);
        try (DimseAssociation association = connector.open(peer, List.of(context))) {
            check(association.send(event), requesterAeTitle);
        }
    }

    private DimseResponse take(DimseRequest request, DataSet information) {
        CommitmentRequest commitment = CommitmentDataSets.toRequest(
                information,
                request.callingAeTitle(),
                new Cause(Cause.Kind.DICOM, request.callingAeTitle(), request.reference()));
        requesters.remember(commitment.transactionUid(), request.association());
        if (handler.requested(commitment)) {
            return DimseResponse.success();
        }
        // the transaction UID is in use: the only N-ACTION status for a bad argument (PS3.7, 10.1.4.1.10)
        return DimseResponse.of(Status.INVALID_ARGUMENT_VALUE, "transaction UID is in use");
    }

    private boolean sentOn(DimseAssociation association, DimseMessage event) {
        try {
            check(association.send(event), association.peerAeTitle());
            return true;
        } catch (AssociationException e) {
            // the requester may release at any time after the response (J.3.3): then a new association carries the
            // result
            LOG.debug("result goes on a new association to {}", association.peerAeTitle(), e);
            return false;
        }
    }

    private static void check(DimseResponse response, String peer) {
        if (!response.status().isDone()) {
            throw new SwfException("AE " + peer + " answered the commitment result with " + response.status());
        }
    }

    private static Optional<DimseResponse> refusalOf(DataSet information) {
        if (!information.string(Tags.TRANSACTION_UID).filter(Uid::isUsable).isPresent()) {
            return Optional.of(refused(Tags.TRANSACTION_UID));
        }
        List<DataSet> items = information.items(Tags.REFERENCED_SOP_SEQUENCE);
        boolean readable = !items.isEmpty() && items.stream().allMatch(CommitmentDataSets::isReference);
        return readable ? Optional.empty() : Optional.of(refused(Tags.REFERENCED_SOP_SEQUENCE));
    }

    private static DimseResponse refused(Tag tag) {
        return DimseResponse.of(Status.INVALID_ARGUMENT_VALUE, tag + " is missing or has no usable value");
    }
}
