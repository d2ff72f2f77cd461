package io.github.swfsdk.examples.embedding;

import io.github.swfsdk.api.archive.ImageArchive;
import io.github.swfsdk.api.storage.StorageBackend;
import io.github.swfsdk.api.workflow.FollowUp;
import io.github.swfsdk.api.workflow.OutboxDispatcher;
import io.github.swfsdk.api.workflow.OutboxListener;
import io.github.swfsdk.api.workflow.WorkflowStore;
import io.github.swfsdk.dicom.DicomClient;
import io.github.swfsdk.dicom.DicomServer;
import io.github.swfsdk.dicom.net.RemoteAe;
import io.github.swfsdk.dicom.service.CommitmentResultSender;
import io.github.swfsdk.dicom.service.CommitmentService;
import io.github.swfsdk.dicom.service.StorageService;
import java.util.Optional;
import java.util.function.Function;

/** A PACS integrator: an archive endpoint over the storage and the database of the integrator's choice. */
public final class SmallPacs implements AutoCloseable {
    private final OutboxDispatcher commitments;
    private final DicomServer server;

    // snippet:pacs
    /** Stores and commits; {@code peers} tells where a modality listens for late commitment results. */
    public SmallPacs(
            StorageBackend images, // FileStorage, BlobStorage, ChunkedStorage, or your own
            WorkflowStore state, // what is owed survives a restart here
            Function<String, Optional<RemoteAe>> peers,
            OutboxListener failures,
            int port) {
        CommitmentResultSender results = CommitmentResultSender.of(DicomClient.of("PACS"), peers);
        ImageArchive archive = ImageArchive.builder()
                .backend(images)
                .outbox(state.outbox())
                .reporter(results)
                .build();
        commitments = OutboxDispatcher.on(state.outbox(), failures)
                .sender(FollowUp.Kind.COMMITMENT_REPORT, archive.commitmentReports())
                .start();
        server = DicomServer.builder()
                .ae("PACS", port)
                .host(StorageService.of(archive.instances()))
                .host(CommitmentService.of(archive.commitments(), results))
                .start();
    }
    // end

    /** The port on which it listens. */
    public int port() {
        return server.port();
    }

    @Override
    public void close() {
        server.close();
        commitments.close();
    }
}
