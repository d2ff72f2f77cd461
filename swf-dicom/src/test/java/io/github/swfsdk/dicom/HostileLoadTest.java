package io.github.swfsdk.dicom;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.swfsdk.api.dataset.Uid;
import io.github.swfsdk.api.dataset.Uids;
import io.github.swfsdk.dicom.net.AssociationOptions;
import io.github.swfsdk.dicom.net.RemoteAe;
import io.github.swfsdk.dicom.service.DimseAssociation;
import io.github.swfsdk.dicom.service.DimseMessage;
import io.github.swfsdk.dicom.service.DimseRequest;
import io.github.swfsdk.dicom.service.DimseResponse;
import io.github.swfsdk.dicom.service.DimseService;
import io.github.swfsdk.dicom.service.HostedContext;
import io.github.swfsdk.dicom.service.PendingResponses;
import io.github.swfsdk.dicom.service.ProposedContext;
import io.github.swfsdk.dicom.service.Status;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/**
 * A thousand hostile connections from two addresses, and one peer that works. In each build it is looked whether that peer is
 * served and what the crowd costs; with the profile {@code load} its throughput with and without the crowd is printed.
 */
@Timeout(180)
@SuppressWarnings("try") // the crowd is closed before the end of its block, too
@EnabledOnOs(value = OS.LINUX, disabledReason = "addresses of the loopback network other than 127.0.0.1")
class HostileLoadTest {
    private static final int CROWD = 1000;
    private static final List<String> ADDRESSES = List.of("127.0.0.2", "127.0.0.3");
    private static final int PER_PEER = 64;
    private static final int COURTESY = 16; // told why they are refused, beyond the limit
    private static final byte[] IMAGE = new byte[512 * 1024];
    private static final List<ProposedContext> CONTEXTS = List.of(
            ProposedContext.of(Uids.VERIFICATION, List.of(Uids.IMPLICIT_VR_LITTLE_ENDIAN)),
            ProposedContext.of(Uids.CT_IMAGE_STORAGE, List.of(Uids.IMPLICIT_VR_LITTLE_ENDIAN)));

    /** Takes images and forgets them. */
    private record Sink() implements DimseService {
        @Override
        public List<HostedContext> contexts() {
            return List.of(HostedContext.of(Uids.CT_IMAGE_STORAGE, List.of()));
        }

        @Override
        public DimseResponse handle(DimseRequest request, PendingResponses pending) {
            try {
                request.content().transferTo(OutputStream.nullOutputStream());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            return DimseResponse.success();
        }
    }

    private final DicomClient client = DicomClient.of("CT1");

    private static DicomServer start() {
        return DicomServer.builder()
                .ae("SWF", 0)
                .host(new Sink())
                .associations(AssociationOptions.builder()
                        .maxAssociationsPerPeer(PER_PEER)
                        .artim(Duration.ofSeconds(2))
                        .read(Duration.ofSeconds(2))
                        .write(Duration.ofSeconds(2))
                        .drain(Duration.ofSeconds(1))
                        .build())
                .start();
    }

    private DimseAssociation open(int port) {
        return client.open(new RemoteAe("SWF", "localhost", port), CONTEXTS);
    }

    /** One image and one echo; some hundred of them take a second. */
    private static void work(DimseAssociation association) {
        Status stored = association
                .send(DimseMessage.store(
                        Uids.CT_IMAGE_STORAGE,
                        Uid.of("1.2.3"),
                        new DimseMessage.Encoded(Uids.IMPLICIT_VR_LITTLE_ENDIAN, new ByteArrayInputStream(IMAGE))))
                .status();
        assertThat(stored).isEqualTo(Status.SUCCESS);
        assertThat(association.send(DimseMessage.echo(Uids.VERIFICATION)).status())
                .isEqualTo(Status.SUCCESS);
    }

    @Test
    void aWorkingPeerIsServedAndTheCrowdIsBounded() throws Exception {
        byte[] request = recordedRequest();
        long before = readers(); // of other tests in this process
        try (DicomServer server = start();
                DimseAssociation working = open(server.port());
                HostileCrowd crowd = new HostileCrowd(server.port(), CROWD, ADDRESSES, request)) {
            await().until(() -> server.associations().size() >= 2 * PER_PEER);
            long rounds = crowd.rounds();
            for (int i = 0; i < 50; i++) {
                work(working);
                try (DimseAssociation another = open(server.port())) {
                    work(another);
                }
                assertThat(server.associations().size()).isLessThanOrEqualTo(2 * (PER_PEER + COURTESY) + 2);
                assertThat(readers()).isLessThanOrEqualTo(before + 2 * (PER_PEER + COURTESY) + 50);
            }
            await().until(() -> crowd.rounds() > rounds + 3); // it was there all the time
            crowd.close();
            working.close();
            await().atMost(Duration.ofSeconds(30))
                    .until(() -> server.associations().isEmpty());
        }
    }

    /** Readers live on for half a minute when their connection has ended, to be used again. */
    private static long readers() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("swf-dicom-reader"))
                .count();
    }

    @Test
    @EnabledIfSystemProperty(named = "swf.load", matches = "true", disabledReason = "a measurement: -Pload")
    void throughputOfAWorkingPeer() throws Exception {
        byte[] request = recordedRequest();
        try (DicomServer server = start();
                DimseAssociation working = open(server.port())) {
            rate(working, 3); // warm
            double[] ratios = new double[5];
            for (int i = 0; i < ratios.length; i++) {
                double alone = rate(working, 3);
                try (HostileCrowd crowd = new HostileCrowd(server.port(), CROWD, ADDRESSES, request)) {
                    await().until(() -> server.associations().size() >= 2 * PER_PEER);
                    double crowded = rate(working, 3);
                    ratios[i] = crowded / alone;
                    System.out.printf(
                            "images and echoes per second: %.0f alone, %.0f in a crowd of %d that made %d connections%n",
                            alone, crowded, CROWD, crowd.visits());
                }
                await().atMost(Duration.ofSeconds(30))
                        .until(() -> server.associations().size() == 1);
            }
            Arrays.sort(ratios);
            System.out.printf("median ratio %.2f of %s%n", ratios[ratios.length / 2], Arrays.toString(ratios));
        }
    }

    private static double rate(DimseAssociation association, int seconds) {
        long began = System.nanoTime();
        long end = began + TimeUnit.SECONDS.toNanos(seconds);
        int count = 0;
        while (System.nanoTime() < end) {
            work(association);
            count++;
        }
        return count * 1e9 / (System.nanoTime() - began);
    }

    /** What our own client sends first. */
    private byte[] recordedRequest() throws Exception {
        try (ServerSocket listening = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Thread caller = new Thread(() -> {
                try {
                    open(listening.getLocalPort());
                } catch (RuntimeException e) {
                    // expected: the other side only listens
                }
            });
            caller.start();
            try (Socket socket = listening.accept()) {
                byte[] header = socket.getInputStream().readNBytes(6);
                int length = ByteBuffer.wrap(header).getInt(2);
                ByteArrayOutputStream request = new ByteArrayOutputStream();
                request.write(header);
                request.write(socket.getInputStream().readNBytes(length));
                return request.toByteArray();
            } finally {
                caller.join();
            }
        }
    }
}
