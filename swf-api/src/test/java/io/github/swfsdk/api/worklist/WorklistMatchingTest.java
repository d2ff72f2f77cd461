package io.github.swfsdk.api.worklist;

import static io.github.swfsdk.api.worklist.Worklists.matcher;
import static io.github.swfsdk.api.worklist.Worklists.matches;
import static io.github.swfsdk.api.worklist.Worklists.query;
import static io.github.swfsdk.api.worklist.Worklists.step;
import static io.github.swfsdk.api.worklist.Worklists.stepMatcher;
import static io.github.swfsdk.api.worklist.Worklists.stepMatches;
import static io.github.swfsdk.api.worklist.Worklists.with;
import static io.github.swfsdk.api.worklist.Worklists.withInStep;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.swfsdk.api.dataset.AttributePath;
import io.github.swfsdk.api.dataset.Code;
import io.github.swfsdk.api.dataset.DataSet;
import io.github.swfsdk.api.dataset.Tag;
import io.github.swfsdk.api.dataset.Tags;
import io.github.swfsdk.api.dataset.Vr;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The matching rules of PS3.4, C.2.2.2 with the limits of table K.6-1, one after the other. */
class WorklistMatchingTest {
    // ---- universal matching (C.2.2.2.3)

    @Test
    void anEmptyIdentifierMatchesEverything() {
        assertThat(matcher(DataSet.builder()).matches(step())).isTrue();
    }

    @Test
    void aKeyOfZeroLengthMatchesAlsoAnUnknownValue() {
        assertThat(matcher(Tags.ACCESSION_NUMBER, "").matches(with(Tags.ACCESSION_NUMBER)))
                .isTrue();
        assertThat(stepMatcher(Tags.SCHEDULED_STATION_AE_TITLE, "")
                        .matches(withInStep(Tags.SCHEDULED_STATION_AE_TITLE)))
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"*", "**", " * "})
    void asterisksAloneMatchAlsoAnUnknownValueWhereWildcardsAreAllowed(String key) {
        assertThat(matcher(Tags.PATIENT_NAME, key).matches(with(Tags.PATIENT_NAME)))
                .isTrue();
        assertThat(matcher(Tags.ACCESSION_NUMBER, key).matches(with(Tags.ACCESSION_NUMBER)))
                .isTrue();
    }

    @Test
    void aKeyOfSpacesIsUniversal() {
        assertThat(matches(Tags.ACCESSION_NUMBER, "  ")).isTrue();
    }

    @Test
    void anUnknownValueMatchesNoOtherKey() {
        assertThat(matcher(Tags.ACCESSION_NUMBER, "A100").matches(with(Tags.ACCESSION_NUMBER)))
                .isFalse();
        assertThat(matcher(Tags.ACCESSION_NUMBER, "A*").matches(with(Tags.ACCESSION_NUMBER)))
                .isFalse();
        assertThat(matcher(Tags.PATIENT_NAME, "M*").matches(with(Tags.PATIENT_NAME)))
                .isFalse();
        assertThat(matcher(Tags.PATIENT_BIRTH_DATE, "-20260101").matches(with(Tags.PATIENT_BIRTH_DATE)))
                .isFalse();
        assertThat(stepMatcher(Tags.SCHEDULED_PROCEDURE_STEP_START_TIME, "0000-2359")
                        .matches(withInStep(Tags.SCHEDULED_PROCEDURE_STEP_START_TIME)))
                .isFalse();
    }

    // ---- single value matching (C.2.2.2.1)

    @ParameterizedTest
    @CsvSource({"P100, true", "P10, false", "p100, false", "P1000, false", "' P100 ', true"})
    void aSingleValueIsComparedCharacterByCharacter(String key, boolean expected) {
        assertThat(matches(Tags.PATIENT_ID, key)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"P*", "P1??", "*", "?100"})
    void patientIdKnowsNoWildcards(String key) {
        assertThat(matches(Tags.PATIENT_ID, key)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"CT*", "*", "C?"})
    void stationAndModalityKnowNoWildcards(String key) {
        assertThat(stepMatches(Tags.SCHEDULED_STATION_AE_TITLE, key)).isFalse();
        assertThat(stepMatches(Tags.MODALITY, key)).isFalse();
    }

    @Test
    void aWildcardCharacterInALiteralKeyMatchesItself() {
        assertThat(matcher(Tags.PATIENT_ID, "P*").matches(with(Tags.PATIENT_ID, "P*")))
                .isTrue();
    }

    @ParameterizedTest
    @CsvSource({"CT1, true", "CT1B, true", "CT1C, false", "ct1, false"})
    void anyOfSeveralStoredValuesMayMatch(String key, boolean expected) {
        assertThat(stepMatches(Tags.SCHEDULED_STATION_AE_TITLE, key)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({"72.5, true", "72.500, true", "7.25E1, true", "72, false"})
    void decimalStringsAreComparedByValue(String key, boolean expected) {
        assertThat(matches(Tags.PATIENT_WEIGHT, key)).isEqualTo(expected);
    }

    @Test
    void binaryNumbersAreComparedByValue() {
        assertThat(matches(Tags.PREGNANCY_STATUS, "4")).isTrue();
        assertThat(matches(Tags.PREGNANCY_STATUS, "1")).isFalse();
    }

    @Test
    void spacesAroundStoredValuesDoNotMatter() {
        assertThat(matcher(Tags.ACCESSION_NUMBER, "A100").matches(with(Tags.ACCESSION_NUMBER, " A100  ")))
                .isTrue();
    }

    // ---- list of UID matching (C.2.2.2.2)

    @Test
    void oneOfSeveralUidsHasToBeEqual() {
        assertThat(matcher(Tags.STUDY_INSTANCE_UID, "1.2.3", Worklists.STUDY).matches(step()))
                .isTrue();
        assertThat(matcher(Tags.STUDY_INSTANCE_UID, "1.2.3", "1.2.4").matches(step()))
                .isFalse();
    }

    // ---- wild card matching (C.2.2.2.4)

    @ParameterizedTest
    @CsvSource({
        "A*, true",
        "*00, true",
        "A?00, true",
        "A?0, false",
        "?A100, false",
        "a*, false",
        "*A100*, true",
        "A*1*0, true",
        "B*, false"
    })
    void optionalTextKeysTakeWildcards(String key, boolean expected) {
        assertThat(matches(Tags.ACCESSION_NUMBER, key)).isEqualTo(expected);
    }

    @Test
    void wildcardsWorkInsideTheStep() {
        assertThat(stepMatches(Tags.SCHEDULED_PROCEDURE_STEP_DESCRIPTION, "*Thorax*"))
                .isTrue();
        assertThat(stepMatches(Tags.SCHEDULED_PROCEDURE_STEP_DESCRIPTION, "*thorax*"))
                .isFalse();
        assertThat(stepMatches(Tags.SCHEDULED_PERFORMING_PHYSICIAN_NAME, "berg*"))
                .isTrue();
    }

    @Test
    void anyOfSeveralStoredValuesMayMatchThePattern() {
        assertThat(matches(Tags.MEDICAL_ALERTS, "Dia*")).isTrue();
        assertThat(matches(Tags.MEDICAL_ALERTS, "Pace*")).isTrue();
        assertThat(matches(Tags.MEDICAL_ALERTS, "Asthma*")).isFalse();
    }

    @Test
    void aBackslashIsContentOfLongText() {
        ScheduledStep step = withInStep(Tags.COMMENTS_ON_THE_SCHEDULED_PROCEDURE_STEP, "left\\right");

        assertThat(stepMatcher(Tags.COMMENTS_ON_THE_SCHEDULED_PROCEDURE_STEP, "left\\*")
                        .matches(step))
                .isTrue();
    }

    // ---- range matching (C.2.2.2.5)

    @ParameterizedTest
    @CsvSource({
        "20260705, true",
        "20260704, false",
        "20260701-20260731, true",
        "20260705-20260705, true",
        "20260706-20260731, false",
        "-20260705, true",
        "-20260704, false",
        "20260705-, true",
        "20260706-, false"
    })
    void theStartDateTakesADayOrARange(String key, boolean expected) {
        assertThat(stepMatches(Tags.SCHEDULED_PROCEDURE_STEP_START_DATE, key)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "143000, true",
        "1430, true",
        "14, true",
        "143001, false",
        "15, false",
        "1000-1800, true",
        "-1430, true",
        "-1429, false",
        "1430-, true",
        "1431-, false",
        "143000.000000-143000.000000, true"
    })
    void theStartTimeTakesATimeOrARange(String key, boolean expected) {
        assertThat(stepMatches(Tags.SCHEDULED_PROCEDURE_STEP_START_TIME, key)).isEqualTo(expected);
    }

    @Test
    void theBirthDateTakesARange() {
        assertThat(matches(Tags.PATIENT_BIRTH_DATE, "19600101-19601231")).isTrue();
        assertThat(matches(Tags.PATIENT_BIRTH_DATE, "19610101-")).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        // the sheet's example: 5 July 10:00 to 7 July 18:00
        "20260705-20260707, 1000-1800, 20260705, 095959, false",
        "20260705-20260707, 1000-1800, 20260705, 100000, true",
        "20260705-20260707, 1000-1800, 20260705, 230000, true",
        "20260705-20260707, 1000-1800, 20260706, 030000, true",
        "20260705-20260707, 1000-1800, 20260707, 180000, true",
        "20260705-20260707, 1000-1800, 20260707, 190000, false",
        "20260705-20260707, 1000-1800, 20260708, 120000, false",
        // a night shift
        "20260705-20260706, 2200-0600, 20260705, 215959, false",
        "20260705-20260706, 2200-0600, 20260705, 220000, true",
        "20260705-20260706, 2200-0600, 20260706, 000000, true",
        "20260705-20260706, 2200-0600, 20260706, 0600, true",
        "20260705-20260706, 2200-0600, 20260706, 0601, false",
        // one day
        "20260705, 1000-1800, 20260705, 120000, true",
        "20260705, 1000-1800, 20260705, 190000, false",
        "20260705, 1000-1800, 20260706, 120000, false",
        // open ends
        "-20260705, 1000-1800, 20260101, 030000, true",
        "-20260705, 1000-1800, 20260705, 180100, false",
        "20260705-, 1000-1800, 20260705, 090000, false",
        "20260705-, 1000-1800, 20301231, 235959, true",
        "20260705-20260706, 2200-, 20260706, 235959, true",
        "20260705-20260706, -0600, 20260705, 000000, true"
    })
    void aRangeOfTimesWithDaysIsOneSpanOfTime(String date, String time, String day, String at, boolean expected) {
        ScheduledStep step = step().withStep(Worklists.item()
                .put(Tags.SCHEDULED_PROCEDURE_STEP_START_DATE, day)
                .put(Tags.SCHEDULED_PROCEDURE_STEP_START_TIME, at)
                .build());

        assertThat(stepMatcher(DataSet.builder()
                                .put(Tags.SCHEDULED_PROCEDURE_STEP_START_DATE, date)
                                .put(Tags.SCHEDULED_PROCEDURE_STEP_START_TIME, time))
                        .matches(step))
                .isEqualTo(expected);
    }

    @Test
    void aSingleTimeWithARangeOfDaysHoldsOnEachDay() {
        WorklistMatcher matcher = stepMatcher(DataSet.builder()
                .put(Tags.SCHEDULED_PROCEDURE_STEP_START_DATE, "20260704-20260706")
                .put(Tags.SCHEDULED_PROCEDURE_STEP_START_TIME, "1430"));

        assertThat(matcher.matches(step())).isTrue();
        assertThat(matcher.matches(withInStep(Tags.SCHEDULED_PROCEDURE_STEP_START_TIME, "1500")))
                .isFalse();
    }

    @Test
    void aSpanOfTimeNeedsAKnownTime() {
        WorklistMatcher matcher = stepMatcher(DataSet.builder()
                .put(Tags.SCHEDULED_PROCEDURE_STEP_START_DATE, "20260701-20260731")
                .put(Tags.SCHEDULED_PROCEDURE_STEP_START_TIME, "0000-2359"));

        assertThat(matcher.matches(withInStep(Tags.SCHEDULED_PROCEDURE_STEP_START_TIME)))
                .isFalse();
    }

    @Test
    void aDayWithAnEmptyTimeKeyMatchesAStepWithoutTime() {
        WorklistMatcher matcher = stepMatcher(DataSet.builder()
                .put(Tags.SCHEDULED_PROCEDURE_STEP_START_DATE, "20260705")
                .putEmpty(Tags.SCHEDULED_PROCEDURE_STEP_START_TIME));

        assertThat(matcher.matches(withInStep(Tags.SCHEDULED_PROCEDURE_STEP_START_TIME)))
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"tomorrow", "2026-07-05", "20261340"})
    void aStoredDateThatIsNoneIsUnknown(String stored) {
        assertThat(stepMatcher(Tags.SCHEDULED_PROCEDURE_STEP_START_DATE, "20000101-")
                        .matches(withInStep(Tags.SCHEDULED_PROCEDURE_STEP_START_DATE, stored)))
                .isFalse();
    }

    // ---- sequence matching (C.2.2.2.6)

    @Test
    void twoKeysInTheStepHaveToHitTheSameStep() {
        WorklistMatcher matcher =
                stepMatcher(DataSet.builder().put(Tags.MODALITY, "CT").put(Tags.SCHEDULED_STATION_AE_TITLE, "MR1"));

        assertThat(matcher.matches(step())).isFalse();
    }

    @Test
    void allKeysOfACodeHaveToMatchWithinOneItem() {
        assertThat(codeMatcher(Code.of("CT0099", "99SWF", "With contrast")).matches(step()))
                .isTrue();
        assertThat(codeMatcher(Code.of("CT0034", "99SWF", "With contrast")).matches(step()))
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aSequenceKeyWithoutKeysMatchesEverything(boolean withItem) {
        WorklistMatcher matcher = stepMatcher(DataSet.builder()
                .put(Tags.SCHEDULED_PROTOCOL_CODE_SEQUENCE, withItem ? List.of(DataSet.empty()) : List.<DataSet>of()));

        assertThat(matcher.matches(step())).isTrue();
        assertThat(matcher.matches(step().withStep(DataSet.empty()))).isTrue();
    }

    @Test
    void universalKeysInASequenceMatchAlsoAnEmptySequence() {
        WorklistMatcher matcher = stepMatcher(DataSet.builder()
                .put(
                        Tags.SCHEDULED_PROTOCOL_CODE_SEQUENCE,
                        DataSet.builder().putEmpty(Tags.CODE_VALUE).build()));

        assertThat(matcher.matches(step().withStep(DataSet.empty()))).isTrue();
    }

    @Test
    void aKeyInASequenceDoesNotMatchAnEmptySequence() {
        assertThat(codeMatcher(Worklists.THORAX).matches(step().withStep(DataSet.empty())))
                .isFalse();
    }

    // ---- optional keys that are not supported (K.2.2.1.1.2)

    @Test
    void aValueOfAnUnsupportedKeyDoesNotFilterAndIsReported() {
        WorklistMatcher matcher = matcher(Tags.ADMITTING_DIAGNOSES_DESCRIPTION, "Fever");

        assertThat(matcher.matches(step())).isTrue();
        assertThat(matcher.hasUnsupportedKeys()).isTrue();
        assertThat(matcher.unsupportedKeys()).containsExactly(AttributePath.of(Tags.ADMITTING_DIAGNOSES_DESCRIPTION));
    }

    @Test
    void aFurtherKeyFiltersIfTheOptionsSaySo() {
        WorklistOptions options = WorklistOptions.builder()
                .matchAlso(Tags.ADMITTING_DIAGNOSES_DESCRIPTION)
                .build();
        WorklistMatcher matcher = WorklistMatcher.of(
                query(DataSet.builder()
                        .put(Tags.ADMITTING_DIAGNOSES_DESCRIPTION, "Fev*")
                        .build()),
                options);

        assertThat(matcher.hasUnsupportedKeys()).isFalse();
        assertThat(matcher.matches(step())).isFalse();
        assertThat(matcher.matches(with(Tags.ADMITTING_DIAGNOSES_DESCRIPTION, "Fever")))
                .isTrue();
    }

    @Test
    void theQueryRetrieveLevelIsNoWorklistKey() {
        WorklistMatcher matcher = matcher(Tags.QUERY_RETRIEVE_LEVEL, "STUDY");

        assertThat(matcher.matches(step())).isTrue();
        assertThat(matcher.hasUnsupportedKeys()).isTrue();
    }

    @Test
    void aPrivateKeyWithAValueDoesNotFilterAndIsReported() {
        WorklistMatcher matcher =
                matcher(DataSet.builder().put(Tag.of(0x00310010), Vr.LO, "ACME").put(Tag.of(0x00311001), Vr.LO, "x"));

        assertThat(matcher.matches(step())).isTrue();
        assertThat(matcher.hasUnsupportedKeys()).isTrue();
    }

    @Test
    void supportedKeysAndReturnKeysAreNotReported() {
        WorklistMatcher matcher = matcher(DataSet.builder()
                .put(Tags.SPECIFIC_CHARACTER_SET, "ISO_IR 100")
                .put(Tags.PATIENT_NAME, "M*")
                .putEmpty(Tags.ADMITTING_DIAGNOSES_DESCRIPTION));

        assertThat(matcher.hasUnsupportedKeys()).isFalse();
    }

    // ---- explanation

    @Test
    void saysWhichKeyRemovedAStep() {
        WorklistMatcher matcher =
                stepMatcher(DataSet.builder().put(Tags.MODALITY, "CT").put(Tags.SCHEDULED_STATION_AE_TITLE, "MR1"));

        assertThat(matcher.mismatch(step()))
                .contains(AttributePath.of(Tags.SCHEDULED_PROCEDURE_STEP_SEQUENCE, 1, Tags.SCHEDULED_STATION_AE_TITLE));
    }

    private static WorklistMatcher codeMatcher(Code code) {
        return stepMatcher(DataSet.builder().put(Tags.SCHEDULED_PROTOCOL_CODE_SEQUENCE, code.toItem()));
    }
}
