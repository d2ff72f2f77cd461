package io.github.swfsdk.dicom;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.github.swfsdk.api.dataset.Uid;
import io.github.swfsdk.api.dataset.Uids;
import io.github.swfsdk.dicom.net.AssociationException;
import io.github.swfsdk.dicom.net.AssociationInfo;
import io.github.swfsdk.dicom.net.AssociationListener;
import io.github.swfsdk.dicom.net.OperationInfo;
import io.github.swfsdk.dicom.net.PeerUnreachableException;
import io.github.swfsdk.dicom.net.RemoteAe;
import io.github.swfsdk.dicom.service.AssociationPool;
import io.github.swfsdk.dicom.service.DimseAssociation;
import io.github.swfsdk.dicom.service.DimseConnector;
import io.github.swfsdk.dicom.service.DimseMessage;
import io.github.swfsdk.dicom.service.DimseRequest;
import io.github.swfsdk.dicom.service.DimseResponse;
import io.github.swfsdk.dicom.service.DimseService;
import io.github.swfsdk.dicom.service.HostedContext;
import io.github.swfsdk.dicom.service.PendingResponses;
import io.github.swfsdk.dicom.service.ProposedContext;
import io.github.swfsdk.dicom.service.Status;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a peer sees of pooled associations. */
@Timeout(60)
class AssociationPoolTest {
    private static final List<ProposedContext> STEPS = contexts(Uids.MODALITY_PERFORMED_PROCEDURE_STEP);
    private static final List<ProposedContext> ECHO = contexts(Uids.VERIFICATION);

    private final List<String> events = new CopyOnWriteArrayList<>();
    private final AtomicInteger connects = new AtomicInteger();
    private final Steps steps = new Steps();
    private DicomServer peer;
    private AssociationPool pool;

    @BeforeEach
    void listen() {
        peer = DicomServer.builder()
                .ae("PEER", 0)
                .host(steps)
                .associationListener(new Heard())
                .start();
    }

    @AfterEach
    void close() {
        if (pool != null) {
            pool.close();
        }
        peer.close();
    }

    private static List<ProposedContext> contexts(Uid sopClass) {
        return List.of(ProposedContext.of(sopClass, List.of(Uids.IMPLICIT_VR_LITTLE_ENDIAN)));
    }

    private AssociationPool.Builder pool() {
        DicomClient client = DicomClient.of("US");
        DimseConnector counting = (to, contexts, hosted) -> {
            connects.incrementAndGet();
            return client.open(to, contexts, hosted);
        };
        return AssociationPool.builder(counting);
    }

    private RemoteAe address() {
        return new RemoteAe("PEER", "localhost", peer.port());
    }

    private DimseAssociation open(List<ProposedContext> contexts) {
        return pool.open(address(), contexts);
    }

    private static Status echo(DimseAssociation association) {
        return association.send(DimseMessage.echo(Uids.VERIFICATION)).status();
    }

    private static Status get(DimseAssociation association) {
        return association
                .send(DimseMessage.get(Uids.MODALITY_PERFORMED_PROCEDURE_STEP, Uid.of("1.2.3"), List.of()))
                .status();
    }

    /** Answers every N-GET, and knows over which association the last one came. */
    private static final class Steps implements DimseService {
        private volatile DimseAssociation last;

        DimseAssociation last() {
            return last;
        }

        @Override
        public List<HostedContext> contexts() {
            return List.of(HostedContext.of(Uids.MODALITY_PERFORMED_PROCEDURE_STEP, List.of()));
        }

        @Override
        public DimseResponse handle(DimseRequest request, PendingResponses pending) {
            last = request.association();
            return DimseResponse.success();
        }
    }

    private final class Heard implements AssociationListener {
        @Override
        public void accepted(AssociationInfo association) {
            events.add("accepted");
        }

        @Override
        public void released(AssociationInfo association) {
            events.add("released");
        }

        @Override
        public void aborted(AssociationInfo association, AssociationException cause) {
            events.add("aborted");
        }

        @Override
        public void operationDone(AssociationInfo association, OperationInfo operation) {
            events.add(operation.operation());
        }
    }

    @Test
    void oneAssociationServesOneCallerAfterTheOtherAndIsReleasedWhenNobodyComes() {
        pool = pool().idle(Duration.ofMillis(300)).build();
        for (int i = 0; i < 3; i++) {
            try (DimseAssociation association = open(ECHO)) {
                assertThat(echo(association)).isEqualTo(Status.SUCCESS);
            }
        }
        await().untilAsserted(
                        () -> assertThat(events).containsExactly("accepted", "C-ECHO", "C-ECHO", "C-ECHO", "released"));
        try (DimseAssociation again = open(ECHO)) {
            assertThat(echo(again)).isEqualTo(Status.SUCCESS);
        }
        assertThat(connects).hasValue(2);
    }

    @Test
    void whatWasGivenBackCannotBeUsedAndIsGivenBackOnce() {
        pool = pool().build();
        DimseAssociation first = open(ECHO);
        first.close();
        first.close();
        assertThat(first.isOpen()).isFalse();
        assertThatIllegalStateException().isThrownBy(() -> echo(first));
        try (DimseAssociation second = open(ECHO);
                DimseAssociation third = open(ECHO)) {
            assertThat(echo(second)).isEqualTo(Status.SUCCESS);
            assertThat(echo(third)).isEqualTo(Status.SUCCESS);
            assertThat(connects).hasValue(2);
        }
    }

    @Test
    void otherContextsTakeAnotherAssociationAndPushAnIdleOneOut() {
        pool = pool().maxPerPeer(1).build();
        open(ECHO).close();
        try (DimseAssociation steps = open(STEPS)) {
            assertThat(get(steps)).isEqualTo(Status.SUCCESS);
        }
        await().untilAsserted(() -> assertThat(events).startsWith("accepted", "released", "accepted"));
    }

    @Test
    void aCallerWaitsUntilAPlaceIsFreeAndNoLonger() throws Exception {
        pool = pool().maxPerPeer(1).await(Duration.ofMillis(200)).build();
        DimseAssociation only = open(ECHO);
        assertThatThrownBy(() -> open(ECHO))
                .isInstanceOf(AssociationException.class)
                .hasMessage("each of the 1 associations with PEER@localhost:" + peer.port() + " is in use for PT0.2S");
        pool.close();

        pool = pool().maxPerPeer(1).await(Duration.ofSeconds(30)).build();
        DimseAssociation held = open(ECHO);
        CompletableFuture<Status> waiting = CompletableFuture.supplyAsync(() -> {
            try (DimseAssociation association = open(ECHO)) {
                return echo(association);
            }
        });
        assertThat(waiting).isNotDone();
        held.close();
        assertThat(waiting.get(20, TimeUnit.SECONDS)).isEqualTo(Status.SUCCESS);
        assertThat(connects).hasValue(2);
        only.close();
    }

    @Test
    void noMoreWaitThanThatIsSaid() {
        pool = pool().maxPerPeer(1).maxWaiting(1).await(Duration.ofSeconds(30)).build();
        DimseAssociation held = open(ECHO);
        List<CompletableFuture<Status>> two = List.of(waiting(), waiting());
        await().until(() -> two.stream().filter(CompletableFuture::isDone).count() == 1); // it was one too many
        held.close();
        await().until(() -> two.stream().allMatch(CompletableFuture::isDone));
        assertThat(two).filteredOn(CompletableFuture::isCompletedExceptionally).hasSize(1);
    }

    private CompletableFuture<Status> waiting() {
        CompletableFuture<Status> result = new CompletableFuture<>();
        new Thread(() -> {
                    try (DimseAssociation association = open(ECHO)) {
                        result.complete(echo(association));
                    } catch (RuntimeException e) {
                        result.completeExceptionally(e);
                    }
                })
                .start();
        return result;
    }

    @Test
    void aPeerThatCouldNotBeReachedIsLeftAloneForAWhile() throws IOException {
        int port;
        try (ServerSocket closed = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = closed.getLocalPort();
        }
        RemoteAe nobody = new RemoteAe("NOBODY", "localhost", port);
        pool = pool().retryAfter(Duration.ofMillis(400), Duration.ofMillis(600)).build();

        assertThatThrownBy(() -> pool.open(nobody, ECHO)).isInstanceOf(PeerUnreachableException.class);
        assertThatThrownBy(() -> pool.open(nobody, ECHO))
                .hasMessageContaining("PT0.4S after the last attempt")
                .hasCauseInstanceOf(PeerUnreachableException.class);
        assertThat(connects).hasValue(1);
        await().untilAsserted(() ->
                assertThatThrownBy(() -> pool.open(nobody, ECHO)).isInstanceOf(PeerUnreachableException.class));
        assertThatThrownBy(() -> pool.open(nobody, ECHO)).hasMessageContaining("PT0.6S after the last attempt");
        assertThat(connects).hasValue(2);
        open(ECHO).close(); // others are not affected
    }

    @Test
    void aQuietAssociationIsAskedForAnEcho() {
        pool = pool().keepAlive(Duration.ofMillis(200))
                .idle(Duration.ofSeconds(30))
                .build();
        try (DimseAssociation association = open(STEPS)) {
            assertThat(get(association)).isEqualTo(Status.SUCCESS);
        }
        await().untilAsserted(() -> assertThat(events).startsWith("accepted", "N-GET", "C-ECHO", "C-ECHO"));
        try (DimseAssociation association = open(STEPS)) {
            assertThat(get(association)).isEqualTo(Status.SUCCESS);
        }
        assertThat(connects).hasValue(1);
    }

    @Test
    void whatThePeerHasReleasedIsNotHandedOut() {
        pool = pool().build();
        try (DimseAssociation association = open(STEPS)) {
            assertThat(get(association)).isEqualTo(Status.SUCCESS);
        }
        steps.last().close(); // the peer's end: waits until ours has agreed
        try (DimseAssociation association = open(STEPS)) {
            assertThat(get(association)).isEqualTo(Status.SUCCESS);
        }
        assertThat(connects).hasValue(2);
    }

    @Test
    void anAbortedAssociationLeavesItsPlace() {
        pool = pool().maxPerPeer(1).await(Duration.ofMillis(500)).build();
        open(ECHO).abort();
        try (DimseAssociation association = open(ECHO)) {
            assertThat(echo(association)).isEqualTo(Status.SUCCESS);
        }
    }

    @Test
    void anAssociationThatHostsServicesIsNotShared() {
        pool = pool().build();
        pool.open(address(), ECHO, List.of(new Steps())).close();
        await().untilAsserted(() -> assertThat(events).containsExactly("accepted", "released"));
    }

    @Test
    void closingReleasesWhatIsIdleAndLaterWhatIsInUse() {
        pool = pool().build();
        DimseAssociation inUse = open(ECHO);
        open(ECHO).close();
        pool.close();
        await().untilAsserted(() -> assertThat(events).containsExactly("accepted", "accepted", "released"));
        assertThat(echo(inUse)).isEqualTo(Status.SUCCESS);
        inUse.close();
        await().untilAsserted(() ->
                assertThat(events).containsExactly("accepted", "accepted", "released", "C-ECHO", "released"));
        assertThatIllegalStateException().isThrownBy(() -> open(ECHO));
    }
}
