package io.github.swfsdk.examples.department;

import io.github.swfsdk.api.workflow.DepartmentScheduler;
import io.github.swfsdk.api.workflow.WorkflowListener;
import io.github.swfsdk.api.worklist.WorklistLint;
import java.util.List;
import java.util.Locale;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What becomes of an order with a step in which a modality would miss something, when the order comes in. */
public enum IncompleteOrders {
    /** Nobody looks. */
    ACCEPT,
    /** It is accepted, and the log tells what is missing. */
    REPORT,
    /** It is refused, and the order placer is told what is missing. */
    REFUSE;

    private static final Logger LOG = LoggerFactory.getLogger(IncompleteOrders.class);

    /**
     * Reads the word of the command line.
     *
     * @throws IllegalArgumentException if it is none
     */
    public static IncompleteOrders parse(String word) {
        return switch (word.toLowerCase(Locale.ROOT)) {
            case "accept" -> ACCEPT;
            case "report" -> REPORT;
            case "refuse" -> REFUSE;
            default -> throw new IllegalArgumentException("'" + word + "' is not accept, report or refuse");
        };
    }

    void applyTo(DepartmentScheduler.Builder scheduler) {
        if (this == ACCEPT) {
            return;
        }
        scheduler
                .lint(WorklistLint.standard())
                .incompleteRefused(this == REFUSE)
                .listener(new WorkflowListener() {
                    @Override
                    public void incomplete(String orderId, List<WorklistLint.Finding> findings) {
                        LOG.warn("order {} is incomplete for modalities: {}", orderId, findings);
                    }
                });
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
