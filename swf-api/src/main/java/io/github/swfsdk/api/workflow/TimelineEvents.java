package io.github.swfsdk.api.workflow;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.github.swfsdk.api.dataset.Tags;
import io.github.swfsdk.api.dataset.Uid;
import io.github.swfsdk.api.event.Cause;
import io.github.swfsdk.api.instance.InstanceHeader;
import io.github.swfsdk.api.mpps.PerformedStep;
import io.github.swfsdk.api.storage.ArchiveListener;
import io.github.swfsdk.api.storage.CommitmentResult;
import io.github.swfsdk.api.workflow.TimelineEntry.Event;
import io.github.swfsdk.api.worklist.StepReference;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Writes down what others have done about an order: the archive, and whoever delivers follow-ups. Thread-safe. */
final class TimelineEvents implements ArchiveListener, OutboxListener {
    private static final int REMEMBERED_SERIES = 1024;

    private final WorkflowStore store;
    private final TimelineNotes notes;
    private final Object lock = new Object();

    /** Series that are written down: most images are of one that another was of a moment ago. */
    @GuardedBy("lock")
    private final Map<Uid, Boolean> recentSeries = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Uid, Boolean> eldest) {
            return size() > REMEMBERED_SERIES;
        }
    };

    TimelineEvents(WorkflowStore store, TimelineNotes notes) {
        this.store = store;
        this.notes = notes;
    }

    @Override
    public void stored(InstanceHeader header) {
        Uid series = header.seriesInstanceUid();
        if (isRecent(series)) {
            return;
        }
        Cause cause = new Cause(Cause.Kind.DICOM, header.attributes().text(Tags.STATION_NAME), series.value());
        store.transact(tx -> {
            List<OrderRecord> orders =
                    header.attributes().items(Tags.REFERENCED_PERFORMED_PROCEDURE_STEP_SEQUENCE).stream()
                            .flatMap(item -> item.uid(Tags.REFERENCED_SOP_INSTANCE_UID).stream())
                            .flatMap(step -> ordersOf(tx, step).stream())
                            .toList();
            noteOnce(tx, orders.isEmpty() ? tx.findOrdersOfStudy(header.studyInstanceUid()) : orders, cause);
            return true;
        });
        remember(series);
    }

    @Override
    public void committed(String requesterAeTitle, CommitmentResult result, Set<Uid> studies) {
        Event event = result.isComplete() ? Event.INSTANCES_COMMITTED : Event.COMMITMENT_FAILED;
        Cause cause = new Cause(
                Cause.Kind.DICOM, requesterAeTitle, result.transactionUid().value());
        store.transact(tx -> {
            for (Uid study : studies) {
                note(tx, tx.findOrdersOfStudy(study), event, cause);
            }
            return true;
        });
    }

    @Override
    public void released(Uid performedStepUid) {
        noteStep(
                performedStepUid,
                Event.INSTANCES_RELEASED,
                new Cause(Cause.Kind.OPERATOR, "archive", performedStepUid.value()));
    }

    @Override
    public void delivered(Outbox.Entry entry) {
        noteForwarding(entry, Event.STEP_FORWARDED);
    }

    @Override
    public void postponed(Outbox.Entry entry, Instant next, String reason, Optional<Throwable> cause) {
        // nothing has happened yet
    }

    @Override
    public void parked(Outbox.Entry entry, String reason, Optional<Throwable> cause) {
        noteForwarding(entry, Event.FORWARDING_GIVEN_UP);
    }

    @Override
    public void outboxFailed(RuntimeException failure) {
        // of no order in particular
    }

    private void noteForwarding(Outbox.Entry entry, Event event) {
        FollowUp followUp = entry.followUp();
        switch (followUp.kind()) {
            case MPPS_CREATE, MPPS_SET ->
                noteStep(
                        Uid.of(followUp.orderingKey()),
                        event,
                        new Cause(Cause.Kind.SYSTEM, followUp.destination(), followUp.orderingKey()));
            default -> {
                // not about a performed step
            }
        }
    }

    private void noteStep(Uid performedStep, Event event, Cause cause) {
        store.transact(tx -> {
            note(tx, ordersOf(tx, performedStep), event, cause);
            return true;
        });
    }

    private void note(WorkflowTransaction tx, Collection<OrderRecord> orders, Event event, Cause cause) {
        orders.forEach(order -> notes.note(tx, order, event, cause));
    }

    /** A series may be here from before a restart. */
    private void noteOnce(WorkflowTransaction tx, Collection<OrderRecord> orders, Cause cause) {
        for (OrderRecord order : orders) {
            boolean known = tx.timeline(order.id()).stream()
                    .anyMatch(entry -> entry.event() == Event.SERIES_STORED
                            && entry.cause().reference().equals(cause.reference()));
            if (!known) {
                notes.note(tx, order, Event.SERIES_STORED, cause);
            }
        }
    }

    /** The orders that a performed step names or was linked to. */
    private static Collection<OrderRecord> ordersOf(WorkflowTransaction tx, Uid performedStep) {
        Optional<PerformedStep> step = tx.findPerformedStep(performedStep);
        List<StepReference> references = new ArrayList<>(tx.findLinks(performedStep));
        step.ifPresent(found -> references.addAll(found.scheduledSteps()));
        Map<String, OrderRecord> orders = new LinkedHashMap<>();
        references.stream()
                .filter(reference -> !reference.isUnscheduled())
                .flatMap(reference -> tx.findOrderOf(reference).stream())
                .forEach(order -> orders.put(order.id(), order));
        return orders.values();
    }

    private boolean isRecent(Uid series) {
        synchronized (lock) {
            return recentSeries.containsKey(series);
        }
    }

    private void remember(Uid series) {
        synchronized (lock) {
            recentSeries.put(series, Boolean.TRUE);
        }
    }
}
