package io.github.swfsdk.examples.bench;

import io.github.swfsdk.api.dataset.Uids;
import io.github.swfsdk.api.instance.InstanceReference;
import io.github.swfsdk.dicom.DicomClient;
import io.github.swfsdk.dicom.io.DicomFileReader;
import io.github.swfsdk.dicom.net.AssociationOptions;
import io.github.swfsdk.dicom.net.RemoteAe;
import io.github.swfsdk.dicom.service.DimseResponse;
import io.github.swfsdk.dicom.service.StorageClient;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Sends all images once, from one side or the other, and tells how many there were per second. The clock runs from before the
 * first association is opened, or program is started, until the last has ended.
 */
final class StoreLoad {
    private static final List<StorageClient.Offer> OFFERS =
            List.of(new StorageClient.Offer(Uids.CT_IMAGE_STORAGE, Uids.EXPLICIT_VR_LITTLE_ENDIAN));

    private final CtFiles images;
    private final StoredFiles received;
    private final DicomClient client;

    StoreLoad(CtFiles images, int maxPdu, StoredFiles received) {
        this.images = images;
        this.received = received;
        this.client = DicomClient.builder("BENCH-SCU")
                .associations(AssociationOptions.builder().maxPduLength(maxPdu).build())
                .build();
    }

    /** From this process to our receiver, whose storage is closed before its files are looked at. */
    double swfToOwn(ReceiverProcess receiver, boolean durable, int associations)
            throws IOException, InterruptedException {
        Path target = received.of(receiver.address());
        receiver.receiveInto(target, durable);
        double rate = swf(receiver.address(), associations);
        receiver.stopReceiving();
        take(target);
        return rate;
    }

    /** From this process to a storescp. */
    double swfToStorescp(RemoteAe peer, int associations) throws IOException, InterruptedException {
        double rate = swf(peer, associations);
        take(received.of(peer));
        return rate;
    }

    /** From storescu to our receiver. */
    double storescuToOwn(ReceiverProcess receiver, boolean nagle, int associations)
            throws IOException, InterruptedException {
        receiver.receiveInto(received.of(receiver.address()), false);
        return storescuToStorescp(receiver.address(), nagle, associations);
    }

    private double swf(RemoteAe peer, int associations) throws IOException, InterruptedException {
        ExecutorService senders = Executors.newFixedThreadPool(associations);
        try {
            long begin = System.nanoTime();
            List<Future<?>> shares = new ArrayList<>();
            for (int i = 0; i < associations; i++) {
                List<String> share = images.share(i, associations);
                shares.add(senders.submit(() -> {
                    send(peer, share);
                    return null;
                }));
            }
            for (Future<?> share : shares) {
                share.get();
            }
            return rateSince(begin);
        } catch (ExecutionException e) {
            throw new IOException("an image was not stored", e.getCause());
        } finally {
            senders.shutdownNow();
        }
    }

    private void send(RemoteAe peer, List<String> names) throws IOException {
        try (StorageClient.Session session = StorageClient.of(client, peer).open(OFFERS)) {
            for (String name : names) {
                try (DicomFileReader file = DicomFileReader.open(images.folder().resolve(name))) {
                    InstanceReference instance = new InstanceReference(
                            file.meta().sopClassUid().orElseThrow(),
                            file.meta().sopInstanceUid().orElseThrow());
                    DimseResponse response =
                            session.store(instance, file.transferSyntax().uid(), file.content());
                    if (!response.status().isDone()) {
                        throw new IOException("an image was answered with " + response.status());
                    }
                }
            }
        }
    }

    /** From storescu, a process for each association. */
    double storescuToStorescp(RemoteAe peer, boolean nagle, int associations) throws IOException, InterruptedException {
        List<ToolProcess> senders = new ArrayList<>();
        try {
            long begin = System.nanoTime();
            for (int i = 0; i < associations; i++) {
                senders.add(ToolProcess.storescu(nagle, peer, images.folder(), images.share(i, associations)));
            }
            for (ToolProcess sender : senders) {
                sender.awaitSuccess();
            }
            double rate = rateSince(begin);
            take(received.of(peer));
            return rate;
        } finally {
            senders.forEach(ToolProcess::close);
        }
    }

    private double rateSince(long begin) {
        return images.count() * 1e9 / (System.nanoTime() - begin);
    }

    private void take(Path folder) throws IOException {
        received.takeFrom(folder, images.count(), (long) images.size() * images.size() * Short.BYTES);
    }
}
