package io.github.swfsdk.api.worklist;

import io.github.swfsdk.api.dataset.Code;
import io.github.swfsdk.api.dataset.DataSet;
import io.github.swfsdk.api.dataset.Tag;
import io.github.swfsdk.api.dataset.Tags;
import java.util.List;

/** A scheduled step with known values, and queries of a few keys. */
final class Worklists {
    static final String STUDY = "1.2.826.0.1.3680043.10.1";
    static final Code THORAX = Code.of("CT0034", "99SWF", "CT Thorax");
    static final Code CONTRAST = Code.of("CT0099", "99SWF", "With contrast");

    private Worklists() {}

    /** CT of Anna Müller on CT1, alias CT1B, on 5 July 2026 at 14:30. */
    static ScheduledStep step() {
        return new ScheduledStep(root().build());
    }

    static DataSet.Builder root() {
        return DataSet.builder()
                .put(Tags.ACCESSION_NUMBER, "A100")
                .put(Tags.REFERRING_PHYSICIAN_NAME, "Vogel^Rita")
                .put(Tags.PATIENT_NAME, "Müller^Anna")
                .put(Tags.PATIENT_ID, "P100")
                .put(Tags.PATIENT_BIRTH_DATE, "19600229")
                .put(Tags.PATIENT_SEX, "F")
                .put(Tags.PATIENT_WEIGHT, "72.50")
                .put(Tags.MEDICAL_ALERTS, "Pacemaker", "Diabetes")
                .put(Tags.PREGNANCY_STATUS, 4)
                .put(Tags.STUDY_INSTANCE_UID, STUDY)
                .put(Tags.REQUESTED_PROCEDURE_ID, "R100")
                .put(Tags.REQUESTED_PROCEDURE_DESCRIPTION, "Thorax CT")
                .put(Tags.SCHEDULED_PROCEDURE_STEP_SEQUENCE, item().build());
    }

    static DataSet.Builder item() {
        return DataSet.builder()
                .put(Tags.MODALITY, "CT")
                .put(Tags.SCHEDULED_STATION_AE_TITLE, "CT1", "CT1B")
                .put(Tags.SCHEDULED_PROCEDURE_STEP_START_DATE, "20260705")
                .put(Tags.SCHEDULED_PROCEDURE_STEP_START_TIME, "143000")
                .put(Tags.SCHEDULED_PERFORMING_PHYSICIAN_NAME, "Berg^Otto")
                .put(Tags.SCHEDULED_PROCEDURE_STEP_DESCRIPTION, "CT Thorax with contrast")
                .putCodes(Tags.SCHEDULED_PROTOCOL_CODE_SEQUENCE, List.of(THORAX, CONTRAST))
                .put(Tags.SCHEDULED_PROCEDURE_STEP_ID, "S100");
    }

    /** The same step with a top-level attribute changed. */
    static ScheduledStep with(Tag tag, String... values) {
        return new ScheduledStep(root().put(tag, values).build());
    }

    /** The same step with an attribute of its item changed. */
    static ScheduledStep withInStep(Tag tag, String... values) {
        return step().withStep(item().put(tag, values).build());
    }

    static WorklistQuery query(DataSet identifier) {
        return new WorklistQuery(identifier, "CT1");
    }

    static WorklistMatcher matcher(DataSet.Builder identifier) {
        return WorklistMatcher.of(query(identifier.build()));
    }

    /** A query of one top-level key. */
    static WorklistMatcher matcher(Tag tag, String... values) {
        return matcher(DataSet.builder().put(tag, values));
    }

    /** A query of keys inside the step sequence. */
    static WorklistMatcher stepMatcher(DataSet.Builder keys) {
        return matcher(DataSet.builder().put(Tags.SCHEDULED_PROCEDURE_STEP_SEQUENCE, keys.build()));
    }

    /** A query of one key inside the step sequence. */
    static WorklistMatcher stepMatcher(Tag tag, String... values) {
        return stepMatcher(DataSet.builder().put(tag, values));
    }

    static boolean matches(Tag tag, String key) {
        return matcher(tag, key).matches(step());
    }

    static boolean stepMatches(Tag tag, String key) {
        return stepMatcher(tag, key).matches(step());
    }
}
