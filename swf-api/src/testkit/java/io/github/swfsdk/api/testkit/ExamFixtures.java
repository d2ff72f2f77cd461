package io.github.swfsdk.api.testkit;

import io.github.swfsdk.api.dataset.Code;
import io.github.swfsdk.api.dataset.DataSet;
import io.github.swfsdk.api.dataset.Tags;
import io.github.swfsdk.api.dataset.Uid;
import io.github.swfsdk.api.mpps.PerformedStep;
import io.github.swfsdk.api.mpps.PerformedStepStatus;
import io.github.swfsdk.api.order.ImagingOrder;
import io.github.swfsdk.api.workflow.OrderRecord;
import io.github.swfsdk.api.workflow.StepRecord;
import io.github.swfsdk.api.worklist.ScheduledStep;
import java.util.List;
import java.util.stream.Stream;

/** Synthetic orders and performed steps for contract tests. */
public final class ExamFixtures {
    /** A study; each call with the same number gives the same. */
    public static Uid study(int number) {
        return Uid.of("1.2.3.4.5." + number);
    }

    /** A scheduled step of the procedure {@code R-<accession>}, study and placer number of its own, of patient P1. */
    public static ScheduledStep step(String accession, Uid study, String stepId) {
        DataSet item = DataSet.builder()
                .put(Tags.SCHEDULED_PROCEDURE_STEP_ID, stepId)
                .put(Tags.MODALITY, "DX")
                .put(Tags.SCHEDULED_STATION_AE_TITLE, "DX1")
                .put(Tags.SCHEDULED_PROCEDURE_STEP_START_DATE, "20260110")
                .put(Tags.SCHEDULED_PROCEDURE_STEP_START_TIME, "083000")
                .build();
        return new ScheduledStep(DataSet.builder()
                .put(Tags.ACCESSION_NUMBER, accession)
                .put(Tags.PLACER_ORDER_NUMBER_IMAGING_SERVICE_REQUEST, "PL-" + accession)
                .put(Tags.PATIENT_NAME, "Sample^Anna")
                .put(Tags.PATIENT_ID, "P1")
                .put(Tags.ISSUER_OF_PATIENT_ID, "HOSP")
                .put(Tags.STUDY_INSTANCE_UID, study)
                .put(Tags.REQUESTED_PROCEDURE_ID, "R-" + accession)
                .put(Tags.SCHEDULED_PROCEDURE_STEP_SEQUENCE, item)
                .build());
    }

    /** The same step for another patient of the same issuer. */
    public static ScheduledStep forPatient(ScheduledStep step, String patientId) {
        return new ScheduledStep(
                step.attributes().toBuilder().put(Tags.PATIENT_ID, patientId).build());
    }

    /** An order of one requested procedure with these steps. */
    public static ImagingOrder order(String accession, Uid study, String... stepIds) {
        return new ImagingOrder(
                Stream.of(stepIds).map(id -> step(accession, study, id)).toList());
    }

    /** A record that has not been saved yet, its id is {@code id-<accession>}. */
    public static OrderRecord record(ImagingOrder order) {
        List<StepRecord> steps =
                order.steps().stream().map(StepRecord::scheduled).toList();
        return new OrderRecord("id-" + order.key().accessionNumber(), 0, steps);
    }

    /** A performed step in progress for these scheduled steps; without any, the unscheduled case. */
    public static PerformedStep started(Uid sopInstanceUid, ScheduledStep... scheduled) {
        List<DataSet> references = scheduled.length == 0
                ? List.of(DataSet.builder()
                        .put(Tags.STUDY_INSTANCE_UID, study(999))
                        .putEmpty(Tags.ACCESSION_NUMBER, Tags.REQUESTED_PROCEDURE_ID, Tags.SCHEDULED_PROCEDURE_STEP_ID)
                        .build())
                : Stream.of(scheduled).map(ExamFixtures::reference).toList();
        return new PerformedStep(
                sopInstanceUid,
                DataSet.builder()
                        .put(Tags.SCHEDULED_STEP_ATTRIBUTES_SEQUENCE, references)
                        .put(Tags.PATIENT_ID, "P1")
                        .put(Tags.PERFORMED_PROCEDURE_STEP_STATUS, PerformedStepStatus.IN_PROGRESS.term())
                        .put(Tags.PERFORMED_STATION_AE_TITLE, "DX1")
                        .putEmpty(
                                Tags.PERFORMED_PROCEDURE_STEP_DISCONTINUATION_REASON_CODE_SEQUENCE,
                                Tags.PERFORMED_SERIES_SEQUENCE)
                        .build());
    }

    /** The same performed step, ended successfully. */
    public static PerformedStep completed(PerformedStep step) {
        return withStatus(step, PerformedStepStatus.COMPLETED);
    }

    /** The same performed step, ended without success for one of the reasons of CID 9301. */
    public static PerformedStep discontinued(PerformedStep step, String reason) {
        PerformedStep ended = withStatus(step, PerformedStepStatus.DISCONTINUED);
        return new PerformedStep(
                step.sopInstanceUid(),
                ended.attributes().toBuilder()
                        .putCodes(
                                Tags.PERFORMED_PROCEDURE_STEP_DISCONTINUATION_REASON_CODE_SEQUENCE,
                                List.of(Code.of(reason, "DCM", "")))
                        .build());
    }

    private static PerformedStep withStatus(PerformedStep step, PerformedStepStatus status) {
        return new PerformedStep(
                step.sopInstanceUid(),
                step.attributes().toBuilder()
                        .put(Tags.PERFORMED_PROCEDURE_STEP_STATUS, status.term())
                        .build());
    }

    private static DataSet reference(ScheduledStep step) {
        return DataSet.builder()
                .copy(step.attributes(), Tags.STUDY_INSTANCE_UID, Tags.ACCESSION_NUMBER, Tags.REQUESTED_PROCEDURE_ID)
                .put(Tags.SCHEDULED_PROCEDURE_STEP_ID, step.stepId())
                .build();
    }

    private ExamFixtures() {}
}
