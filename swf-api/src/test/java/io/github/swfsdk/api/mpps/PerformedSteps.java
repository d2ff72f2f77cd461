package io.github.swfsdk.api.mpps;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.swfsdk.api.dataset.Code;
import io.github.swfsdk.api.dataset.DataSet;
import io.github.swfsdk.api.dataset.Tags;
import io.github.swfsdk.api.dataset.Uid;
import java.util.List;
import java.util.Set;

/** Requests written down attribute by attribute, as a modality would send them. */
final class PerformedSteps {
    static final Uid UID = Uid.of("1.2.826.0.1.3680043.10.2");
    static final Uid STUDY = Uid.of("1.2.826.0.1.3680043.10.1");
    static final Uid SERIES = Uid.of("1.2.826.0.1.3680043.10.3");
    static final Uid CT_IMAGE_STORAGE = Uid.of("1.2.840.10008.5.1.4.1.1.2");
    static final Uid IMAGE = Uid.of("1.2.826.0.1.3680043.10.4");

    private PerformedSteps() {}

    /** A complete N-CREATE. */
    static DataSet.Builder creation() {
        return DataSet.builder()
                .put(Tags.SCHEDULED_STEP_ATTRIBUTES_SEQUENCE, reference().build())
                .put(Tags.PATIENT_NAME, "Müller^Anna")
                .put(Tags.PATIENT_ID, "P100")
                .put(Tags.PATIENT_BIRTH_DATE, "19600229")
                .put(Tags.PATIENT_SEX, "F")
                .putEmpty(Tags.REFERENCED_PATIENT_SEQUENCE)
                .put(Tags.PERFORMED_PROCEDURE_STEP_ID, "PPS1")
                .put(Tags.PERFORMED_STATION_AE_TITLE, "CT1")
                .putEmpty(Tags.PERFORMED_STATION_NAME, Tags.PERFORMED_LOCATION)
                .put(Tags.PERFORMED_PROCEDURE_STEP_START_DATE, "20260705")
                .put(Tags.PERFORMED_PROCEDURE_STEP_START_TIME, "143000")
                .put(Tags.PERFORMED_PROCEDURE_STEP_STATUS, "IN PROGRESS")
                .putEmpty(
                        Tags.PERFORMED_PROCEDURE_STEP_DESCRIPTION,
                        Tags.PERFORMED_PROCEDURE_TYPE_DESCRIPTION,
                        Tags.PROCEDURE_CODE_SEQUENCE,
                        Tags.PERFORMED_PROCEDURE_STEP_END_DATE,
                        Tags.PERFORMED_PROCEDURE_STEP_END_TIME,
                        Tags.PERFORMED_PROCEDURE_STEP_DISCONTINUATION_REASON_CODE_SEQUENCE)
                .put(Tags.MODALITY, "CT")
                .put(Tags.STUDY_ID, "R100")
                .putEmpty(Tags.PERFORMED_PROTOCOL_CODE_SEQUENCE, Tags.PERFORMED_SERIES_SEQUENCE);
    }

    /** An item of the Scheduled Step Attributes Sequence. */
    static DataSet.Builder reference() {
        return DataSet.builder()
                .put(Tags.STUDY_INSTANCE_UID, STUDY)
                .putEmpty(Tags.REFERENCED_STUDY_SEQUENCE)
                .put(Tags.ACCESSION_NUMBER, "A100")
                .put(Tags.REQUESTED_PROCEDURE_ID, "R100")
                .put(Tags.REQUESTED_PROCEDURE_DESCRIPTION, "Thorax CT")
                .put(Tags.SCHEDULED_PROCEDURE_STEP_ID, "S100")
                .put(Tags.SCHEDULED_PROCEDURE_STEP_DESCRIPTION, "CT Thorax")
                .put(
                        Tags.SCHEDULED_PROTOCOL_CODE_SEQUENCE,
                        Code.of("CT0034", "99SWF", "CT Thorax").toItem());
    }

    /** An item of the Performed Series Sequence. */
    static DataSet.Builder series() {
        return DataSet.builder()
                .putEmpty(Tags.PERFORMING_PHYSICIAN_NAME, Tags.OPERATORS_NAME)
                .put(Tags.PROTOCOL_NAME, "Thorax routine")
                .put(Tags.SERIES_INSTANCE_UID, SERIES)
                .putEmpty(Tags.SERIES_DESCRIPTION, Tags.RETRIEVE_AE_TITLE)
                .put(
                        Tags.REFERENCED_IMAGE_SEQUENCE,
                        DataSet.builder()
                                .put(Tags.REFERENCED_SOP_CLASS_UID, CT_IMAGE_STORAGE)
                                .put(Tags.REFERENCED_SOP_INSTANCE_UID, IMAGE)
                                .build())
                .putEmpty(Tags.REFERENCED_NON_IMAGE_COMPOSITE_SOP_INSTANCE_SEQUENCE);
    }

    /** The final N-SET of a step that went well. */
    static DataSet.Builder completion() {
        return end("COMPLETED").put(Tags.PERFORMED_SERIES_SEQUENCE, series().build());
    }

    /** A final N-SET without series. */
    static DataSet.Builder end(String status) {
        return DataSet.builder()
                .put(Tags.PERFORMED_PROCEDURE_STEP_STATUS, status)
                .put(Tags.PERFORMED_PROCEDURE_STEP_END_DATE, "20260705")
                .put(Tags.PERFORMED_PROCEDURE_STEP_END_TIME, "144500");
    }

    static PerformedStep started() {
        return new PerformedStep(UID, creation().build());
    }

    static PerformedStep ended(String status) {
        return accepted(PerformedStepRules.strict()
                .set(
                        started(),
                        end(status)
                                .put(Tags.PERFORMED_SERIES_SEQUENCE, series().build())
                                .build()));
    }

    static PerformedStep accepted(MppsResult result) {
        assertThat(result).isInstanceOf(MppsResult.Accepted.class);
        return ((MppsResult.Accepted) result).step();
    }

    static MppsRefusal refused(MppsResult result) {
        assertThat(result).isInstanceOf(MppsResult.Refused.class);
        return ((MppsResult.Refused) result).refusal();
    }

    static Set<MppsLeniency> leniencies(MppsResult result) {
        assertThat(result).isInstanceOf(MppsResult.Accepted.class);
        return ((MppsResult.Accepted) result).leniencies();
    }

    static List<DataSet> items(DataSet... items) {
        return List.of(items);
    }
}
