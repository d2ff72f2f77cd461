package io.github.swfsdk.dicom.service;

import io.github.swfsdk.api.dataset.DataSet;
import io.github.swfsdk.api.dataset.Tags;
import io.github.swfsdk.api.dataset.Uid;
import io.github.swfsdk.api.dataset.Uids;
import io.github.swfsdk.api.worklist.ScheduledStep;
import io.github.swfsdk.dicom.net.AssociationException;
import io.github.swfsdk.dicom.net.RemoteAe;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.BiPredicate;
import java.util.stream.Stream;

/** Modality Worklist as user (PS3.4, Annex K; RAD-5). Thread-safe; blocks. */
public final class WorklistClient {
    private static final Uid SOP_CLASS = Uids.MODALITY_WORKLIST_INFORMATION_MODEL_FIND;
    private static final List<ProposedContext> CONTEXTS = List.of(
            ProposedContext.of(SOP_CLASS, List.of(Uids.EXPLICIT_VR_LITTLE_ENDIAN, Uids.IMPLICIT_VR_LITTLE_ENDIAN)));

    private final DimseConnector connector;
    private final RemoteAe filler;
    private final List<ProposedContext> contexts;

    private WorklistClient(DimseConnector connector, RemoteAe filler, List<ProposedContext> contexts) {
        this.connector = Objects.requireNonNull(connector, "connector");
        this.filler = Objects.requireNonNull(filler, "filler");
        this.contexts = contexts;
    }

    /** Returns a client of one order filler. Over an {@link AssociationPool} it need not associate for each query. */
    public static WorklistClient of(DimseConnector connector, RemoteAe filler) {
        return new WorklistClient(connector, filler, CONTEXTS);
    }

    /**
     * Returns a copy that proposes extended negotiation (PS3.4, K.5.1). The other side may refuse either, or not answer: then it
     * matches names literally, and whether it heeds {@link WorklistKeys#timeZone} is its own choice.
     *
     * @param fuzzyNames proposes that names match also if they sound alike
     * @param timeZones proposes that dates and times are compared in the zone that the query names
     */
    public WorklistClient proposing(boolean fuzzyNames, boolean timeZones) {
        ApplicationInformation proposal =
                ApplicationInformation.of((byte) 1, (byte) 1, (byte) (fuzzyNames ? 1 : 0), (byte) (timeZones ? 1 : 0));
        return new WorklistClient(
                connector,
                filler,
                CONTEXTS.stream().map(context -> context.withExtended(proposal)).toList());
    }

    /**
     * The answers to a query.
     *
     * @param end the final response with its status: success, cancel if the limit was reached first, or a failure with
     *     Offending Element and Error Comment as far as the peer sent them
     * @param items the worklist items as they came, also before a failure
     * @param statuses the status of each of them, FF00H or FF01H
     */
    public record Answer(DimseResponse end, List<DataSet> items, List<Status> statuses) {
        /** Copies the lists. */
        public Answer {
            Objects.requireNonNull(end, "end");
            items = List.copyOf(items);
            statuses = List.copyOf(statuses);
        }

        /**
         * Whether an item came with FF01H (PS3.4, table K.4-1): an optional key of the query is not supported, so that it may not
         * have narrowed the list, or is not among its answers.
         */
        public boolean hasUnsupportedKeys() {
            return statuses.contains(Status.PENDING_WITH_UNSUPPORTED_KEYS);
        }

        /** The final status. */
        public Status status() {
            return end.status();
        }

        /**
         * The scheduled steps of the items. Some peers put several into one item: each becomes a step of its own.
         *
         * @throws WorklistFailureException if the query ended with a failure, as a list that is cut short looks complete
         */
        public List<ScheduledStep> steps() {
            if (status().category() == Status.Category.FAILURE) {
                throw new WorklistFailureException(end);
            }
            return items.stream().flatMap(WorklistClient::stepsOf).toList();
        }
    }

    /** The steps of one item. */
    static Stream<ScheduledStep> stepsOf(DataSet item) {
        return item.items(Tags.SCHEDULED_PROCEDURE_STEP_SEQUENCE).stream()
                .map(step -> new ScheduledStep(item.toBuilder()
                        .put(Tags.SCHEDULED_PROCEDURE_STEP_SEQUENCE, step)
                        .build()));
    }

    /**
     * Queries on an association of its own.
     *
     * @param identifier matching and return keys; {@link WorklistKeys} makes usual ones
     * @param limit cancels the query after this many answers
     * @return the answers, whatever the final status is
     * @throws AssociationException if there was no final answer
     */
    public Answer find(DataSet identifier, int limit) {
        if (limit < 1) {
            throw new IllegalArgumentException("limit must be positive, but was " + limit);
        }
        List<DataSet> items = new ArrayList<>();
        List<Status> statuses = new ArrayList<>();
        DimseResponse end = find(identifier, (status, item) -> {
            items.add(item);
            statuses.add(status);
            return items.size() < limit;
        });
        return new Answer(end, items, statuses);
    }

    /**
     * Queries on an association of its own, and hands over each item with its status as it comes, until the sink answers false: then the
     * query is cancelled.
     */
    DimseResponse find(DataSet identifier, BiPredicate<Status, DataSet> sink) {
        try (DimseAssociation association = connector.open(filler, contexts)) {
            return association.send(DimseMessage.find(SOP_CLASS, identifier), sink);
        }
    }

    String aeTitle() {
        return filler.aeTitle();
    }
}
