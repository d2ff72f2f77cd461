package io.github.swfsdk.dicom.service;

import io.github.swfsdk.api.dataset.DataSet;
import io.github.swfsdk.api.dataset.Tags;
import io.github.swfsdk.api.dataset.Uid;
import io.github.swfsdk.api.mpps.PerformedStepStatus;
import io.github.swfsdk.api.workflow.Delivery;
import io.github.swfsdk.api.workflow.FollowUp;
import io.github.swfsdk.api.workflow.FollowUpSender;
import io.github.swfsdk.dicom.net.RemoteAe;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;

/**
 * Delivers {@link FollowUp.Kind#MPPS_CREATE} and {@link FollowUp.Kind#MPPS_SET} as N-CREATE and N-SET (RAD-6, RAD-7), for a
 * modality's spool or a PPS manager that forwards. Thread-safe; blocks.
 *
 * <p>After a lost answer the same request goes out again. A peer that says "duplicate" then, or "may no longer be updated" to
 * an N-SET that ends the step, has it already.
 */
public final class PerformedStepSender implements FollowUpSender {
    private static final int NO_LONGER_UPDATABLE = 0xA710;

    private final DimseConnector connector;
    private final Function<String, Optional<RemoteAe>> peers;

    private PerformedStepSender(DimseConnector connector, Function<String, Optional<RemoteAe>> peers) {
        this.connector = Objects.requireNonNull(connector, "connector");
        this.peers = Objects.requireNonNull(peers, "peers");
    }

    /**
     * Returns a sender.
     *
     * @param connector an {@link AssociationPool} keeps associations for the next one
     * @param peers finds a destination by its AE title
     */
    public static PerformedStepSender of(DimseConnector connector, Function<String, Optional<RemoteAe>> peers) {
        return new PerformedStepSender(connector, peers);
    }

    @Override
    public Delivery send(FollowUp followUp) {
        Optional<RemoteAe> peer = peers.apply(followUp.destination());
        if (peer.isEmpty()) {
            return Delivery.retry("no address is known for AE " + followUp.destination());
        }
        MppsClient client = MppsClient.of(connector, peer.get());
        Uid uid = followUp.content().uid(Tags.SOP_INSTANCE_UID).orElseThrow();
        DataSet attributes =
                followUp.content().toBuilder().remove(Tags.SOP_INSTANCE_UID).build();
        return switch (followUp.kind()) {
            case MPPS_CREATE -> created(client.create(uid, attributes));
            case MPPS_SET -> set(client.set(uid, attributes), attributes);
            default -> Delivery.park(followUp.kind() + " is no performed step");
        };
    }

    private static Delivery created(DimseResponse response) {
        return response.status().equals(Status.DUPLICATE_SOP_INSTANCE)
                ? Delivery.done()
                : judge(DimseOperation.N_CREATE, response);
    }

    private static Delivery set(DimseResponse response, DataSet modifications) {
        boolean ends = modifications
                .string(Tags.PERFORMED_PROCEDURE_STEP_STATUS)
                .flatMap(PerformedStepStatus::of)
                .filter(PerformedStepStatus::isFinal)
                .isPresent();
        boolean ended = response.errorId().orElse(0) == NO_LONGER_UPDATABLE;
        return ends && ended ? Delivery.done() : judge(DimseOperation.N_SET, response);
    }

    static Delivery judge(DimseOperation operation, DimseResponse response) {
        if (response.status().isDone()) {
            return Delivery.done();
        }
        String reason = operation + " was answered with " + response.status()
                + (response.attributeIdentifiers().isEmpty() ? "" : " about " + response.attributeIdentifiers());
        boolean passing = response.status().equals(Status.RESOURCE_LIMITATION)
                || response.status().equals(Status.PROCESSING_FAILURE)
                        && response.errorId().isEmpty();
        return passing ? Delivery.retry(reason) : Delivery.park(reason);
    }
}
