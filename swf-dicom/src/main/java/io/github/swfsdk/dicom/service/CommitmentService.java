package io.github.swfsdk.dicom.service;

import io.github.swfsdk.api.dataset.DataSet;
import io.github.swfsdk.api.dataset.Tag;
import io.github.swfsdk.api.dataset.Tags;
import io.github.swfsdk.api.dataset.Uid;
import io.github.swfsdk.api.dataset.Uids;
import io.github.swfsdk.api.storage.CommitmentHandler;
import io.github.swfsdk.api.storage.CommitmentRequest;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Storage Commitment as provider, the asked half (PS3.4, J.3.2; RAD-10). Thread-safe.
 *
 * <p>Success says that the handler has the request, durably. The result follows through a {@link CommitmentResultSender},
 * when and as often as the handler's side decides.
 */
public final class CommitmentService implements DimseService {
    static final Uid SOP_CLASS = Uids.STORAGE_COMMITMENT_PUSH_MODEL;
    static final Uid INSTANCE = Uids.STORAGE_COMMITMENT_PUSH_MODEL_INSTANCE;
    static final int REQUEST_COMMITMENT = 1;
    static final List<Uid> TRANSFER_SYNTAXES = List.of(Uids.EXPLICIT_VR_LITTLE_ENDIAN, Uids.IMPLICIT_VR_LITTLE_ENDIAN);

    private final CommitmentHandler handler;
    private final CommitmentResultSender results;

    private CommitmentService(CommitmentHandler handler, CommitmentResultSender results) {
        this.handler = Objects.requireNonNull(handler, "handler");
        this.results = Objects.requireNonNull(results, "results");
    }

    /**
     * Returns a service.
     *
     * @param handler takes the requests
     * @param results is told over which association a request came, to use it for the result while it is open
     */
    public static CommitmentService of(CommitmentHandler handler, CommitmentResultSender results) {
        return new CommitmentService(handler, results);
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
        return refusalOf(information).orElseGet(() -> take(request, information));
    }

    private DimseResponse take(DimseRequest request, DataSet information) {
        CommitmentRequest commitment =
                CommitmentDataSets.toRequest(information, request.callingAeTitle(), request.origin());
        results.remember(commitment.transactionUid(), request.association());
        return handler.requested(commitment)
                ? DimseResponse.success()
                : DimseResponse.of(Status.INVALID_ARGUMENT_VALUE, "transaction UID is in use");
    }

    private static Optional<DimseResponse> refusalOf(DataSet information) {
        if (information.string(Tags.TRANSACTION_UID).filter(Uid::isUsable).isEmpty()) {
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
