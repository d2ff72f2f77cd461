package io.github.swfsdk.dicom.service;

import io.github.swfsdk.api.dataset.DataSet;
import io.github.swfsdk.api.dataset.DateRange;
import io.github.swfsdk.api.dataset.DateTimeRange;
import io.github.swfsdk.api.dataset.PersonName;
import io.github.swfsdk.api.dataset.Tag;
import io.github.swfsdk.api.dataset.Tags;
import io.github.swfsdk.api.dataset.Uid;
import io.github.swfsdk.api.worklist.WorklistAttributes;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Builds the identifier of a worklist query: return keys for all that a modality copies into its images and performed steps
 * (IHE RAD TF-2, 4.5), and matching keys for what is asked. Each method narrows the query. Not thread-safe.
 */
public final class WorklistKeys {
    private static final List<Tag> RETURN_KEYS = List.of(
            Tags.ACCESSION_NUMBER,
            Tags.REFERRING_PHYSICIAN_NAME,
            Tags.REFERENCED_STUDY_SEQUENCE,
            Tags.REFERENCED_PATIENT_SEQUENCE,
            Tags.PATIENT_NAME,
            Tags.PATIENT_ID,
            Tags.ISSUER_OF_PATIENT_ID,
            Tags.PATIENT_BIRTH_DATE,
            Tags.PATIENT_SEX,
            Tags.PATIENT_WEIGHT,
            Tags.MEDICAL_ALERTS,
            Tags.ALLERGIES,
            Tags.PREGNANCY_STATUS,
            Tags.STUDY_INSTANCE_UID,
            Tags.REQUESTING_PHYSICIAN,
            Tags.REQUESTED_PROCEDURE_DESCRIPTION,
            Tags.REQUESTED_PROCEDURE_CODE_SEQUENCE,
            Tags.ADMISSION_ID,
            Tags.SPECIAL_NEEDS,
            Tags.CURRENT_PATIENT_LOCATION,
            Tags.PATIENT_STATE,
            Tags.REQUESTED_PROCEDURE_ID,
            Tags.REQUESTED_PROCEDURE_PRIORITY,
            Tags.PATIENT_TRANSPORT_ARRANGEMENTS,
            Tags.PLACER_ORDER_NUMBER_IMAGING_SERVICE_REQUEST,
            Tags.FILLER_ORDER_NUMBER_IMAGING_SERVICE_REQUEST,
            Tags.CONFIDENTIALITY_CONSTRAINT_ON_PATIENT_DATA_DESCRIPTION);

    private static final List<Tag> STEP_RETURN_KEYS = List.of(
            Tags.MODALITY,
            Tags.REQUESTED_CONTRAST_AGENT,
            Tags.SCHEDULED_STATION_AE_TITLE,
            Tags.SCHEDULED_PROCEDURE_STEP_START_DATE,
            Tags.SCHEDULED_PROCEDURE_STEP_START_TIME,
            Tags.SCHEDULED_PERFORMING_PHYSICIAN_NAME,
            Tags.SCHEDULED_PROCEDURE_STEP_DESCRIPTION,
            Tags.SCHEDULED_PROTOCOL_CODE_SEQUENCE,
            Tags.SCHEDULED_PROCEDURE_STEP_ID,
            Tags.SCHEDULED_STATION_NAME,
            Tags.SCHEDULED_PROCEDURE_STEP_LOCATION,
            Tags.PRE_MEDICATION,
            Tags.SCHEDULED_PROCEDURE_STEP_STATUS);

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HHmmss");

    private static final DateTimeFormatter OFFSET = DateTimeFormatter.ofPattern("xx");

    private final Map<Tag, String> keys = new TreeMap<>();
    private final Map<Tag, String> stepKeys = new TreeMap<>();

    private WorklistKeys() {}

    /** Starts a query for everything. */
    public static WorklistKeys all() {
        return new WorklistKeys();
    }

    /** Narrows to the steps scheduled for a station. */
    public WorklistKeys station(String aeTitle) {
        stepKeys.put(Tags.SCHEDULED_STATION_AE_TITLE, aeTitle);
        return this;
    }

    /** Narrows to a modality, such as {@code CT}. */
    public WorklistKeys modality(String modality) {
        stepKeys.put(Tags.MODALITY, modality);
        return this;
    }

    /** Narrows to steps that start on a day. */
    public WorklistKeys on(LocalDate day) {
        stepKeys.put(Tags.SCHEDULED_PROCEDURE_STEP_START_DATE, DateTimeFormatter.BASIC_ISO_DATE.format(day));
        return this;
    }

    /** Narrows to steps that start within these days, both included. */
    public WorklistKeys between(LocalDate first, LocalDate last) {
        new DateRange(first, last); // refuses a span that ends before it starts
        stepKeys.put(
                Tags.SCHEDULED_PROCEDURE_STEP_START_DATE,
                DateTimeFormatter.BASIC_ISO_DATE.format(first) + "-" + DateTimeFormatter.BASIC_ISO_DATE.format(last));
        return this;
    }

    /**
     * Narrows to steps that start between these times, both included. With {@link #on} or {@link #between} that is one span,
     * from the first time on the first day to the last time on the last day, the nights between included; alone it is a
     * time of any day, which must not end before it begins (PS3.4, table K.6-1 and C.2.2.2.5).
     */
    public WorklistKeys between(LocalTime first, LocalTime last) {
        stepKeys.put(Tags.SCHEDULED_PROCEDURE_STEP_START_TIME, TIME.format(first) + "-" + TIME.format(last));
        return this;
    }

    /** Narrows to steps that start from this time on, up to the end of the last day asked for. */
    public WorklistKeys from(LocalTime first) {
        stepKeys.put(Tags.SCHEDULED_PROCEDURE_STEP_START_TIME, TIME.format(first) + "-");
        return this;
    }

    /** Narrows to the steps of a performing physician; {@code *} and {@code ?} are wildcards. */
    public WorklistKeys performingPhysician(PersonName name) {
        stepKeys.put(Tags.SCHEDULED_PERFORMING_PHYSICIAN_NAME, name.toString());
        return this;
    }

    /**
     * Says in which time zone the dates and times of this query are, and wants those of the answers there (PS3.4, C.2.2.2.1.3).
     * Sure only where {@link WorklistClient#proposing} was agreed on.
     *
     * @throws IllegalArgumentException if the offset is not of whole minutes from -12:00 to +14:00
     */
    public WorklistKeys timeZone(ZoneOffset offset) {
        String text = OFFSET.format(offset);
        if (!DateTimeRange.parseOffset(text).equals(offset)) {
            throw new IllegalArgumentException("an offset has no seconds, but was " + offset);
        }
        keys.put(Tags.TIMEZONE_OFFSET_FROM_UTC, text);
        return this;
    }

    /** Narrows to a scheduled step; {@code *} and {@code ?} are wildcards. */
    public WorklistKeys stepId(String id) {
        stepKeys.put(Tags.SCHEDULED_PROCEDURE_STEP_ID, id);
        return this;
    }

    /**
     * Narrows to a status of the step, such as {@code SCHEDULED}: leaves out what other stations have started. Optional for
     * providers: one that does not support it answers all the same.
     */
    public WorklistKeys status(String term) {
        stepKeys.put(Tags.SCHEDULED_PROCEDURE_STEP_STATUS, term);
        return this;
    }

    /** Narrows to a study. */
    public WorklistKeys study(Uid studyInstanceUid) {
        keys.put(Tags.STUDY_INSTANCE_UID, studyInstanceUid.value());
        return this;
    }

    /** Asks for further attributes, each where table K.6-1 of PS3.4 has it: in the step or at the top level. */
    public WorklistKeys returning(Tag... tags) {
        for (Tag tag : tags) {
            (WorklistAttributes.isOfStep(tag) ? stepKeys : keys).putIfAbsent(tag, "");
        }
        return this;
    }

    /** Narrows to a patient's name; {@code *} and {@code ?} are wildcards. */
    public WorklistKeys patientName(PersonName name) {
        keys.put(Tags.PATIENT_NAME, name.toString());
        return this;
    }

    /** Narrows to a patient. Wildcard characters mean themselves. */
    public WorklistKeys patientId(String id) {
        keys.put(Tags.PATIENT_ID, id);
        return this;
    }

    /** Narrows to an order; {@code *} and {@code ?} are wildcards. */
    public WorklistKeys accessionNumber(String number) {
        keys.put(Tags.ACCESSION_NUMBER, number);
        return this;
    }

    /** Narrows to a requested procedure; {@code *} and {@code ?} are wildcards. */
    public WorklistKeys requestedProcedureId(String id) {
        keys.put(Tags.REQUESTED_PROCEDURE_ID, id);
        return this;
    }

    /** Returns the identifier. */
    public DataSet identifier() {
        DataSet.Builder identifier = identifier(RETURN_KEYS, keys);
        return identifier
                .put(
                        Tags.SCHEDULED_PROCEDURE_STEP_SEQUENCE,
                        identifier(STEP_RETURN_KEYS, stepKeys).build())
                .build();
    }

    private static DataSet.Builder identifier(List<Tag> returned, Map<Tag, String> matched) {
        DataSet.Builder identifier = DataSet.builder();
        returned.forEach(identifier::putEmpty);
        matched.forEach((tag, value) -> {
            if (value.isEmpty()) {
                identifier.putEmpty(tag);
            } else {
                identifier.put(tag, value);
            }
        });
        return identifier;
    }
}
