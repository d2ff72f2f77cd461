package io.github.swfsdk.api.mpps;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.swfsdk.api.dataset.Code;
import io.github.swfsdk.api.dataset.DataSet;
import io.github.swfsdk.api.dataset.Tag;
import io.github.swfsdk.api.dataset.Tags;
import io.github.swfsdk.api.dataset.Uid;
import io.github.swfsdk.api.dataset.Uids;
import io.github.swfsdk.api.instance.InstanceReference;
import io.github.swfsdk.api.worklist.ScheduledStep;
import java.time.LocalDateTime;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Each row of the table of integration-critical attributes (IHE RAD TF-2, appendix A, scheduled case): an exam in which all
 * agrees, with one attribute changed, and with it removed. {@code -} means that absence is no inconsistency.
 */
class ExamConsistencyRowsTest {
    private static final Uid IMAGE = Uid.of("1.2.3.41");
    private static final InstanceReference SOMETHING = new InstanceReference(Uid.of("1.2.3.9"), Uid.of("1.2.3.91"));
    private static final ScheduledStep ENTRY = entry();
    private static final PerformedSeries SERIES = PerformedSeries.of(Uid.of("1.2.3.4"), "Thorax routine")
            .withDescription("axial")
            .with(new InstanceReference(Uids.CT_IMAGE_STORAGE, IMAGE));
    private static final PerformedStep PERFORMED = performed("PPS1", SERIES);

    @Test
    void anExamByTheBuildersAgrees() {
        assertThat(ExamConsistency.check(List.of(ENTRY), PERFORMED, List.of(image())))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "00100010, DIFFERS_FROM_WORKLIST, MISSING",
        "00100020, DIFFERS_FROM_WORKLIST, MISSING",
        "00100030, DIFFERS_FROM_WORKLIST, MISSING",
        "00100040, DIFFERS_FROM_WORKLIST, MISSING",
        "00100021, DIFFERS_FROM_WORKLIST, MISSING",
        "00101002, DIFFERS_FROM_WORKLIST, MISSING",
        "00081120, DIFFERS_FROM_WORKLIST, MISSING",
        "0020000D, DIFFERS_FROM_PERFORMED_STEP, MISSING",
        "00081110, DIFFERS_FROM_WORKLIST, MISSING",
        "00080050, DIFFERS_FROM_WORKLIST, MISSING",
        "00080090, DIFFERS_FROM_WORKLIST, MISSING",
        "00321032, DIFFERS_FROM_WORKLIST, -",
        "00380010, DIFFERS_FROM_WORKLIST, -",
        "00081032, DIFFERS_FROM_PERFORMED_STEP, MISSING",
        "00400260, DIFFERS_FROM_PERFORMED_STEP, MISSING",
        "00200010, DIFFERS_FROM_PERFORMED_STEP, MISSING",
        "00400253, DIFFERS_FROM_PERFORMED_STEP, MISSING",
        "00400244, DIFFERS_FROM_PERFORMED_STEP, MISSING",
        "00400245, DIFFERS_FROM_PERFORMED_STEP, MISSING",
        "00400254, DIFFERS_FROM_PERFORMED_STEP, MISSING",
        "00081111, DIFFERS_FROM_PERFORMED_STEP, MISSING",
        "00181030, DIFFERS_FROM_PERFORMED_STEP, MISSING",
        "0008103E, DIFFERS_FROM_PERFORMED_STEP, MISSING",
        "00080060, DIFFERS_FROM_PERFORMED_STEP, MISSING",
        "00081010, DIFFERS_FROM_PERFORMED_STEP, -",
        "0020000E, NOT_NAMED, NOT_NAMED"
    })
    void anImage(String tag, String changed, String removed) {
        String at = IMAGE + " " + path(tag);

        assertThat(inImage(changed(image(), tag))).containsExactly(at + " " + changed);
        assertThat(inImage(image().toBuilder().remove(Tag.parse(tag)).build())).isEqualTo(expected(at, removed));
    }

    @ParameterizedTest
    @CsvSource({
        "00401001, DIFFERS_FROM_WORKLIST, MISSING",
        "00321060, DIFFERS_FROM_WORKLIST, -",
        "00400009, DIFFERS_FROM_WORKLIST, MISSING",
        "00400007, DIFFERS_FROM_WORKLIST, MISSING",
        "00400008, DIFFERS_FROM_WORKLIST, MISSING"
    })
    void aRequestInAnImage(String tag, String changed, String removed) {
        DataSet request = image().items(Tags.REQUEST_ATTRIBUTES_SEQUENCE).get(0);
        String at = IMAGE + " (0040,0275)[1]." + path(tag);

        assertThat(inImage(withRequest(changed(request, tag)))).containsExactly(at + " " + changed);
        assertThat(inImage(
                        withRequest(request.toBuilder().remove(Tag.parse(tag)).build())))
                .isEqualTo(expected(at, removed));
    }

    @ParameterizedTest
    @CsvSource({
        "00100010, DIFFERS_FROM_WORKLIST, MISSING",
        "00100020, DIFFERS_FROM_WORKLIST, MISSING",
        "00100030, DIFFERS_FROM_WORKLIST, MISSING",
        "00100040, DIFFERS_FROM_WORKLIST, MISSING",
        "00100021, DIFFERS_FROM_WORKLIST, MISSING",
        "00101002, DIFFERS_FROM_WORKLIST, MISSING",
        "00081120, DIFFERS_FROM_WORKLIST, MISSING",
        "00380010, DIFFERS_FROM_WORKLIST, -"
    })
    void aPerformedStep(String tag, String changed, String removed) {
        String at = PERFORMED.sopInstanceUid() + " " + path(tag);

        assertThat(inStep(changed(PERFORMED.attributes(), tag))).containsExactly(at + " " + changed);
        assertThat(inStep(PERFORMED.attributes().toBuilder()
                        .remove(Tag.parse(tag))
                        .build()))
                .isEqualTo(expected(at, removed));
    }

    @ParameterizedTest
    @CsvSource({
        "0020000D, DIFFERS_FROM_WORKLIST, MISSING",
        "00081110, DIFFERS_FROM_WORKLIST, MISSING",
        "00080050, DIFFERS_FROM_WORKLIST, MISSING",
        "00401001, DIFFERS_FROM_WORKLIST, MISSING",
        "00321060, DIFFERS_FROM_WORKLIST, MISSING",
        "00400009, DIFFERS_FROM_WORKLIST, MISSING",
        "00400007, DIFFERS_FROM_WORKLIST, MISSING",
        "00400008, DIFFERS_FROM_WORKLIST, MISSING"
    })
    void aReferenceInAPerformedStep(String tag, String changed, String removed) {
        DataSet reference = PERFORMED
                .attributes()
                .items(Tags.SCHEDULED_STEP_ATTRIBUTES_SEQUENCE)
                .get(0);
        String at = PERFORMED.sopInstanceUid() + " (0040,0270)[1]." + path(tag);

        assertThat(inStep(withReference(changed(reference, tag)))).containsExactly(at + " " + changed);
        assertThat(inStep(withReference(
                        reference.toBuilder().remove(Tag.parse(tag)).build())))
                .isEqualTo(expected(at, removed));
    }

    @Test
    void aCodeWithoutItsMeaningDiffers() {
        DataSet image = image().toBuilder()
                .putCodes(Tags.PERFORMED_PROTOCOL_CODE_SEQUENCE, List.of(Code.of("CT0034", "99SWF", "")))
                .build();

        assertThat(inImage(image)).containsExactly(IMAGE + " (0040,0260) DIFFERS_FROM_PERFORMED_STEP");
    }

    @Test
    void anAppendedStepHasItsOwnIdAndSeriesAndTheSameScheduledStep() {
        PerformedSeries more = PerformedSeries.of(Uid.of("1.2.3.5"), "Thorax late");
        PerformedStep appended = performed("PPS2", more);
        assertThat(ExamConsistency.checkAppended(PERFORMED, appended)).isEmpty();

        PerformedStep wrong = new PerformedStep(
                appended.sopInstanceUid(),
                performed("PPS1", SERIES).attributes().toBuilder()
                        .put(
                                Tags.SCHEDULED_STEP_ATTRIBUTES_SEQUENCE,
                                changed(
                                        appended.attributes()
                                                .items(Tags.SCHEDULED_STEP_ATTRIBUTES_SEQUENCE)
                                                .get(0),
                                        "00400009"))
                        .build());
        String at = appended.sopInstanceUid() + " ";
        assertThat(ExamConsistency.checkAppended(PERFORMED, wrong))
                .extracting(Inconsistency::toString)
                .containsExactly(
                        at + "(0040,0253) NOT_UNIQUE",
                        at + "(0040,0270) DIFFERS_FROM_PERFORMED_STEP",
                        at + "(0040,0340)[1].(0020,000E) NOT_UNIQUE");
    }

    private static List<String> expected(String at, String problem) {
        return problem.equals("-") ? List.of() : List.of(at + " " + problem);
    }

    private static String path(String tag) {
        return "(" + tag.substring(0, 4) + "," + tag.substring(4) + ")";
    }

    private static List<String> inImage(DataSet image) {
        return lines(ExamConsistency.check(List.of(ENTRY), PERFORMED, List.of(image)));
    }

    /** Without images, which would differ from the step, too. */
    private static List<String> inStep(DataSet attributes) {
        DataSet running = attributes.toBuilder()
                .put(Tags.PERFORMED_PROCEDURE_STEP_STATUS, "IN PROGRESS")
                .build();
        return lines(ExamConsistency.check(
                List.of(ENTRY), new PerformedStep(PERFORMED.sopInstanceUid(), running), List.of()));
    }

    private static List<String> lines(List<Inconsistency> found) {
        return found.stream().map(Inconsistency::toString).toList();
    }

    private static DataSet withRequest(DataSet item) {
        return image().toBuilder().put(Tags.REQUEST_ATTRIBUTES_SEQUENCE, item).build();
    }

    private static DataSet withReference(DataSet item) {
        return PERFORMED.attributes().toBuilder()
                .put(Tags.SCHEDULED_STEP_ATTRIBUTES_SEQUENCE, item)
                .build();
    }

    /** The same with another value, of the kind that the attribute has. */
    private static DataSet changed(DataSet dataSet, String tag) {
        Tag changed = Tag.parse(tag);
        DataSet.Builder next = dataSet.toBuilder();
        return switch (tag) {
            case "00081032", "00400260", "00400008" ->
                next.putCodes(changed, List.of(Code.of("X", "99X", "Other"))).build();
            case "00081110", "00081120", "00081111" ->
                next.put(changed, SOMETHING.toItem()).build();
            case "00101002" ->
                next.put(changed, DataSet.builder().put(Tags.PATIENT_ID, "X").build())
                        .build();
            case "0020000D", "0020000E" -> next.put(changed, Uid.of("1.2.3.99")).build();
            default -> next.put(changed, "19010101").build();
        };
    }

    private static ScheduledStep entry() {
        DataSet item = DataSet.builder()
                .put(Tags.SCHEDULED_PROCEDURE_STEP_ID, "S100")
                .put(Tags.SCHEDULED_PROCEDURE_STEP_DESCRIPTION, "CT Thorax")
                .put(Tags.MODALITY, "CT")
                .putCodes(Tags.SCHEDULED_PROTOCOL_CODE_SEQUENCE, List.of(Code.of("CT0034", "99SWF", "CT Thorax")))
                .build();
        return new ScheduledStep(DataSet.builder()
                .put(Tags.PATIENT_NAME, "Müller^Anna")
                .put(Tags.PATIENT_ID, "P100")
                .put(Tags.ISSUER_OF_PATIENT_ID, "HOSPITAL")
                .put(
                        Tags.OTHER_PATIENT_IDS_SEQUENCE,
                        DataSet.builder().put(Tags.PATIENT_ID, "OLD100").build())
                .put(Tags.PATIENT_BIRTH_DATE, "19600229")
                .put(Tags.PATIENT_SEX, "F")
                .put(
                        Tags.REFERENCED_PATIENT_SEQUENCE,
                        new InstanceReference(Uid.of("1.2.840.10008.3.1.2.1.1"), Uid.of("1.2.3.7")).toItem())
                .put(Tags.ADMISSION_ID, "V100")
                .put(Tags.ACCESSION_NUMBER, "A100")
                .put(Tags.REFERRING_PHYSICIAN_NAME, "Referrer^Rita")
                .put(Tags.REQUESTING_PHYSICIAN, "Requester^Rolf")
                .put(Tags.STUDY_INSTANCE_UID, Uid.of("1.2.3.1"))
                .put(
                        Tags.REFERENCED_STUDY_SEQUENCE,
                        new InstanceReference(Uid.of("1.2.840.10008.3.1.2.3.1"), Uid.of("1.2.3.1")).toItem())
                .put(Tags.REQUESTED_PROCEDURE_ID, "R100")
                .put(Tags.REQUESTED_PROCEDURE_DESCRIPTION, "Thorax")
                .putCodes(Tags.REQUESTED_PROCEDURE_CODE_SEQUENCE, List.of(Code.of("P7", "99SWF", "Thorax")))
                .put(Tags.SCHEDULED_PROCEDURE_STEP_SEQUENCE, item)
                .build());
    }

    private static PerformedStep performed(String id, PerformedSeries series) {
        LocalDateTime start = LocalDateTime.of(2026, 7, 5, 14, 30);
        PerformedStep begun = PerformedStepDraft.of(ENTRY)
                .id(id)
                .station("CT1", "CT ROOM 1", "")
                .start(start)
                .build();
        DataSet end = PerformedStepModification.complete(start.plusMinutes(9))
                .series(List.of(series))
                .build();
        return PerformedSteps.accepted(PerformedStepRules.strict().set(begun, end));
    }

    private static DataSet image() {
        return ImageAttributes.of(List.of(ENTRY), PERFORMED, SERIES).toBuilder()
                .put(Tags.SOP_CLASS_UID, Uids.CT_IMAGE_STORAGE)
                .put(Tags.SOP_INSTANCE_UID, IMAGE)
                .build();
    }
}
