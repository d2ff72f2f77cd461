package io.github.swfsdk.dicom;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.swfsdk.api.dataset.DataSet;
import io.github.swfsdk.api.dataset.Tags;
import io.github.swfsdk.api.dataset.Uid;
import io.github.swfsdk.api.dataset.Uids;
import io.github.swfsdk.dicom.net.AssociationOptions;
import io.github.swfsdk.dicom.net.RemoteAe;
import io.github.swfsdk.dicom.service.DimseAssociation;
import io.github.swfsdk.dicom.service.DimseMessage;
import io.github.swfsdk.dicom.service.DimseRequest;
import io.github.swfsdk.dicom.service.DimseResponse;
import io.github.swfsdk.dicom.service.DimseService;
import io.github.swfsdk.dicom.service.HostedContext;
import io.github.swfsdk.dicom.service.PendingResponses;
import io.github.swfsdk.dicom.service.ProposedContext;
import io.github.swfsdk.dicom.service.Status;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Several operations in flight on one association, where both sides are ours (PS3.7, D.3.3.3). */
@Timeout(60)
class AsyncWindowTest {
    private static final int WINDOW = 3;
    private static final Uid CT = Uids.CT_IMAGE_STORAGE;
    private static final Uid MPPS = Uids.MODALITY_PERFORMED_PROCEDURE_STEP;

    /** Answers nobody before so many have come. */
    private record Meeting(CountDownLatch all) implements DimseService {
        @Override
        public List<HostedContext> contexts() {
            return List.of(HostedContext.of(CT, List.of()), HostedContext.of(MPPS, List.of()));
        }

        @Override
        public DimseResponse handle(DimseRequest request, PendingResponses pending) {
            try (var content = request.content()) {
                content.readAllBytes();
                all.countDown();
                return all.await(20, TimeUnit.SECONDS)
                        ? DimseResponse.success()
                        : DimseResponse.of(Status.PROCESSING_FAILURE);
            } catch (IOException | InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    @Test
    void storesAndModifiesAtTheSameTime() throws Exception {
        ExecutorService senders = Executors.newFixedThreadPool(WINDOW);
        try (DicomServer server = DicomServer.builder()
                        .ae("SWF", 0)
                        .host(new Meeting(new CountDownLatch(WINDOW)))
                        .start();
                DimseAssociation association = DicomClient.builder("CT1")
                        .associations(AssociationOptions.builder()
                                .maxOperationsInvoked(WINDOW)
                                .build())
                        .build()
                        .open(
                                new RemoteAe("SWF", "localhost", server.port()),
                                List.of(
                                        ProposedContext.of(CT, List.of(Uids.IMPLICIT_VR_LITTLE_ENDIAN)),
                                        ProposedContext.of(MPPS, List.of(Uids.IMPLICIT_VR_LITTLE_ENDIAN))))) {
            DimseMessage.Body image = new DimseMessage.Encoded(
                    Uids.IMPLICIT_VR_LITTLE_ENDIAN, new ByteArrayInputStream(new byte[1 << 20]));
            DataSet ended = DataSet.builder()
                    .put(Tags.PERFORMED_PROCEDURE_STEP_STATUS, "COMPLETED")
                    .build();
            List<Future<DimseResponse>> answers = new ArrayList<>();
            for (DimseMessage message : List.of(
                    DimseMessage.store(CT, Uid.of("1.2.1"), image),
                    DimseMessage.set(MPPS, Uid.of("1.2.2"), ended),
                    DimseMessage.set(MPPS, Uid.of("1.2.3"), ended))) {
                answers.add(senders.submit(() -> association.send(message)));
            }
            for (Future<DimseResponse> answer : answers) {
                assertThat(answer.get(30, TimeUnit.SECONDS).status()).isEqualTo(Status.SUCCESS);
            }
        } finally {
            senders.shutdownNow();
        }
    }
}
