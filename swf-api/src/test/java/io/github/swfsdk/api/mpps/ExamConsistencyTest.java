package io.github.swfsdk.api.mpps;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.swfsdk.api.dataset.Code;
import io.github.swfsdk.api.dataset.DataSet;
import io.github.swfsdk.api.dataset.Tags;
import io.github.swfsdk.api.dataset.Uid;
import io.github.swfsdk.api.dataset.Uids;
import io.github.swfsdk.api.instance.InstanceReference;
import io.github.swfsdk.api.worklist.ScheduledStep;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The integration-critical attributes of IHE (RAD TF-2, appendix A), written down by hand. */
class ExamConsistencyTest {
    private static final String IMAGE = PerformedSteps.IMAGE.value();
    private static final String STEP = PerformedSteps.UID.value();
    private static final Uid GROUP_STUDY = Uid.of("1.2.826.0.1.3680043.10.77");
    private static final ScheduledStep ENTRY = entry("A100", "R100", "S100", PerformedSteps.STUDY);
    private static final ScheduledStep OTHER_ENTRY = entry("A200", "R200", "S200", Uid.of("1.2.826.0.1.3680043.10.9"));

    @Test
    void findsNothingWhereAllAgree() {
        assertThat(check(PerformedSteps.ended("COMPLETED"), image().build())).isEmpty();
    }

    @Test
    void findsAnImageOfAnotherPatientStudyAndOrder() {
        DataSet image = image().put(Tags.PATIENT_ID, "P200")
                .put(Tags.STUDY_INSTANCE_UID, Uid.of("1.2.3"))
                .put(Tags.ACCESSION_NUMBER, "A200")
                .build();

        assertThat(check(PerformedSteps.ended("COMPLETED"), image))
                .containsExactlyInAnyOrder(
                        IMAGE + " (0010,0020) DIFFERS_FROM_WORKLIST",
                        IMAGE + " (0020,000D) DIFFERS_FROM_PERFORMED_STEP",
                        IMAGE + " (0008,0050) DIFFERS_FROM_WORKLIST");
    }

    @Test
    void findsWhatAnImageDoesNotSay() {
        DataSet image = image().remove(
                        Tags.PATIENT_SEX,
                        Tags.REFERENCED_PERFORMED_PROCEDURE_STEP_SEQUENCE,
                        Tags.REQUEST_ATTRIBUTES_SEQUENCE,
                        Tags.PERFORMED_PROCEDURE_STEP_ID,
                        Tags.PROTOCOL_NAME)
                .build();

        assertThat(check(PerformedSteps.ended("COMPLETED"), image))
                .containsExactlyInAnyOrder(
                        IMAGE + " (0010,0040) MISSING",
                        IMAGE + " (0008,1111) MISSING",
                        IMAGE + " (0040,0275) WRONG_NUMBER_OF_ITEMS",
                        IMAGE + " (0040,0253) MISSING",
                        IMAGE + " (0018,1030) MISSING");
    }

    @Test
    void findsARequestThatIsNotThatOfTheWorklist() {
        DataSet image = image().put(
                        Tags.REQUEST_ATTRIBUTES_SEQUENCE,
                        request("R100", "S100").toBuilder()
                                .putCodes(
                                        Tags.SCHEDULED_PROTOCOL_CODE_SEQUENCE,
                                        List.of(Code.of("CT0035", "99SWF", "CT Abdomen")))
                                .build())
                .build();

        assertThat(check(PerformedSteps.ended("COMPLETED"), image))
                .containsExactly(IMAGE + " (0040,0275)[1].(0040,0008) DIFFERS_FROM_WORKLIST");
    }

    @Test
    void findsAPerformedStepThatIsNotThatOfTheWorklist() {
        DataSet attributes = PerformedSteps.creation()
                .put(Tags.PATIENT_NAME, "Müller^Anne")
                .put(
                        Tags.SCHEDULED_STEP_ATTRIBUTES_SEQUENCE,
                        PerformedSteps.reference()
                                .put(Tags.ACCESSION_NUMBER, "A101")
                                .putEmpty(Tags.SCHEDULED_PROTOCOL_CODE_SEQUENCE)
                                .build())
                .build();

        assertThat(check(new PerformedStep(PerformedSteps.UID, attributes)))
                .containsExactlyInAnyOrder(
                        STEP + " (0010,0010) DIFFERS_FROM_WORKLIST",
                        STEP + " (0040,0270)[1].(0008,0050) DIFFERS_FROM_WORKLIST",
                        STEP + " (0040,0270)[1].(0040,0008) MISSING");
    }

    @Test
    void findsAnImageThatTheStepDoesNotNameAndOneThatIsNotThere() {
        DataSet other = image().put(Tags.SOP_INSTANCE_UID, Uid.of("1.2.3.99")).build();

        assertThat(check(PerformedSteps.ended("COMPLETED"), other))
                .containsExactlyInAnyOrder("1.2.3.99 (0008,0018) NOT_NAMED", IMAGE + " (0008,0018) NOT_THERE");
    }

    @Test
    void findsASeriesThatTheStepDoesNotName() {
        DataSet other =
                image().put(Tags.SERIES_INSTANCE_UID, Uid.of("1.2.3.98")).build();

        assertThat(check(PerformedSteps.ended("COMPLETED"), other)).containsExactly(IMAGE + " (0020,000E) NOT_NAMED");
    }

    @Test
    void expectsNoImagesToBeNamedWhileTheStepRuns() {
        assertThat(check(PerformedSteps.started(), image().build())).isEmpty();
    }

    @Test
    void unscheduledImagesAndStepsNameNoOrder() {
        PerformedStep step = unscheduled(PerformedSteps.reference().build());
        List<String> found = lines(ExamConsistency.check(List.of(), step, List.of(image().build())));

        assertThat(found)
                .contains(
                        STEP + " (0040,0270)[1].(0008,0050) NOT_EMPTY",
                        STEP + " (0040,0270)[1].(0040,0009) NOT_EMPTY",
                        IMAGE + " (0008,0050) NOT_EMPTY",
                        IMAGE + " (0040,0275) NOT_EMPTY");
        PerformedStep proper = unscheduled(DataSet.builder()
                .put(Tags.STUDY_INSTANCE_UID, PerformedSteps.STUDY)
                .putEmpty(Tags.ACCESSION_NUMBER, Tags.SCHEDULED_PROCEDURE_STEP_ID)
                .build());
        DataSet properImage = image().putEmpty(Tags.ACCESSION_NUMBER)
                .remove(Tags.REQUEST_ATTRIBUTES_SEQUENCE)
                .build();
        assertThat(ExamConsistency.check(List.of(), proper, List.of(properImage)))
                .isEmpty();
    }

    @Test
    void aGroupOverSeveralProceduresHasOneNewStudyAndNoAccessionNumberInTheImages() {
        PerformedStep step = group(GROUP_STUDY, GROUP_STUDY);
        DataSet image = image().put(Tags.STUDY_INSTANCE_UID, GROUP_STUDY)
                .putEmpty(Tags.ACCESSION_NUMBER)
                .put(Tags.REQUEST_ATTRIBUTES_SEQUENCE, List.of(request("R200", "S200"), request("R100", "S100")))
                .build();

        assertThat(lines(ExamConsistency.check(List.of(ENTRY, OTHER_ENTRY), step, List.of(image))))
                .isEmpty();
        assertThat(lines(ExamConsistency.check(
                        List.of(ENTRY, OTHER_ENTRY),
                        step,
                        List.of(image.toBuilder()
                                .put(Tags.ACCESSION_NUMBER, "A100")
                                .build()))))
                .containsExactly(IMAGE + " (0008,0050) NOT_EMPTY");
    }

    @Test
    void findsAGroupThatKeepsTheStudyOfOneOfItsProcedures() {
        assertThat(lines(ExamConsistency.check(
                        List.of(ENTRY, OTHER_ENTRY), group(GROUP_STUDY, PerformedSteps.STUDY), List.of())))
                .containsExactly(STEP + " (0040,0270)[2].(0020,000D) DIFFERS_FROM_PERFORMED_STEP");
    }

    @Test
    void findsAGroupThatDoesNotNameEveryScheduledStep() {
        assertThat(lines(ExamConsistency.check(List.of(ENTRY, OTHER_ENTRY), PerformedSteps.started(), List.of())))
                .containsExactly(STEP + " (0040,0270) WRONG_NUMBER_OF_ITEMS");
    }

    private static List<String> check(PerformedStep step, DataSet... images) {
        return lines(ExamConsistency.check(List.of(ENTRY), step, List.of(images)));
    }

    private static List<String> lines(List<Inconsistency> found) {
        return found.stream().map(Inconsistency::toString).toList();
    }

    private static PerformedStep unscheduled(DataSet reference) {
        return new PerformedStep(
                PerformedSteps.UID,
                PerformedSteps.creation()
                        .put(Tags.SCHEDULED_STEP_ATTRIBUTES_SEQUENCE, reference)
                        .build());
    }

    private static PerformedStep group(Uid first, Uid second) {
        List<DataSet> references = Stream.of(
                        PerformedSteps.reference().put(Tags.STUDY_INSTANCE_UID, first),
                        PerformedSteps.reference()
                                .put(Tags.STUDY_INSTANCE_UID, second)
                                .put(Tags.ACCESSION_NUMBER, "A200")
                                .put(Tags.REQUESTED_PROCEDURE_ID, "R200")
                                .put(Tags.SCHEDULED_PROCEDURE_STEP_ID, "S200"))
                .map(DataSet.Builder::build)
                .toList();
        return new PerformedStep(
                PerformedSteps.UID,
                PerformedSteps.creation()
                        .put(Tags.SCHEDULED_STEP_ATTRIBUTES_SEQUENCE, references)
                        .build());
    }

    private static ScheduledStep entry(String accession, String procedureId, String stepId, Uid study) {
        DataSet item = DataSet.builder()
                .put(Tags.SCHEDULED_PROCEDURE_STEP_ID, stepId)
                .put(Tags.SCHEDULED_PROCEDURE_STEP_DESCRIPTION, "CT Thorax")
                .putCodes(Tags.SCHEDULED_PROTOCOL_CODE_SEQUENCE, List.of(Code.of("CT0034", "99SWF", "CT Thorax")))
                .build();
        return new ScheduledStep(DataSet.builder()
                .put(Tags.PATIENT_NAME, "Müller^Anna")
                .put(Tags.PATIENT_ID, "P100")
                .put(Tags.PATIENT_BIRTH_DATE, "19600229")
                .put(Tags.PATIENT_SEX, "F")
                .put(Tags.ACCESSION_NUMBER, accession)
                .put(Tags.STUDY_INSTANCE_UID, study)
                .put(Tags.REQUESTED_PROCEDURE_ID, procedureId)
                .put(Tags.REQUESTED_PROCEDURE_DESCRIPTION, "Thorax CT")
                .put(Tags.SCHEDULED_PROCEDURE_STEP_SEQUENCE, item)
                .build());
    }

    private static DataSet request(String procedureId, String stepId) {
        return DataSet.builder()
                .put(Tags.REQUESTED_PROCEDURE_ID, procedureId)
                .put(Tags.SCHEDULED_PROCEDURE_STEP_ID, stepId)
                .put(Tags.SCHEDULED_PROCEDURE_STEP_DESCRIPTION, "CT Thorax")
                .putCodes(Tags.SCHEDULED_PROTOCOL_CODE_SEQUENCE, List.of(Code.of("CT0034", "99SWF", "CT Thorax")))
                .build();
    }

    private static DataSet.Builder image() {
        return DataSet.builder()
                .put(Tags.SOP_CLASS_UID, PerformedSteps.CT_IMAGE_STORAGE)
                .put(Tags.SOP_INSTANCE_UID, PerformedSteps.IMAGE)
                .put(Tags.PATIENT_NAME, "Müller^Anna")
                .put(Tags.PATIENT_ID, "P100")
                .put(Tags.PATIENT_BIRTH_DATE, "19600229")
                .put(Tags.PATIENT_SEX, "F")
                .put(Tags.ACCESSION_NUMBER, "A100")
                .put(Tags.STUDY_INSTANCE_UID, PerformedSteps.STUDY)
                .put(Tags.STUDY_ID, "R100")
                .put(Tags.SERIES_INSTANCE_UID, PerformedSteps.SERIES)
                .put(Tags.MODALITY, "CT")
                .put(Tags.PROTOCOL_NAME, "Thorax routine")
                .put(Tags.PERFORMED_PROCEDURE_STEP_ID, "PPS1")
                .put(Tags.PERFORMED_PROCEDURE_STEP_START_DATE, "20260705")
                .put(Tags.PERFORMED_PROCEDURE_STEP_START_TIME, "143000")
                .put(Tags.REQUEST_ATTRIBUTES_SEQUENCE, request("R100", "S100"))
                .put(
                        Tags.REFERENCED_PERFORMED_PROCEDURE_STEP_SEQUENCE,
                        new InstanceReference(Uids.MODALITY_PERFORMED_PROCEDURE_STEP, PerformedSteps.UID).toItem());
    }
}
