package io.github.swfsdk.examples.embedding;

import static io.github.swfsdk.examples.embedding.OrderDatabase.Progress.BEGUN;
import static io.github.swfsdk.examples.embedding.OrderDatabase.Progress.DONE;
import static io.github.swfsdk.examples.embedding.OrderDatabase.Progress.GIVEN_UP;
import static io.github.swfsdk.examples.embedding.OrderDatabase.Progress.PLANNED;

import io.github.swfsdk.api.mpps.MppsDecision;
import io.github.swfsdk.api.mpps.MppsHandler;
import io.github.swfsdk.api.mpps.PerformedStep;
import io.github.swfsdk.api.worklist.ScheduledStep;
import io.github.swfsdk.api.worklist.WorklistProvider;
import io.github.swfsdk.dicom.DicomServer;
import io.github.swfsdk.dicom.service.MppsService;
import io.github.swfsdk.dicom.service.WorklistService;
import io.github.swfsdk.storage.jdbc.JdbcPerformedStepStore;
import javax.sql.DataSource;

/** A RIS vendor: a worklist and performed-step endpoint over an order database of the vendor's own. */
public final class RisEndpoint {
    private RisEndpoint() {}

    // snippet:ris
    /** Offers what is planned; the SDK matches exactly and shapes the answers. */
    static WorklistProvider worklist(OrderDatabase orders) {
        return (query, sink) -> {
            for (ScheduledStep step : orders.planned(query.startDates())) { // narrow by whatever is indexed
                if (!sink.offer(step)) {
                    return; // cancelled, or the peer is gone
                }
            }
        };
    }

    /** Reacts to performed steps; what the standard forbids never comes here. */
    record OrderStatusUpdater(OrderDatabase orders) implements MppsHandler {
        @Override
        public MppsDecision started(PerformedStep step) {
            return orders.mark(step.accessionNumber(), BEGUN)
                    ? MppsDecision.accept()
                    : MppsDecision.refuse(MppsDecision.Refusal.UNKNOWN_ORDER, "no order for this accession number");
        }

        @Override
        public MppsDecision completed(PerformedStep step) {
            orders.mark(step.accessionNumber(), DONE);
            return MppsDecision.accept();
        }

        @Override
        public MppsDecision discontinued(PerformedStep step) {
            // a wrong worklist entry: nothing was done for this order, it is still to be performed
            orders.mark(step.accessionNumber(), step.isWrongWorklistEntry() ? PLANNED : GIVEN_UP);
            return MppsDecision.accept();
        }
    }

    /** Listens until it is closed. The state of the performed steps lies in the vendor's database, too. */
    public static DicomServer start(OrderDatabase orders, DataSource database, int port) {
        return DicomServer.builder()
                .ae("RIS", port)
                .host(WorklistService.of(worklist(orders)))
                .host(MppsService.of(new OrderStatusUpdater(orders), JdbcPerformedStepStore.on(database)))
                .start();
    }
    // end
}
