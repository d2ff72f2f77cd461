package io.github.swfsdk.api.worklist;

import io.github.swfsdk.api.dataset.DataSet;
import io.github.swfsdk.api.dataset.Tags;
import io.github.swfsdk.api.dataset.Uid;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

/** Several providers as one, without steps that an earlier one has. Thread-safe. */
record MergedWorklist(List<WorklistProvider> providers) implements WorklistProvider {
    @Override
    public void find(WorklistQuery query, WorklistSink sink) {
        WorklistMatcher matcher = WorklistMatcher.of(query);
        AtomicBoolean wanted = new AtomicBoolean(true);
        for (int i = 0; i < providers.size() && wanted.get(); i++) {
            List<WorklistProvider> earlier = providers.subList(0, i);
            providers.get(i).find(query, step -> {
                if (earlier.isEmpty() || matcher.matches(step) && !isIn(earlier, step, query)) {
                    wanted.set(sink.offer(step));
                }
                return wanted.get();
            });
        }
    }

    private static boolean isIn(List<WorklistProvider> providers, ScheduledStep step, WorklistQuery query) {
        Optional<Identity> identity = Identity.of(step);
        return identity.isPresent()
                && providers.stream().anyMatch(provider -> identity.get().isIn(provider, query.callingAeTitle()));
    }

    /** What is the same step wherever it is kept. */
    private record Identity(Uid study, String stepId) {
        static Optional<Identity> of(ScheduledStep step) {
            String study = step.attributes().text(Tags.STUDY_INSTANCE_UID);
            return Uid.isUsable(study) && !step.stepId().isEmpty()
                    ? Optional.of(new Identity(Uid.of(study), step.stepId()))
                    : Optional.empty();
        }

        boolean isIn(WorklistProvider provider, String callingAeTitle) {
            DataSet key = DataSet.builder()
                    .put(Tags.STUDY_INSTANCE_UID, study)
                    .put(
                            Tags.SCHEDULED_PROCEDURE_STEP_SEQUENCE,
                            DataSet.builder()
                                    .put(Tags.SCHEDULED_PROCEDURE_STEP_ID, stepId)
                                    .build())
                    .build();
            AtomicBoolean found = new AtomicBoolean();
            provider.find(new WorklistQuery(key, callingAeTitle), candidate -> {
                if (of(candidate).filter(this::equals).isPresent()) {
                    found.set(true);
                }
                return !found.get();
            });
            return found.get();
        }
    }
}
