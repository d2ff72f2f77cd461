package io.github.swfsdk.dicom.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.swfsdk.api.SwfException;
import io.github.swfsdk.api.dataset.DataSet;
import io.github.swfsdk.api.dataset.PersonName;
import io.github.swfsdk.api.dataset.Tag;
import io.github.swfsdk.api.dataset.Tags;
import io.github.swfsdk.api.dataset.Vr;
import io.github.swfsdk.api.testkit.ExamFixtures;
import io.github.swfsdk.api.worklist.ScheduledStep;
import io.github.swfsdk.api.worklist.WorklistQuery;
import io.github.swfsdk.dicom.net.AssociationException;
import io.github.swfsdk.dicom.net.RemoteAe;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RemoteWorklistTest {
    private static final Instant START = Instant.parse("2026-07-05T08:00:00Z");

    private final ManualClock clock = new ManualClock();
    private final Source source = new Source();
    private final List<Instant> stale = new ArrayList<>();
    private final RemoteWorklist worklist = RemoteWorklist.builder()
            .fresh(Duration.ofSeconds(30))
            .stale(Duration.ofHours(1))
            .retryAfter(Duration.ofSeconds(10))
            .maxSteps(3)
            .maxKeptSteps(4)
            .listener((readAt, cause) -> stale.add(readAt))
            .clock(clock)
            .build(WorklistClient.of((peer, contexts, hosted) -> source.open(), RemoteAe.parse("RIS@127.0.0.1:104")));

    @Test
    void asksOnceForEqualQueriesWhileTheAnswerIsFresh() {
        source.items.add(item("S1"));
        assertThat(offered(WorklistKeys.all())).containsExactly("S1 ");
        clock.pass(Duration.ofSeconds(29));
        assertThat(offered(WorklistKeys.all())).containsExactly("S1 ");
        assertThat(source.asked).hasSize(1);

        clock.pass(Duration.ofSeconds(1));
        source.items.add(item("S2"));
        assertThat(offered(WorklistKeys.all())).containsExactly("S1 ", "S2 ");
        assertThat(source.asked).hasSize(2);
    }

    @Test
    void narrowsOnlyByWhatEveryImplementationMatchesAlike() {
        offered(WorklistKeys.all().station("CT1").patientId("P1").patientName(PersonName.parse("SMI*")));

        DataSet asked = source.asked.get(0);
        assertThat(asked.text(Tags.PATIENT_ID)).isEqualTo("P1");
        assertThat(asked.item(Tags.SCHEDULED_PROCEDURE_STEP_SEQUENCE)
                        .orElseThrow()
                        .text(Tags.SCHEDULED_STATION_AE_TITLE))
                .isEqualTo("CT1");
        assertThat(asked.contains(Tags.PATIENT_NAME)).isTrue();
        assertThat(asked.hasValue(Tags.PATIENT_NAME)).isFalse();
    }

    /** An asterisk may be a wildcard there, and other characters need a character set that the source may not have. */
    @ParameterizedTest
    @ValueSource(strings = {"P*", "P?", "Pü1"})
    void leavesOutKeysThatASourceMayMatchOtherwise(String key) {
        offered(WorklistKeys.all().patientId(key));

        assertThat(source.asked.get(0).contains(Tags.PATIENT_ID)).isTrue();
        assertThat(source.asked.get(0).hasValue(Tags.PATIENT_ID)).isFalse();
    }

    /** PS3.4, K.4.1.1.3.1. */
    @Test
    void asksForNeitherCharacterSetNorTimeZone() {
        DataSet identifier = WorklistKeys.all().identifier().toBuilder()
                .put(Tags.SPECIFIC_CHARACTER_SET, "ISO_IR 100")
                .putEmpty(Tags.TIMEZONE_OFFSET_FROM_UTC)
                .build();
        worklist.find(new WorklistQuery(identifier, "CT1"), step -> true);

        assertThat(source.asked.get(0).contains(Tags.SPECIFIC_CHARACTER_SET)).isFalse();
        assertThat(source.asked.get(0).contains(Tags.TIMEZONE_OFFSET_FROM_UTC)).isFalse();
    }

    @Test
    void offersEachOfSeveralStepsOfAnItem() {
        DataSet two = item("S1").toBuilder()
                .put(
                        Tags.SCHEDULED_PROCEDURE_STEP_SEQUENCE,
                        List.of(new ScheduledStep(item("S1")).step(), new ScheduledStep(item("S2")).step()))
                .build();
        source.items.add(two);

        assertThat(offered(WorklistKeys.all())).containsExactly("S1 ", "S2 ");
    }

    @Test
    void asksForAPrivateAttributeThatIsAskedFor() {
        DataSet identifier = DataSet.builder()
                .put(Tag.of(0x0009, 0x0010), Vr.LO, "ACME")
                .put(Tag.of(0x0009, 0x1001), Vr.LO, "")
                .build();
        worklist.find(new WorklistQuery(identifier, "CT1"), step -> true);
        assertThat(source.asked.get(0).text(Tag.of(0x0009, 0x0010))).isEqualTo("ACME");
        assertThat(source.asked.get(0).contains(Tag.of(0x0009, 0x1001))).isTrue();
    }

    @Test
    void servesWhatWasKeptAndSaysSoWhileTheSourceIsLost() {
        source.items.add(item("S1"));
        offered(WorklistKeys.all());
        source.lost = true;
        clock.pass(Duration.ofMinutes(5));

        assertThat(offered(WorklistKeys.all())).containsExactly("S1 Not current: as of 2026-07-05T08:00:00Z");
        assertThat(stale).containsExactly(START);

        source.lost = false;
        clock.pass(Duration.ofSeconds(10));
        assertThat(offered(WorklistKeys.all())).containsExactly("S1 ");
    }

    @Test
    void keepsTheCommentsOfAStaleStep() {
        DataSet item = item("S1");
        source.items.add(new ScheduledStep(item)
                .withStep(new ScheduledStep(item)
                        .step().toBuilder()
                                .put(Tags.COMMENTS_ON_THE_SCHEDULED_PROCEDURE_STEP, "fasting")
                                .build())
                .attributes());
        offered(WorklistKeys.all());
        source.lost = true;
        clock.pass(Duration.ofMinutes(5));

        assertThat(offered(WorklistKeys.all())).containsExactly("S1 Not current: as of 2026-07-05T08:00:00Z; fasting");
    }

    /** Queries that were not sent do not make it longer. */
    @Test
    void asksALostSourceAgainHoweverManyWantToKnow() {
        source.lost = true;
        for (int i = 0; i < 3; i++) {
            assertThatThrownBy(() -> offered(WorklistKeys.all())).isInstanceOf(AssociationException.class);
            clock.pass(Duration.ofSeconds(5));
        }
        assertThat(source.opened).isEqualTo(2);
    }

    /** Another query may have been answered while the one that failed was under way. */
    @Test
    void countsASourceThatAnswersAsBack() {
        RemoteAnswers answers =
                new RemoteAnswers(Duration.ofSeconds(30), Duration.ofHours(1), Duration.ofSeconds(10), 10);
        answers.lost(new AssociationException("lost"), START);
        assertThatThrownBy(() -> answers.requireNotLost(START)).isInstanceOf(AssociationException.class);
        answers.keep(DataSet.empty(), new RemoteAnswers.Kept(START, List.of()));
        answers.requireNotLost(START);
    }

    @Test
    void leavesALostSourceAloneForAWhile() {
        source.lost = true;
        assertThatThrownBy(() -> offered(WorklistKeys.all())).isInstanceOf(AssociationException.class);
        assertThatThrownBy(() -> offered(WorklistKeys.all())).isInstanceOf(AssociationException.class);
        assertThat(source.opened).isEqualTo(1);
        clock.pass(Duration.ofSeconds(10));
        assertThatThrownBy(() -> offered(WorklistKeys.all())).isInstanceOf(AssociationException.class);
        assertThat(source.opened).isEqualTo(2);
    }

    @Test
    void failsOnceWhatWasKeptIsTooOld() {
        offered(WorklistKeys.all());
        source.lost = true;
        clock.pass(Duration.ofHours(1));
        assertThatThrownBy(() -> offered(WorklistKeys.all())).isInstanceOf(AssociationException.class);
    }

    @Test
    void failsRatherThanHideSteps() {
        for (int i = 0; i < 4; i++) {
            source.items.add(item("S" + i));
        }
        assertThatThrownBy(() -> offered(WorklistKeys.all()))
                .isInstanceOf(SwfException.class)
                .hasMessage("AE RIS has more than 3 worklist items");

        source.items.clear();
        source.end = Status.CANCEL;
        clock.pass(Duration.ofSeconds(10));
        assertThatThrownBy(() -> offered(WorklistKeys.all())).hasMessage("AE RIS ended its worklist with FE00H");
    }

    @Test
    void forgetsTheAnswerLeastRecentlyUsed() {
        source.items.addAll(List.of(item("S1"), item("S2")));
        offered(WorklistKeys.all().station("CT1"));
        offered(WorklistKeys.all().station("CT2"));
        offered(WorklistKeys.all().station("CT1"));
        offered(WorklistKeys.all().station("CT3")); // six steps would be too many
        assertThat(source.asked).hasSize(3);

        offered(WorklistKeys.all().station("CT1"));
        assertThat(source.asked).hasSize(3);
        offered(WorklistKeys.all().station("CT2"));
        assertThat(source.asked).hasSize(4);
    }

    @Test
    void keepsOthersWhenAnAnswerIsTooLargeToBeKept() {
        RemoteAnswers answers = new RemoteAnswers(Duration.ofSeconds(30), Duration.ofHours(1), Duration.ZERO, 1);
        ScheduledStep step = new ScheduledStep(item("S1"));
        DataSet other = WorklistKeys.all().identifier();
        answers.keep(DataSet.empty(), new RemoteAnswers.Kept(START, List.of(step)));
        answers.keep(other, new RemoteAnswers.Kept(START, List.of(step, step)));

        assertThat(answers.fresh(DataSet.empty(), START)).isPresent();
        assertThat(answers.fresh(other, START)).isEmpty();
    }

    @Test
    void keepsAThousandAnswersAtMost() {
        for (int i = 0; i <= 1_000; i++) {
            offered(WorklistKeys.all().patientId("P" + i));
        }
        offered(WorklistKeys.all().patientId("P1"));
        assertThat(source.asked).hasSize(1_001);
        offered(WorklistKeys.all().patientId("P0"));
        assertThat(source.asked).hasSize(1_002);
    }

    @Test
    void failsIfTheSourceTakesTooLong() {
        source.items.add(item("S1"));
        source.onOpen = () -> clock.pass(Duration.ofSeconds(61));
        assertThatThrownBy(() -> offered(WorklistKeys.all()))
                .hasMessage("AE RIS needs more than PT1M for its worklist");
    }

    private List<String> offered(WorklistKeys keys) {
        List<String> offered = new ArrayList<>();
        worklist.find(
                new WorklistQuery(keys.identifier(), "CT1"),
                step -> offered.add(
                        step.stepId() + " " + step.step().text(Tags.COMMENTS_ON_THE_SCHEDULED_PROCEDURE_STEP)));
        return offered;
    }

    private static DataSet item(String stepId) {
        ScheduledStep step = ExamFixtures.step("A1", ExamFixtures.study(1), stepId);
        return step.attributes();
    }

    /** A peer that answers each query with all of its items. */
    private static final class Source {
        final List<DataSet> items = new ArrayList<>();
        final List<DataSet> asked = new ArrayList<>();
        Status end = Status.SUCCESS;
        boolean lost;
        int opened;
        Runnable onOpen = () -> {};

        DimseAssociation open() {
            opened++;
            onOpen.run();
            if (lost) {
                throw new AssociationException("nobody listens");
            }
            return new ScriptedAssociation("RIS")
                    .answering(DimseResponse.of(end))
                    .pending(items, asked);
        }
    }

    private static final class ManualClock extends Clock {
        private Instant now = START;

        void pass(Duration time) {
            now = now.plus(time);
        }

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }
}
