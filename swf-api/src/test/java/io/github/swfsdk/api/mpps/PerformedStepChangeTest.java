package io.github.swfsdk.api.mpps;

import static io.github.swfsdk.api.mpps.PerformedSteps.UID;
import static io.github.swfsdk.api.mpps.PerformedSteps.accepted;
import static io.github.swfsdk.api.mpps.PerformedSteps.completion;
import static io.github.swfsdk.api.mpps.PerformedSteps.creation;
import static io.github.swfsdk.api.mpps.PerformedSteps.end;
import static io.github.swfsdk.api.mpps.PerformedSteps.ended;
import static io.github.swfsdk.api.mpps.PerformedSteps.leniencies;
import static io.github.swfsdk.api.mpps.PerformedSteps.refused;
import static io.github.swfsdk.api.mpps.PerformedSteps.series;
import static io.github.swfsdk.api.mpps.PerformedSteps.started;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.swfsdk.api.dataset.AttributePath;
import io.github.swfsdk.api.dataset.Code;
import io.github.swfsdk.api.dataset.DataSet;
import io.github.swfsdk.api.dataset.ElementDictionary;
import io.github.swfsdk.api.dataset.Tag;
import io.github.swfsdk.api.dataset.Tags;
import io.github.swfsdk.api.dataset.Vr;
import io.github.swfsdk.api.mpps.MppsRefusal.Kind;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** N-SET against PS3.4, F.7.2.2. */
class PerformedStepChangeTest {
    private static final PerformedStepRules STRICT = PerformedStepRules.strict();

    // ---- the state machine (F.1.3): a cell each

    @ParameterizedTest
    @CsvSource({
        "IN PROGRESS, IN PROGRESS, IN_PROGRESS",
        "IN PROGRESS, COMPLETED, COMPLETED",
        "IN PROGRESS, DISCONTINUED, DISCONTINUED",
        "COMPLETED, IN PROGRESS, ",
        "COMPLETED, COMPLETED, ",
        "COMPLETED, DISCONTINUED, ",
        "DISCONTINUED, IN PROGRESS, ",
        "DISCONTINUED, COMPLETED, ",
        "DISCONTINUED, DISCONTINUED, "
    })
    void goesFromStateToState(String from, String request, PerformedStepStatus to) {
        PerformedStep stored = from.equals("IN PROGRESS") ? started() : ended(from);
        MppsResult result = STRICT.set(
                stored,
                completion()
                        .put(Tags.PERFORMED_PROCEDURE_STEP_STATUS, request)
                        .put(Tags.PERFORMED_PROCEDURE_STEP_END_TIME, "150000") // not the request that ended it
                        .build());

        if (to != null) {
            assertThat(accepted(result).status()).isEqualTo(to);
        } else {
            assertThat(refused(result)).isEqualTo(MppsRefusal.noLongerUpdatable());
        }
    }

    @Test
    void tellsAnEndedStepInTheWordsOfTheStandard() {
        MppsRefusal refusal = MppsRefusal.noLongerUpdatable();

        assertThat(refusal.kind().status()).isEqualTo(0x0110);
        assertThat(refusal.kind().errorId()).isEqualTo(OptionalInt.of(0xA710));
        assertThat(refusal.comment()).isEqualTo("Performed Procedure Step Object may no longer be updated");
        assertThat(MppsRefusal.noSuchInstance().kind().status()).isEqualTo(0x0112);
    }

    @Test
    void aChangeWithoutStatusLeavesTheStepInProgress() {
        PerformedStep next = accepted(STRICT.set(
                started(),
                DataSet.builder()
                        .put(Tags.PERFORMED_SERIES_SEQUENCE, series().build())
                        .build()));

        assertThat(next.status()).isEqualTo(PerformedStepStatus.IN_PROGRESS);
        assertThat(next.attributes())
                .isEqualTo(creation()
                        .put(Tags.PERFORMED_SERIES_SEQUENCE, series().build())
                        .build());
    }

    @ParameterizedTest
    @ValueSource(strings = {"FINISHED", "completed"})
    void anUnknownStatusIsInvalid(String status) {
        assertThat(refused(STRICT.set(
                        started(),
                        completion()
                                .put(Tags.PERFORMED_PROCEDURE_STEP_STATUS, status)
                                .build())))
                .extracting(MppsRefusal::kind, MppsRefusal::tags)
                .containsExactly(Kind.INVALID_VALUE, List.of(Tags.PERFORMED_PROCEDURE_STEP_STATUS));
    }

    // ---- what a final state demands

    @Test
    void completes() {
        assertThat(accepted(STRICT.set(started(), completion().build())).attributes())
                .isEqualTo(creation().putAll(completion().build()).build());
    }

    @ParameterizedTest
    @CsvSource({
        "COMPLETED, 00400250", "COMPLETED, 00400251", "COMPLETED, 00400340",
        "DISCONTINUED, 00400250", "DISCONTINUED, 00400251", "DISCONTINUED, 00400340"
    })
    void anEndedStepHasEndDateEndTimeAndASeries(String status, String tag) {
        MppsRefusal refusal = refused(STRICT.set(
                started(),
                completion()
                        .put(Tags.PERFORMED_PROCEDURE_STEP_STATUS, status)
                        .remove(Tag.parse(tag))
                        .build()));

        assertThat(refusal.kind()).isEqualTo(Kind.MISSING_VALUE);
        assertThat(refusal.attributes()).containsExactly(AttributePath.of(Tag.parse(tag)));
    }

    @Test
    void whatWasSetBeforeCountsAtTheEnd() {
        PerformedStep updated = accepted(STRICT.set(
                started(),
                completion()
                        .put(Tags.PERFORMED_PROCEDURE_STEP_STATUS, "IN PROGRESS")
                        .build()));

        accepted(STRICT.set(
                updated,
                DataSet.builder()
                        .put(Tags.PERFORMED_PROCEDURE_STEP_STATUS, "COMPLETED")
                        .build()));
    }

    @Test
    void anAbandonedStepWithoutImagesNamesASeries() {
        DataSet empty = series().putEmpty(Tags.REFERENCED_IMAGE_SEQUENCE).build();

        PerformedStep next = accepted(STRICT.set(
                started(),
                end("DISCONTINUED").put(Tags.PERFORMED_SERIES_SEQUENCE, empty).build()));

        assertThat(next.instances()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"00181030", "0020000E"})
    void aSeriesHasAProtocolNameAndAnIdentifier(String tag) {
        MppsRefusal empty = refused(STRICT.set(started(), withSeries(series().putEmpty(Tag.parse(tag)))));
        MppsRefusal missing = refused(STRICT.set(started(), withSeries(series().remove(Tag.parse(tag)))));

        assertThat(empty.kind()).isEqualTo(Kind.MISSING_VALUE);
        assertThat(empty.attributes())
                .containsExactly(AttributePath.of(Tags.PERFORMED_SERIES_SEQUENCE, 1, Tag.parse(tag)));
        assertThat(missing).isEqualTo(empty); // 0120H is no status of N-SET
    }

    @ParameterizedTest
    @ValueSource(strings = {"00081050", "00081070", "0008103E", "00080054", "00081140", "00400220"})
    void everyType2AttributeOfASeriesHasToBeThere(String tag) {
        assertThat(refused(STRICT.set(started(), withSeries(series().remove(Tag.parse(tag))))))
                .extracting(MppsRefusal::kind, MppsRefusal::tags)
                .containsExactly(Kind.MISSING_VALUE, List.of(Tag.parse(tag)));
    }

    @Test
    void aSequenceIsReplacedAsAWhole() {
        DataSet other = series().put(Tags.SERIES_INSTANCE_UID, "1.2.3").build();
        PerformedStep first = accepted(STRICT.set(started(), withSeries(series())));

        PerformedStep second = accepted(STRICT.set(first, withSeries(other.toBuilder())));

        assertThat(second.attributes().items(Tags.PERFORMED_SERIES_SEQUENCE)).containsExactly(other);
    }

    // ---- what N-SET may not change

    @ParameterizedTest
    @ValueSource(
            strings = {
                "00400270", "00100010", "00100020", "00100021", "00100024", "00101002", "00100030", "00100040",
                "00081120", "00380010", "00380014", "00380060", "00380062", "00380064", "00400253", "00400241",
                "00400242", "00400243", "00400244", "00400245", "00080060", "00200010", "00080016", "00080018"
            })
    void relationshipAndStartAreFixed(String tag) {
        MppsRefusal refusal = refused(
                STRICT.set(started(), completion().putEmpty(Tag.parse(tag)).build()));

        assertThat(refusal.kind()).isEqualTo(Kind.NOT_CHANGEABLE);
        assertThat(refusal.kind().status()).isEqualTo(0x0106);
        assertThat(refusal.tags()).containsExactly(Tag.parse(tag));
    }

    @ParameterizedTest
    @ValueSource(strings = {"00101000", "00101001", "00380500"})
    void otherAttributesOfPatientAndVisitAreFixedToo(String tag) {
        PerformedStep stored =
                new PerformedStep(UID, creation().put(Tag.parse(tag), "before").build());

        assertThat(refused(STRICT.set(
                        stored, DataSet.builder().put(Tag.parse(tag), "after").build())))
                .extracting(MppsRefusal::kind, MppsRefusal::tags)
                .containsExactly(Kind.NOT_CHANGEABLE, List.of(Tag.parse(tag)));
    }

    @Test
    void anAttributeThatWasNotCreatedCannotBeSet() {
        MppsRefusal refusal = refused(STRICT.set(
                started(),
                completion()
                        .put(Tags.COMMENTS_ON_THE_PERFORMED_PROCEDURE_STEP, "late idea")
                        .build()));

        assertThat(refusal.kind()).isEqualTo(Kind.NO_SUCH_ATTRIBUTE);
        assertThat(refusal.kind().status()).isEqualTo(0x0105);
        assertThat(refusal.tags()).containsExactly(Tags.COMMENTS_ON_THE_PERFORMED_PROCEDURE_STEP);
    }

    @Test
    void anAttributeThatWasCreatedEmptyCanBeSet() {
        PerformedStep next = accepted(STRICT.set(
                started(),
                end("DISCONTINUED")
                        .put(Tags.PERFORMED_SERIES_SEQUENCE, series().build())
                        .putCodes(
                                Tags.PERFORMED_PROCEDURE_STEP_DISCONTINUATION_REASON_CODE_SEQUENCE,
                                List.of(DiscontinuationReason.INCORRECT_WORKLIST_ENTRY_SELECTED.code()))
                        .build()));

        assertThat(next.discontinuationReason().flatMap(DiscontinuationReason::of))
                .contains(DiscontinuationReason.INCORRECT_WORKLIST_ENTRY_SELECTED);
    }

    @Test
    void aReasonThatWasNotCreatedCannotBeSet() {
        DataSet created = creation()
                .remove(Tags.PERFORMED_PROCEDURE_STEP_DISCONTINUATION_REASON_CODE_SEQUENCE)
                .build();

        assertThat(refused(STRICT.set(
                                new PerformedStep(UID, created),
                                completion()
                                        .putCodes(
                                                Tags.PERFORMED_PROCEDURE_STEP_DISCONTINUATION_REASON_CODE_SEQUENCE,
                                                List.of(DiscontinuationReason.PATIENT_DIED.code()))
                                        .build()))
                        .kind())
                .isEqualTo(Kind.NO_SUCH_ATTRIBUTE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"00400252", "00400250", "00400251", "00400340"})
    void whatMayOnlyBeSetToAValueIsNotSetEmpty(String tag) {
        assertThat(refused(STRICT.set(
                        started(), DataSet.builder().putEmpty(Tag.parse(tag)).build())))
                .extracting(MppsRefusal::kind, MppsRefusal::tags)
                .containsExactly(Kind.MISSING_VALUE, List.of(Tag.parse(tag)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"00400254", "00400255", "00400280", "00081032", "00401012", "00400281", "00400260"})
    void whatWasToldMayBeToldOtherwiseAndTakenBack(String tag) {
        Tag told = Tag.parse(tag);
        PerformedStep created = new PerformedStep(UID, creation().putEmpty(told).build());
        DataSet value = ElementDictionary.vrOf(told) == Vr.SQ
                ? DataSet.builder()
                        .putCodes(told, List.of(Code.of("X1", "99SWF", "Other")))
                        .build()
                : DataSet.builder().put(told, "other").build();
        DataSet empty = DataSet.builder().putEmpty(told).build();

        PerformedStep changed = accepted(STRICT.set(created, value));
        assertThat(changed.attributes().find(told)).isEqualTo(value.find(told));
        assertThat(accepted(STRICT.set(changed, empty))).isEqualTo(created);
    }

    @ParameterizedTest
    @ValueSource(strings = {"00081050", "00081070", "0008103E", "00080054", "00081140", "00400220"})
    void everyAttributeOfASeriesIsToldAndMayBeEmpty(String tag) {
        MppsRefusal refusal = refused(STRICT.set(started(), withSeries(series().remove(Tag.parse(tag)))));

        assertThat(refusal.kind()).isEqualTo(Kind.MISSING_VALUE); // 0120H is no status of N-SET
        assertThat(refusal.attributes())
                .containsExactly(AttributePath.of(Tags.PERFORMED_SERIES_SEQUENCE, 1, Tag.parse(tag)));
        accepted(STRICT.set(started(), withSeries(series().putEmpty(Tag.parse(tag)))));
    }

    @Test
    void aSeriesMayAskToBeArchivedOrNot() {
        accepted(STRICT.set(started(), withSeries(series().put(Tags.ARCHIVE_REQUESTED, "YES"))));
        accepted(STRICT.set(started(), withSeries(series())));
    }

    @Test
    void valuesAreWellFormed() {
        assertThat(refused(STRICT.set(
                        started(),
                        completion()
                                .put(Tags.PERFORMED_PROCEDURE_STEP_END_TIME, "quarter to three")
                                .build())))
                .extracting(MppsRefusal::kind, MppsRefusal::tags)
                .containsExactly(Kind.INVALID_VALUE, List.of(Tags.PERFORMED_PROCEDURE_STEP_END_TIME));
    }

    // ---- character sets and private attributes

    @Test
    void theCharacterSetOfTheRequestDoesNotReplaceTheStoredOne() {
        PerformedStep stored = new PerformedStep(
                UID, creation().put(Tags.SPECIFIC_CHARACTER_SET, "ISO_IR 100").build());

        PerformedStep next = accepted(STRICT.set(
                stored,
                DataSet.builder()
                        .put(Tags.SPECIFIC_CHARACTER_SET, "ISO_IR 192")
                        .put(Tags.PERFORMED_PROCEDURE_STEP_DESCRIPTION, "胸部CT")
                        .build()));

        assertThat(next.attributes().text(Tags.SPECIFIC_CHARACTER_SET)).isEqualTo("ISO_IR 100");
        assertThat(next.attributes().text(Tags.PERFORMED_PROCEDURE_STEP_DESCRIPTION))
                .isEqualTo("胸部CT");
        assertThat(next.attributes().text(Tags.PATIENT_NAME)).isEqualTo("Müller^Anna");
    }

    @Test
    void aPrivateAttributeCanBeSetIfItWasCreated() {
        DataSet acme = acme(0x00310010, "ACME", "coil 7");
        PerformedStep stored = new PerformedStep(UID, creation().putAll(acme).build());

        PerformedStep next = accepted(STRICT.set(stored, acme(0x00310010, "ACME", "coil 8")));

        assertThat(next.attributes().text(Tag.of(0x00311001))).isEqualTo("coil 8");
    }

    @Test
    void aPrivateBlockKeepsItsCreator() {
        PerformedStep stored = new PerformedStep(
                UID, creation().putAll(acme(0x00310010, "ACME", "coil 7")).build());

        assertThat(refused(STRICT.set(stored, acme(0x00310010, "OTHER", "x"))))
                .extracting(MppsRefusal::kind, MppsRefusal::tags)
                .containsExactly(Kind.NOT_CHANGEABLE, List.of(Tag.of(0x00310010)));
    }

    // ---- leniencies

    @Test
    void toleratesAttributesThatWereNotCreated() {
        MppsResult result = tolerating(MppsLeniency.ADDED_BY_SET)
                .set(
                        started(),
                        completion()
                                .put(Tags.COMMENTS_ON_THE_PERFORMED_PROCEDURE_STEP, "late idea")
                                .build());

        assertThat(accepted(result).attributes().text(Tags.COMMENTS_ON_THE_PERFORMED_PROCEDURE_STEP))
                .isEqualTo("late idea");
        assertThat(leniencies(result)).containsExactly(MppsLeniency.ADDED_BY_SET);
    }

    @Test
    void toleratesFixedAttributesOnlyIfTheyAreTheSame() {
        PerformedStepRules rules = tolerating(MppsLeniency.UNCHANGED_REPEATED);
        MppsResult same =
                rules.set(started(), completion().put(Tags.PATIENT_ID, "P100").build());
        MppsResult other =
                rules.set(started(), completion().put(Tags.PATIENT_ID, "P200").build());

        assertThat(leniencies(same)).containsExactly(MppsLeniency.UNCHANGED_REPEATED);
        assertThat(refused(other).kind()).isEqualTo(Kind.NOT_CHANGEABLE);
    }

    @Test
    void toleratesEmptyValuesByIgnoringThem() {
        PerformedStep stored = accepted(STRICT.set(started(), withSeries(series())));

        MppsResult result = tolerating(MppsLeniency.EMPTY_IN_SET)
                .set(
                        stored,
                        end("COMPLETED")
                                .putEmpty(Tags.PERFORMED_SERIES_SEQUENCE)
                                .build());

        assertThat(accepted(result).instances()).hasSize(1);
        assertThat(leniencies(result)).containsExactly(MppsLeniency.EMPTY_IN_SET);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void toleratesADiscontinuedStepWithoutSeries(boolean sentEmpty) {
        DataSet.Builder sent = end("DISCONTINUED");
        if (sentEmpty) {
            sent.putEmpty(Tags.PERFORMED_SERIES_SEQUENCE);
        }
        MppsResult result = tolerating(MppsLeniency.NO_SERIES_WHEN_DISCONTINUED).set(started(), sent.build());

        assertThat(leniencies(result)).containsExactly(MppsLeniency.NO_SERIES_WHEN_DISCONTINUED);
    }

    @Test
    void doesNotTolerateACompletedStepWithoutSeries() {
        assertThat(refused(tolerating(MppsLeniency.NO_SERIES_WHEN_DISCONTINUED)
                                .set(started(), end("COMPLETED").build()))
                        .tags())
                .containsExactly(Tags.PERFORMED_SERIES_SEQUENCE);
    }

    @Test
    void toleratesAMissingEndTime() {
        MppsResult result = tolerating(MppsLeniency.NO_END_TIME)
                .set(
                        started(),
                        completion()
                                .remove(Tags.PERFORMED_PROCEDURE_STEP_END_TIME)
                                .build());

        assertThat(leniencies(result)).containsExactly(MppsLeniency.NO_END_TIME);
    }

    // ---- again

    @Test
    void aChangeThatChangesNothingIsARepetition() {
        PerformedStep stored = accepted(STRICT.set(started(), withSeries(series())));

        assertThat(STRICT.set(stored, withSeries(series()))).isEqualTo(new MppsResult.Accepted(stored, true, Set.of()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"COMPLETED", "DISCONTINUED"})
    void theSameEndAgainChangesNothing(String status) {
        PerformedStep ended = ended(status);
        DataSet same = end(status)
                .put(Tags.PERFORMED_SERIES_SEQUENCE, series().build())
                .build();

        assertThat(STRICT.set(ended, same)).isEqualTo(new MppsResult.Accepted(ended, true, Set.of()));
    }

    @Test
    void theSameEndAgainNeedsTheSameLeniency() {
        DataSet sent = end("DISCONTINUED").build();
        PerformedStepRules lenient = tolerating(MppsLeniency.NO_SERIES_WHEN_DISCONTINUED);
        PerformedStep ended = accepted(lenient.set(started(), sent));

        assertThat(lenient.set(ended, sent))
                .isEqualTo(new MppsResult.Accepted(ended, true, Set.of(MppsLeniency.NO_SERIES_WHEN_DISCONTINUED)));
        assertThat(refused(STRICT.set(ended, sent)).kind()).isEqualTo(Kind.NO_LONGER_UPDATABLE);
    }

    @Test
    void anEndThatDoesNotSayWhenIsNotTheSameAgain() {
        DataSet bare = DataSet.builder()
                .put(Tags.PERFORMED_PROCEDURE_STEP_STATUS, "COMPLETED")
                .build();

        assertThat(refused(STRICT.set(ended("COMPLETED"), bare)).kind()).isEqualTo(Kind.NO_LONGER_UPDATABLE);
    }

    @Test
    void anEndedStepIsNeverChanged() {
        PerformedStepRules rules = PerformedStepRules.tolerating(Set.of(MppsLeniency.values()));
        PerformedStep ended = ended("COMPLETED");

        for (DataSet sent : List.of(
                completion()
                        .put(Tags.PERFORMED_PROCEDURE_STEP_END_TIME, "150000")
                        .build(),
                completion()
                        .put(Tags.PERFORMED_PROCEDURE_STEP_STATUS, "DISCONTINUED")
                        .build(),
                withSeries(series()),
                DataSet.empty())) {
            assertThat(refused(rules.set(ended, sent)).kind()).isEqualTo(Kind.NO_LONGER_UPDATABLE);
        }
    }

    private static DataSet acme(int block, String creator, String value) {
        return DataSet.builder()
                .put(Tag.of(block), Vr.LO, creator)
                .put(Tag.of(0x00311001), Vr.LO, value)
                .build();
    }

    private static PerformedStepRules tolerating(MppsLeniency leniency) {
        return PerformedStepRules.tolerating(Set.of(leniency));
    }

    private static DataSet withSeries(DataSet.Builder series) {
        return DataSet.builder()
                .put(Tags.PERFORMED_SERIES_SEQUENCE, series.build())
                .build();
    }
}
