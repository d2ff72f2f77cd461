package io.github.swfsdk.api.mpps;

import static io.github.swfsdk.api.mpps.PerformedSteps.accepted;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.github.swfsdk.api.dataset.Code;
import io.github.swfsdk.api.dataset.DataSet;
import io.github.swfsdk.api.dataset.NumberElement;
import io.github.swfsdk.api.dataset.PersonName;
import io.github.swfsdk.api.dataset.Tag;
import io.github.swfsdk.api.dataset.Tags;
import io.github.swfsdk.api.dataset.TextElement;
import io.github.swfsdk.api.dataset.Uid;
import io.github.swfsdk.api.dataset.Vr;
import io.github.swfsdk.api.instance.InstanceReference;
import io.github.swfsdk.api.patient.Patient;
import io.github.swfsdk.api.worklist.ScheduledStep;
import java.time.LocalDateTime;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The cases of IHE: what the worklist, the performed step and the images have in common. */
class PerformedStepDraftTest {
    private static final LocalDateTime START = LocalDateTime.of(2026, 7, 5, 14, 30);
    private static final LocalDateTime END = LocalDateTime.of(2026, 7, 5, 14, 45);
    private static final Code REQUESTED = Code.of("RP1", "99SWF", "Thorax CT");
    private static final Code PROTOCOL = Code.of("CT0034", "99SWF", "CT Thorax");
    private static final Uid SERIES = Uid.of("1.2.826.0.1.3680043.10.3");
    private static final InstanceReference IMAGE =
            new InstanceReference(Uid.of("1.2.840.10008.5.1.4.1.1.2"), Uid.of("1.2.826.0.1.3680043.10.4"));

    // ---- scheduled

    @Test
    void copiesTheScheduledStepIntoTheReference() {
        PerformedStep step = begin(PerformedStepDraft.of(scheduled("1", "1.2.3.1")));

        assertThat(step.attributes().items(Tags.SCHEDULED_STEP_ATTRIBUTES_SEQUENCE))
                .containsExactly(DataSet.builder()
                        .put(Tags.STUDY_INSTANCE_UID, "1.2.3.1")
                        .put(Tags.REFERENCED_STUDY_SEQUENCE, studyReference("1").toItem())
                        .put(Tags.ACCESSION_NUMBER, "A1")
                        .put(Tags.PLACER_ORDER_NUMBER_IMAGING_SERVICE_REQUEST, "PL1")
                        .put(Tags.REQUESTED_PROCEDURE_ID, "R1")
                        .put(Tags.REQUESTED_PROCEDURE_DESCRIPTION, "Thorax CT")
                        .put(Tags.REQUESTED_PROCEDURE_CODE_SEQUENCE, REQUESTED.toItem())
                        .put(Tags.SCHEDULED_PROCEDURE_STEP_ID, "S1")
                        .put(Tags.SCHEDULED_PROCEDURE_STEP_DESCRIPTION, "CT Thorax, step 1")
                        .put(Tags.SCHEDULED_PROTOCOL_CODE_SEQUENCE, PROTOCOL.toItem())
                        .build());
    }

    @Test
    void copiesThePatientAndSaysWhatIsPerformed() {
        DataSet created = begin(PerformedStepDraft.of(scheduled("1", "1.2.3.1")).id("PPS7"))
                .attributes();

        assertThat(created.toBuilder()
                        .remove(Tags.SCHEDULED_STEP_ATTRIBUTES_SEQUENCE)
                        .build())
                .isEqualTo(DataSet.builder()
                        .put(Tags.PATIENT_NAME, "Müller^Anna")
                        .put(Tags.PATIENT_ID, "P100")
                        .put(Tags.ISSUER_OF_PATIENT_ID, "HOSP")
                        .put(Tags.PATIENT_BIRTH_DATE, "19600229")
                        .put(Tags.PATIENT_SEX, "F")
                        .putEmpty(Tags.REFERENCED_PATIENT_SEQUENCE)
                        .put(Tags.PERFORMED_PROCEDURE_STEP_ID, "PPS7")
                        .put(Tags.PERFORMED_STATION_AE_TITLE, "CT1")
                        .put(Tags.PERFORMED_STATION_NAME, "CT ONE")
                        .putEmpty(Tags.PERFORMED_LOCATION)
                        .put(Tags.PERFORMED_PROCEDURE_STEP_START_DATE, "20260705")
                        .put(Tags.PERFORMED_PROCEDURE_STEP_START_TIME, "143000")
                        .put(Tags.PERFORMED_PROCEDURE_STEP_STATUS, "IN PROGRESS")
                        .put(Tags.PERFORMED_PROCEDURE_STEP_DESCRIPTION, "CT Thorax, step 1")
                        .putEmpty(Tags.PERFORMED_PROCEDURE_TYPE_DESCRIPTION)
                        .put(Tags.PROCEDURE_CODE_SEQUENCE, REQUESTED.toItem())
                        .putEmpty(
                                Tags.REASON_FOR_PERFORMED_PROCEDURE_CODE_SEQUENCE,
                                Tags.COMMENTS_ON_THE_PERFORMED_PROCEDURE_STEP,
                                Tags.PERFORMED_PROCEDURE_STEP_END_DATE,
                                Tags.PERFORMED_PROCEDURE_STEP_END_TIME,
                                Tags.PERFORMED_PROCEDURE_STEP_DISCONTINUATION_REASON_CODE_SEQUENCE)
                        .put(Tags.MODALITY, "CT")
                        .put(Tags.STUDY_ID, "R1")
                        .put(Tags.PERFORMED_PROTOCOL_CODE_SEQUENCE, PROTOCOL.toItem())
                        .putEmpty(Tags.PERFORMED_SERIES_SEQUENCE)
                        .build());
    }

    @Test
    void performsSomethingElseThanScheduled() {
        Code other = Code.of("X2", "99SWF", "Other");
        PerformedStep step = begin(PerformedStepDraft.of(scheduled("1", "1.2.3.1"))
                .procedure("Other", List.of(other))
                .protocols(List.of(other)));

        assertThat(step.attributes().codes(Tags.PROCEDURE_CODE_SEQUENCE)).containsExactly(other);
        assertThat(step.attributes().codes(Tags.PERFORMED_PROTOCOL_CODE_SEQUENCE))
                .containsExactly(other);
        assertThat(step.attributes()
                        .items(Tags.SCHEDULED_STEP_ATTRIBUTES_SEQUENCE)
                        .get(0)
                        .codes(Tags.SCHEDULED_PROTOCOL_CODE_SEQUENCE))
                .containsExactly(PROTOCOL);
    }

    @Test
    void writesImagesThatAgree() {
        ScheduledStep scheduled = scheduled("1", "1.2.3.1");
        PerformedStep step = begin(PerformedStepDraft.of(scheduled).id("PPS7"));

        assertThat(ImageAttributes.of(List.of(scheduled), step, series()))
                .isEqualTo(DataSet.builder()
                        .put(Tags.ACCESSION_NUMBER, "A1")
                        .put(Tags.REFERENCED_STUDY_SEQUENCE, studyReference("1").toItem())
                        .put(Tags.REFERRING_PHYSICIAN_NAME, "Vogel^Rita")
                        .put(Tags.STATION_NAME, "CT ONE")
                        .put(Tags.MODALITY, "CT")
                        .put(Tags.SERIES_DESCRIPTION, "axial")
                        .put(Tags.OPERATORS_NAME, "Klein^Ute")
                        .put(Tags.PROCEDURE_CODE_SEQUENCE, REQUESTED.toItem())
                        .put(
                                Tags.REFERENCED_PERFORMED_PROCEDURE_STEP_SEQUENCE,
                                DataSet.builder()
                                        .put(Tags.REFERENCED_SOP_CLASS_UID, "1.2.840.10008.3.1.2.3.3")
                                        .put(Tags.REFERENCED_SOP_INSTANCE_UID, step.sopInstanceUid())
                                        .build())
                        .put(Tags.PATIENT_NAME, "Müller^Anna")
                        .put(Tags.PATIENT_ID, "P100")
                        .put(Tags.ISSUER_OF_PATIENT_ID, "HOSP")
                        .put(Tags.PATIENT_BIRTH_DATE, "19600229")
                        .put(Tags.PATIENT_SEX, "F")
                        .put(Tags.PROTOCOL_NAME, "Thorax routine")
                        .put(Tags.STUDY_INSTANCE_UID, "1.2.3.1")
                        .put(Tags.SERIES_INSTANCE_UID, SERIES)
                        .put(Tags.STUDY_ID, "R1")
                        .put(Tags.PERFORMED_PROCEDURE_STEP_START_DATE, "20260705")
                        .put(Tags.PERFORMED_PROCEDURE_STEP_START_TIME, "143000")
                        .put(Tags.PERFORMED_PROCEDURE_STEP_ID, "PPS7")
                        .put(Tags.PERFORMED_PROCEDURE_STEP_DESCRIPTION, "CT Thorax, step 1")
                        .put(Tags.PERFORMED_PROTOCOL_CODE_SEQUENCE, PROTOCOL.toItem())
                        .put(
                                Tags.REQUEST_ATTRIBUTES_SEQUENCE,
                                DataSet.builder()
                                        .put(Tags.REQUESTED_PROCEDURE_ID, "R1")
                                        .put(Tags.REQUESTED_PROCEDURE_DESCRIPTION, "Thorax CT")
                                        .put(Tags.REQUESTED_PROCEDURE_CODE_SEQUENCE, REQUESTED.toItem())
                                        .put(Tags.SCHEDULED_PROCEDURE_STEP_ID, "S1")
                                        .put(Tags.SCHEDULED_PROCEDURE_STEP_DESCRIPTION, "CT Thorax, step 1")
                                        .put(Tags.SCHEDULED_PROTOCOL_CODE_SEQUENCE, PROTOCOL.toItem())
                                        .build())
                        .build());
    }

    // ---- append

    @Test
    void appendsInANewStepOfTheSameReference() {
        ScheduledStep scheduled = scheduled("1", "1.2.3.1");
        PerformedStep first = begin(PerformedStepDraft.of(scheduled));
        PerformedStep second = begin(PerformedStepDraft.of(scheduled));

        assertThat(second.sopInstanceUid()).isNotEqualTo(first.sopInstanceUid());
        assertThat(second.id()).isNotEqualTo(first.id()).hasSizeLessThanOrEqualTo(16);
        assertThat(second.scheduledSteps()).isEqualTo(first.scheduledSteps());
    }

    // ---- group

    @Test
    void groupsStepsOfOneProcedureInItsStudy() {
        List<ScheduledStep> scheduled = List.of(
                scheduled("1", "1.2.3.1"),
                scheduled("1", "1.2.3.1").withStep(item("2").build()));
        PerformedStep step = begin(PerformedStepDraft.ofGroup(scheduled));
        DataSet image = ImageAttributes.of(scheduled, step, series());

        assertThat(step.scheduledSteps())
                .extracting("studyInstanceUid", "accessionNumber", "stepId")
                .containsExactly(tuple("1.2.3.1", "A1", "S1"), tuple("1.2.3.1", "A1", "S2"));
        assertThat(step.attributes().text(Tags.STUDY_ID)).isEqualTo("R1");
        assertThat(image.text(Tags.STUDY_INSTANCE_UID)).isEqualTo("1.2.3.1");
        assertThat(image.text(Tags.ACCESSION_NUMBER)).isEqualTo("A1");
        assertThat(image.items(Tags.REQUEST_ATTRIBUTES_SEQUENCE))
                .extracting(item -> item.text(Tags.SCHEDULED_PROCEDURE_STEP_ID))
                .containsExactly("S1", "S2");
    }

    @Test
    void groupsStepsOfSeveralProceduresInANewStudy() {
        List<ScheduledStep> scheduled = List.of(scheduled("1", "1.2.3.1"), scheduled("2", "1.2.3.2"));
        PerformedStep step = begin(PerformedStepDraft.ofGroup(scheduled).id("PPS7"));
        DataSet image = ImageAttributes.of(scheduled, step, series());
        String study = image.text(Tags.STUDY_INSTANCE_UID);

        assertThat(study).isNotIn("1.2.3.1", "1.2.3.2", "");
        assertThat(step.scheduledSteps())
                .extracting("studyInstanceUid", "accessionNumber", "requestedProcedureId", "stepId")
                .containsExactly(tuple(study, "A1", "R1", "S1"), tuple(study, "A2", "R2", "S2"));
        assertThat(step.attributes().items(Tags.SCHEDULED_STEP_ATTRIBUTES_SEQUENCE))
                .extracting(reference -> reference.items(Tags.REFERENCED_STUDY_SEQUENCE))
                .containsExactly(
                        List.of(studyReference("1").toItem()),
                        List.of(studyReference("2").toItem()));
        assertThat(step.attributes().text(Tags.STUDY_ID)).isEqualTo("PPS7");
        assertThat(image.find(Tags.ACCESSION_NUMBER)).contains(new TextElement(Tags.ACCESSION_NUMBER, Vr.SH, ""));
        assertThat(image.contains(Tags.REFERENCED_STUDY_SEQUENCE)).isFalse();
        assertThat(image.items(Tags.REQUEST_ATTRIBUTES_SEQUENCE))
                .extracting(item -> item.text(Tags.ACCESSION_NUMBER), item -> item.text(Tags.REQUESTED_PROCEDURE_ID))
                .containsExactly(tuple("A1", "R1"), tuple("A2", "R2"));
    }

    @Test
    void refusesAGroupOfTwoPatientsOrNone() {
        ScheduledStep other = new ScheduledStep(scheduled("1", "1.2.3.1").attributes().toBuilder()
                .put(Tags.PATIENT_ID, "SECRET")
                .build());

        assertThatThrownBy(() -> PerformedStepDraft.ofGroup(List.of(scheduled("1", "1.2.3.1"), other)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageNotContaining("SECRET");
        assertThatThrownBy(() -> PerformedStepDraft.ofGroup(List.of())).isInstanceOf(IllegalArgumentException.class);
    }

    // ---- unscheduled

    @Test
    void performsWhatNobodyHasScheduled() {
        Patient doe = new Patient(DataSet.builder()
                .put(Tags.PATIENT_NAME, "Doe^Jane")
                .put(Tags.PATIENT_ID, "TEMP1")
                .build());
        PerformedStep step =
                begin(PerformedStepDraft.unscheduled(doe).modality("CT").id("PPS7"));
        DataSet image = ImageAttributes.of(List.of(), step, series());
        String study = image.text(Tags.STUDY_INSTANCE_UID);

        assertThat(step.attributes().items(Tags.SCHEDULED_STEP_ATTRIBUTES_SEQUENCE))
                .containsExactly(DataSet.builder()
                        .put(Tags.STUDY_INSTANCE_UID, study)
                        .putEmpty(
                                Tags.REFERENCED_STUDY_SEQUENCE,
                                Tags.ACCESSION_NUMBER,
                                Tags.REQUESTED_PROCEDURE_ID,
                                Tags.REQUESTED_PROCEDURE_DESCRIPTION,
                                Tags.SCHEDULED_PROCEDURE_STEP_ID,
                                Tags.SCHEDULED_PROCEDURE_STEP_DESCRIPTION,
                                Tags.SCHEDULED_PROTOCOL_CODE_SEQUENCE)
                        .build());
        assertThat(step.scheduledSteps().get(0).isUnscheduled()).isTrue();
        assertThat(image.contains(Tags.REQUEST_ATTRIBUTES_SEQUENCE)).isFalse();
        assertThat(image.find(Tags.ACCESSION_NUMBER)).contains(new TextElement(Tags.ACCESSION_NUMBER, Vr.SH, ""));
        assertThat(image.text(Tags.STUDY_ID)).isEqualTo("PPS7");
        assertThat(image.text(Tags.PATIENT_NAME)).isEqualTo("Doe^Jane");
    }

    // ---- what a modality cannot do wrong

    @Test
    void namesWhatIsMissing() {
        assertThatThrownBy(
                        () -> PerformedStepDraft.of(scheduled("1", "1.2.3.1")).build())
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("(0040,0241)")
                .hasMessageContaining("(0040,0244)")
                .hasMessageContaining("(0040,0245)");
    }

    @Test
    void aFlawedWorklistKeepsNobodyFromBeingExamined() {
        DataSet flawed = scheduled("1", "1.2.3.1").attributes().toBuilder()
                .put(Tags.REFERENCED_PATIENT_SEQUENCE, emptyReference())
                .put(
                        Tags.REQUESTED_PROCEDURE_CODE_SEQUENCE,
                        Code.of("RP1", "99SWF", "").toItem())
                .put(Tags.REQUESTED_PROCEDURE_DESCRIPTION, "r".repeat(65))
                .put(Tags.SERVICE_EPISODE_DESCRIPTION, "e".repeat(65))
                .build();
        DataSet item = item("1")
                .put(Tags.SCHEDULED_PROCEDURE_STEP_DESCRIPTION, "s".repeat(63) + "\uD83D\uDE00" + "s")
                .put(
                        Tags.SCHEDULED_PROTOCOL_CODE_SEQUENCE,
                        List.of(
                                DataSet.builder()
                                        .putEmpty(Tags.CODE_VALUE, Tags.CODE_MEANING)
                                        .build(),
                                code("", "", "no value"),
                                code("X1", "", "no scheme"),
                                code("X1", "99SWF", " "),
                                code("X".repeat(17), "99SWF", "value too long"),
                                code("X1", "9".repeat(17), "scheme too long"),
                                code("X2", "99SWF", "m".repeat(70)),
                                DataSet.builder()
                                        .put(Tags.URN_CODE_VALUE, "urn:oid:1.2")
                                        .put(Tags.CODE_MEANING, "needs no scheme")
                                        .build()))
                .build();

        DataSet created = strictly(PerformedStepDraft.of(new ScheduledStep(flawed).withStep(item)));

        DataSet reference =
                created.item(Tags.SCHEDULED_STEP_ATTRIBUTES_SEQUENCE).orElseThrow();
        assertThat(created.items(Tags.REFERENCED_PATIENT_SEQUENCE)).isEmpty();
        assertThat(created.items(Tags.PROCEDURE_CODE_SEQUENCE)).isEmpty();
        assertThat(reference.contains(Tags.REQUESTED_PROCEDURE_CODE_SEQUENCE)).isFalse();
        for (DataSet codes : List.of(created, reference)) {
            Tag sequence =
                    codes == created ? Tags.PERFORMED_PROTOCOL_CODE_SEQUENCE : Tags.SCHEDULED_PROTOCOL_CODE_SEQUENCE;
            assertThat(codes.codes(sequence))
                    .extracting(Code::value, Code::meaning)
                    .containsExactly(tuple("X2", "m".repeat(64)), tuple("urn:oid:1.2", "needs no scheme"));
        }
        assertThat(created.text(Tags.SERVICE_EPISODE_DESCRIPTION)).isEqualTo("e".repeat(64));
        assertThat(created.text(Tags.PERFORMED_PROCEDURE_STEP_DESCRIPTION)).isEqualTo("s".repeat(63) + "\uD83D\uDE00");
        assertThat(reference.text(Tags.SCHEDULED_PROCEDURE_STEP_DESCRIPTION))
                .isEqualTo("s".repeat(63) + "\uD83D\uDE00");
        assertThat(reference.text(Tags.REQUESTED_PROCEDURE_DESCRIPTION)).isEqualTo("r".repeat(64));
    }

    /** Cut it would name another order. */
    @Test
    void anOverlongIdentifierIsReportedBeforeAnythingIsSentUnlessItIsToBeKept() {
        ScheduledStep flawed = new ScheduledStep(scheduled("1", "1.2.3.1").attributes().toBuilder()
                .put(Tags.ACCESSION_NUMBER, "A12345678901234567890")
                .build());

        assertThatThrownBy(() -> begin(PerformedStepDraft.of(flawed)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("INVALID_VALUE [(0040,0270)[1].(0008,0050)]");
        assertThat(begin(PerformedStepDraft.of(flawed).keepOverlong())
                        .attributes()
                        .item(Tags.SCHEDULED_STEP_ATTRIBUTES_SEQUENCE)
                        .orElseThrow()
                        .text(Tags.ACCESSION_NUMBER))
                .isEqualTo("A12345678901234567890");
    }

    @Test
    void anIllegalModificationIsReportedBeforeItIsSent() {
        assertThatThrownBy(() -> PerformedStepModification.update()
                        .procedure("d".repeat(65), List.of())
                        .build())
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("INVALID_VALUE [(0040,0254)]");
        assertThatThrownBy(() -> PerformedStepModification.update()
                        .protocols(List.of(PROTOCOL, Code.of("X1", "99SWF", "")))
                        .build())
                .hasMessage("MISSING_VALUE [(0040,0260)[2].(0008,0104)]");
        assertThatThrownBy(() -> PerformedStepModification.complete(END)
                        .series(List.of(series().withDescription("d".repeat(65))))
                        .build())
                .hasMessage("INVALID_VALUE [(0040,0340)[1].(0008,103E)]");
    }

    private static DataSet strictly(PerformedStepDraft draft) {
        PerformedStep begun = begin(draft);
        return accepted(PerformedStepRules.strict().create(begun.sopInstanceUid(), begun.attributes()))
                .attributes();
    }

    private static DataSet code(String value, String scheme, String meaning) {
        return DataSet.builder()
                .put(Tags.CODE_VALUE, value)
                .put(Tags.CODING_SCHEME_DESIGNATOR, scheme)
                .put(Tags.CODE_MEANING, meaning)
                .build();
    }

    @Test
    void everyModificationIsLegal() {
        PerformedStep begun =
                begin(PerformedStepDraft.of(scheduled("1", "1.2.3.1")).reserve(Tags.ENTRANCE_DOSE));
        PerformedStepRules strict = PerformedStepRules.strict();

        PerformedStep updated = accepted(strict.set(
                begun,
                PerformedStepModification.update()
                        .series(List.of(series().withInstances(List.of(), List.of())))
                        .comments("waiting for contrast")
                        .build()));
        PerformedStep completed = accepted(strict.set(
                updated,
                PerformedStepModification.complete(END)
                        .series(List.of(series()))
                        .procedure("Thorax CT", List.of(REQUESTED))
                        .protocols(List.of(PROTOCOL))
                        .put(NumberElement.of(Tags.ENTRANCE_DOSE, Vr.US, 3))
                        .build()));

        assertThat(completed.status()).isEqualTo(PerformedStepStatus.COMPLETED);
        assertThat(completed.instances()).containsExactly(IMAGE);
        assertThat(completed.attributes().text(Tags.PERFORMED_PROCEDURE_STEP_END_TIME))
                .isEqualTo("144500");
    }

    @ParameterizedTest
    @EnumSource(DiscontinuationReason.class)
    void discontinuesForEachReasonWithAndWithoutImages(DiscontinuationReason reason) {
        PerformedStep begun = begin(PerformedStepDraft.of(scheduled("1", "1.2.3.1")));
        PerformedStepRules strict = PerformedStepRules.strict();

        PerformedStep without = accepted(strict.set(
                begun, PerformedStepModification.discontinue(END, reason).build()));
        PerformedStep with = accepted(strict.set(
                begun,
                PerformedStepModification.discontinue(END, reason)
                        .series(List.of(series()))
                        .build()));

        assertThat(without.discontinuationReason().orElseThrow().value())
                .isEqualTo(reason.code().value());
        assertThat(without.attributes().items(Tags.PERFORMED_SERIES_SEQUENCE)).hasSize(1);
        assertThat(without.instances()).isEmpty();
        assertThat(with.instances()).containsExactly(IMAGE);
    }

    @Test
    void aCompletedStepNamesASeries() {
        assertThatThrownBy(() -> PerformedStepModification.complete(END).build())
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("(0040,0340)");
    }

    @Test
    void aModificationDoesNotTouchWhatIsFixed() {
        for (Tag tag : List.of(Tags.PATIENT_ID, Tags.MODALITY, Tags.PERFORMED_PROCEDURE_STEP_STATUS)) {
            TextElement element = new TextElement(tag, Vr.LO, "x");
            assertThatThrownBy(() -> PerformedStepModification.update().put(element))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    private static PerformedStep begin(PerformedStepDraft draft) {
        PerformedStep step = draft.station("CT1", "CT ONE", "").start(START).build();
        assertThat(step.status()).isEqualTo(PerformedStepStatus.IN_PROGRESS);
        return step;
    }

    private static PerformedSeries series() {
        return PerformedSeries.of(SERIES, "Thorax routine")
                .withDescription("axial")
                .withPeople(List.of(), List.of(PersonName.of("Klein", "Ute")))
                .with(IMAGE);
    }

    private static ScheduledStep scheduled(String number, String study) {
        return new ScheduledStep(DataSet.builder()
                .put(Tags.PATIENT_NAME, "Müller^Anna")
                .put(Tags.PATIENT_ID, "P100")
                .put(Tags.ISSUER_OF_PATIENT_ID, "HOSP")
                .put(Tags.PATIENT_BIRTH_DATE, "19600229")
                .put(Tags.PATIENT_SEX, "F")
                .put(Tags.REFERRING_PHYSICIAN_NAME, "Vogel^Rita")
                .put(Tags.STUDY_INSTANCE_UID, study)
                .put(Tags.REFERENCED_STUDY_SEQUENCE, studyReference(number).toItem())
                .put(Tags.ACCESSION_NUMBER, "A" + number)
                .put(Tags.PLACER_ORDER_NUMBER_IMAGING_SERVICE_REQUEST, "PL" + number)
                .put(Tags.REQUESTED_PROCEDURE_ID, "R" + number)
                .put(Tags.REQUESTED_PROCEDURE_DESCRIPTION, "Thorax CT")
                .put(Tags.REQUESTED_PROCEDURE_CODE_SEQUENCE, REQUESTED.toItem())
                .put(Tags.SCHEDULED_PROCEDURE_STEP_SEQUENCE, item(number).build())
                .build());
    }

    private static DataSet.Builder item(String number) {
        return DataSet.builder()
                .put(Tags.MODALITY, "CT")
                .put(Tags.SCHEDULED_PROCEDURE_STEP_ID, "S" + number)
                .put(Tags.SCHEDULED_PROCEDURE_STEP_DESCRIPTION, "CT Thorax, step " + number)
                .put(Tags.SCHEDULED_PROTOCOL_CODE_SEQUENCE, PROTOCOL.toItem());
    }

    private static InstanceReference studyReference(String number) {
        return new InstanceReference(Uid.of("1.2.840.10008.3.1.2.3.1"), Uid.of("1.2.3.9." + number));
    }

    private static DataSet emptyReference() {
        return DataSet.builder()
                .putEmpty(Tags.REFERENCED_SOP_CLASS_UID, Tags.REFERENCED_SOP_INSTANCE_UID)
                .build();
    }
}
