package io.github.swfsdk.api.workflow;

import io.github.swfsdk.api.dataset.DataSet;
import io.github.swfsdk.api.dataset.Tags;
import io.github.swfsdk.api.dataset.Uid;
import io.github.swfsdk.api.mpps.PerformedStep;
import io.github.swfsdk.api.workflow.FollowUp.Kind;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * What is owed to those who get performed steps forwarded (RAD-6, RAD-7): each request with the content and identity it came
 * with; those of one performed step in their order, independently for each destination.
 */
final class PerformedStepForwarding {
    private final Set<String> destinations = new LinkedHashSet<>();

    PerformedStepForwarding(Collection<String> destinations) {
        for (String destination : destinations) {
            if (destination.isBlank()) {
                throw new IllegalArgumentException("a destination needs a name");
            }
            this.destinations.add(destination);
        }
    }

    List<FollowUp> created(PerformedStep step) {
        return owed(Kind.MPPS_CREATE, step.sopInstanceUid(), step.attributes());
    }

    List<FollowUp> set(Uid sopInstanceUid, DataSet modifications) {
        return owed(Kind.MPPS_SET, sopInstanceUid, modifications);
    }

    private List<FollowUp> owed(Kind kind, Uid sopInstanceUid, DataSet content) {
        DataSet named =
                content.toBuilder().put(Tags.SOP_INSTANCE_UID, sopInstanceUid).build();
        return destinations.stream()
                .map(destination -> new FollowUp(kind, destination, sopInstanceUid.value(), named))
                .toList();
    }
}
