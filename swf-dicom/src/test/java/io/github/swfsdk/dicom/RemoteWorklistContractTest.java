package io.github.swfsdk.dicom;

import io.github.swfsdk.api.testkit.WorklistProviderContract;
import io.github.swfsdk.api.worklist.ScheduledStep;
import io.github.swfsdk.api.worklist.WorklistProvider;
import io.github.swfsdk.dicom.net.RemoteAe;
import io.github.swfsdk.dicom.service.AssociationPool;
import io.github.swfsdk.dicom.service.RemoteWorklist;
import io.github.swfsdk.dicom.service.WorklistClient;
import io.github.swfsdk.dicom.service.WorklistService;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;

/** The worklist of another server, over sockets, without kept answers: what is offered is what the source says now. */
class RemoteWorklistContractTest extends WorklistProviderContract {
    private final List<DicomServer> sources = new ArrayList<>();
    private final AssociationPool associations =
            AssociationPool.over(DicomClient.of("SWF")); // one for each query takes long

    @Override
    protected WorklistProvider providerOf(List<ScheduledStep> steps) throws IOException {
        WorklistProvider all = (query, sink) -> {
            for (ScheduledStep step : steps) {
                if (!sink.offer(step)) {
                    return;
                }
            }
        };
        DicomServer source =
                DicomServer.builder().ae("RIS", 0).host(WorklistService.of(all)).start();
        sources.add(source);
        return RemoteWorklist.builder()
                .fresh(Duration.ZERO)
                .stale(Duration.ZERO)
                .build(WorklistClient.of(associations, new RemoteAe("RIS", "localhost", source.port())));
    }

    @Override
    protected void breakSource() {
        sources.forEach(DicomServer::close);
    }

    @AfterEach
    void close() {
        associations.close();
        breakSource();
    }
}
