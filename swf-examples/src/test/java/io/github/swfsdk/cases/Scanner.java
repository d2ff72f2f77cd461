package io.github.swfsdk.cases;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.swfsdk.api.dataset.Code;
import io.github.swfsdk.api.dataset.DataSet;
import io.github.swfsdk.api.dataset.Tags;
import io.github.swfsdk.api.mpps.PerformedStepDraft;
import io.github.swfsdk.api.patient.Patient;
import io.github.swfsdk.api.worklist.ScheduledStep;
import io.github.swfsdk.dicom.DicomClient;
import io.github.swfsdk.dicom.net.RemoteAe;
import io.github.swfsdk.dicom.service.Status;
import io.github.swfsdk.dicom.service.WorklistClient;
import io.github.swfsdk.dicom.service.WorklistKeys;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.List;

/** A modality of a {@link Hospital}: it sends each request on an association of its own and looks at each answer. */
final class Scanner {
    /** When every exam takes place, by the modalities' clocks. */
    static final LocalDateTime NOW = LocalDate.of(2026, 1, 10).atTime(12, 0);

    private final String aeTitle;
    private final RemoteAe department;

    Scanner(String aeTitle, RemoteAe department) {
        this.aeTitle = aeTitle;
        this.department = department;
    }

    /** C-FIND for everything. */
    List<ScheduledStep> worklist() {
        return WorklistClient.of(DicomClient.of(aeTitle), department)
                .find(WorklistKeys.all().identifier(), 100)
                .steps();
    }

    /** C-FIND for one step. */
    ScheduledStep entry(String accession, String stepId) {
        return WorklistClient.of(DicomClient.of(aeTitle), department)
                .find(WorklistKeys.all().accessionNumber(accession).identifier(), 100)
                .steps()
                .stream()
                .filter(step -> step.stepId().equals(stepId))
                .findFirst()
                .orElseThrow(() -> new AssertionError("not in the worklist"));
    }

    /** Selects an entry of the worklist and begins: C-FIND, N-CREATE. */
    Exam begin(String accession, String stepId) {
        return begun(prepare(entry(accession, stepId)));
    }

    /** Begins one performed step for several entries. */
    Exam beginGroup(ScheduledStep... entries) {
        return begun(prepare(entries));
    }

    /** Begins something else than what is scheduled. */
    Exam beginOther(String accession, String stepId, String description, Code protocol) {
        ScheduledStep entry = entry(accession, stepId);
        PerformedStepDraft draft = PerformedStepDraft.of(entry)
                .procedure(description, List.of(protocol))
                .protocols(List.of(protocol));
        return begun(new Exam(aeTitle, department, List.of(entry), finished(draft)));
    }

    /** Begins for a patient of whom only a name is known. */
    Exam beginUnscheduled() {
        Patient typed = new Patient(DataSet.builder()
                .put(Tags.PATIENT_ID, "TEMP-1")
                .put(Tags.PATIENT_NAME, "Unknown^Emergency")
                .build());
        return begun(new Exam(
                aeTitle,
                department,
                List.of(),
                finished(PerformedStepDraft.unscheduled(typed).modality("CT"))));
    }

    /** An exam for entries that nobody has been told of yet. */
    Exam prepare(ScheduledStep... entries) {
        return new Exam(aeTitle, department, List.of(entries), finished(PerformedStepDraft.ofGroup(List.of(entries))));
    }

    private PerformedStepDraft finished(PerformedStepDraft draft) {
        return draft.station(aeTitle, "", "").start(NOW.minusHours(1));
    }

    private static Exam begun(Exam exam) {
        assertThat(exam.create().status()).isEqualTo(Status.SUCCESS);
        return exam;
    }
}
