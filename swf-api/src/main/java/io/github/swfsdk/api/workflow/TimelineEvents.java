package io.github.swfsdk.api.workflow;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.github.swfsdk.api.dataset.Tags;
import io.github.swfsdk.api.dataset.Uid;
import io.github.swfsdk.api.event.Cause;
import io.github.swfsdk.api.instance.InstanceHeader;
import io.github.swfsdk.api.storage.ArchiveListener;
import io.github.swfsdk.api.storage.CommitmentResult;
import io.github.swfsdk.api.workflow.TimelineEntry.Event;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Writes down what an archive has done about an order. The archive tells of it before it answers, and again if that fails, so
 * nothing is missing that anybody was told of; what is told twice is written down once. Thread-safe.
 */
final class TimelineEvents implements ArchiveListener {
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
    public void stored(InstanceHeader header, Cause cause) {
        Uid series = header.seriesInstanceUid();
        if (isRecent(series)) {
            return;
        }
        Cause first = new Cause(cause.kind(), cause.peer(), series.value(), cause.association());
        store.transact(tx -> {
            noteOnce(tx, ordersOf(tx, header), Event.SERIES_STORED, first);
            return true;
        });
        remember(series);
    }

    @Override
    public void committed(CommitmentResult result, Set<Uid> studies, Cause cause) {
        Event event = result.isComplete() ? Event.INSTANCES_COMMITTED : Event.COMMITMENT_FAILED;
        store.transact(tx -> {
            Map<String, OrderRecord> orders = new LinkedHashMap<>();
            studies.forEach(
                    study -> TimelineNotes.ordersOfStudy(tx, study).forEach(order -> orders.put(order.id(), order)));
            noteOnce(tx, orders.values(), event, cause);
            return true;
        });
    }

    /** By the performed step that an image names, which is sure; by its study, if that says nothing. */
    private static Collection<OrderRecord> ordersOf(WorkflowTransaction tx, InstanceHeader header) {
        List<OrderRecord> orders = header.attributes().items(Tags.REFERENCED_PERFORMED_PROCEDURE_STEP_SEQUENCE).stream()
                .flatMap(item -> item.uid(Tags.REFERENCED_SOP_INSTANCE_UID).stream())
                .flatMap(step -> TimelineNotes.ordersOfStep(tx, step).stream())
                .toList();
        return orders.isEmpty() ? TimelineNotes.ordersOfStudy(tx, header.studyInstanceUid()) : orders;
    }

    /** It may have been written down before a restart, or before an answer was lost. */
    private void noteOnce(WorkflowTransaction tx, Collection<OrderRecord> orders, Event event, Cause cause) {
        for (OrderRecord order : orders) {
            boolean known = tx.timeline(order.id()).stream()
                    .anyMatch(entry ->
                            entry.event() == event && entry.cause().reference().equals(cause.reference()));
            if (!known) {
                notes.note(tx, order, event, cause);
            }
        }
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
