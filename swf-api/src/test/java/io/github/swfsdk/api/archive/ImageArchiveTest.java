package io.github.swfsdk.api.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.github.swfsdk.api.SwfException;
import io.github.swfsdk.api.dataset.DataSet;
import io.github.swfsdk.api.dataset.Uid;
import io.github.swfsdk.api.dataset.Uids;
import io.github.swfsdk.api.event.Cause;
import io.github.swfsdk.api.instance.InstanceHeader;
import io.github.swfsdk.api.instance.InstanceReference;
import io.github.swfsdk.api.storage.CommitmentRequest;
import io.github.swfsdk.api.storage.CommitmentResult;
import io.github.swfsdk.api.storage.CommitmentResult.Failed;
import io.github.swfsdk.api.storage.CommitmentResult.Reason;
import io.github.swfsdk.api.storage.InstanceWriter;
import io.github.swfsdk.api.workflow.Backoff;
import io.github.swfsdk.api.workflow.FollowUp;
import io.github.swfsdk.api.workflow.InMemoryWorkflowStore;
import io.github.swfsdk.api.workflow.Outbox;
import io.github.swfsdk.api.workflow.OutboxDispatcher;
import io.github.swfsdk.api.workflow.OutboxListener;
import io.github.swfsdk.api.workflow.OutboxOptions;
import io.github.swfsdk.api.workflow.WorkflowStore;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Storage commitment at the archive (PS3.4, J.3; RAD-10). */
class ImageArchiveTest {
    private static final Uid CT = Uid.of("1.2.840.10008.5.1.4.1.1.2");
    private static final Uid MR = Uid.of("1.2.840.10008.5.1.4.1.1.4");
    private static final Uid TRANSACTION = Uid.of("1.2.3.1");
    private static final InstanceReference KEPT = new InstanceReference(CT, Uid.of("1.2.3.4.1"));
    private static final InstanceReference ALSO_KEPT = new InstanceReference(CT, Uid.of("1.2.3.4.2"));
    private static final InstanceReference ABSENT = new InstanceReference(CT, Uid.of("1.2.3.4.3"));

    private final WorkflowStore store = new InMemoryWorkflowStore();
    private final InMemoryBackend backend = new InMemoryBackend();
    private final List<String> recipients = new CopyOnWriteArrayList<>();
    private final List<CommitmentResult> results = new CopyOnWriteArrayList<>();
    private final AtomicInteger unreachable = new AtomicInteger();
    private final List<String> failures = new CopyOnWriteArrayList<>();
    private final ImageArchive archive = ImageArchive.builder()
            .backend(backend)
            .outbox(store.outbox())
            .reporter(this::report)
            .build();
    private OutboxDispatcher dispatcher;

    @BeforeEach
    void keepTwo() throws Exception {
        keep(KEPT);
        keep(ALSO_KEPT);
    }

    @AfterEach
    void close() {
        if (dispatcher != null) {
            dispatcher.close();
        }
        store.close();
    }

    @Test
    void storesWhatItReceives() throws Exception {
        assertThat(backend.find(KEPT.sopInstanceUid())).isPresent();
        assertThat(backend.list()).hasSize(2);
    }

    @Test
    void handsABufferToTheBackendAsItIs() throws Exception {
        ByteBuffer received = ByteBuffer.allocateDirect(8);
        try (InstanceWriter writer = archive.instances().begin(header(ABSENT))) {
            writer.write(received);
        }
        assertThat(backend.lastBuffer()).isSameAs(received);
    }

    @Test
    void commitsToWhatItKeeps() {
        assertThat(request(KEPT, ALSO_KEPT)).isTrue();
        assertThat(delivered().committed()).containsExactly(KEPT, ALSO_KEPT);
        assertThat(delivered().failed()).isEmpty();
        assertThat(delivered().transactionUid()).isEqualTo(TRANSACTION);
        assertThat(recipients).containsExactly("CT1");
    }

    @Test
    void tellsWhyItCannotAnswerForAnInstance() {
        InstanceReference otherClass = new InstanceReference(MR, ALSO_KEPT.sopInstanceUid());
        backend.damage(KEPT.sopInstanceUid());
        request(KEPT, otherClass, ABSENT);

        assertThat(delivered().committed()).isEmpty();
        assertThat(delivered().failed())
                .containsExactly(
                        new Failed(KEPT, Reason.PROCESSING_FAILURE),
                        new Failed(otherClass, Reason.CLASS_INSTANCE_CONFLICT),
                        new Failed(ABSENT, Reason.NO_SUCH_OBJECT_INSTANCE));
        assertThat(delivered().failed())
                .extracting(failed -> failed.reason().code())
                .containsExactly(0x0110, 0x0119, 0x0112);
    }

    @Test
    void namesEachInstanceOnce() {
        request(KEPT, ABSENT, KEPT, ABSENT, new InstanceReference(MR, KEPT.sopInstanceUid()));

        assertThat(delivered().committed()).containsExactly(KEPT);
        assertThat(delivered().failed()).containsExactly(new Failed(ABSENT, Reason.NO_SUCH_OBJECT_INSTANCE));
    }

    @Test
    void findsTheResultOutWhenItIsDelivered() throws Exception {
        request(ABSENT);
        keep(ABSENT);

        assertThat(delivered().committed()).containsExactly(ABSENT);
    }

    @Test
    void acceptsARequestThatComesAgainAndAnswersOnce() {
        assertThat(request(KEPT, ABSENT)).isTrue();
        assertThat(request(ABSENT, KEPT, KEPT)).isTrue();

        assertThat(store.outbox().size()).isEqualTo(1);
        delivered();
        assertThat(results).hasSize(1);
    }

    @Test
    void refusesATransactionUidThatIsInUse() {
        request(KEPT);

        assertThat(request(KEPT, ABSENT)).isFalse();
        assertThat(archive.commitments().requested(new CommitmentRequest(TRANSACTION, "CT2", List.of(KEPT), cause())))
                .isFalse();
        assertThat(delivered().committed()).containsExactly(KEPT);
    }

    @Test
    void triesAgainWhileTheRequesterIsUnreachable() {
        unreachable.set(3);
        request(KEPT);

        assertThat(delivered().committed()).containsExactly(KEPT);
        await().untilAsserted(() -> assertThat(failures).hasSize(3).containsOnly("CT1 is unreachable"));
    }

    @Test
    void tellsNoResultWhileItsBackendFails() {
        backend.failures.set(2);
        request(KEPT);

        assertThat(delivered().committed()).containsExactly(KEPT);
        await().untilAsserted(() -> assertThat(failures).hasSize(2).containsOnly("the backend is away"));
    }

    @Test
    void stopsCheckingWhenItIsInterrupted() {
        request(KEPT);
        FollowUp owed = store.outbox()
                .claim(Instant.EPOCH, Instant.EPOCH.plusSeconds(1), 1, Set.of())
                .get(0)
                .followUp();
        Thread.currentThread().interrupt();
        assertThatThrownBy(() -> archive.commitmentReports().send(owed)).isInstanceOf(InterruptedException.class);
        assertThat(results).isEmpty();
    }

    private void keep(InstanceReference reference) throws Exception {
        try (InstanceWriter writer = archive.instances().begin(header(reference))) {
            writer.content().write(reference.sopInstanceUid().value().getBytes(StandardCharsets.US_ASCII));
            writer.commit();
        }
    }

    private static InstanceHeader header(InstanceReference reference) {
        return new InstanceHeader(
                reference, Uids.EXPLICIT_VR_LITTLE_ENDIAN, Uid.of("1.2.3.4"), Uid.of("1.2.3.4.0"), DataSet.empty());
    }

    private boolean request(InstanceReference... instances) {
        return archive.commitments().requested(new CommitmentRequest(TRANSACTION, "CT1", List.of(instances), cause()));
    }

    private static Cause cause() {
        return new Cause(Cause.Kind.DICOM, "CT1", "1");
    }

    private void report(String requester, CommitmentResult result) {
        if (unreachable.getAndDecrement() > 0) {
            throw new SwfException(requester + " is unreachable");
        }
        recipients.add(requester);
        results.add(result);
    }

    private CommitmentResult delivered() {
        if (dispatcher == null) {
            dispatcher = OutboxDispatcher.on(store.outbox(), new Failures())
                    .sender(FollowUp.Kind.COMMITMENT_REPORT, archive.commitmentReports())
                    .options(OutboxOptions.builder()
                            .backoff(new Backoff(Duration.ofMillis(1), Duration.ofMillis(5), 0))
                            .build())
                    .start();
        }
        await().until(() -> store.outbox().size() == 0);
        assertThat(results).hasSize(1);
        return results.get(0);
    }

    private final class Failures implements OutboxListener {
        @Override
        public void postponed(Outbox.Entry entry, Instant next, String reason, Optional<Throwable> cause) {
            failures.add(reason);
        }

        @Override
        public void parked(Outbox.Entry entry, String reason, Optional<Throwable> cause) {
            failures.add("parked: " + reason);
        }

        @Override
        public void outboxFailed(RuntimeException failure) {
            failures.add("outbox: " + failure.getMessage());
        }
    }
}
