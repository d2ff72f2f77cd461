package io.github.swfsdk.api.workflow;

import io.github.swfsdk.api.dataset.DataSet;
import io.github.swfsdk.api.dataset.Tags;
import io.github.swfsdk.api.dataset.Uid;
import io.github.swfsdk.api.mpps.PerformedStep;
import io.github.swfsdk.api.mpps.PerformedStepEvent;
import io.github.swfsdk.api.workflow.FollowUp.Kind;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * What is owed to those who get performed steps forwarded (RAD-6, RAD-7), each request with the content and identity it came
 * with, and to those who are notified of them (PS3.4, F.9). What concerns one performed step is owed in its order,
 * independently for each destination.
 */
final class PerformedStepForwarding {
    private final Set<String> destinations;
    private final Set<String> subscribers;

    PerformedStepForwarding(Collection<String> destinations, Collection<String> subscribers) {
        this.destinations = named(destinations);
        this.subscribers = named(subscribers);
    }

    List<FollowUp> created(PerformedStep step) {
        return owed(Kind.MPPS_CREATE, step.sopInstanceUid(), step.attributes(), PerformedStepEvent.IN_PROGRESS);
    }

    List<FollowUp> set(PerformedStep next, DataSet modifications) {
        return owed(Kind.MPPS_SET, next.sopInstanceUid(), modifications, PerformedStepEvent.ofChange(next));
    }

    private List<FollowUp> owed(Kind kind, Uid sopInstanceUid, DataSet content, PerformedStepEvent event) {
        DataSet named =
                content.toBuilder().put(Tags.SOP_INSTANCE_UID, sopInstanceUid).build();
        DataSet notice = DataSet.builder()
                .put(Tags.SOP_INSTANCE_UID, sopInstanceUid)
                .put(Tags.PERFORMED_PROCEDURE_STEP_STATUS, event.term())
                .build();
        List<FollowUp> owed = new ArrayList<>();
        destinations.forEach(ae -> owed.add(new FollowUp(kind, ae, sopInstanceUid.value(), named)));
        subscribers.forEach(ae -> owed.add(new FollowUp(Kind.MPPS_NOTIFICATION, ae, sopInstanceUid.value(), notice)));
        return owed;
    }

    private static Set<String> named(Collection<String> aeTitles) {
        if (aeTitles.stream().anyMatch(String::isBlank)) {
            throw new IllegalArgumentException("a destination needs a name");
        }
        return new LinkedHashSet<>(aeTitles);
    }
}
