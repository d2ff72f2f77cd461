package io.github.swfsdk.api.worklist;

import static io.github.swfsdk.api.worklist.WorklistAttribute.Entity.IMAGING_SERVICE_REQUEST;
import static io.github.swfsdk.api.worklist.WorklistAttribute.Entity.PATIENT;
import static io.github.swfsdk.api.worklist.WorklistAttribute.Entity.REQUESTED_PROCEDURE;
import static io.github.swfsdk.api.worklist.WorklistAttribute.Entity.SCHEDULED_PROCEDURE_STEP;
import static io.github.swfsdk.api.worklist.WorklistAttribute.Entity.VISIT;
import static io.github.swfsdk.api.worklist.WorklistAttribute.Matching.NONE;
import static io.github.swfsdk.api.worklist.WorklistAttribute.Matching.RANGE;
import static io.github.swfsdk.api.worklist.WorklistAttribute.Matching.SEQUENCE;
import static io.github.swfsdk.api.worklist.WorklistAttribute.Matching.SINGLE_VALUE;
import static io.github.swfsdk.api.worklist.WorklistAttribute.Matching.WILDCARD;
import static io.github.swfsdk.api.worklist.WorklistAttribute.ReturnType.TYPE_1;
import static io.github.swfsdk.api.worklist.WorklistAttribute.ReturnType.TYPE_1C;
import static io.github.swfsdk.api.worklist.WorklistAttribute.ReturnType.TYPE_2;
import static io.github.swfsdk.api.worklist.WorklistAttribute.ReturnType.TYPE_2C;
import static io.github.swfsdk.api.worklist.WorklistAttribute.ReturnType.TYPE_3;

import io.github.swfsdk.api.dataset.ElementDictionary;
import io.github.swfsdk.api.dataset.Tag;
import io.github.swfsdk.api.dataset.Tags;
import io.github.swfsdk.api.dataset.Vr;
import io.github.swfsdk.api.worklist.WorklistAttribute.Entity;
import io.github.swfsdk.api.worklist.WorklistAttribute.Matching;
import io.github.swfsdk.api.worklist.WorklistAttribute.ReturnType;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The attributes of the modality worklist (PS3.4, table K.6-1), with their matching and return key types. An attribute that
 * is not here is an optional key of return type 3 ("all other attributes").
 */
public final class WorklistAttributes {
    private static final List<WorklistAttribute> TABLE = table();
    private static final Map<Place, WorklistAttribute> BY_PLACE = byPlace();

    private record Place(List<Tag> sequences, Tag tag) {}

    private WorklistAttributes() {}

    /** Every row, in the order of the table; the rows of a sequence follow it. */
    public static List<WorklistAttribute> all() {
        return TABLE;
    }

    /** The row of a top-level attribute. */
    public static Optional<WorklistAttribute> find(Tag tag) {
        return find(List.of(), tag);
    }

    /** The row of an attribute in an item of these sequences, outermost first. */
    public static Optional<WorklistAttribute> find(List<Tag> sequences, Tag tag) {
        return Optional.ofNullable(BY_PLACE.get(new Place(sequences, tag)));
    }

    /** Whether the table has an attribute in the items of (0040,0100) Scheduled Procedure Step Sequence. */
    public static boolean isOfStep(Tag tag) {
        return find(List.of(Tags.SCHEDULED_PROCEDURE_STEP_SEQUENCE), tag).isPresent();
    }

    /** How a key of this representation is compared where the table sets no limit. */
    static Matching matchingOf(Vr vr) {
        return switch (vr) {
            case AE, CS, LO, LT, PN, SH, ST, UC, UR, UT -> WILDCARD;
            case DA, TM, DT -> RANGE;
            case UI -> Matching.LIST_OF_UID;
            case SQ -> SEQUENCE;
            case AS, AT, DS, IS, FD, FL, SL, SS, SV, UL, US, UV -> SINGLE_VALUE;
            default -> NONE;
        };
    }

    private static List<WorklistAttribute> table() {
        List<WorklistAttribute> rows = new ArrayList<>();
        patient(new Rows(rows, List.of(), PATIENT));
        visit(new Rows(rows, List.of(), VISIT));
        request(new Rows(rows, List.of(), IMAGING_SERVICE_REQUEST));
        procedure(new Rows(rows, List.of(), REQUESTED_PROCEDURE));
        Rows step = new Rows(rows, List.of(), SCHEDULED_PROCEDURE_STEP);
        step.required(Tags.SCHEDULED_PROCEDURE_STEP_SEQUENCE, SEQUENCE, TYPE_1);
        step(step.in(Tags.SCHEDULED_PROCEDURE_STEP_SEQUENCE));
        return List.copyOf(rows);
    }

    private static void patient(Rows rows) {
        rows.unmatched(Tags.SPECIFIC_CHARACTER_SET, TYPE_1C);
        rows.unmatched(Tags.TIMEZONE_OFFSET_FROM_UTC, TYPE_3);
        rows.required(Tags.PATIENT_NAME, WILDCARD, TYPE_1);
        rows.required(Tags.PATIENT_ID, SINGLE_VALUE, TYPE_1);
        rows.optional(TYPE_3, Tags.ISSUER_OF_PATIENT_ID);
        rows.sequence(
                TYPE_3,
                Tags.ISSUER_OF_PATIENT_ID_QUALIFIERS_SEQUENCE,
                item -> item.optional(TYPE_3, Tags.UNIVERSAL_ENTITY_ID, Tags.UNIVERSAL_ENTITY_ID_TYPE));
        rows.sequence(
                TYPE_3,
                Tags.OTHER_PATIENT_IDS_SEQUENCE,
                item -> item.optional(TYPE_3, Tags.PATIENT_ID, Tags.ISSUER_OF_PATIENT_ID, Tags.TYPE_OF_PATIENT_ID));
        rows.optional(TYPE_2, Tags.PATIENT_BIRTH_DATE, Tags.PATIENT_SEX);
        rows.sequence(TYPE_3, Tags.PATIENT_PRIMARY_LANGUAGE_CODE_SEQUENCE, item -> {
            code(item);
            item.sequence(TYPE_3, Tags.PATIENT_PRIMARY_LANGUAGE_MODIFIER_CODE_SEQUENCE, WorklistAttributes::code);
        });
        rows.optional(TYPE_3, Tags.PATIENT_SIZE);
        rows.optional(
                TYPE_2,
                Tags.PATIENT_WEIGHT,
                Tags.CONFIDENTIALITY_CONSTRAINT_ON_PATIENT_DATA_DESCRIPTION,
                Tags.PATIENT_STATE,
                Tags.PREGNANCY_STATUS,
                Tags.MEDICAL_ALERTS,
                Tags.ALLERGIES,
                Tags.SPECIAL_NEEDS);
        rows.sequence(TYPE_3, Tags.PERTINENT_DOCUMENTS_SEQUENCE, item -> {
            reference(item);
            item.sequence(TYPE_2, Tags.PURPOSE_OF_REFERENCE_CODE_SEQUENCE, WorklistAttributes::code);
            item.optional(TYPE_2, Tags.DOCUMENT_TITLE);
        });
    }

    private static void visit(Rows rows) {
        rows.optional(TYPE_2, Tags.ADMISSION_ID);
        rows.sequence(TYPE_3, Tags.ISSUER_OF_ADMISSION_ID_SEQUENCE, WorklistAttributes::issuer);
        rows.optional(TYPE_2, Tags.CURRENT_PATIENT_LOCATION);
        rows.sequence(TYPE_2, Tags.REFERENCED_PATIENT_SEQUENCE, WorklistAttributes::reference);
        rows.optional(TYPE_3, Tags.INSTITUTION_NAME, Tags.VISIT_STATUS_ID);
    }

    private static void request(Rows rows) {
        rows.optional(TYPE_2, Tags.ACCESSION_NUMBER);
        rows.sequence(TYPE_3, Tags.ISSUER_OF_ACCESSION_NUMBER_SEQUENCE, WorklistAttributes::issuer);
        rows.optional(TYPE_2, Tags.REQUESTING_PHYSICIAN, Tags.REFERRING_PHYSICIAN_NAME);
        rows.optional(
                TYPE_3,
                Tags.PLACER_ORDER_NUMBER_IMAGING_SERVICE_REQUEST,
                Tags.FILLER_ORDER_NUMBER_IMAGING_SERVICE_REQUEST,
                Tags.REQUESTING_SERVICE,
                Tags.ISSUE_DATE_OF_IMAGING_SERVICE_REQUEST,
                Tags.ISSUE_TIME_OF_IMAGING_SERVICE_REQUEST,
                Tags.ORDER_ENTERED_BY,
                Tags.ORDER_ENTERER_LOCATION,
                Tags.ORDER_CALLBACK_PHONE_NUMBER,
                Tags.IMAGING_SERVICE_REQUEST_COMMENTS);
        rows.sequence(TYPE_3, Tags.ORDER_PLACER_IDENTIFIER_SEQUENCE, WorklistAttributes::issuer);
        rows.sequence(TYPE_3, Tags.ORDER_FILLER_IDENTIFIER_SEQUENCE, WorklistAttributes::issuer);
    }

    private static void procedure(Rows rows) {
        rows.optional(TYPE_1, Tags.REQUESTED_PROCEDURE_ID);
        rows.optional(TYPE_1C, Tags.REQUESTED_PROCEDURE_DESCRIPTION);
        rows.sequence(TYPE_1C, Tags.REQUESTED_PROCEDURE_CODE_SEQUENCE, WorklistAttributes::code);
        rows.optional(TYPE_1, Tags.STUDY_INSTANCE_UID);
        rows.optional(TYPE_3, Tags.STUDY_DATE, Tags.STUDY_TIME);
        rows.sequence(TYPE_2, Tags.REFERENCED_STUDY_SEQUENCE, WorklistAttributes::reference);
        rows.optional(TYPE_2, Tags.REQUESTED_PROCEDURE_PRIORITY, Tags.PATIENT_TRANSPORT_ARRANGEMENTS);
        rows.optional(TYPE_3, Tags.REASON_FOR_THE_REQUESTED_PROCEDURE);
        rows.sequence(TYPE_3, Tags.REASON_FOR_REQUESTED_PROCEDURE_CODE_SEQUENCE, WorklistAttributes::code);
        rows.optional(
                TYPE_3,
                Tags.REQUESTED_PROCEDURE_COMMENTS,
                Tags.REQUESTED_PROCEDURE_LOCATION,
                Tags.CONFIDENTIALITY_CODE,
                Tags.REPORTING_PRIORITY,
                Tags.NAMES_OF_INTENDED_RECIPIENTS_OF_RESULTS);
    }

    private static void step(Rows rows) {
        rows.required(Tags.SCHEDULED_STATION_AE_TITLE, SINGLE_VALUE, TYPE_1);
        rows.required(Tags.SCHEDULED_PROCEDURE_STEP_START_DATE, RANGE, TYPE_1);
        rows.required(Tags.SCHEDULED_PROCEDURE_STEP_START_TIME, RANGE, TYPE_1);
        rows.required(Tags.MODALITY, SINGLE_VALUE, TYPE_1);
        rows.required(Tags.SCHEDULED_PERFORMING_PHYSICIAN_NAME, WILDCARD, TYPE_2);
        rows.optional(TYPE_1C, Tags.SCHEDULED_PROCEDURE_STEP_DESCRIPTION);
        rows.optional(TYPE_2, Tags.SCHEDULED_STATION_NAME, Tags.SCHEDULED_PROCEDURE_STEP_LOCATION);
        rows.sequence(TYPE_1C, Tags.SCHEDULED_PROTOCOL_CODE_SEQUENCE, item -> {
            code(item);
            item.sequence(
                    TYPE_3,
                    Tags.PROTOCOL_CONTEXT_SEQUENCE,
                    context -> context.sequence(TYPE_3, Tags.CONTENT_ITEM_MODIFIER_SEQUENCE, modifier -> {}));
        });
        rows.sequence(TYPE_3, Tags.REFERENCED_DEFINED_PROTOCOL_SEQUENCE, WorklistAttributes::reference);
        rows.optional(TYPE_2C, Tags.PRE_MEDICATION);
        rows.optional(TYPE_1, Tags.SCHEDULED_PROCEDURE_STEP_ID);
        rows.optional(TYPE_2C, Tags.REQUESTED_CONTRAST_AGENT);
        rows.optional(
                TYPE_3,
                Tags.SCHEDULED_PROCEDURE_STEP_STATUS,
                Tags.SCHEDULED_PROCEDURE_STEP_END_DATE,
                Tags.SCHEDULED_PROCEDURE_STEP_END_TIME,
                Tags.COMMENTS_ON_THE_SCHEDULED_PROCEDURE_STEP);
        rows.sequence(TYPE_3, Tags.SCHEDULED_SPECIMEN_SEQUENCE, item -> {
            item.optional(TYPE_1, Tags.CONTAINER_IDENTIFIER);
            item.sequence(TYPE_2, Tags.CONTAINER_TYPE_CODE_SEQUENCE, WorklistAttributes::code);
            item.sequence(
                    TYPE_1,
                    Tags.SPECIMEN_DESCRIPTION_SEQUENCE,
                    specimen -> specimen.optional(TYPE_1, Tags.SPECIMEN_IDENTIFIER, Tags.SPECIMEN_UID));
        });
    }

    private static void code(Rows rows) {
        rows.optional(TYPE_1, Tags.CODE_VALUE, Tags.CODING_SCHEME_DESIGNATOR);
        rows.optional(TYPE_3, Tags.CODING_SCHEME_VERSION, Tags.CODE_MEANING);
    }

    private static void reference(Rows rows) {
        rows.optional(TYPE_1, Tags.REFERENCED_SOP_CLASS_UID, Tags.REFERENCED_SOP_INSTANCE_UID);
    }

    private static void issuer(Rows rows) {
        rows.optional(TYPE_1C, Tags.LOCAL_NAMESPACE_ENTITY_ID, Tags.UNIVERSAL_ENTITY_ID, Tags.UNIVERSAL_ENTITY_ID_TYPE);
    }

    private static Map<Place, WorklistAttribute> byPlace() {
        Map<Place, WorklistAttribute> rows = new LinkedHashMap<>();
        for (WorklistAttribute row : TABLE) {
            rows.put(new Place(row.sequences(), row.tag()), row);
        }
        return rows;
    }

    /** Adds the rows of one level. */
    private record Rows(List<WorklistAttribute> rows, List<Tag> sequences, Entity entity) {
        void required(Tag tag, Matching matching, ReturnType type) {
            rows.add(new WorklistAttribute(sequences, tag, entity, true, matching, type));
        }

        void unmatched(Tag tag, ReturnType type) {
            rows.add(new WorklistAttribute(sequences, tag, entity, false, NONE, type));
        }

        void optional(ReturnType type, Tag... tags) {
            for (Tag tag : tags) {
                Matching matching = matchingOf(ElementDictionary.vrOf(tag));
                rows.add(new WorklistAttribute(sequences, tag, entity, false, matching, type));
            }
        }

        void sequence(ReturnType type, Tag tag, Consumer<Rows> items) {
            optional(type, tag);
            items.accept(in(tag));
        }

        Rows in(Tag sequence) {
            List<Tag> inner = new ArrayList<>(sequences);
            inner.add(sequence);
            return new Rows(rows, List.copyOf(inner), entity);
        }
    }
}
