package io.github.swfsdk.api.mpps;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.swfsdk.api.dataset.Code;
import io.github.swfsdk.api.dataset.DataSet;
import io.github.swfsdk.api.dataset.Tag;
import io.github.swfsdk.api.dataset.Tags;
import io.github.swfsdk.api.dataset.Uid;
import io.github.swfsdk.api.dataset.Uids;
import io.github.swfsdk.api.instance.InstanceReference;
import io.github.swfsdk.api.patient.Patient;
import io.github.swfsdk.api.worklist.ScheduledStep;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Whatever a well-formed worklist says, and whatever happens: what the builders make is legal by the strict rules, and agrees
 * with the worklist and with the images.
 */
class PerformedStepBuildersPropertyTest {
    private static final int EXAMS = 200;
    private static final LocalDateTime START = LocalDateTime.of(2026, 7, 5, 14, 30);
    private static final Tag[] OPTIONAL = {
        Tags.PATIENT_BIRTH_DATE,
        Tags.PATIENT_SEX,
        Tags.ISSUER_OF_PATIENT_ID,
        Tags.REFERRING_PHYSICIAN_NAME,
        Tags.ADMISSION_ID,
        Tags.ACCESSION_NUMBER,
        Tags.REQUESTED_PROCEDURE_DESCRIPTION,
        Tags.REFERENCED_STUDY_SEQUENCE,
        Tags.REQUESTED_PROCEDURE_CODE_SEQUENCE
    };
    private static final Tag[] OPTIONAL_IN_STEP = {
        Tags.SCHEDULED_PROCEDURE_STEP_DESCRIPTION, Tags.SCHEDULED_PROTOCOL_CODE_SEQUENCE
    };

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void whatTheBuildersMakeIsLegalAndAgrees(long seed) {
        Random random = new Random(seed);
        for (int i = 0; i < EXAMS; i++) {
            List<ScheduledStep> entries = entries(random);
            PerformedStep begun =
                    draft(entries).station("CT1", "", "").start(START).build();
            PerformedStep ended = perform(random, entries, begun);

            PerformedStep appended =
                    PerformedStepDraft.appendTo(ended).start(START.plusHours(1)).build();
            PerformedStep endedToo = perform(random, entries, appended);
            assertThat(ExamConsistency.checkAppended(ended, endedToo)).isEmpty();
        }
    }

    private static PerformedStep perform(Random random, List<ScheduledStep> entries, PerformedStep begun) {
        assertThat(PerformedSteps.accepted(
                        PerformedStepRules.strict().create(begun.sopInstanceUid(), begun.attributes())))
                .isEqualTo(begun);
        List<PerformedSeries> series = new ArrayList<>();
        List<DataSet> images = new ArrayList<>();
        PerformedStep step = begun;
        for (int i = random.nextInt(3); i > 0; i--) {
            series.add(series(random, entries, begun, images));
            step = set(step, PerformedStepModification.update().series(series));
        }
        PerformedStep ended = set(step, end(random, series));
        assertThat(ExamConsistency.check(entries, ended, images)).isEmpty();
        return ended;
    }

    private static PerformedStep set(PerformedStep step, PerformedStepModification modification) {
        return PerformedSteps.accepted(PerformedStepRules.strict().set(step, modification.build()));
    }

    private static PerformedStepModification end(Random random, List<PerformedSeries> series) {
        LocalDateTime end = START.plusMinutes(20);
        DiscontinuationReason[] reasons = DiscontinuationReason.values();
        PerformedStepModification modification = switch (random.nextInt(3)) {
            case 0 -> PerformedStepModification.wrongWorklistEntry(end);
            case 1 -> PerformedStepModification.discontinue(end, reasons[random.nextInt(reasons.length)]);
            default ->
                series.isEmpty()
                        ? PerformedStepModification.discontinue(end, DiscontinuationReason.UNSPECIFIED)
                        : PerformedStepModification.complete(end);
        };
        return modification.series(series);
    }

    /** One series, half of the time with images. */
    private static PerformedSeries series(
            Random random, List<ScheduledStep> entries, PerformedStep step, List<DataSet> images) {
        PerformedSeries series = PerformedSeries.of(Uid.random(), "Routine");
        for (int i = random.nextBoolean() ? 2 : 0; i > 0; i--) {
            InstanceReference image = new InstanceReference(Uids.CT_IMAGE_STORAGE, Uid.random());
            series = series.with(image);
            images.add(ImageAttributes.of(entries, step, series).toBuilder()
                    .put(Tags.SOP_CLASS_UID, image.sopClassUid())
                    .put(Tags.SOP_INSTANCE_UID, image.sopInstanceUid())
                    .build());
        }
        return series;
    }

    private static PerformedStepDraft draft(List<ScheduledStep> entries) {
        return entries.isEmpty()
                ? PerformedStepDraft.unscheduled(new Patient(
                                DataSet.builder().put(Tags.PATIENT_ID, "TEMP1").build()))
                        .modality("CT")
                : PerformedStepDraft.ofGroup(entries);
    }

    /** None, one, or several of one patient, of one procedure or of each its own. */
    private static List<ScheduledStep> entries(Random random) {
        int count = random.nextInt(4);
        boolean oneProcedure = random.nextBoolean();
        DataSet first = entry(random, 0);
        List<ScheduledStep> entries = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            DataSet other = oneProcedure ? first : withPatientOf(first, entry(random, i));
            entries.add(new ScheduledStep(other.toBuilder()
                    .put(Tags.SCHEDULED_PROCEDURE_STEP_SEQUENCE, step(random, "S" + i))
                    .build()));
        }
        return entries;
    }

    private static DataSet withPatientOf(DataSet patient, DataSet entry) {
        DataSet.Builder next = entry.toBuilder();
        for (Tag tag :
                List.of(Tags.PATIENT_BIRTH_DATE, Tags.PATIENT_SEX, Tags.ISSUER_OF_PATIENT_ID, Tags.ADMISSION_ID)) {
            next.remove(tag).copy(patient, tag);
        }
        return next.build();
    }

    private static DataSet entry(Random random, int number) {
        DataSet full = DataSet.builder()
                .put(Tags.PATIENT_NAME, "Müller^Anna")
                .put(Tags.PATIENT_ID, "P100")
                .put(Tags.ISSUER_OF_PATIENT_ID, "HOSPITAL")
                .put(Tags.PATIENT_BIRTH_DATE, "19600229")
                .put(Tags.PATIENT_SEX, "F")
                .put(Tags.ADMISSION_ID, "V100")
                .put(Tags.ACCESSION_NUMBER, "A" + number)
                .put(Tags.REFERRING_PHYSICIAN_NAME, "Referrer^" + random.nextInt(2))
                .put(Tags.STUDY_INSTANCE_UID, Uid.of("1.2.3." + (number + 1)))
                .put(
                        Tags.REFERENCED_STUDY_SEQUENCE,
                        new InstanceReference(Uid.of("1.2.840.10008.3.1.2.3.1"), Uid.of("1.2.3.1")).toItem())
                .put(Tags.REQUESTED_PROCEDURE_ID, "R" + number)
                .put(Tags.REQUESTED_PROCEDURE_DESCRIPTION, "Thorax")
                .putCodes(Tags.REQUESTED_PROCEDURE_CODE_SEQUENCE, List.of(Code.of("P7", "99SWF", "Thorax")))
                .build();
        return withoutSome(random, full, OPTIONAL);
    }

    private static DataSet step(Random random, String id) {
        DataSet full = DataSet.builder()
                .put(Tags.SCHEDULED_PROCEDURE_STEP_ID, id)
                .put(Tags.SCHEDULED_PROCEDURE_STEP_DESCRIPTION, "CT Thorax")
                .put(Tags.MODALITY, "CT")
                .putCodes(Tags.SCHEDULED_PROTOCOL_CODE_SEQUENCE, List.of(Code.of("CT0034", "99SWF", "CT Thorax")))
                .build();
        return withoutSome(random, full, OPTIONAL_IN_STEP);
    }

    private static DataSet withoutSome(Random random, DataSet full, Tag... optional) {
        DataSet.Builder some = full.toBuilder();
        for (Tag tag : optional) {
            switch (random.nextInt(4)) {
                case 0 -> some.remove(tag);
                case 1 -> some.putEmpty(tag);
                default -> {}
            }
        }
        return some.build();
    }
}
