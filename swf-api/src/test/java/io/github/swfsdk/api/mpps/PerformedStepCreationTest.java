package io.github.swfsdk.api.mpps;

import static io.github.swfsdk.api.mpps.PerformedSteps.UID;
import static io.github.swfsdk.api.mpps.PerformedSteps.accepted;
import static io.github.swfsdk.api.mpps.PerformedSteps.creation;
import static io.github.swfsdk.api.mpps.PerformedSteps.leniencies;
import static io.github.swfsdk.api.mpps.PerformedSteps.reference;
import static io.github.swfsdk.api.mpps.PerformedSteps.refused;
import static io.github.swfsdk.api.mpps.PerformedSteps.series;
import static io.github.swfsdk.api.mpps.PerformedSteps.started;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.swfsdk.api.dataset.AttributePath;
import io.github.swfsdk.api.dataset.Code;
import io.github.swfsdk.api.dataset.DataSet;
import io.github.swfsdk.api.dataset.Tag;
import io.github.swfsdk.api.dataset.Tags;
import io.github.swfsdk.api.dataset.Vr;
import io.github.swfsdk.api.mpps.MppsRefusal.Kind;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** N-CREATE against PS3.4, table F.7.2-1. */
class PerformedStepCreationTest {
    private static final PerformedStepRules STRICT = PerformedStepRules.strict();

    @Test
    void acceptsACompleteRequestAsItIs() {
        MppsResult result = STRICT.create(UID, creation().build());

        assertThat(accepted(result)).isEqualTo(new PerformedStep(UID, creation().build()));
        assertThat(leniencies(result)).isEmpty();
    }

    // ---- missing (0120H) and empty (0121H)

    @ParameterizedTest
    @ValueSource(
            strings = {
                "00400270", "00100010", "00100020", "00100030", "00100040", "00081120", "00400253", "00400241",
                "00400242", "00400243", "00400244", "00400245", "00400252", "00400254", "00400255", "00081032",
                "00400250", "00400251", "00080060", "00200010", "00400260", "00400340"
            })
    void everyAttributeOfType1Or2HasToBeThere(String tag) {
        MppsRefusal refusal =
                refused(STRICT.create(UID, creation().remove(Tag.parse(tag)).build()));

        assertThat(refusal.kind()).isEqualTo(Kind.MISSING_ATTRIBUTE);
        assertThat(refusal.kind().status()).isEqualTo(0x0120);
        assertThat(refusal.attributes()).containsExactly(AttributePath.of(Tag.parse(tag)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"00400270", "00400253", "00400241", "00400244", "00400245", "00400252", "00080060"})
    void everyAttributeOfType1HasToHaveAValue(String tag) {
        MppsRefusal refusal =
                refused(STRICT.create(UID, creation().putEmpty(Tag.parse(tag)).build()));

        assertThat(refusal.kind()).isEqualTo(Kind.MISSING_VALUE);
        assertThat(refusal.kind().status()).isEqualTo(0x0121);
        assertThat(refusal.attributes()).containsExactly(AttributePath.of(Tag.parse(tag)));
    }

    @Test
    void spacesAreNoValue() {
        assertThat(refused(STRICT.create(
                                UID,
                                creation()
                                        .put(Tags.PERFORMED_PROCEDURE_STEP_ID, "  ")
                                        .build()))
                        .kind())
                .isEqualTo(Kind.MISSING_VALUE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"0020000D", "00081110", "00080050", "00401001", "00321060", "00400009", "00400007", "00400008"})
    void everyReferenceIsComplete(String tag) {
        DataSet incomplete = reference().remove(Tag.parse(tag)).build();
        MppsRefusal refusal = refused(STRICT.create(
                UID,
                creation()
                        .put(
                                Tags.SCHEDULED_STEP_ATTRIBUTES_SEQUENCE,
                                List.of(reference().build(), incomplete))
                        .build()));

        assertThat(refusal.kind()).isEqualTo(Kind.MISSING_ATTRIBUTE);
        assertThat(refusal.attributes())
                .containsExactly(AttributePath.of(Tags.SCHEDULED_STEP_ATTRIBUTES_SEQUENCE, 2, Tag.parse(tag)));
        assertThat(refusal.tags()).containsExactly(Tag.parse(tag));
        assertThat(refusal.roots()).containsExactly(Tags.SCHEDULED_STEP_ATTRIBUTES_SEQUENCE);
    }

    @Test
    void theStudyOfAReferenceHasAValue() {
        MppsRefusal refusal =
                refused(STRICT.create(UID, withReference(reference().putEmpty(Tags.STUDY_INSTANCE_UID))));

        assertThat(refusal.kind()).isEqualTo(Kind.MISSING_VALUE);
        assertThat(refusal.attributes())
                .containsExactly(AttributePath.of(Tags.SCHEDULED_STEP_ATTRIBUTES_SEQUENCE, 1, Tags.STUDY_INSTANCE_UID));
    }

    @Test
    void anUnscheduledStepHasEmptyIdentifiers() {
        DataSet.Builder reference = DataSet.builder()
                .put(Tags.STUDY_INSTANCE_UID, PerformedSteps.STUDY)
                .putEmpty(
                        Tags.REFERENCED_STUDY_SEQUENCE,
                        Tags.ACCESSION_NUMBER,
                        Tags.REQUESTED_PROCEDURE_ID,
                        Tags.REQUESTED_PROCEDURE_DESCRIPTION,
                        Tags.SCHEDULED_PROCEDURE_STEP_ID,
                        Tags.SCHEDULED_PROCEDURE_STEP_DESCRIPTION,
                        Tags.SCHEDULED_PROTOCOL_CODE_SEQUENCE);

        assertThat(accepted(STRICT.create(UID, withReference(reference)))
                        .scheduledSteps()
                        .get(0)
                        .isUnscheduled())
                .isTrue();
    }

    @Test
    void aSeriesHasAProtocolNameAndAnIdentifier() {
        MppsRefusal refusal = refused(STRICT.create(
                UID,
                creation()
                        .put(
                                Tags.PERFORMED_SERIES_SEQUENCE,
                                series().remove(Tags.PROTOCOL_NAME, Tags.SERIES_INSTANCE_UID)
                                        .build())
                        .build()));

        assertThat(refusal.kind()).isEqualTo(Kind.MISSING_ATTRIBUTE);
        assertThat(refusal.attributes())
                .containsExactly(
                        AttributePath.of(Tags.PERFORMED_SERIES_SEQUENCE, 1, Tags.PROTOCOL_NAME),
                        AttributePath.of(Tags.PERFORMED_SERIES_SEQUENCE, 1, Tags.SERIES_INSTANCE_UID));
    }

    @Test
    void anInstanceReferenceIsComplete() {
        DataSet image = DataSet.builder()
                .put(Tags.REFERENCED_SOP_CLASS_UID, PerformedSteps.CT_IMAGE_STORAGE)
                .build();
        MppsRefusal refusal = refused(STRICT.create(
                UID,
                creation()
                        .put(
                                Tags.PERFORMED_SERIES_SEQUENCE,
                                series().put(Tags.REFERENCED_IMAGE_SEQUENCE, image)
                                        .build())
                        .build()));

        assertThat(refusal.attributes())
                .containsExactly(AttributePath.of(Tags.REFERENCED_IMAGE_SEQUENCE, 1, Tags.REFERENCED_SOP_INSTANCE_UID)
                        .in(Tags.PERFORMED_SERIES_SEQUENCE, 1));
        assertThat(refusal.comment())
                .isEqualTo("missing (0040,0340)[1].(0008,1140)[1].(0008,1155)")
                .hasSizeLessThanOrEqualTo(64);
    }

    // ---- the items of each sequence of the table

    @ParameterizedTest
    @ValueSource(strings = {"00081120", "00400270/00081110", "00400340/00081140", "00400340/00400220"})
    void everyReferenceToAnInstanceNamesItsClassAndIdentity(String sequences) {
        assertThat(missingIn(sequences, DataSet.empty()))
                .containsExactly(
                        path(sequences, Tags.REFERENCED_SOP_CLASS_UID),
                        path(sequences, Tags.REFERENCED_SOP_INSTANCE_UID));
    }

    @ParameterizedTest
    @ValueSource(strings = {"00081032", "00401012", "00400281", "00400260", "00400270/00321064", "00400270/00400008"})
    void everyCodeHasASchemeAndAMeaning(String sequences) {
        DataSet item = DataSet.builder().put(Tags.CODE_VALUE, "X1").build();

        assertThat(missingIn(sequences, item))
                .containsExactly(path(sequences, Tags.CODING_SCHEME_DESIGNATOR), path(sequences, Tags.CODE_MEANING));
    }

    @ParameterizedTest
    @ValueSource(strings = {"00380014", "00380064", "00400270/00080051", "00400270/00400026", "00400270/00400027"})
    void everyIssuerHasANameOrATypedIdentifier(String sequences) {
        DataSet untyped =
                DataSet.builder().put(Tags.UNIVERSAL_ENTITY_ID, "1.2.3").build();

        assertThat(missingIn(sequences, DataSet.empty()))
                .containsExactly(path(sequences, Tags.LOCAL_NAMESPACE_ENTITY_ID));
        assertThat(missingIn(sequences, untyped)).containsExactly(path(sequences, Tags.UNIVERSAL_ENTITY_ID_TYPE));
    }

    /** What is missing of a creation with one item in a sequence, or in a sequence of a sequence. */
    private static List<AttributePath> missingIn(String sequences, DataSet item) {
        String[] tags = sequences.split("/");
        DataSet.Builder sent = creation();
        if (tags.length == 1) {
            sent.put(Tag.parse(tags[0]), item);
        } else {
            DataSet.Builder outer = tags[0].equals("00400270") ? reference() : series();
            sent.put(Tag.parse(tags[0]), outer.put(Tag.parse(tags[1]), item).build());
        }
        MppsRefusal refusal = refused(STRICT.create(UID, sent.build()));
        assertThat(refusal.kind()).isEqualTo(Kind.MISSING_ATTRIBUTE);
        return refusal.attributes();
    }

    private static AttributePath path(String sequences, Tag tag) {
        String[] tags = sequences.split("/");
        AttributePath inner = AttributePath.of(Tag.parse(tags[tags.length - 1]), 1, tag);
        return tags.length == 1 ? inner : inner.in(Tag.parse(tags[0]), 1);
    }

    @Test
    void reportsEveryMissingAttributeAndMissingOnesBeforeEmptyOnes() {
        MppsRefusal refusal = refused(STRICT.create(
                UID,
                creation()
                        .remove(Tags.STUDY_ID, Tags.PATIENT_SEX)
                        .putEmpty(Tags.MODALITY)
                        .build()));

        assertThat(refusal.kind()).isEqualTo(Kind.MISSING_ATTRIBUTE);
        assertThat(refusal.tags()).containsExactly(Tags.PATIENT_SEX, Tags.STUDY_ID);
        assertThat(refusal.comment()).isEqualTo("missing (0010,0040) and 1 more");
    }

    // ---- codes (table F.7.2-1a)

    @ParameterizedTest
    @CsvSource({"00080100, MISSING_ATTRIBUTE", "00080102, MISSING_ATTRIBUTE", "00080104, MISSING_ATTRIBUTE"})
    void aCodeIsComplete(String tag, Kind kind) {
        DataSet code = Code.of("CT0034", "99SWF", "CT Thorax").toItem();
        DataSet incomplete = code.toBuilder().remove(Tag.parse(tag)).build();

        MppsRefusal refusal = refused(STRICT.create(
                UID, creation().put(Tags.PROCEDURE_CODE_SEQUENCE, incomplete).build()));

        assertThat(refusal.kind()).isEqualTo(kind);
        assertThat(refusal.attributes())
                .containsExactly(AttributePath.of(Tags.PROCEDURE_CODE_SEQUENCE, 1, Tag.parse(tag)));
    }

    @Test
    void aCodeMayBeLongOrAUrn() {
        Code longCode = Code.of("12345678901234567890", "99SWF", "Long");
        Code urn = Code.of("urn:oid:1.2.3", "", "Urn");

        accepted(STRICT.create(
                UID,
                creation()
                        .putCodes(Tags.PROCEDURE_CODE_SEQUENCE, List.of(longCode, urn))
                        .build()));
    }

    @Test
    void aUniversalIssuerHasAType() {
        DataSet issuer =
                DataSet.builder().put(Tags.UNIVERSAL_ENTITY_ID, "1.2.3").build();
        MppsRefusal refusal = refused(
                STRICT.create(UID, withReference(reference().put(Tags.ISSUER_OF_ACCESSION_NUMBER_SEQUENCE, issuer))));

        assertThat(refusal.tags()).containsExactly(Tags.UNIVERSAL_ENTITY_ID_TYPE);
    }

    // ---- values (0106H)

    @ParameterizedTest
    @ValueSource(strings = {"COMPLETED", "DISCONTINUED", "STARTED", "in progress"})
    void aStepBeginsInProgress(String status) {
        MppsRefusal refusal = refused(STRICT.create(
                UID,
                creation().put(Tags.PERFORMED_PROCEDURE_STEP_STATUS, status).build()));

        assertThat(refusal.kind()).isEqualTo(Kind.INVALID_VALUE);
        assertThat(refusal.kind().status()).isEqualTo(0x0106);
        assertThat(refusal.roots()).containsExactly(Tags.PERFORMED_PROCEDURE_STEP_STATUS);
    }

    @ParameterizedTest
    @CsvSource({
        "00400244, today",
        "00400244, 20260230",
        "00400244, 20260701-20260702",
        "00400245, 2500",
        "00100030, 1960-02-29",
        "00400253, A\\B",
        "00080060, CT\\MR"
    })
    void valuesAreWellFormed(String tag, String value) {
        MppsRefusal refusal = refused(STRICT.create(
                UID, creation().put(Tag.parse(tag), value.split("\\\\")).build()));

        assertThat(refusal.kind()).isEqualTo(Kind.INVALID_VALUE);
        assertThat(refusal.tags()).containsExactly(Tag.parse(tag));
        assertThat(refusal.comment()).doesNotContain(value);
    }

    @Test
    void identifiersAreUsable() {
        assertThat(refused(STRICT.create(UID, withReference(reference().put(Tags.STUDY_INSTANCE_UID, "not a uid"))))
                        .attributes())
                .containsExactly(AttributePath.of(Tags.SCHEDULED_STEP_ATTRIBUTES_SEQUENCE, 1, Tags.STUDY_INSTANCE_UID));
    }

    @Test
    void aSequenceIsOne() {
        assertThat(refused(STRICT.create(
                                UID,
                                creation()
                                        .put(Tags.PERFORMED_SERIES_SEQUENCE, Vr.UN, new byte[] {1, 2})
                                        .build()))
                        .kind())
                .isEqualTo(Kind.INVALID_VALUE);
    }

    @Test
    void anIdentityInTheDataSetIsTheOneOfTheRequest() {
        accepted(STRICT.create(UID, creation().put(Tags.SOP_INSTANCE_UID, UID).build()));

        assertThat(refused(STRICT.create(
                                UID,
                                creation().put(Tags.SOP_INSTANCE_UID, "1.2.3").build()))
                        .tags())
                .containsExactly(Tags.SOP_INSTANCE_UID);
    }

    // ---- what else is sent

    @Test
    void keepsAttributesThatNoRuleKnows() {
        DataSet sent = creation()
                .put(Tags.STUDY_INSTANCE_UID, "1.2.3")
                .put(Tag.of(0x00310010), Vr.LO, "ACME")
                .put(Tag.of(0x00311001), Vr.LO, "coil 7")
                .build();

        assertThat(accepted(STRICT.create(UID, sent)).attributes()).isEqualTo(sent);
    }

    @Test
    void dropsGroupLengths() {
        DataSet sent = creation().put(Tag.of(0x00400000), 120).build();

        assertThat(accepted(STRICT.create(UID, sent)).attributes())
                .isEqualTo(creation().build());
    }

    // ---- leniencies

    @Test
    void toleratesMissingType2AttributesAndStoresThemEmpty() {
        DataSet sent = creation()
                .remove(Tags.PERFORMED_LOCATION, Tags.PERFORMED_PROCEDURE_STEP_END_DATE)
                .put(
                        Tags.SCHEDULED_STEP_ATTRIBUTES_SEQUENCE,
                        reference().remove(Tags.REFERENCED_STUDY_SEQUENCE).build())
                .build();
        MppsResult result = tolerating(MppsLeniency.MISSING_TYPE_2).create(UID, sent);

        assertThat(accepted(result).attributes()).isEqualTo(creation().build());
        assertThat(leniencies(result)).containsExactly(MppsLeniency.MISSING_TYPE_2);
    }

    @Test
    void doesNotTolerateAMissingType1AttributeWithIt() {
        assertThat(refused(tolerating(MppsLeniency.MISSING_TYPE_2)
                                .create(UID, creation().remove(Tags.MODALITY).build()))
                        .tags())
                .containsExactly(Tags.MODALITY);
    }

    @Test
    void toleratesIncompleteCodesEmptyProtocolNamesAndLongText() {
        DataSet sent = creation()
                .put(
                        Tags.PROCEDURE_CODE_SEQUENCE,
                        DataSet.builder().put(Tags.CODE_VALUE, "X1").build())
                .put(
                        Tags.PERFORMED_SERIES_SEQUENCE,
                        series().putEmpty(Tags.PROTOCOL_NAME).build())
                .put(Tags.STUDY_ID, "12345678901234567")
                .build();
        Set<MppsLeniency> needed =
                Set.of(MppsLeniency.INCOMPLETE_CODE, MppsLeniency.NO_PROTOCOL_NAME, MppsLeniency.OVERLONG_TEXT);

        assertThat(leniencies(PerformedStepRules.tolerating(needed).create(UID, sent)))
                .isEqualTo(needed);
        assertThat(refused(STRICT.create(UID, sent)).kind()).isEqualTo(Kind.MISSING_ATTRIBUTE);
    }

    @Test
    void refusesLongText() {
        assertThat(refused(STRICT.create(
                                UID,
                                creation()
                                        .put(Tags.STUDY_ID, "12345678901234567")
                                        .build()))
                        .kind())
                .isEqualTo(Kind.INVALID_VALUE);
    }

    // ---- again

    @Test
    void theSameCreationAgainChangesNothing() {
        assertThat(STRICT.createAgain(started(), creation().build()))
                .isEqualTo(new MppsResult.Accepted(started(), true, Set.of()));
    }

    @Test
    void theSameCreationIsKnownAgainWhenTheStepHasGoneOn() {
        PerformedStep ended = PerformedSteps.ended("COMPLETED");

        assertThat(STRICT.createAgain(ended, creation().build()))
                .isEqualTo(new MppsResult.Accepted(ended, true, Set.of()));
    }

    @ParameterizedTest
    @CsvSource({
        "00100020, P200", // fixed: another patient
        "00400253, PPS2", // fixed: another step
        "00200010, ''", // fixed: less than is stored
        "00400254, Thorax", // may be set later, but is empty in the stored step
        "00400280, told late" // not created the first time
    })
    void anotherCreationIsADuplicate(String tag, String value) {
        MppsRefusal refusal = refused(STRICT.createAgain(
                started(), creation().put(Tag.parse(tag), value).build()));

        assertThat(refusal.kind()).isEqualTo(Kind.DUPLICATE_INSTANCE);
        assertThat(refusal.kind().status()).isEqualTo(0x0111);
    }

    @Test
    void aCreationThatLacksWhatIsStoredIsADuplicate() {
        PerformedStep stored =
                new PerformedStep(UID, creation().put(Tags.ADMISSION_ID, "V1").build());

        assertThat(refused(STRICT.createAgain(stored, creation().build())).kind())
                .isEqualTo(Kind.DUPLICATE_INSTANCE);
    }

    @Test
    void aCreationThatWasNeverLegalIsADuplicate() {
        assertThat(refused(STRICT.createAgain(
                                started(), creation().remove(Tags.MODALITY).build()))
                        .kind())
                .isEqualTo(Kind.DUPLICATE_INSTANCE);
    }

    @Test
    void whatWasAddedSinceIsNotPartOfTheCreation() {
        PerformedStepRules rules = tolerating(MppsLeniency.ADDED_BY_SET);
        PerformedStep stored = new PerformedStep(
                UID,
                creation()
                        .put(Tags.COMMENTS_ON_THE_PERFORMED_PROCEDURE_STEP, "added")
                        .build());

        assertThat(accepted(rules.createAgain(stored, creation().build()))).isEqualTo(stored);
        assertThat(refused(STRICT.createAgain(stored, creation().build())).kind())
                .isEqualTo(Kind.DUPLICATE_INSTANCE);
    }

    private static PerformedStepRules tolerating(MppsLeniency leniency) {
        return PerformedStepRules.tolerating(Set.of(leniency));
    }

    private static DataSet withReference(DataSet.Builder reference) {
        return creation()
                .put(Tags.SCHEDULED_STEP_ATTRIBUTES_SEQUENCE, reference.build())
                .build();
    }
}
