package io.github.swfsdk.api.mpps;

import io.github.swfsdk.api.dataset.Code;
import io.github.swfsdk.api.dataset.DataSet;
import io.github.swfsdk.api.dataset.Element;
import io.github.swfsdk.api.dataset.SequenceElement;
import io.github.swfsdk.api.dataset.Tag;
import io.github.swfsdk.api.dataset.Tags;
import io.github.swfsdk.api.dataset.Uid;
import io.github.swfsdk.api.dataset.ValueFormat;
import io.github.swfsdk.api.dataset.Vr;
import io.github.swfsdk.api.instance.InstanceReference;
import io.github.swfsdk.api.worklist.ScheduledStep;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Copies what a performed step takes from the worklist, value by value as it is, and mends what a performed step may not say
 * (PS3.4, table F.7.2-1): references without identifiers and codes without value, scheme or meaning are left out, and descriptions
 * are cut to the length that their representation allows. Identifiers stay as they are, whatever is wrong with them.
 */
final class WorklistCopy {
    private static final Tag[] PATIENT = {
        Tags.PATIENT_NAME,
        Tags.PATIENT_ID,
        Tags.ISSUER_OF_PATIENT_ID,
        Tags.ISSUER_OF_PATIENT_ID_QUALIFIERS_SEQUENCE,
        Tags.OTHER_PATIENT_IDS_SEQUENCE,
        Tags.PATIENT_BIRTH_DATE,
        Tags.PATIENT_SEX,
        Tags.ADMISSION_ID,
        Tags.ISSUER_OF_ADMISSION_ID_SEQUENCE,
        Tags.SERVICE_EPISODE_ID,
        Tags.ISSUER_OF_SERVICE_EPISODE_ID_SEQUENCE
    };

    private WorklistCopy() {}

    /** The patient and the visit. */
    static DataSet patient(DataSet source) {
        DataSet.Builder copy = DataSet.builder();
        copyValues(source, copy, PATIENT);
        copyDescription(source, copy, Tags.SERVICE_EPISODE_DESCRIPTION);
        copy.put(references(source, Tags.REFERENCED_PATIENT_SEQUENCE));
        return copy.ensure(Tags.PATIENT_NAME, Tags.PATIENT_ID, Tags.PATIENT_BIRTH_DATE, Tags.PATIENT_SEX)
                .build();
    }

    /** The item of (0040,0270) for a scheduled step, with the study that is used. */
    static DataSet reference(ScheduledStep scheduled, Uid study) {
        DataSet source = scheduled.attributes();
        DataSet.Builder copy = DataSet.builder().put(Tags.STUDY_INSTANCE_UID, study);
        copy.put(references(source, Tags.REFERENCED_STUDY_SEQUENCE));
        copyDescription(source, copy, Tags.REQUESTED_PROCEDURE_DESCRIPTION);
        copyValues(
                source,
                copy,
                Tags.ACCESSION_NUMBER,
                Tags.ISSUER_OF_ACCESSION_NUMBER_SEQUENCE,
                Tags.PLACER_ORDER_NUMBER_IMAGING_SERVICE_REQUEST,
                Tags.ORDER_PLACER_IDENTIFIER_SEQUENCE,
                Tags.FILLER_ORDER_NUMBER_IMAGING_SERVICE_REQUEST,
                Tags.ORDER_FILLER_IDENTIFIER_SEQUENCE,
                Tags.REQUESTED_PROCEDURE_ID);
        copyValues(scheduled.step(), copy, Tags.SCHEDULED_PROCEDURE_STEP_ID);
        copyDescription(scheduled.step(), copy, Tags.SCHEDULED_PROCEDURE_STEP_DESCRIPTION);
        SequenceElement procedure = codes(source, Tags.REQUESTED_PROCEDURE_CODE_SEQUENCE);
        if (!procedure.isEmpty()) {
            copy.put(procedure);
        }
        return withoutGaps(copy.put(codes(scheduled.step(), Tags.SCHEDULED_PROTOCOL_CODE_SEQUENCE)));
    }

    /** The one item of (0040,0270) of a step that nobody has scheduled. */
    static DataSet unscheduledReference(Uid study) {
        return withoutGaps(DataSet.builder().put(Tags.STUDY_INSTANCE_UID, study));
    }

    /** A code sequence without items that are no code: each needs its value, its scheme unless it is a URN, and its meaning. */
    static SequenceElement codes(DataSet source, Tag sequence) {
        return SequenceElement.of(
                sequence,
                source.items(sequence).stream()
                        .filter(WorklistCopy::isCompleteCode)
                        .map(WorklistCopy::withShortMeaning)
                        .toList());
    }

    private static boolean isCompleteCode(DataSet item) {
        boolean schemeIsThere = !Conditions.isRequired(Tags.CODING_SCHEME_DESIGNATOR, item)
                || fits(item, Tags.CODING_SCHEME_DESIGNATOR, Vr.SH);
        return Code.ofItem(item).isPresent()
                && schemeIsThere
                && !item.text(Tags.CODE_MEANING).isBlank()
                && (!item.hasValue(Tags.CODE_VALUE) || fits(item, Tags.CODE_VALUE, Vr.SH));
    }

    private static boolean fits(DataSet item, Tag tag, Vr vr) {
        return !item.text(tag).isBlank() && !ValueFormat.isTooLong(item.text(tag), vr);
    }

    private static DataSet withShortMeaning(DataSet item) {
        String meaning = item.text(Tags.CODE_MEANING);
        return ValueFormat.isTooLong(meaning, Vr.LO)
                ? item.toBuilder().put(Tags.CODE_MEANING, shortened(meaning)).build()
                : item;
    }

    /** As many characters of a description (VR LO) as it may hold. */
    static String shortened(String description) {
        if (!ValueFormat.isTooLong(description, Vr.LO)) {
            return description;
        }
        return description
                .substring(0, description.offsetByCodePoints(0, Vr.LO.size()))
                .stripTrailing();
    }

    private static void copyDescription(DataSet source, DataSet.Builder copy, Tag tag) {
        if (source.hasValue(tag)) {
            copy.put(tag, shortened(source.text(tag)));
        }
    }

    /** Whether the scheduled steps are of more than one requested procedure: of more than one study. */
    static boolean isOfSeveralProcedures(List<ScheduledStep> scheduled) {
        return scheduled.stream()
                        .map(step -> step.attributes().string(Tags.STUDY_INSTANCE_UID))
                        .distinct()
                        .count()
                > 1;
    }

    /** Copies the elements that have a value. */
    static void copyValues(DataSet source, DataSet.Builder copy, Tag... tags) {
        for (Tag tag : tags) {
            Optional<Element> element = source.find(tag).filter(found -> !found.isEmpty());
            element.ifPresent(copy::put);
        }
    }

    private static SequenceElement references(DataSet source, Tag sequence) {
        return items(source, sequence, item -> InstanceReference.ofItem(item).isPresent());
    }

    private static SequenceElement items(DataSet source, Tag sequence, Predicate<DataSet> wanted) {
        return SequenceElement.of(
                sequence, source.items(sequence).stream().filter(wanted).toList());
    }

    private static DataSet withoutGaps(DataSet.Builder reference) {
        return reference
                .ensure(
                        Tags.REFERENCED_STUDY_SEQUENCE,
                        Tags.ACCESSION_NUMBER,
                        Tags.REQUESTED_PROCEDURE_ID,
                        Tags.REQUESTED_PROCEDURE_DESCRIPTION,
                        Tags.SCHEDULED_PROCEDURE_STEP_ID,
                        Tags.SCHEDULED_PROCEDURE_STEP_DESCRIPTION,
                        Tags.SCHEDULED_PROTOCOL_CODE_SEQUENCE)
                .build();
    }
}
