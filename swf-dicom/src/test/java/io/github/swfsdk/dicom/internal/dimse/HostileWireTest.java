package io.github.swfsdk.dicom.internal.dimse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.swfsdk.api.dataset.Uid;
import io.github.swfsdk.api.dataset.Uids;
import io.github.swfsdk.dicom.internal.pdu.PData;
import io.github.swfsdk.dicom.internal.pdu.PDataValue;
import io.github.swfsdk.dicom.internal.pdu.ReleaseRequest;
import io.github.swfsdk.dicom.net.AccessPolicy;
import io.github.swfsdk.dicom.net.AssociationOptions;
import io.github.swfsdk.dicom.service.DimseResponse;
import io.github.swfsdk.dicom.service.VerificationService;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Damaged conversations over real sockets: the server goes on, answers others, and keeps nothing. */
@Timeout(120)
class HostileWireTest {
    private static final Uid CT = Uids.CT_IMAGE_STORAGE;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void damagedConversationsLeaveNothingBehind(long seed) throws Exception {
        Random random = new Random(seed);
        AssociationOptions options = AssociationOptions.builder()
                .artim(Duration.ofMillis(300))
                .read(Duration.ofMillis(300))
                .drain(Duration.ofMillis(300))
                .release(Duration.ofMillis(300))
                .build();
        try (AssociationServer server = new AssociationServer(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                AccessPolicy.anyone(),
                Optional.empty(),
                List.of(new VerificationService(), TestService.of(CT, (request, pending) -> {
                    try {
                        request.content().readAllBytes();
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                    return DimseResponse.success();
                })),
                new Engine(options, Optional.empty(), TestCoder.withDefaults(), List.of()))) {
            server.start();
            int port = server.address().getPort();
            for (int round = 0; round < 60; round++) {
                play(port, damage(conversation(random), random));
            }
            try (ScriptedPeer peer = ScriptedPeer.associate(port, Uids.VERIFICATION)) {
                peer.sendMessage(
                        1,
                        CommandSet.of(0x0030)
                                .put(CommandElement.AFFECTED_SOP_CLASS, Uids.VERIFICATION)
                                .put(CommandElement.MESSAGE_ID, 1),
                        new byte[0]);
                assertThat(peer.receiveMessage().status()).isZero();
                peer.release();
            }
            await().until(() -> server.associations().isEmpty());
        }
    }

    /** A request for an association, two messages and a release, as one stream of bytes. */
    private static byte[] conversation(Random random) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        append(bytes, ScriptedPeer.request(CT, Uids.VERIFICATION).encode());
        for (int id = 1; id <= 2; id++) {
            ByteBuffer command = CommandSet.of(0x0001)
                    .put(CommandElement.AFFECTED_SOP_CLASS, CT)
                    .put(CommandElement.MESSAGE_ID, id)
                    .put(CommandElement.AFFECTED_SOP_INSTANCE, Uid.of("1.2.3"))
                    .followedByDataSet()
                    .encode();
            append(bytes, new PData(List.of(new PDataValue(1, true, true, command))).encode());
            ByteBuffer part = ByteBuffer.allocate(2 * random.nextInt(4000));
            append(bytes, new PData(List.of(new PDataValue(1, false, random.nextInt(4) > 0, part))).encode());
        }
        append(bytes, new ReleaseRequest().encode());
        return bytes.toByteArray();
    }

    private static void append(ByteArrayOutputStream bytes, ByteBuffer pdu) {
        bytes.write(pdu.array(), 0, pdu.remaining());
    }

    private static byte[] damage(byte[] bytes, Random random) {
        for (int changes = random.nextInt(6); changes > 0; changes--) {
            bytes[random.nextInt(random.nextBoolean() ? 300 : bytes.length)] = (byte) random.nextInt(256);
        }
        return random.nextInt(3) == 0 ? Arrays.copyOf(bytes, random.nextInt(bytes.length)) : bytes;
    }

    /** Sends it all at once, and is gone. */
    private static void play(int port, byte[] bytes) throws IOException {
        try (ScriptedPeer peer = ScriptedPeer.connect(port)) {
            peer.sendRaw(bytes);
            peer.socket().shutdownOutput();
            peer.socket().setSoTimeout(5000);
            peer.socket().getInputStream().readAllBytes();
        } catch (SocketException e) {
            assertThat(e).hasMessageMatching("(?i).*(reset|broken pipe).*");
        }
    }
}
