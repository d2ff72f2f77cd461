package io.github.swfsdk.dicom.service;

import io.github.swfsdk.api.dataset.Uids;
import io.github.swfsdk.api.storage.CommitmentListener;
import io.github.swfsdk.api.storage.CommitmentResult;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Storage Commitment as user, the receiving half: takes the results that an archive reports, on the association of the
 * request or on one that the archive opens (PS3.4, J.3.3). Thread-safe.
 */
public final class CommitmentResultService implements DimseService {
    private final CommitmentListener listener;

    private CommitmentResultService(CommitmentListener listener) {
        this.listener = Objects.requireNonNull(listener, "listener");
    }

    /** Returns a service that hands results to a listener. */
    public static CommitmentResultService of(CommitmentListener listener) {
        return new CommitmentResultService(listener);
    }

    @Override
    public List<HostedContext> contexts() {
        // an archive should select the provider's role for itself, and some forget to: both are taken
        return List.of(
                new HostedContext(Uids.STORAGE_COMMITMENT_PUSH_MODEL, CommitmentService.TRANSFER_SYNTAXES, true, true));
    }

    @Override
    public DimseResponse handle(DimseRequest request, PendingResponses pending) {
        if (request.operation() != DimseOperation.N_EVENT_REPORT) {
            return DimseResponse.of(Status.UNRECOGNIZED_OPERATION);
        }
        int event = request.typeId().orElse(0);
        if (event != CommitmentResultSender.ALL_COMMITTED && event != CommitmentResultSender.FAILURES_EXIST) {
            return DimseResponse.of(Status.NO_SUCH_EVENT_TYPE);
        }
        Optional<CommitmentResult> result = CommitmentDataSets.toResult(request.dataSet());
        if (result.isEmpty()) {
            return DimseResponse.of(Status.INVALID_ARGUMENT_VALUE, "no transaction UID");
        }
        return listener.reported(result.get())
                ? DimseResponse.success()
                : DimseResponse.of(Status.INVALID_ARGUMENT_VALUE, "unknown transaction UID");
    }
}
