package io.github.swfsdk.api.worklist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.swfsdk.api.dataset.DataSet;
import io.github.swfsdk.api.dataset.Tags;
import io.github.swfsdk.api.testkit.ExamFixtures;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class MergedWorklistTest {
    private static final WorklistQuery EVERYTHING = new WorklistQuery(DataSet.empty(), "CT1");

    @Test
    void offersWhatAllHaveInOrderOfPrecedence() {
        assertThat(offered(EVERYTHING, holding(step(1, "S1", "CT1")), holding(step(2, "S2", "CT1"))))
                .containsExactly("S1 CT1", "S2 CT1");
    }

    @Test
    void offersTheItemOfTheFirstThatHasTheStep() {
        WorklistProvider orders = holding(step(1, "S1", "CT1"));
        WorklistProvider folder = holding(step(1, "S1", "CT9"), step(1, "S2", "CT9"), step(2, "S1", "CT9"));
        assertThat(offered(EVERYTHING, orders, folder)).containsExactly("S1 CT1", "S2 CT9", "S1 CT9");
    }

    @Test
    void doesNotBringBackWhereAStepWasBeforeItMoved() {
        WorklistProvider orders = holding(step(1, "S1", "CT2"));
        WorklistProvider outdated = holding(step(1, "S1", "CT1"));
        WorklistQuery stationOne = new WorklistQuery(
                DataSet.builder()
                        .put(
                                Tags.SCHEDULED_PROCEDURE_STEP_SEQUENCE,
                                DataSet.builder()
                                        .put(Tags.SCHEDULED_STATION_AE_TITLE, "CT1")
                                        .build())
                        .build(),
                "CT1");
        WorklistProvider narrowing = (query, sink) ->
                orders.find(query, step -> !WorklistMatcher.of(query).matches(step) || sink.offer(step));

        assertThat(offered(stationOne, narrowing, outdated)).isEmpty();
        assertThat(offered(stationOne, outdated)).containsExactly("S1 CT1");
    }

    @Test
    void looksStepsUpForTheDeviceThatAsks() {
        List<String> askedBy = new ArrayList<>();
        WorklistProvider first = (query, sink) -> askedBy.add(query.callingAeTitle());
        assertThat(offered(EVERYTHING, first, holding(step(1, "S1", "CT1")))).containsExactly("S1 CT1");
        assertThat(askedBy).containsExactly("CT1", "CT1");
    }

    @Test
    void offersStepsWithoutIdentifiersAllTheSame() {
        ScheduledStep bare = new ScheduledStep(DataSet.builder()
                .put(
                        Tags.SCHEDULED_PROCEDURE_STEP_SEQUENCE,
                        DataSet.builder()
                                .put(Tags.SCHEDULED_STATION_AE_TITLE, "CT3")
                                .build())
                .build());
        assertThat(offered(EVERYTHING, holding(bare), holding(bare))).containsExactly(" CT3", " CT3");
    }

    @Test
    void asksNoFurtherProviderOnceNoMoreIsWanted() {
        WorklistProvider never = (query, sink) -> {
            throw new AssertionError("asked");
        };
        List<String> offered = new ArrayList<>();
        WorklistProviders.merged(List.of(holding(step(1, "S1", "CT1"), step(1, "S2", "CT1")), never))
                .find(EVERYTHING, step -> {
                    offered.add(step.stepId());
                    return false;
                });
        assertThat(offered).containsExactly("S1");
    }

    @Test
    void failsIfOneFails() {
        IllegalStateException failure = new IllegalStateException("lost");
        WorklistProvider lost = (query, sink) -> {
            throw failure;
        };
        assertThatThrownBy(() -> offered(EVERYTHING, holding(step(1, "S1", "CT1")), lost))
                .isSameAs(failure);
        assertThatThrownBy(() -> offered(EVERYTHING, lost, holding(step(1, "S1", "CT1"))))
                .isSameAs(failure);
    }

    private static List<String> offered(WorklistQuery query, WorklistProvider... providers) {
        List<String> offered = new ArrayList<>();
        WorklistProviders.merged(List.of(providers))
                .find(query, step -> offered.add(step.stepId() + " " + String.join(",", step.stationAeTitles())));
        return offered;
    }

    private static WorklistProvider holding(ScheduledStep... steps) {
        return (query, sink) -> {
            for (ScheduledStep step : steps) {
                if (!sink.offer(step)) {
                    return;
                }
            }
        };
    }

    private static ScheduledStep step(int study, String stepId, String station) {
        ScheduledStep step = ExamFixtures.step("A" + study, ExamFixtures.study(study), stepId);
        return step.withStep(step.step().toBuilder()
                .put(Tags.SCHEDULED_STATION_AE_TITLE, station)
                .build());
    }
}
