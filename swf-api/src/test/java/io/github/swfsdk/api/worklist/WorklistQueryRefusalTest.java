package io.github.swfsdk.api.worklist;

import static io.github.swfsdk.api.worklist.Worklists.query;
import static io.github.swfsdk.api.worklist.Worklists.step;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.swfsdk.api.dataset.AttributePath;
import io.github.swfsdk.api.dataset.DataSet;
import io.github.swfsdk.api.dataset.DateRange;
import io.github.swfsdk.api.dataset.Tag;
import io.github.swfsdk.api.dataset.Tags;
import io.github.swfsdk.api.dataset.Vr;
import io.github.swfsdk.api.worklist.WorklistQueryException.Kind;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Identifiers that cannot be used (PS3.4, K.4.1.1.3). */
class WorklistQueryRefusalTest {
    @Test
    void twoItemsInTheStepSequence() {
        DataSet item = DataSet.builder().put(Tags.MODALITY, "CT").build();

        assertRefused(
                DataSet.builder().put(Tags.SCHEDULED_PROCEDURE_STEP_SEQUENCE, List.of(item, item)),
                AttributePath.of(Tags.SCHEDULED_PROCEDURE_STEP_SEQUENCE));
    }

    @Test
    void aStepSequenceThatIsNone() {
        assertRefused(
                DataSet.builder().put(Tags.SCHEDULED_PROCEDURE_STEP_SEQUENCE, Vr.UN, new byte[] {1, 2}),
                AttributePath.of(Tags.SCHEDULED_PROCEDURE_STEP_SEQUENCE));
    }

    @ParameterizedTest
    @ValueSource(strings = {"2026*", "*", "202607??", "20260731-20260701", "-", "20261301", "today", "20260701-x"})
    void aStartDateThatIsNone(String key) {
        assertStepRefused(Tags.SCHEDULED_PROCEDURE_STEP_START_DATE, key);
    }

    @ParameterizedTest
    @ValueSource(strings = {"10*", "25", "1800-1000", "-", "10:xx"})
    void aStartTimeThatIsNone(String key) {
        assertStepRefused(Tags.SCHEDULED_PROCEDURE_STEP_START_TIME, key);
    }

    @Test
    void aSpanOfTimeThatEndsBeforeItBegins() {
        DataSet keys = DataSet.builder()
                .put(Tags.SCHEDULED_PROCEDURE_STEP_START_DATE, "20260705")
                .put(Tags.SCHEDULED_PROCEDURE_STEP_START_TIME, "2200-0600")
                .build();

        assertRefused(
                DataSet.builder().put(Tags.SCHEDULED_PROCEDURE_STEP_SEQUENCE, keys),
                inStep(Tags.SCHEDULED_PROCEDURE_STEP_START_DATE),
                inStep(Tags.SCHEDULED_PROCEDURE_STEP_START_TIME));
    }

    @ParameterizedTest
    @CsvSource({"0020000D, 1.2.*", "0020000D, abc", "00101030, heavy", "00100030, 196?0229"})
    void aUidNumberOrDateThatIsNone(String tag, String key) {
        assertRefused(DataSet.builder().put(Tag.parse(tag), key), AttributePath.of(Tag.parse(tag)));
    }

    @Test
    void severalValuesInAKeyThatHasOne() {
        DataSet keys = DataSet.builder().put(Tags.MODALITY, "CT", "MR").build();

        assertRefused(DataSet.builder().put(Tags.SCHEDULED_PROCEDURE_STEP_SEQUENCE, keys), inStep(Tags.MODALITY));
    }

    @Test
    void aKeyOfAnotherRepresentation() {
        assertRefused(
                DataSet.builder().put(Tags.PATIENT_ID, Vr.UN, new byte[] {'P', '1'}),
                AttributePath.of(Tags.PATIENT_ID));
    }

    @Test
    void anOverlongKeyExceedsALimit() {
        WorklistQueryException refusal = refusal(DataSet.builder().put(Tags.ACCESSION_NUMBER, "*A".repeat(513)));

        assertThat(refusal.kind()).isEqualTo(Kind.UNABLE_TO_PROCESS);
        assertThat(refusal.kind().status()).isEqualTo(0xC000);
        assertThat(refusal.offendingTags()).containsExactly(Tags.ACCESSION_NUMBER);
    }

    @Test
    void aKeyLongerThanItsRepresentationAllowsIsLegal() {
        assertThat(Worklists.matches(Tags.ACCESSION_NUMBER, "*A*1*0*0********************"))
                .isTrue();
    }

    @Test
    void sequencesNestedTooDeeplyExceedALimit() {
        DataSet keys = DataSet.builder().put(Tags.CODE_MEANING, "x").build();
        for (int depth = 0; depth < 18; depth++) {
            keys = DataSet.builder().put(Tags.CONTENT_SEQUENCE, keys).build();
        }

        assertThat(refusal(keys.toBuilder()).kind()).isEqualTo(Kind.UNABLE_TO_PROCESS);
    }

    @Test
    void saysWhatIsWrongWithoutTheValue() {
        WorklistQueryException refusal = refusal(DataSet.builder().put(Tags.PATIENT_BIRTH_DATE, "SECRET"));

        assertThat(refusal.comment()).hasSizeLessThanOrEqualTo(64).doesNotContain("SECRET");
        assertThat(refusal).hasMessageContaining("(0010,0030)").hasMessageNotContaining("SECRET");
    }

    // ---- leniencies

    @Test
    void anAsteriskMayMeanAllIfTolerated() {
        WorklistMatcher matcher = lenient(
                WorklistLeniency.ASTERISK_MEANS_ALL,
                DataSet.builder()
                        .put(Tags.PATIENT_ID, "*")
                        .put(
                                Tags.SCHEDULED_PROCEDURE_STEP_SEQUENCE,
                                DataSet.builder()
                                        .put(Tags.SCHEDULED_STATION_AE_TITLE, "*")
                                        .put(Tags.SCHEDULED_PROCEDURE_STEP_START_DATE, "*")
                                        .build()));

        assertThat(matcher.matches(step())).isTrue();
        assertThat(matcher.leniencies()).containsExactly(WorklistLeniency.ASTERISK_MEANS_ALL);
    }

    /** A reader leaves half a surrogate pair where a byte is not of the character set. */
    @Test
    void aKeyWithBytesThatAreNoCharactersIsRefused() {
        assertRefused(DataSet.builder().put(Tags.PATIENT_NAME, "M\uDCFCller*"), AttributePath.of(Tags.PATIENT_NAME));
        assertThat(Worklists.matcher(DataSet.builder().put(Tags.PATIENT_NAME, "\uD842\uDFB7*"))
                        .hasUnsupportedKeys())
                .isFalse(); // a whole pair is a character
    }

    @Test
    void onlyTheAsteriskAloneIsTolerated() {
        assertThat(lenient(
                                WorklistLeniency.ASTERISK_MEANS_ALL,
                                DataSet.builder().put(Tags.PATIENT_ID, "P*"))
                        .matches(step()))
                .isFalse();
    }

    @Test
    void oneOfSeveralValuesMayMatchIfTolerated() {
        DataSet keys = DataSet.builder().put(Tags.MODALITY, "MR", "CT").build();
        WorklistMatcher matcher = lenient(
                WorklistLeniency.SEVERAL_VALUES, DataSet.builder().put(Tags.SCHEDULED_PROCEDURE_STEP_SEQUENCE, keys));

        assertThat(matcher.matches(step())).isTrue();
        assertThat(matcher.matches(Worklists.withInStep(Tags.MODALITY, "US"))).isFalse();
        assertThat(matcher.leniencies()).containsExactly(WorklistLeniency.SEVERAL_VALUES);
    }

    @Test
    void aProviderDoesNotSeeKeysThatCannotNarrowItsSearch() {
        DataSet keys = DataSet.builder()
                .put(Tags.MODALITY, "MR", "CT")
                .put(Tags.SCHEDULED_PROCEDURE_STEP_START_DATE, "*")
                .put(Tags.SCHEDULED_STATION_AE_TITLE, "CT1")
                .build();
        WorklistOptions options = WorklistOptions.builder()
                .tolerate(WorklistLeniency.SEVERAL_VALUES)
                .tolerate(WorklistLeniency.ASTERISK_MEANS_ALL)
                .build();
        WorklistQuery seen = WorklistMatcher.of(
                        query(DataSet.builder()
                                .put(Tags.PATIENT_ID, "*")
                                .put(Tags.SCHEDULED_PROCEDURE_STEP_SEQUENCE, keys)
                                .build()),
                        options)
                .query();

        assertThat(seen.patientId()).isEmpty();
        assertThat(seen.modality()).isEmpty();
        assertThat(seen.startDates()).isEqualTo(DateRange.ALWAYS);
        assertThat(seen.stationAeTitle()).contains("CT1");
    }

    @Test
    void aLeniencyThatWasNotNeededIsNotReported() {
        assertThat(lenient(WorklistLeniency.SEVERAL_VALUES, DataSet.builder().put(Tags.PATIENT_ID, "P100"))
                        .leniencies())
                .isEmpty();
    }

    private static WorklistMatcher lenient(WorklistLeniency leniency, DataSet.Builder identifier) {
        return WorklistMatcher.of(
                query(identifier.build()),
                WorklistOptions.builder().tolerate(leniency).build());
    }

    private static void assertStepRefused(Tag tag, String key) {
        DataSet keys = DataSet.builder().put(tag, key).build();
        assertRefused(DataSet.builder().put(Tags.SCHEDULED_PROCEDURE_STEP_SEQUENCE, keys), inStep(tag));
    }

    private static void assertRefused(DataSet.Builder identifier, AttributePath... offending) {
        WorklistQueryException refusal = refusal(identifier);
        assertThat(refusal.kind()).isEqualTo(Kind.DOES_NOT_MATCH_SOP_CLASS);
        assertThat(refusal.kind().status()).isEqualTo(0xA900);
        assertThat(refusal.offending()).containsExactly(offending);
    }

    private static WorklistQueryException refusal(DataSet.Builder identifier) {
        return catchThrowableOfType(WorklistQueryException.class, () -> WorklistMatcher.of(query(identifier.build())));
    }

    private static AttributePath inStep(Tag tag) {
        return AttributePath.of(Tags.SCHEDULED_PROCEDURE_STEP_SEQUENCE, 1, tag);
    }
}
