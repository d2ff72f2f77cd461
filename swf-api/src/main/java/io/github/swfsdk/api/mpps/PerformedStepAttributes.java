package io.github.swfsdk.api.mpps;

import static io.github.swfsdk.api.mpps.PerformedStepAttribute.Create.TYPE_1;
import static io.github.swfsdk.api.mpps.PerformedStepAttribute.Create.TYPE_1C;
import static io.github.swfsdk.api.mpps.PerformedStepAttribute.Create.TYPE_2;
import static io.github.swfsdk.api.mpps.PerformedStepAttribute.Create.TYPE_3;
import static io.github.swfsdk.api.mpps.PerformedStepAttribute.Set.ANY;
import static io.github.swfsdk.api.mpps.PerformedStepAttribute.Set.NOT_ALLOWED;
import static io.github.swfsdk.api.mpps.PerformedStepAttribute.Set.VALUE;

import io.github.swfsdk.api.dataset.Tag;
import io.github.swfsdk.api.dataset.Tags;
import io.github.swfsdk.api.mpps.PerformedStepAttribute.Create;
import io.github.swfsdk.api.mpps.PerformedStepAttribute.Set;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * The attributes of a performed step with what N-CREATE and N-SET have to observe (PS3.4, table F.7.2-1). An attribute that is
 * not here is optional in both.
 */
public final class PerformedStepAttributes {
    private static final List<PerformedStepAttribute> TABLE = table();
    private static final Map<List<Tag>, Map<Tag, PerformedStepAttribute>> BY_LEVEL = byLevel();

    private PerformedStepAttributes() {}

    /** Every row, in the order of the table; the rows of a sequence follow it. */
    public static List<PerformedStepAttribute> all() {
        return TABLE;
    }

    /** The rows of the top level, or of the items of these sequences, by tag in the order of the table. */
    static Map<Tag, PerformedStepAttribute> at(List<Tag> sequences) {
        return BY_LEVEL.getOrDefault(sequences, Map.of());
    }

    /**
     * What N-SET may do with a top-level attribute. Other attributes of the patient (group 0010H) and of the visit (0038H) belong
     * to the relationship module as well, which is fixed as a whole.
     */
    static Set usageInSet(Tag tag) {
        PerformedStepAttribute row = at(List.of()).get(tag);
        if (row != null) {
            return row.set();
        }
        return tag.group() == 0x0010 || tag.group() == 0x0038 ? NOT_ALLOWED : ANY;
    }

    private static List<PerformedStepAttribute> table() {
        List<PerformedStepAttribute> rows = new ArrayList<>();
        Rows top = new Rows(rows, List.of(), NOT_ALLOWED);
        top.add(TYPE_3, Tags.SOP_CLASS_UID, Tags.SOP_INSTANCE_UID);
        relationship(top);
        information(top);
        acquisition(top);
        doseAndBilling(top.with(ANY));
        return List.copyOf(rows);
    }

    private static void relationship(Rows rows) {
        rows.sequence(TYPE_1, Tags.SCHEDULED_STEP_ATTRIBUTES_SEQUENCE, PerformedStepAttributes::scheduledStep);
        rows.add(TYPE_2, Tags.PATIENT_NAME, Tags.PATIENT_ID);
        rows.add(TYPE_3, Tags.ISSUER_OF_PATIENT_ID);
        rows.add(TYPE_3, Tags.ISSUER_OF_PATIENT_ID_QUALIFIERS_SEQUENCE, Tags.OTHER_PATIENT_IDS_SEQUENCE);
        rows.add(TYPE_2, Tags.PATIENT_BIRTH_DATE, Tags.PATIENT_SEX);
        rows.sequence(TYPE_2, Tags.REFERENCED_PATIENT_SEQUENCE, PerformedStepAttributes::reference);
        rows.add(TYPE_3, Tags.ADMISSION_ID);
        rows.sequence(TYPE_3, Tags.ISSUER_OF_ADMISSION_ID_SEQUENCE, PerformedStepAttributes::issuer);
        rows.add(TYPE_3, Tags.SERVICE_EPISODE_ID);
        rows.sequence(TYPE_3, Tags.ISSUER_OF_SERVICE_EPISODE_ID_SEQUENCE, PerformedStepAttributes::issuer);
        rows.add(TYPE_3, Tags.SERVICE_EPISODE_DESCRIPTION);
    }

    private static void scheduledStep(Rows item) {
        item.add(TYPE_1, Tags.STUDY_INSTANCE_UID);
        item.sequence(TYPE_2, Tags.REFERENCED_STUDY_SEQUENCE, PerformedStepAttributes::reference);
        item.add(TYPE_2, Tags.ACCESSION_NUMBER);
        item.sequence(TYPE_3, Tags.ISSUER_OF_ACCESSION_NUMBER_SEQUENCE, PerformedStepAttributes::issuer);
        item.add(TYPE_3, Tags.PLACER_ORDER_NUMBER_IMAGING_SERVICE_REQUEST);
        item.sequence(TYPE_3, Tags.ORDER_PLACER_IDENTIFIER_SEQUENCE, PerformedStepAttributes::issuer);
        item.add(TYPE_3, Tags.FILLER_ORDER_NUMBER_IMAGING_SERVICE_REQUEST);
        item.sequence(TYPE_3, Tags.ORDER_FILLER_IDENTIFIER_SEQUENCE, PerformedStepAttributes::issuer);
        item.add(TYPE_2, Tags.REQUESTED_PROCEDURE_ID);
        item.sequence(TYPE_3, Tags.REQUESTED_PROCEDURE_CODE_SEQUENCE, PerformedStepAttributes::code);
        item.add(
                TYPE_2,
                Tags.REQUESTED_PROCEDURE_DESCRIPTION,
                Tags.SCHEDULED_PROCEDURE_STEP_ID,
                Tags.SCHEDULED_PROCEDURE_STEP_DESCRIPTION);
        item.sequence(TYPE_2, Tags.SCHEDULED_PROTOCOL_CODE_SEQUENCE, PerformedStepAttributes::code);
    }

    private static void information(Rows rows) {
        rows.add(TYPE_1, Tags.PERFORMED_PROCEDURE_STEP_ID, Tags.PERFORMED_STATION_AE_TITLE);
        rows.add(TYPE_2, Tags.PERFORMED_STATION_NAME, Tags.PERFORMED_LOCATION);
        rows.add(TYPE_1, Tags.PERFORMED_PROCEDURE_STEP_START_DATE, Tags.PERFORMED_PROCEDURE_STEP_START_TIME);
        Rows value = rows.with(VALUE);
        Rows any = rows.with(ANY);
        value.add(TYPE_1, Tags.PERFORMED_PROCEDURE_STEP_STATUS);
        any.add(TYPE_2, Tags.PERFORMED_PROCEDURE_STEP_DESCRIPTION, Tags.PERFORMED_PROCEDURE_TYPE_DESCRIPTION);
        any.sequence(TYPE_2, Tags.PROCEDURE_CODE_SEQUENCE, PerformedStepAttributes::code);
        any.sequence(TYPE_3, Tags.REASON_FOR_PERFORMED_PROCEDURE_CODE_SEQUENCE, PerformedStepAttributes::code);
        any.add(TYPE_3, Tags.COMMENTS_ON_THE_PERFORMED_PROCEDURE_STEP);
        value.addFinal(TYPE_2, Tags.PERFORMED_PROCEDURE_STEP_END_DATE, Tags.PERFORMED_PROCEDURE_STEP_END_TIME);
        any.sequence(
                TYPE_3,
                Tags.PERFORMED_PROCEDURE_STEP_DISCONTINUATION_REASON_CODE_SEQUENCE,
                PerformedStepAttributes::code);
    }

    private static void acquisition(Rows rows) {
        rows.add(TYPE_1, Tags.MODALITY);
        rows.add(TYPE_2, Tags.STUDY_ID);
        rows.with(ANY).sequence(TYPE_2, Tags.PERFORMED_PROTOCOL_CODE_SEQUENCE, PerformedStepAttributes::code);
        Rows value = rows.with(VALUE);
        value.addFinal(TYPE_2, Tags.PERFORMED_SERIES_SEQUENCE);
        series(value.in(Tags.PERFORMED_SERIES_SEQUENCE));
    }

    private static void doseAndBilling(Rows rows) {
        rows.add(
                TYPE_3,
                Tags.ANATOMIC_STRUCTURE_SPACE_OR_REGION_SEQUENCE,
                Tags.TOTAL_TIME_OF_FLUOROSCOPY,
                Tags.TOTAL_NUMBER_OF_EXPOSURES,
                Tags.DISTANCE_SOURCE_TO_DETECTOR,
                Tags.DISTANCE_SOURCE_TO_ENTRANCE,
                Tags.ENTRANCE_DOSE,
                Tags.ENTRANCE_DOSE_IN_MGY,
                Tags.EXPOSED_AREA,
                Tags.IMAGE_AND_FLUOROSCOPY_AREA_DOSE_PRODUCT,
                Tags.COMMENTS_ON_RADIATION_DOSE,
                Tags.EXPOSURE_DOSE_SEQUENCE,
                Tags.BILLING_PROCEDURE_STEP_SEQUENCE,
                Tags.FILM_CONSUMPTION_SEQUENCE,
                Tags.BILLING_SUPPLIES_AND_DEVICES_SEQUENCE);
    }

    private static void series(Rows item) {
        item.add(TYPE_2, Tags.PERFORMING_PHYSICIAN_NAME, Tags.OPERATORS_NAME);
        item.add(TYPE_1, Tags.PROTOCOL_NAME, Tags.SERIES_INSTANCE_UID);
        item.add(TYPE_2, Tags.SERIES_DESCRIPTION, Tags.RETRIEVE_AE_TITLE);
        item.add(TYPE_3, Tags.ARCHIVE_REQUESTED);
        item.sequence(TYPE_2, Tags.REFERENCED_IMAGE_SEQUENCE, PerformedStepAttributes::reference);
        item.sequence(
                TYPE_2, Tags.REFERENCED_NON_IMAGE_COMPOSITE_SOP_INSTANCE_SEQUENCE, PerformedStepAttributes::reference);
    }

    /** Table F.7.2-1a; the conditions are in {@link Conditions}. */
    private static void code(Rows item) {
        item.add(TYPE_1C, Tags.CODE_VALUE, Tags.CODING_SCHEME_DESIGNATOR);
        item.add(TYPE_3, Tags.CODING_SCHEME_VERSION);
        item.add(TYPE_1, Tags.CODE_MEANING);
    }

    private static void reference(Rows item) {
        item.add(TYPE_1, Tags.REFERENCED_SOP_CLASS_UID, Tags.REFERENCED_SOP_INSTANCE_UID);
    }

    private static void issuer(Rows item) {
        item.add(TYPE_1C, Tags.LOCAL_NAMESPACE_ENTITY_ID, Tags.UNIVERSAL_ENTITY_ID_TYPE);
    }

    private static Map<List<Tag>, Map<Tag, PerformedStepAttribute>> byLevel() {
        Map<List<Tag>, Map<Tag, PerformedStepAttribute>> levels = new LinkedHashMap<>();
        for (PerformedStepAttribute row : TABLE) {
            levels.computeIfAbsent(row.sequences(), level -> new LinkedHashMap<>())
                    .put(row.tag(), row);
        }
        return levels;
    }

    /** Adds the rows of one level with one usage in N-SET. */
    private record Rows(List<PerformedStepAttribute> rows, List<Tag> sequences, Set set) {
        void add(Create type, Tag... tags) {
            for (Tag tag : tags) {
                rows.add(new PerformedStepAttribute(sequences, tag, type, set, false));
            }
        }

        void addFinal(Create type, Tag... tags) {
            for (Tag tag : tags) {
                rows.add(new PerformedStepAttribute(sequences, tag, type, set, true));
            }
        }

        void sequence(Create type, Tag tag, Consumer<Rows> items) {
            add(type, tag);
            items.accept(in(tag));
        }

        Rows with(Set usage) {
            return new Rows(rows, sequences, usage);
        }

        Rows in(Tag sequence) {
            List<Tag> inner = new ArrayList<>(sequences);
            inner.add(sequence);
            return new Rows(rows, List.copyOf(inner), set);
        }
    }
}
