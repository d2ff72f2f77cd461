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

        DimseAssociation open() {
            opened++;
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
