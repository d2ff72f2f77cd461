package io.github.swfsdk.api.worklist;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.swfsdk.api.dataset.DataSet;
import io.github.swfsdk.api.dataset.Element;
import io.github.swfsdk.api.dataset.Tags;
import io.github.swfsdk.api.testkit.WorklistFixtures;
import java.time.ZoneOffset;
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

    /** Offsets from UTC and their minutes; none is that of the schedule. */
    private static final List<String> OFFSETS = List.of("", "+0000", "-1200", "+1400", "-0330", "+0545", "+0200");

    private static final List<Integer> MINUTES = List.of(120, 0, -720, 840, -210, 345, 120);

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

    /** As above, with queries and steps that have time zones of their own, and a schedule two hours before Greenwich. */
    @ParameterizedTest
    @MethodSource("seeds")
    void matchesWhatTheStandardSaysInTimeZones(long seed) {
        Random random = new Random(seed);
        WorklistOptions options =
                WorklistOptions.builder().timeZone(ZoneOffset.ofHours(2)).build();
        List<ScheduledStep> steps = WorklistFixtures.steps(STEPS, random);
        for (int i = 0; i < QUERIES; i++) {
            int asked = random.nextInt(OFFSETS.size());
            DataSet query = zoned(WorklistFixtures.identifier(steps, random), asked);
            WorklistMatcher matcher = WorklistMatcher.of(new WorklistQuery(query, "CT1"), options);
            WorklistMatcher narrowing = WorklistMatcher.of(matcher.query());
            for (ScheduledStep step : steps) {
                int own = random.nextInt(OFFSETS.size());
                ScheduledStep stored = new ScheduledStep(zoned(step.attributes(), own));
                int minutes = MINUTES.get(asked) - MINUTES.get(own);
                boolean expected = WorklistReference.matches(query, WorklistReference.later(step, minutes));
                assertThat(matcher.matches(stored))
                        .as("%s %s%n%s%n%s", i, matcher.mismatch(stored), query, stored.attributes())
                        .isEqualTo(expected);
                assertThat(!expected || narrowing.matches(stored))
                        .as(
                                "a provider that narrows by%n%s%n%s",
                                matcher.query().identifier(), stored.attributes())
                        .isTrue();
            }
        }
    }

    private static DataSet zoned(DataSet attributes, int zone) {
        String offset = OFFSETS.get(zone);
        return offset.isEmpty()
                ? attributes
                : attributes.toBuilder()
                        .put(Tags.TIMEZONE_OFFSET_FROM_UTC, offset)
                        .build();
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
