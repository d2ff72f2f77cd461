package io.github.swfsdk.api.worklist;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.swfsdk.api.dataset.DataSet;
import io.github.swfsdk.api.dataset.Element;
import io.github.swfsdk.api.dataset.Tags;
import io.github.swfsdk.api.testkit.WorklistFixtures;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Random worklists and queries; the seed is the name of a case, so that one that fails can be run again. */
class WorklistMatchingPropertyTest {
    private static final int STEPS = 40;
    private static final int QUERIES = 40;

    static LongStream seeds() {
        return LongStream.range(0, 50);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void matchesWhatTheStandardSays(long seed) {
        Random random = new Random(seed);
        List<ScheduledStep> steps = WorklistFixtures.steps(STEPS, random);
        for (int i = 0; i < QUERIES; i++) {
            DataSet query = WorklistFixtures.identifier(steps, random);
            WorklistMatcher matcher = WorklistMatcher.of(new WorklistQuery(query, "CT1"));
            for (ScheduledStep step : steps) {
                assertThat(matcher.matches(step))
                        .as("%s %s%n%s%n%s", i, matcher.mismatch(step), query, step.attributes())
                        .isEqualTo(WorklistReference.matches(query, step));
            }
        }
    }

    /** Each answer holds what was asked, and a narrower query answers less. */
    @ParameterizedTest
    @MethodSource("seeds")
    void answersWhatIsAskedAndNothingElse(long seed) {
        Random random = new Random(seed);
        List<ScheduledStep> steps = WorklistFixtures.steps(STEPS, random);
        DataSet query = WorklistFixtures.identifier(steps, random);
        WorklistMatcher matcher = WorklistMatcher.of(new WorklistQuery(query, "CT1"));
        WorklistMatcher narrower = WorklistMatcher.of(
                new WorklistQuery(query.toBuilder().put(Tags.PATIENT_ID, "P1").build(), "CT1"));
        for (ScheduledStep step : steps) {
            DataSet answer = matcher.answer(step);
            assertThat(query.elements().stream().map(Element::tag).toList())
                    .containsAll(answer.elements().stream().map(Element::tag).toList());
            if (narrower.matches(step)) {
                assertThat(step.attributes().text(Tags.PATIENT_ID)).isEqualTo("P1");
            }
            if (!matcher.matches(step)) {
                assertThat(matcher.mismatches(step)).isNotEmpty();
            }
        }
    }

    /** Guards against a generator that asks for nothing, or for what no step has. */
    @Test
    void someQueriesMatchSomeSteps() {
        Random random = new Random(1);
        List<ScheduledStep> steps = WorklistFixtures.steps(STEPS, random);
        int matched = 0;
        int kept = 0;
        for (int i = 0; i < 1_000; i++) {
            WorklistMatcher matcher =
                    WorklistMatcher.of(new WorklistQuery(WorklistFixtures.identifier(steps, random), "CT1"));
            long count = steps.stream().filter(matcher::matches).count();
            matched += count > 0 ? 1 : 0;
            kept += count < STEPS ? 1 : 0;
        }
        assertThat(matched).isGreaterThan(200);
        assertThat(kept).isGreaterThan(500);
    }
}
