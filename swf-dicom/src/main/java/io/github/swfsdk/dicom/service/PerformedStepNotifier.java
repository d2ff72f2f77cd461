package io.github.swfsdk.dicom.service;

import io.github.swfsdk.api.dataset.Tags;
import io.github.swfsdk.api.dataset.Uid;
import io.github.swfsdk.api.dataset.Uids;
import io.github.swfsdk.api.mpps.PerformedStepEvent;
import io.github.swfsdk.api.workflow.Delivery;
import io.github.swfsdk.api.workflow.FollowUp;
import io.github.swfsdk.api.workflow.FollowUpSender;
import io.github.swfsdk.dicom.net.RemoteAe;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;

/**
 * MPPS Notification as provider (PS3.4, F.9): delivers {@link FollowUp.Kind#MPPS_NOTIFICATION} as N-EVENT-REPORT, on an
 * association of its own with the roles reversed. Thread-safe; blocks.
 */
public final class PerformedStepNotifier implements FollowUpSender {
    static final Uid SOP_CLASS = Uids.MODALITY_PERFORMED_PROCEDURE_STEP_NOTIFICATION;

    private static final List<ProposedContext> CONTEXTS = List.of(
            new ProposedContext(SOP_CLASS, MppsService.TRANSFER_SYNTAXES, false, ProposedContext.Role.PROVIDER));

    private final DimseConnector connector;
    private final Function<String, Optional<RemoteAe>> peers;

    private PerformedStepNotifier(DimseConnector connector, Function<String, Optional<RemoteAe>> peers) {
        this.connector = Objects.requireNonNull(connector, "connector");
        this.peers = Objects.requireNonNull(peers, "peers");
    }

    /**
     * Returns a notifier.
     *
     * @param connector an {@link AssociationPool} keeps associations for the next one
     * @param peers finds a subscriber by its AE title
     */
    public static PerformedStepNotifier of(DimseConnector connector, Function<String, Optional<RemoteAe>> peers) {
        return new PerformedStepNotifier(connector, peers);
    }

    @Override
    public Delivery send(FollowUp followUp) {
        if (followUp.kind() != FollowUp.Kind.MPPS_NOTIFICATION) {
            return Delivery.park(followUp.kind() + " is no notification of a performed step");
        }
        Optional<RemoteAe> peer = peers.apply(followUp.destination());
        if (peer.isEmpty()) {
            return Delivery.retry("no address is known for AE " + followUp.destination());
        }
        Uid uid = followUp.content().uid(Tags.SOP_INSTANCE_UID).orElseThrow();
        PerformedStepEvent event = followUp.content()
                .string(Tags.PERFORMED_PROCEDURE_STEP_STATUS)
                .flatMap(PerformedStepEvent::ofTerm)
                .orElseThrow();
        try (DimseAssociation association = connector.open(peer.get(), CONTEXTS)) {
            return PerformedStepSender.judge(
                    DimseOperation.N_EVENT_REPORT,
                    association.send(DimseMessage.event(SOP_CLASS, uid, event.typeId())));
        }
    }
}
