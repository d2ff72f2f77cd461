package io.github.swfsdk.api.worklist;

import static io.github.swfsdk.api.worklist.Worklists.matcher;
import static io.github.swfsdk.api.worklist.Worklists.step;
import static io.github.swfsdk.api.worklist.Worklists.stepMatcher;
import static io.github.swfsdk.api.worklist.Worklists.with;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.swfsdk.api.dataset.DataSet;
import io.github.swfsdk.api.dataset.Element;
import io.github.swfsdk.api.dataset.NumberElement;
import io.github.swfsdk.api.dataset.Tag;
import io.github.swfsdk.api.dataset.Tags;
import io.github.swfsdk.api.dataset.TextElement;
import io.github.swfsdk.api.dataset.Vr;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What an answer holds (PS3.4, K.2.2.1.2 and table K.6-1). */
class WorklistAnswerTest {
    @Test
    void holdsTheRequestedAttributesAndNoOthers() {
        DataSet answer = matcher(DataSet.builder().put(Tags.PATIENT_NAME, "M*").putEmpty(Tags.PATIENT_ID))
                .answer(step());

        assertThat(answer)
                .isEqualTo(DataSet.builder()
                        .put(Tags.PATIENT_NAME, "Müller^Anna")
                        .put(Tags.PATIENT_ID, "P100")
                        .build());
    }

    @Test
    void holdsEachValueOfAMatchedAttribute() {
        DataSet answer = stepMatcher(Tags.SCHEDULED_STATION_AE_TITLE, "CT1B").answer(step());

        assertThat(stepOf(answer).strings(Tags.SCHEDULED_STATION_AE_TITLE)).containsExactly("CT1", "CT1B");
    }

    @Test
    void holdsUnknownAttributesOfTypes1And2Empty() {
        DataSet answer = matcher(DataSet.builder()
                        .putEmpty(
                                Tags.ADMISSION_ID,
                                Tags.REFERENCED_PATIENT_SEQUENCE,
                                Tags.REQUESTED_PROCEDURE_PRIORITY,
                                Tags.REQUESTING_PHYSICIAN,
                                Tags.ALLERGIES)
                        .put(Tags.REFERENCED_STUDY_SEQUENCE, reference()))
                .answer(step());

        assertThat(answer)
                .isEqualTo(DataSet.builder()
                        .putEmpty(
                                Tags.ADMISSION_ID,
                                Tags.REFERENCED_PATIENT_SEQUENCE,
                                Tags.REQUESTED_PROCEDURE_PRIORITY,
                                Tags.REQUESTING_PHYSICIAN,
                                Tags.ALLERGIES,
                                Tags.REFERENCED_STUDY_SEQUENCE)
                        .build());
    }

    @Test
    void leavesOutUnknownAttributesOfTypes3And1C() {
        DataSet answer = matcher(DataSet.builder()
                        .putEmpty(
                                Tags.PATIENT_SIZE,
                                Tags.OTHER_PATIENT_IDS_SEQUENCE,
                                Tags.REQUESTED_PROCEDURE_CODE_SEQUENCE,
                                Tags.ADMITTING_DIAGNOSES_DESCRIPTION))
                .answer(step());

        assertThat(answer).isEqualTo(DataSet.empty());
    }

    /** Comments are of type 3, the description is of type 1C; the step knows of both that there is none. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void holdsWhatTheStepHasWithZeroLengthUnlessItMustHaveAValue(boolean byName) {
        ScheduledStep step = step().withStep(Worklists.item()
                .putEmpty(
                        Tags.COMMENTS_ON_THE_SCHEDULED_PROCEDURE_STEP,
                        Tags.SCHEDULED_SPECIMEN_SEQUENCE,
                        Tags.SCHEDULED_PROCEDURE_STEP_DESCRIPTION)
                .build());
        DataSet.Builder keys = DataSet.builder();
        if (byName) {
            keys.putEmpty(
                    Tags.COMMENTS_ON_THE_SCHEDULED_PROCEDURE_STEP,
                    Tags.SCHEDULED_SPECIMEN_SEQUENCE,
                    Tags.SCHEDULED_PROCEDURE_STEP_DESCRIPTION);
        }

        DataSet answered = stepMatcher(keys)
                .answer(step)
                .item(Tags.SCHEDULED_PROCEDURE_STEP_SEQUENCE)
                .orElseThrow();

        assertThat(answered.contains(Tags.COMMENTS_ON_THE_SCHEDULED_PROCEDURE_STEP))
                .isTrue();
        assertThat(answered.hasValue(Tags.COMMENTS_ON_THE_SCHEDULED_PROCEDURE_STEP))
                .isFalse();
        assertThat(answered.contains(Tags.SCHEDULED_SPECIMEN_SEQUENCE)).isTrue();
        assertThat(answered.contains(Tags.SCHEDULED_PROCEDURE_STEP_DESCRIPTION)).isFalse();
    }

    @Test
    void holdsAnAttributeBeyondTheTableIfTheStepHasIt() {
        DataSet answer = matcher(Tags.ADMITTING_DIAGNOSES_DESCRIPTION, "")
                .answer(with(Tags.ADMITTING_DIAGNOSES_DESCRIPTION, "Fever"));

        assertThat(answer.text(Tags.ADMITTING_DIAGNOSES_DESCRIPTION)).isEqualTo("Fever");
    }

    @Test
    void holdsUnknownAttributesOfTheStepEmpty() {
        DataSet answer = stepMatcher(DataSet.builder()
                        .putEmpty(
                                Tags.SCHEDULED_STATION_NAME, Tags.PRE_MEDICATION, Tags.SCHEDULED_PROCEDURE_STEP_STATUS))
                .answer(step());

        assertThat(stepOf(answer))
                .isEqualTo(DataSet.builder()
                        .putEmpty(Tags.SCHEDULED_STATION_NAME, Tags.PRE_MEDICATION)
                        .build());
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void returnsTheWholeStepForASequenceOfZeroLengthOrOneEmptyItem(boolean withItem) {
        DataSet answer = matcher(DataSet.builder()
                        .put(
                                Tags.SCHEDULED_PROCEDURE_STEP_SEQUENCE,
                                withItem ? List.of(DataSet.empty()) : List.<DataSet>of()))
                .answer(step());

        // what the step has, and what types 1 and 2 demand
        assertThat(stepOf(answer))
                .isEqualTo(Worklists.item()
                        .putEmpty(Tags.SCHEDULED_STATION_NAME, Tags.SCHEDULED_PROCEDURE_STEP_LOCATION)
                        .build());
    }

    @Test
    void returnsWholeCodesForAnEmptyCodeSequence() {
        DataSet answer = stepMatcher(DataSet.builder().putEmpty(Tags.SCHEDULED_PROTOCOL_CODE_SEQUENCE))
                .answer(step());

        assertThat(stepOf(answer).codes(Tags.SCHEDULED_PROTOCOL_CODE_SEQUENCE))
                .containsExactly(Worklists.THORAX, Worklists.CONTRAST);
    }

    @Test
    void returnsOnlyTheRequestedPartsOfEachItem() {
        DataSet answer = stepMatcher(DataSet.builder()
                        .put(
                                Tags.SCHEDULED_PROTOCOL_CODE_SEQUENCE,
                                DataSet.builder()
                                        .putEmpty(Tags.CODE_VALUE, Tags.CODING_SCHEME_VERSION)
                                        .build()))
                .answer(step());

        assertThat(stepOf(answer).items(Tags.SCHEDULED_PROTOCOL_CODE_SEQUENCE))
                .containsExactly(
                        DataSet.builder().put(Tags.CODE_VALUE, "CT0034").build(),
                        DataSet.builder().put(Tags.CODE_VALUE, "CT0099").build());
    }

    @Test
    void returnsOnlyTheMatchingItems() {
        DataSet answer = stepMatcher(DataSet.builder()
                        .put(
                                Tags.SCHEDULED_PROTOCOL_CODE_SEQUENCE,
                                DataSet.builder()
                                        .put(Tags.CODE_VALUE, "CT0099")
                                        .putEmpty(Tags.CODE_MEANING)
                                        .build()))
                .answer(step());

        assertThat(stepOf(answer).items(Tags.SCHEDULED_PROTOCOL_CODE_SEQUENCE))
                .containsExactly(DataSet.builder()
                        .put(Tags.CODE_VALUE, "CT0099")
                        .put(Tags.CODE_MEANING, "With contrast")
                        .build());
    }

    @Test
    void holdsDateAndTimeThatWereMatchedAsOneSpan() {
        DataSet answer = stepMatcher(DataSet.builder()
                        .put(Tags.SCHEDULED_PROCEDURE_STEP_START_DATE, "20260705-20260706")
                        .put(Tags.SCHEDULED_PROCEDURE_STEP_START_TIME, "1000-0600"))
                .answer(step());

        assertThat(stepOf(answer))
                .isEqualTo(DataSet.builder()
                        .put(Tags.SCHEDULED_PROCEDURE_STEP_START_DATE, "20260705")
                        .put(Tags.SCHEDULED_PROCEDURE_STEP_START_TIME, "143000")
                        .build());
    }

    @Test
    void neverHoldsTheQueryRetrieveLevel() {
        assertThat(matcher(Tags.QUERY_RETRIEVE_LEVEL, "").answer(with(Tags.QUERY_RETRIEVE_LEVEL, "STUDY")))
                .isEqualTo(DataSet.empty());
    }

    @Test
    void asksTheWriterForTheCharacterSetOfTheQuery() {
        DataSet answer = matcher(DataSet.builder()
                        .put(Tags.SPECIFIC_CHARACTER_SET, "", "ISO 2022 IR 87")
                        .putEmpty(Tags.PATIENT_ID))
                .answer(with(Tags.SPECIFIC_CHARACTER_SET, "ISO_IR 192"));

        assertThat(answer.strings(Tags.SPECIFIC_CHARACTER_SET)).containsExactly("", "ISO 2022 IR 87");
    }

    @Test
    void holdsNoCharacterSetIfTheQueryHasNone() {
        DataSet answer = matcher(Tags.PATIENT_ID, "").answer(with(Tags.SPECIFIC_CHARACTER_SET, "ISO_IR 192"));

        assertThat(answer.contains(Tags.SPECIFIC_CHARACTER_SET)).isFalse();
    }

    // ---- private attributes (PS3.5, 7.8)

    private static final Tag CREATOR_10 = Tag.of(0x00310010);
    private static final Tag CREATOR_11 = Tag.of(0x00310011);

    @Test
    void returnsPrivateAttributesWithTheirCreator() {
        DataSet known = DataSet.builder()
                .put(CREATOR_10, Vr.LO, "ACME")
                .put(Tag.of(0x00311001), Vr.LO, "coil 7")
                .put(Tag.of(0x00311002), Vr.LO, "not asked for")
                .build();

        DataSet answer = matcher(
                        DataSet.builder().put(CREATOR_10, Vr.LO, "ACME").put(Tag.of(0x00311001), Vr.LO))
                .answer(new ScheduledStep(Worklists.root().putAll(known).build()));

        assertThat(answer)
                .isEqualTo(DataSet.builder()
                        .put(CREATOR_10, Vr.LO, "ACME")
                        .put(Tag.of(0x00311001), Vr.LO, "coil 7")
                        .build());
    }

    @Test
    void findsACreatorInAnotherBlock() {
        DataSet known = DataSet.builder()
                .put(CREATOR_10, Vr.LO, "OTHER")
                .put(Tag.of(0x00311001), Vr.LO, "of another vendor")
                .put(CREATOR_11, Vr.LO, "ACME")
                .put(Tag.of(0x00311101), Vr.LO, "coil 7")
                .put(Tag.of(0x00311102), Vr.US, "5")
                .build();

        DataSet answer = matcher(DataSet.builder()
                        .put(CREATOR_10, Vr.LO, "ACME")
                        .put(Tag.of(0x00311001), Vr.LO)
                        .put(Tag.of(0x00311002), Vr.US))
                .answer(new ScheduledStep(Worklists.root().putAll(known).build()));

        assertThat(answer.elements())
                .containsExactly(
                        new TextElement(CREATOR_10, Vr.LO, "ACME"),
                        new TextElement(Tag.of(0x00311001), Vr.LO, "coil 7"),
                        NumberElement.of(Tag.of(0x00311002), Vr.US, 5));
    }

    @Test
    void leavesOutPrivateAttributesOfAnotherOrNoCreator() {
        ScheduledStep step = new ScheduledStep(Worklists.root()
                .put(CREATOR_10, Vr.LO, "OTHER")
                .put(Tag.of(0x00311001), Vr.LO, "of another vendor")
                .build());

        WorklistMatcher ofAcme =
                matcher(DataSet.builder().put(CREATOR_10, Vr.LO, "ACME").put(Tag.of(0x00311001), Vr.LO));
        WorklistMatcher ofNobody = matcher(DataSet.builder().put(Tag.of(0x00311001), Vr.LO));

        assertThat(ofAcme.answer(step)).isEqualTo(DataSet.empty());
        assertThat(ofNobody.answer(step)).isEqualTo(DataSet.empty());
        assertThat(ofNobody.hasUnsupportedKeys()).isTrue();
    }

    @Test
    void returnsAPrivateAttributeInsideTheStep() {
        Element coil = new TextElement(Tag.of(0x00311001), Vr.LO, "coil 7");
        DataSet answer = stepMatcher(
                        DataSet.builder().put(CREATOR_10, Vr.LO, "ACME").put(Tag.of(0x00311001), Vr.LO))
                .answer(step().withStep(Worklists.item()
                        .put(CREATOR_10, Vr.LO, "ACME")
                        .put(coil)
                        .build()));

        assertThat(stepOf(answer).find(coil.tag())).contains(coil);
    }

    private static DataSet stepOf(DataSet answer) {
        return answer.item(Tags.SCHEDULED_PROCEDURE_STEP_SEQUENCE).orElseThrow();
    }

    private static DataSet reference() {
        return DataSet.builder()
                .putEmpty(Tags.REFERENCED_SOP_CLASS_UID, Tags.REFERENCED_SOP_INSTANCE_UID)
                .build();
    }
}
