package io.github.swfsdk.cases;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.swfsdk.api.dataset.DataSet;
import io.github.swfsdk.api.dataset.Tags;
import io.github.swfsdk.api.dataset.Uid;
import io.github.swfsdk.api.dataset.Uids;
import io.github.swfsdk.api.dataset.Vr;
import io.github.swfsdk.api.instance.InstanceReference;
import io.github.swfsdk.api.mpps.DiscontinuationReason;
import io.github.swfsdk.api.mpps.ExamConsistency;
import io.github.swfsdk.api.mpps.ImageAttributes;
import io.github.swfsdk.api.mpps.Inconsistency;
import io.github.swfsdk.api.mpps.PerformedSeries;
import io.github.swfsdk.api.mpps.PerformedStep;
import io.github.swfsdk.api.mpps.PerformedStepDraft;
import io.github.swfsdk.api.mpps.PerformedStepModification;
import io.github.swfsdk.api.storage.CommitmentResult;
import io.github.swfsdk.api.worklist.ScheduledStep;
import io.github.swfsdk.dicom.DicomClient;
import io.github.swfsdk.dicom.net.RemoteAe;
import io.github.swfsdk.dicom.service.CommitmentClient;
import io.github.swfsdk.dicom.service.DimseResponse;
import io.github.swfsdk.dicom.service.MppsClient;
import io.github.swfsdk.dicom.service.Status;
import io.github.swfsdk.dicom.service.StorageClient;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/** A performed step as its {@link Scanner} knows it, with one series of images. */
final class Exam {
    private final RemoteAe department;
    private final MppsClient mpps;
    private final DicomClient client;
    private final List<ScheduledStep> entries;
    private final PerformedStep begun;
    private final List<DataSet> images = new ArrayList<>();
    private final List<InstanceReference> references = new ArrayList<>();
    private PerformedSeries series = PerformedSeries.of(Uid.random(), "THORAX ROUTINE");

    Exam(String aeTitle, RemoteAe department, List<ScheduledStep> entries, PerformedStepDraft draft) {
        this.department = department;
        this.client = DicomClient.of(aeTitle);
        this.mpps = MppsClient.of(client, department);
        this.entries = entries;
        this.begun = draft.build();
    }

    Uid uid() {
        return begun.sopInstanceUid();
    }

    /** What N-CREATE says. */
    PerformedStep begun() {
        return begun;
    }

    DimseResponse create() {
        return mpps.create(uid(), begun.attributes());
    }

    /** Makes an image and stores it; the archive has to accept it. */
    Uid store() {
        InstanceReference reference = new InstanceReference(Uids.SECONDARY_CAPTURE_IMAGE_STORAGE, Uid.random());
        series = series.with(reference);
        references.add(reference);
        DataSet image = ImageAttributes.of(entries, begun, series).toBuilder()
                .put(Tags.SOP_CLASS_UID, reference.sopClassUid())
                .put(Tags.SOP_INSTANCE_UID, reference.sopInstanceUid())
                .put(Tags.ROWS, 16)
                .put(Tags.COLUMNS, 16)
                .put(Tags.PIXEL_DATA, Vr.OW, new byte[512])
                .build();
        images.add(image);
        try (StorageClient.Session session =
                StorageClient.of(client, department).open(reference.sopClassUid())) {
            assertThat(session.store(reference, image).status()).isEqualTo(Status.SUCCESS);
        }
        return reference.sopInstanceUid();
    }

    /** N-SET while it runs: the series so far. */
    DimseResponse update() {
        return mpps.set(
                uid(),
                PerformedStepModification.update().series(List.of(series)).build());
    }

    DimseResponse complete() {
        return mpps.set(
                uid(),
                PerformedStepModification.complete(Scanner.NOW)
                        .series(List.of(series))
                        .build());
    }

    /** N-SET DISCONTINUED with the series, if it has an image. */
    DimseResponse discontinue(DiscontinuationReason reason) {
        PerformedStepModification end = PerformedStepModification.discontinue(Scanner.NOW, reason);
        return mpps.set(uid(), (images.isEmpty() ? end : end.series(List.of(series))).build());
    }

    /** Stores an image and completes. */
    void perform() {
        store();
        assertThat(complete().status()).isEqualTo(Status.SUCCESS);
    }

    /** Asks the archive to keep the images, and waits for the result on the same association. */
    CommitmentResult commit() {
        BlockingQueue<CommitmentResult> results = new LinkedBlockingQueue<>();
        try (CommitmentClient.Session session =
                CommitmentClient.of(client, department, results::add).open()) {
            assertThat(session.request(Uid.random(), references)).isEqualTo(Status.SUCCESS);
            return Objects.requireNonNull(results.poll(30, TimeUnit.SECONDS), "no result came");
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /** N-GET: the step as the department has it. */
    PerformedStep retrieved() {
        DimseResponse response = mpps.get(uid());
        assertThat(response.status()).isEqualTo(Status.SUCCESS);
        return new PerformedStep(uid(), response.dataSet().orElseThrow());
    }

    /** Where worklist, performed step and images do not agree. */
    List<Inconsistency> inconsistencies() {
        return ExamConsistency.check(entries, retrieved(), images);
    }
}
