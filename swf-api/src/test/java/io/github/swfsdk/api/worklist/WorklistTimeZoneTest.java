package io.github.swfsdk.api.worklist;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.swfsdk.api.dataset.AttributePath;
import io.github.swfsdk.api.dataset.DataSet;
import io.github.swfsdk.api.dataset.Tag;
import io.github.swfsdk.api.dataset.Tags;
import io.github.swfsdk.api.worklist.WorklistQueryException.Kind;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Queries that name a time zone, and keys of DT (PS3.4, C.2.2.2.1.3 and C.2.2.2.5). The schedule is that of Berlin. */
class WorklistTimeZoneTest {
    private static final WorklistOptions BERLIN = WorklistOptions.builder()
            .timeZone(ZoneId.of("Europe/Berlin"))
            .matchAlso(Tags.SCHEDULED_PROCEDURE_STEP_START_DATE_TIME)
            .build();

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                // in July Berlin is two hours before Greenwich, in January one
                "+0000, 20260705, 123000, 20260705, 143000, true",
                "+0000, 20260705, 143000, 20260705, 143000, false",
                "+0000, 20260110, 133000, 20260110, 143000, true",
                "+0200, 20260705, 143000, 20260705, 143000, true",
                // another day there
                "+0000, 20260704, '', 20260705, 003000, true",
                "+0000, 20260705, '', 20260705, 003000, false",
                "+1400, 20260706, 023000, 20260705, 143000, true",
                "-1200, 20260704, 2130, 20260705, 113000, true",
                // not whole hours, not precise
                "+0530, 20260705, 1130, 20260705, 08, true",
                "+0530, 20260705, 11, 20260705, 08, true",
                "+0530, 20260705, 12, 20260705, 08, false",
                // midnight is that of the query (C.2.2.2.5.2)
                "+0000, '', 2200-2359, 20260705, 003000, true",
                "+0200, '', 2200-2359, 20260705, 003000, false",
                // one span over midnight
                "+0000, 20260704-20260705, 2200-0600, 20260705, 000000, true",
                "+0000, 20260704-20260705, 2200-0600, 20260704, 235900, false",
                "+0000, 20260704-20260705, 2200-0600, 20260705, 080000, true",
                "+0000, 20260704-20260705, 2200-0600, 20260705, 080100, false",
                // a date without time stays where it is
                "-1200, 20260705, '', 20260705, '', true",
            })
    void comparesStepsInTheTimeZoneOfTheQuery(
            String zone, String date, String time, String day, String at, boolean expected) {
        assertThat(matcher(zone, date, time).matches(stepAt(day, at))).isEqualTo(expected);
    }

    @Test
    void takesTheZoneOfTheStepIfItHasOne() {
        ScheduledStep tokyo = inZone(stepAt("20260705", "143000"), "+0900");

        assertThat(matcher("+0000", "20260705", "0530").matches(tokyo)).isTrue();
        assertThat(matcher("+0000", "20260705", "1230").matches(tokyo)).isFalse();
    }

    /** An order with an offset: half past midnight in Berlin, written in Greenwich. */
    @Test
    void comparesAndAnswersInTheZoneOfTheScheduleIfTheQueryNamesNone() {
        ScheduledStep night = inZone(stepAt("20260704", "223000"), "+0000");
        WorklistMatcher matcher = matcher("", "20260705", "0030");

        assertThat(matcher.matches(night)).isTrue();
        assertThat(matcher.query().startDates().contains(LocalDate.of(2026, 7, 4)))
                .isTrue();
        DataSet answer = matcher.answer(night);
        assertThat(answer.text(Tags.TIMEZONE_OFFSET_FROM_UTC)).isEqualTo("+0200");
        assertThat(new ScheduledStep(answer).start()).contains(LocalDateTime.of(2026, 7, 5, 0, 30));
    }

    @Test
    void comparesWhatTheStepSaysIfNeitherZoneIsKnown() {
        WorklistMatcher matcher = Worklists.matcher(identifier("", "20260705", "1430"));

        assertThat(matcher.matches(inZone(stepAt("20260705", "143000"), "+0900")))
                .isTrue();
        assertThat(matcher.query().startTimes().earliest()).isEqualTo(LocalTime.of(14, 30));
    }

    @Test
    void answersInTheZoneOfTheQueryAndSaysSo() {
        DataSet answer = matcher("+0530", "20260706", "").answer(stepAt("20260705", "2230"));

        assertThat(answer.text(Tags.TIMEZONE_OFFSET_FROM_UTC)).isEqualTo("+0530");
        DataSet item = answer.item(Tags.SCHEDULED_PROCEDURE_STEP_SEQUENCE).orElseThrow();
        assertThat(item.text(Tags.SCHEDULED_PROCEDURE_STEP_START_DATE)).isEqualTo("20260706");
        assertThat(item.text(Tags.SCHEDULED_PROCEDURE_STEP_START_TIME)).isEqualTo("0200");
    }

    @Test
    void leavesTheBirthDateWhereItIs() {
        DataSet answer = matcher(identifier("-1200", "", "").putEmpty(Tags.PATIENT_BIRTH_DATE))
                .answer(stepAt("20260705", "0100"));

        assertThat(answer.text(Tags.PATIENT_BIRTH_DATE)).isEqualTo("19600229");
    }

    /** PS3.4, K.4.1.1.3.2: an answer with times that are in a designated zone says which, whether asked or not. */
    @Test
    void saysInWhichZoneTheTimesOfAStepAreThatHasOne() {
        ScheduledStep tokyo = inZone(stepAt("20260705", "143000"), "+0900");

        assertThat(Worklists.matcher(identifier("", "20260705", ""))
                        .answer(tokyo)
                        .text(Tags.TIMEZONE_OFFSET_FROM_UTC))
                .isEqualTo("+0900");
        assertThat(Worklists.matcher(Tags.PATIENT_ID, "").answer(tokyo).contains(Tags.TIMEZONE_OFFSET_FROM_UTC))
                .isFalse();
        assertThat(matcher("", "", "")
                        .answer(inZone(stepAt("20260705", "143000"), ""))
                        .contains(Tags.TIMEZONE_OFFSET_FROM_UTC))
                .isFalse();
    }

    @Test
    void isNeverAnsweredWithZeroLength() {
        DataSet answer = matcher(identifier("", "", "").putEmpty(Tags.TIMEZONE_OFFSET_FROM_UTC))
                .answer(inZone(stepAt("20260705", "143000"), ""));

        assertThat(answer.contains(Tags.TIMEZONE_OFFSET_FROM_UTC)).isFalse();
    }

    @Test
    void isNoKeyThatIsCompared() {
        WorklistMatcher matcher = matcher("+0900", "", "");

        assertThat(matcher.hasUnsupportedKeys()).isFalse();
        assertThat(matcher.matches(stepAt("20260705", "143000"))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"CET", "+2", "+1401", "-1201", "0100", "+0060"})
    void refusesWhatIsNoOffset(String zone) {
        WorklistQueryException refusal =
                catchThrowableOfType(WorklistQueryException.class, () -> matcher(zone, "20260705", ""));

        assertThat(refusal.kind()).isEqualTo(Kind.DOES_NOT_MATCH_SOP_CLASS);
        assertThat(refusal.offending()).containsExactly(AttributePath.of(Tags.TIMEZONE_OFFSET_FROM_UTC));
    }

    /** The zone of a stored time is not known before it is read: two days more are enough for each. */
    @ParameterizedTest
    @CsvSource({
        "20260705, 20260703-20260707",
        "20260705-20260731, 20260703-20260802",
        "20260705-, 20260703-",
        "-20260705, -20260707",
        "00010101-99991231, 00001230-",
        "'', ''"
    })
    void letsProvidersNarrowByMoreDays(String asked, String seen) {
        DataSet identifier = matcher(identifier("+0900", asked, "1430").put(Tags.STUDY_DATE, "20260705"))
                .query()
                .identifier();
        DataSet item = identifier.item(Tags.SCHEDULED_PROCEDURE_STEP_SEQUENCE).orElseThrow();

        assertThat(item.text(Tags.SCHEDULED_PROCEDURE_STEP_START_DATE)).isEqualTo(seen);
        assertThat(item.text(Tags.SCHEDULED_PROCEDURE_STEP_START_TIME)).isEmpty();
        assertThat(identifier.text(Tags.STUDY_DATE)).isEmpty();
        assertThat(identifier.contains(Tags.TIMEZONE_OFFSET_FROM_UTC)).isFalse();
    }

    @Test
    void isExplained() {
        WorklistExplanation explanation = WorklistExplanation.of(
                Worklists.query(identifier("+0000", "20260705", "1430").build()), BERLIN);

        assertThat(explanation.notes())
                .extracting(Object::toString)
                .containsExactly("(0008,0201) is the time zone of the query");
        assertThat(explanation.removing(stepAt("20260705", "143000")))
                .containsExactly(inStep(Tags.SCHEDULED_PROCEDURE_STEP_START_TIME));
    }

    @ParameterizedTest
    @CsvSource({
        // the moment counts, not how it is written (C.2.2.2.1.3, note 1)
        "20260705143000,              20260705143000+0200, true",
        "20260705143000.000,          20260705143000,      true",
        "20260705123000+0000,         20260705143000,      true",
        "20260705143000+0000,         20260705143000,      false",
        "202607,                      20260705143000,      true",
        // ranges (C.2.2.2.5.3); '-' before an offset is no range
        "20260705-20260706,           20260706235959,      true",
        "20260705-20260706,           20260707,            false",
        "202607052200-202607060600,   202607060000,        true",
        "202607052200-202607060600,   202607060601,        false",
        "-20260705,                   20260705235959,      true",
        "-20260705,                   20260706000000,      false",
        "20260706-,                   20260705235959,      false",
        "2026070516-0500-2026070520-0500, 202607060000,    true",
        "2026070516-0500-2026070520-0500, 202607060400,    false",
        "2026070516-0500-2026070520-0500, 202607052000,    false",
        "20260705-,                   today,               false",
    })
    void comparesDatesWithTimesByTheMomentThatTheyMean(String key, String stored, boolean expected) {
        assertThat(momentMatcher("", key).matches(withMoment(stored))).isEqualTo(expected);
    }

    @Test
    void comparesDatesWithTimesInTheZoneOfTheQueryOrOfTheStep() {
        assertThat(momentMatcher("+0000", "2026070512").matches(withMoment("20260705143000")))
                .isTrue();
        assertThat(momentMatcher("+0000", "2026070505").matches(inZone(withMoment("20260705143000"), "+0900")))
                .isTrue();
        assertThat(momentMatcher("", "2026070507").matches(inZone(withMoment("20260705143000"), "+0900")))
                .isTrue();
    }

    @Test
    void answersADateWithTimeWithTheOffsetThatItHas() {
        DataSet item = momentMatcher("+0000", "2026070512")
                .answer(withMoment("20260705143000"))
                .item(Tags.SCHEDULED_PROCEDURE_STEP_SEQUENCE)
                .orElseThrow();

        assertThat(item.text(Tags.SCHEDULED_PROCEDURE_STEP_START_DATE_TIME)).isEqualTo("20260705143000+0200");
    }

    @ParameterizedTest
    @ValueSource(strings = {"20260706-20260705", "2026*", "-", "20261305"})
    void refusesWhatIsNoDateWithTime(String key) {
        WorklistQueryException refusal =
                catchThrowableOfType(WorklistQueryException.class, () -> momentMatcher("", key));

        assertThat(refusal.kind()).isEqualTo(Kind.DOES_NOT_MATCH_SOP_CLASS);
        assertThat(refusal.offending()).containsExactly(inStep(Tags.SCHEDULED_PROCEDURE_STEP_START_DATE_TIME));
    }

    private static ScheduledStep stepAt(String day, String time) {
        return Worklists.step()
                .withStep(Worklists.item()
                        .put(Tags.SCHEDULED_PROCEDURE_STEP_START_DATE, day)
                        .put(Tags.SCHEDULED_PROCEDURE_STEP_START_TIME, time)
                        .build());
    }

    private static ScheduledStep withMoment(String moment) {
        return Worklists.withInStep(Tags.SCHEDULED_PROCEDURE_STEP_START_DATE_TIME, moment);
    }

    private static ScheduledStep inZone(ScheduledStep step, String zone) {
        return new ScheduledStep(step.attributes().toBuilder()
                .put(Tags.TIMEZONE_OFFSET_FROM_UTC, zone)
                .build());
    }

    private static WorklistMatcher matcher(String zone, String date, String time) {
        return matcher(identifier(zone, date, time));
    }

    private static WorklistMatcher momentMatcher(String zone, String key) {
        DataSet item = DataSet.builder()
                .put(Tags.SCHEDULED_PROCEDURE_STEP_START_DATE_TIME, key)
                .build();
        return matcher(identifier(zone, "", "").put(Tags.SCHEDULED_PROCEDURE_STEP_SEQUENCE, item));
    }

    private static WorklistMatcher matcher(DataSet.Builder identifier) {
        return WorklistMatcher.of(Worklists.query(identifier.build()), BERLIN);
    }

    private static DataSet.Builder identifier(String zone, String date, String time) {
        DataSet.Builder identifier = DataSet.builder();
        if (!zone.isEmpty()) {
            identifier.put(Tags.TIMEZONE_OFFSET_FROM_UTC, zone);
        }
        return identifier.put(
                Tags.SCHEDULED_PROCEDURE_STEP_SEQUENCE,
                DataSet.builder()
                        .put(Tags.SCHEDULED_PROCEDURE_STEP_START_DATE, date)
                        .put(Tags.SCHEDULED_PROCEDURE_STEP_START_TIME, time)
                        .build());
    }

    private static AttributePath inStep(Tag tag) {
        return AttributePath.of(Tags.SCHEDULED_PROCEDURE_STEP_SEQUENCE, 1, tag);
    }
}
