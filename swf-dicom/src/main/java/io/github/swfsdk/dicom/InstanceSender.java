package io.github.swfsdk.dicom;

import io.github.swfsdk.api.dataset.Uid;
import io.github.swfsdk.api.dataset.Uids;
import io.github.swfsdk.api.instance.InstanceReference;
import io.github.swfsdk.api.storage.StorageBackend;
import io.github.swfsdk.api.storage.StoredInstance;
import io.github.swfsdk.api.workflow.Delivery;
import io.github.swfsdk.api.workflow.FollowUp;
import io.github.swfsdk.api.workflow.FollowUpSender;
import io.github.swfsdk.dicom.io.DicomFileReader;
import io.github.swfsdk.dicom.io.ReadOptions;
import io.github.swfsdk.dicom.net.RemoteAe;
import io.github.swfsdk.dicom.service.DimseConnector;
import io.github.swfsdk.dicom.service.DimseResponse;
import io.github.swfsdk.dicom.service.Status;
import io.github.swfsdk.dicom.service.StorageClient;
import java.io.IOException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Stores instances of a spool in an archive. Thread-safe. */
final class InstanceSender implements FollowUpSender {
    private final StorageClient client;
    private final StorageBackend spool;

    /** @param connector keeps associations, best: the next instance is likely of the same kind */
    InstanceSender(DimseConnector connector, RemoteAe archive, StorageBackend spool) {
        this.client = StorageClient.of(connector, archive);
        this.spool = spool;
    }

    @Override
    public Delivery send(FollowUp followUp) throws IOException {
        return send(InstanceReference.ofItem(followUp.content()).orElseThrow());
    }

    /** Sends an instance of the spool. */
    Delivery send(InstanceReference reference) throws IOException {
        Optional<StoredInstance> stored = spool.find(reference.sopInstanceUid());
        if (stored.isEmpty()) {
            return Delivery.park("instance " + reference.sopInstanceUid() + " is not in the spool");
        }
        Uid transferSyntax = stored.get().transferSyntaxUid();
        Set<StorageClient.Offer> offers = offers(reference.sopClassUid(), transferSyntax);
        try (StorageClient.Session session = client.open(offers)) {
            return send(session, reference, transferSyntax);
        }
    }

    private Delivery send(StorageClient.Session session, InstanceReference reference, Uid transferSyntax)
            throws IOException {
        boolean asItIs = session.accepts(new StorageClient.Offer(reference.sopClassUid(), transferSyntax));
        boolean decoded =
                session.accepts(new StorageClient.Offer(reference.sopClassUid(), Uids.IMPLICIT_VR_LITTLE_ENDIAN));
        if (!asItIs && !decoded) {
            return Delivery.park("the archive does not accept SOP class " + reference.sopClassUid());
        }
        try (DicomFileReader file =
                DicomFileReader.open(spool.open(reference.sopInstanceUid()), ReadOptions.forFiles())) {
            return judge(
                    asItIs
                            ? session.store(reference, transferSyntax, file.content())
                            : session.store(reference, file.read()));
        }
    }

    private static Delivery judge(DimseResponse response) {
        if (response.status().isDone()) {
            return Delivery.done();
        }
        String reason = "C-STORE was answered with " + response.status();
        boolean passing = response.status().code() >>> 8 == Status.OUT_OF_RESOURCES.code() >>> 8
                || response.status().equals(Status.PROCESSING_FAILURE)
                || response.status().equals(Status.RESOURCE_LIMITATION);
        return passing ? Delivery.retry(reason) : Delivery.park(reason);
    }

    /** An uncompressed data set can be decoded and sent in the transfer syntax that everybody accepts. */
    private static Set<StorageClient.Offer> offers(Uid sopClass, Uid transferSyntax) {
        Set<StorageClient.Offer> offers =
                new LinkedHashSet<>(List.of(new StorageClient.Offer(sopClass, transferSyntax)));
        if (transferSyntax.equals(Uids.EXPLICIT_VR_LITTLE_ENDIAN)) {
            offers.add(new StorageClient.Offer(sopClass, Uids.IMPLICIT_VR_LITTLE_ENDIAN));
        }
        return offers;
    }
}
