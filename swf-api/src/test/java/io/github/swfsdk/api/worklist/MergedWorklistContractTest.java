package io.github.swfsdk.api.worklist;

import io.github.swfsdk.api.dataset.Tags;
import io.github.swfsdk.api.testkit.WorklistProviderContract;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

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
        return WorklistProviders.merged(List.of(new Kept(first, lost), new Kept(second, lost)));
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

    private record Kept(List<ScheduledStep> steps, AtomicBoolean lost) implements WorklistProvider {
        @Override
        public void find(WorklistQuery query, WorklistSink sink) {
            WorklistMatcher matcher = WorklistMatcher.of(query);
            for (ScheduledStep step : steps) {
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
