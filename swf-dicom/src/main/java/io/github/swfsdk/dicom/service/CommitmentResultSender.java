package io.github.swfsdk.dicom.service;

import io.github.swfsdk.api.SwfException;
import io.github.swfsdk.api.archive.CommitmentReporter;
import io.github.swfsdk.api.dataset.Uid;
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
 * Storage Commitment as provider, the reporting half (PS3.4, J.3.3): sends a result on the association of its request if that
 * is still open, else on a new one to the requester with the roles reversed. Thread-safe; blocks.
 */
public final class CommitmentResultSender implements CommitmentReporter {
    static final int ALL_COMMITTED = 1;
    static final int FAILURES_EXIST = 2;

    private static final Logger LOG = LoggerFactory.getLogger(CommitmentResultSender.class);
    private static final int MAX_REMEMBERED = 1024;

    private final DimseConnector connector;
    private final Function<String, Optional<RemoteAe>> peers;
    private final RecentAssociations requests = new RecentAssociations(MAX_REMEMBERED);

    private CommitmentResultSender(DimseConnector connector, Function<String, Optional<RemoteAe>> peers) {
        this.connector = Objects.requireNonNull(connector, "connector");
        this.peers = Objects.requireNonNull(peers, "peers");
    }

    /**
     * Returns a sender.
     *
     * @param connector opens associations for late results; an {@link AssociationPool} keeps them for the next one
     * @param peers finds a requester by its AE title; one it does not know can be told only while its association is open
     */
    public static CommitmentResultSender of(DimseConnector connector, Function<String, Optional<RemoteAe>> peers) {
        return new CommitmentResultSender(connector, peers);
    }

    @Override
    public void report(String requesterAeTitle, CommitmentResult result) {
        DimseMessage event = DimseMessage.event(
                CommitmentService.SOP_CLASS,
                CommitmentService.INSTANCE,
                result.isComplete() ? ALL_COMMITTED : FAILURES_EXIST,
                CommitmentDataSets.ofResult(result));
        boolean sent = requests.take(result.transactionUid())
                .filter(association -> sentOn(association, event))
                .isPresent();
        if (!sent) {
            sendOnNewAssociation(requesterAeTitle, event);
        }
    }

    void remember(Uid transaction, DimseAssociation association) {
        requests.remember(transaction, association);
    }

    private boolean sentOn(DimseAssociation association, DimseMessage event) {
        try {
            check(association.send(event), association.peerAeTitle());
            return true;
        } catch (AssociationException e) {
            // the requester may release at any time after the response: then a new association carries the result
            LOG.debug("commitment result goes to {} on a new association", association.peerAeTitle(), e);
            return false;
        }
    }

    private void sendOnNewAssociation(String requesterAeTitle, DimseMessage event) {
        RemoteAe peer = peers.apply(requesterAeTitle)
                .orElseThrow(() -> new AssociationException("no address is known for AE " + requesterAeTitle));
        ProposedContext context = new ProposedContext(
                CommitmentService.SOP_CLASS, CommitmentService.TRANSFER_SYNTAXES, false, ProposedContext.Role.PROVIDER);
        try (DimseAssociation association = connector.open(peer, List.of(context))) {
            check(association.send(event), requesterAeTitle);
        }
    }

    private static void check(DimseResponse response, String peer) {
        if (!response.status().isDone()) {
            throw new SwfException("AE " + peer + " answered the commitment result with " + response.status());
        }
    }
}
