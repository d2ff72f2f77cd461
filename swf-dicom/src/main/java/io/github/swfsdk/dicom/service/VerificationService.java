package io.github.swfsdk.dicom.service;

import io.github.swfsdk.api.dataset.Uids;
import java.util.List;

/**
 * Answers C-ECHO (PS3.4, Annex A). Every server hosts it: an implementation that accepts any association must accept
 * Verification (PS3.2, 7.1). Thread-safe.
 */
public final class VerificationService implements DimseService {
    private static final List<HostedContext> CONTEXTS = List.of(HostedContext.of(
            Uids.VERIFICATION, List.of(Uids.IMPLICIT_VR_LITTLE_ENDIAN, Uids.EXPLICIT_VR_LITTLE_ENDIAN)));

    /** Creates the service; it has no state. */
    public VerificationService() {}

    @Override
    public List<HostedContext> contexts() {
        return CONTEXTS;
    }

    @Override
    public DimseResponse handle(DimseRequest request, PendingResponses pending) {
        return request.operation() == DimseOperation.C_ECHO
                ? DimseResponse.success()
                : DimseResponse.of(Status.UNRECOGNIZED_OPERATION);
    }
}
