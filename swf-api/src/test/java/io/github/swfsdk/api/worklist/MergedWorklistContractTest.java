package io.github.swfsdk.api.worklist;

import io.github.swfsdk.api.dataset.Tags;
import io.github.swfsdk.api.testkit.WorklistProviderContract;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;

/** Two providers as one, both of which have each third step: the second one an outdated copy. */
class MergedWorklistContractTest extends WorklistProviderContract {
    private final AtomicBoolean lost = new AtomicBoolean();

    @Override
    protected WorklistProvider providerOf(List<ScheduledStep> steps) {
        List<ScheduledStep> first = new ArrayList<>();
        List<ScheduledStep> second = new ArrayList<>();
        for (int i = 0; i < steps.size(); i++) {
            switch (i % 3) {
                case 0 -> first.add(steps.get(i));
                case 1 -> second.add(steps.get(i));
                default -> {
                    first.add(steps.get(i));
                    second.add(outdated(steps.get(i)));
                }
            }
        }
        return WorklistProviders.merged(List.of(Kept.of(first, lost), Kept.of(second, lost)));
    }

    private static ScheduledStep outdated(ScheduledStep step) {
        return step.withStep(step.step().toBuilder()
                .put(Tags.SCHEDULED_STATION_AE_TITLE, "CT1")
                .build());
    }

    @Override
    protected void breakSource() {
        lost.set(true);
    }

    /** Quick at looking up a study, as a provider that is merged should be. */
    private record Kept(List<ScheduledStep> steps, Map<String, List<ScheduledStep>> ofStudy, AtomicBoolean lost)
            implements WorklistProvider {
        static Kept of(List<ScheduledStep> steps, AtomicBoolean lost) {
            return new Kept(steps, steps.stream().collect(Collectors.groupingBy(Kept::study)), lost);
        }

        private static String study(ScheduledStep step) {
            return step.studyInstanceUid().value();
        }

        @Override
        public void find(WorklistQuery query, WorklistSink sink) {
            WorklistMatcher matcher = WorklistMatcher.of(query);
            List<String> studies = query.identifier().strings(Tags.STUDY_INSTANCE_UID);
            for (ScheduledStep step : studies.size() == 1 ? ofStudy.getOrDefault(studies.get(0), List.of()) : steps) {
                if (lost.get()) {
                    throw new IllegalStateException("the source is lost");
                }
                if (matcher.matches(step) && !sink.offer(step)) {
                    return;
                }
            }
        }
    }
}
