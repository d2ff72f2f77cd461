package io.github.swfsdk.dicom.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.github.swfsdk.api.dataset.Uid;
import io.github.swfsdk.api.dataset.Uids;
import io.github.swfsdk.dicom.DicomClient;
import io.github.swfsdk.dicom.DicomServer;
import io.github.swfsdk.dicom.net.AccessPolicy;
import io.github.swfsdk.dicom.net.AssociationRejectedException;
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
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class MicrometerListenerTest {
    private static final Uid MPPS = Uids.MODALITY_PERFORMED_PROCEDURE_STEP;
    private static final List<ProposedContext> CONTEXTS =
            List.of(ProposedContext.of(MPPS, List.of(Uids.IMPLICIT_VR_LITTLE_ENDIAN)));

    private final SimpleMeterRegistry atServer = new SimpleMeterRegistry();
    private final SimpleMeterRegistry atClient = new SimpleMeterRegistry();

    /** Knows no step; aborts when asked for instance 1.2.3. */
    private record Steps() implements DimseService {
        @Override
        public List<HostedContext> contexts() {
            return List.of(HostedContext.of(MPPS, List.of()));
        }

        @Override
        public DimseResponse handle(DimseRequest request, PendingResponses pending) {
            if (request.sopInstanceUid().equals(Optional.of(Uid.of("1.2.3")))) {
                request.association().abort();
            }
            return DimseResponse.of(Status.NO_SUCH_SOP_INSTANCE);
        }
    }

    private double gauge(SimpleMeterRegistry registry, String name, String role) {
        return registry.get("swf.dicom." + name).tag("role", role).gauge().value();
    }

    private double ended(SimpleMeterRegistry registry, String outcome) {
        return registry.get("swf.dicom.associations.ended")
                .tag("outcome", outcome)
                .counter()
                .count();
    }

    private long operations(SimpleMeterRegistry registry, String role) {
        return registry.get("swf.dicom.operations")
                .tags("role", role, "operation", "N-GET", "outcome", "failure")
                .timer()
                .count();
    }

    @Test
    void metersBothSides() {
        try (DicomServer server = DicomServer.builder()
                .ae("SWF", 0)
                .host(new Steps())
                .access(AccessPolicy.calling(Set.of("CT1")))
                .associationListener(new MicrometerListener(atServer))
                .start()) {
            RemoteAe address = new RemoteAe("SWF", "localhost", server.port());
            DicomClient client = DicomClient.builder("CT1")
                    .associationListener(new MicrometerListener(atClient))
                    .build();
            try (DimseAssociation association = client.open(address, CONTEXTS)) {
                association.send(DimseMessage.get(MPPS, Uid.of("1.2"), List.of()));
                assertThat(gauge(atServer, "associations", "acceptor")).isEqualTo(1);
                assertThat(gauge(atClient, "associations", "requestor")).isEqualTo(1);
                assertThat(operations(atClient, "scu")).isEqualTo(1);
                await().untilAsserted(
                                () -> assertThat(operations(atServer, "scp")).isEqualTo(1));
            }
            try (DimseAssociation association = client.open(address, CONTEXTS)) {
                assertThatThrownBy(() -> association.send(DimseMessage.get(MPPS, Uid.of("1.2.3"), List.of())))
                        .hasMessageContaining("aborted");
            }
            assertThatThrownBy(() -> DicomClient.of("CT2").echo(address))
                    .isInstanceOf(AssociationRejectedException.class);

            await().untilAsserted(() -> {
                for (SimpleMeterRegistry each : List.of(atServer, atClient)) {
                    assertThat(ended(each, "released")).isEqualTo(1);
                    assertThat(ended(each, "aborted")).isEqualTo(1);
                    assertThat(each.get("swf.dicom.operations.abandoned")
                                    .counter()
                                    .count())
                            .isEqualTo(1);
                }
                assertThat(ended(atServer, "rejected")).isEqualTo(1);
                assertThat(gauge(atServer, "associations", "acceptor")).isZero();
                assertThat(gauge(atServer, "operations.active", "scp")).isZero();
                assertThat(gauge(atClient, "associations", "requestor")).isZero();
                assertThat(gauge(atClient, "operations.active", "scu")).isZero();
            });
        }
    }
}
