package io.github.swfsdk.dicom;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.github.swfsdk.api.dataset.DataSet;
import io.github.swfsdk.api.dataset.Tags;
import io.github.swfsdk.api.dataset.Uid;
import io.github.swfsdk.api.instance.InstanceReference;
import io.github.swfsdk.api.storage.CommitmentListener;
import io.github.swfsdk.api.storage.CommitmentResult;
import io.github.swfsdk.api.workflow.Delivery;
import io.github.swfsdk.api.workflow.FollowUp;
import io.github.swfsdk.api.workflow.FollowUpSender;
import io.github.swfsdk.api.workflow.Spool;
import io.github.swfsdk.dicom.net.RemoteAe;
import io.github.swfsdk.dicom.service.CommitmentClient;
import io.github.swfsdk.dicom.service.DimseConnector;
import io.github.swfsdk.dicom.service.Status;
import java.io.IOException;
import java.time.Duration;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Makes the commitment requests of a spool, and is done with one only when the archive has confirmed every instance. A result
 * that does not come in time is asked for again under a new transaction UID; instances that the archive does not have are sent
 * again. Thread-safe.
 */
final class CommitmentRequester implements FollowUpSender, CommitmentListener {
    private static final int MAX_REMEMBERED = 1024;

    private final CommitmentClient client;
    private final InstanceSender instances;
    private final Spool spool;
    private final Duration wait;
    private final ModalityListener listener;
    private final Object lock = new Object();

    /** Which performed step a transaction is about. */
    @GuardedBy("lock")
    private final Map<Uid, String> asked = new Recent<>();

    /** The latest result about a performed step that has not been looked at. */
    @GuardedBy("lock")
    private final Map<String, CommitmentResult> results = new Recent<>();

    /** A map that forgets its oldest entry when a new one would be too many. */
    private static final class Recent<K, V> extends LinkedHashMap<K, V> {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
            return size() > MAX_REMEMBERED;
        }
    }

    CommitmentRequester(
            DimseConnector connector,
            RemoteAe archive,
            InstanceSender instances,
            Spool spool,
            Duration wait,
            ModalityListener listener) {
        this.client = CommitmentClient.of(connector, archive, this);
        this.instances = instances;
        this.spool = spool;
        this.wait = wait;
        this.listener = listener;
    }

    /** The content of a follow-up that asks for these instances. */
    static DataSet content(List<InstanceReference> instances) {
        return DataSet.builder()
                .put(
                        Tags.REFERENCED_SOP_SEQUENCE,
                        instances.stream().map(InstanceReference::toItem).toList())
                .build();
    }

    @Override
    public Delivery send(FollowUp followUp) throws IOException, InterruptedException {
        String step = followUp.orderingKey();
        Optional<CommitmentResult> late = take(step, Duration.ZERO); // of an earlier attempt
        return late.isPresent() ? judge(followUp, late.get()) : ask(followUp);
    }

    @Override
    public boolean reported(CommitmentResult result) {
        synchronized (lock) {
            String step = asked.remove(result.transactionUid());
            if (step == null) {
                return false;
            }
            results.put(step, result);
            lock.notifyAll();
            return true;
        }
    }

    private Delivery ask(FollowUp followUp) throws IOException, InterruptedException {
        String step = followUp.orderingKey();
        Uid transaction = Uid.random();
        remember(transaction, step);
        try (CommitmentClient.Session session = client.open()) {
            Status status = session.request(transaction, instancesOf(followUp));
            if (!status.isDone()) {
                boolean passing = status.equals(Status.PROCESSING_FAILURE) || status.equals(Status.RESOURCE_LIMITATION);
                String reason = "N-ACTION was answered with " + status;
                return passing ? Delivery.retry(reason) : Delivery.park(reason);
            }
            Optional<CommitmentResult> result = take(step, wait);
            return result.isPresent() ? judge(followUp, result.get()) : Delivery.retry("no commitment result yet");
        }
    }

    private Delivery judge(FollowUp followUp, CommitmentResult result) throws IOException {
        listener.committed(Uid.of(followUp.orderingKey()), result);
        for (CommitmentResult.Failed failed : result.failed()) {
            if (failed.reason() == CommitmentResult.Reason.CLASS_INSTANCE_CONFLICT) {
                return Delivery.park("the archive has another class under a UID of these instances");
            }
            Delivery again = instances.send(failed.instance());
            if (again.outcome() != Delivery.Outcome.DONE) {
                return again;
            }
        }
        List<InstanceReference> wanted = instancesOf(followUp);
        if (!result.isComplete()) {
            return Delivery.retry(result.failed().size() + " instances were not committed and are sent again");
        }
        if (!new HashSet<>(result.committed()).containsAll(wanted)) {
            return Delivery.retry("the commitment result does not name every instance");
        }
        wanted.forEach(instance -> spool.remove(instance.sopInstanceUid())); // the archive answers for them now
        return Delivery.done();
    }

    private void remember(Uid transaction, String step) {
        synchronized (lock) {
            asked.put(transaction, step);
        }
    }

    private Optional<CommitmentResult> take(String step, Duration timeout) throws InterruptedException {
        long end = System.nanoTime() + timeout.toNanos();
        synchronized (lock) {
            while (!results.containsKey(step)) {
                long left = end - System.nanoTime();
                if (left <= 0) {
                    return Optional.empty();
                }
                TimeUnit.NANOSECONDS.timedWait(lock, left);
            }
            return Optional.ofNullable(results.remove(step));
        }
    }

    private static List<InstanceReference> instancesOf(FollowUp followUp) {
        return followUp.content().items(Tags.REFERENCED_SOP_SEQUENCE).stream()
                .map(InstanceReference::ofItem)
                .flatMap(Optional::stream)
                .toList();
    }
}
