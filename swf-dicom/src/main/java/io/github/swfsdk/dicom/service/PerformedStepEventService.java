package io.github.swfsdk.dicom.service;

import io.github.swfsdk.api.event.Cause;
import io.github.swfsdk.api.mpps.PerformedStepEvent;
import io.github.swfsdk.api.mpps.PerformedStepListener;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * MPPS Notification as user (PS3.4, F.9): hears of the performed steps that another system keeps, and {@link MppsClient#get}
 * brings their content. Thread-safe.
 */
public final class PerformedStepEventService implements DimseService {
    private final PerformedStepListener listener;

    private PerformedStepEventService(PerformedStepListener listener) {
        this.listener = Objects.requireNonNull(listener, "listener");
    }

    /** Returns a service that hands events to a listener. */
    public static PerformedStepEventService of(PerformedStepListener listener) {
        return new PerformedStepEventService(listener);
    }

    @Override
    public List<HostedContext> contexts() {
        // the notifier should select the provider's role for itself; one that forgets to is taken all the same
        return List.of(new HostedContext(PerformedStepNotifier.SOP_CLASS, MppsService.TRANSFER_SYNTAXES, true, true));
    }

    @Override
    public DimseResponse handle(DimseRequest request, PendingResponses pending) {
        if (request.operation() != DimseOperation.N_EVENT_REPORT) {
            return DimseResponse.of(Status.UNRECOGNIZED_OPERATION);
        }
        if (request.sopInstanceUid().isEmpty()) {
            return DimseResponse.of(Status.INVALID_SOP_INSTANCE);
        }
        Optional<PerformedStepEvent> event =
                PerformedStepEvent.ofTypeId(request.typeId().orElse(0));
        if (event.isEmpty()) {
            return DimseResponse.of(Status.NO_SUCH_EVENT_TYPE);
        }
        listener.happened(
                request.sopInstanceUid().get(),
                event.get(),
                new Cause(
                        Cause.Kind.DICOM,
                        request.callingAeTitle(),
                        request.sopInstanceUid().get().value(),
                        request.origin()));
        return DimseResponse.success();
    }
}
