package io.github.swfsdk.dicom.service;

import io.github.swfsdk.api.dataset.Uid;
import io.github.swfsdk.api.dataset.Uids;
import io.github.swfsdk.api.instance.InstanceReference;
import io.github.swfsdk.api.storage.CommitmentListener;
import io.github.swfsdk.dicom.net.AssociationException;
import io.github.swfsdk.dicom.net.RemoteAe;
import java.util.List;
import java.util.Objects;

/**
 * Storage Commitment as user, the asking half (PS3.4, J.3.2). Thread-safe; blocks.
 *
 * <p>The result comes to a {@link CommitmentResultService}: on the association of the request while that is open, or on one
 * that the archive opens, for which the asking application must be listening.
 */
public final class CommitmentClient {
    private final DimseConnector connector;
    private final RemoteAe archive;
    private final CommitmentResultService results;

    private CommitmentClient(DimseConnector connector, RemoteAe archive, CommitmentListener listener) {
        this.connector = Objects.requireNonNull(connector, "connector");
        this.archive = Objects.requireNonNull(archive, "archive");
        this.results = CommitmentResultService.of(listener);
    }

    /** Returns a client of one archive; the listener hears results that come on the association of the request. */
    public static CommitmentClient of(DimseConnector connector, RemoteAe archive, CommitmentListener listener) {
        return new CommitmentClient(connector, archive, listener);
    }

    /** Opens an association for requests; results may come on it until it is closed. */
    public Session open() {
        ProposedContext context =
                ProposedContext.of(Uids.STORAGE_COMMITMENT_PUSH_MODEL, CommitmentService.TRANSFER_SYNTAXES);
        return new Session(connector.open(archive, List.of(context), List.of(results)));
    }

    /** Requests on one association. Thread-safe. */
    public static final class Session implements AutoCloseable {
        private final DimseAssociation association;

        private Session(DimseAssociation association) {
            this.association = association;
        }

        /**
         * Asks the archive to take over instances. Success means only that it has the request.
         *
         * @param transactionUid new for each request, also when it is repeated
         * @return the archive's answer
         * @throws AssociationException if the association breaks or a deadline passes
         */
        public Status request(Uid transactionUid, List<InstanceReference> instances) {
            return association
                    .send(DimseMessage.action(
                            Uids.STORAGE_COMMITMENT_PUSH_MODEL,
                            Uids.STORAGE_COMMITMENT_PUSH_MODEL_INSTANCE,
                            CommitmentService.REQUEST_COMMITMENT,
                            CommitmentDataSets.ofRequest(transactionUid, instances)))
                    .status();
        }

        @Override
        public void close() {
            association.close();
        }
    }
}
