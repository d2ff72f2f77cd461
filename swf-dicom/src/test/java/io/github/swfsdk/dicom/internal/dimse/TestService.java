package io.github.swfsdk.dicom.internal.dimse;

import io.github.swfsdk.api.dataset.Uid;
import io.github.swfsdk.api.dataset.Uids;
import io.github.swfsdk.dicom.service.DimseRequest;
import io.github.swfsdk.dicom.service.DimseResponse;
import io.github.swfsdk.dicom.service.DimseService;
import io.github.swfsdk.dicom.service.HostedContext;
import io.github.swfsdk.dicom.service.PendingResponses;
import java.util.List;
import java.util.function.BiFunction;

/** A service for one SOP class that answers as the test says. */
record TestService(HostedContext context, BiFunction<DimseRequest, PendingResponses, DimseResponse> answer)
        implements DimseService {
    static TestService of(Uid sopClass, BiFunction<DimseRequest, PendingResponses, DimseResponse> answer) {
        return new TestService(
                HostedContext.of(sopClass, List.of(Uids.IMPLICIT_VR_LITTLE_ENDIAN, Uids.EXPLICIT_VR_LITTLE_ENDIAN)),
                answer);
    }

    @Override
    public List<HostedContext> contexts() {
        return List.of(context);
    }

    @Override
    public DimseResponse handle(DimseRequest request, PendingResponses pending) {
        return answer.apply(request, pending);
    }
}
