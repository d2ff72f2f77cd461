package io.github.swfsdk.dicom.internal.dimse;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.swfsdk.api.dataset.Uid;
import io.github.swfsdk.api.dataset.Uids;
import io.github.swfsdk.dicom.internal.pdu.Abort;
import io.github.swfsdk.dicom.internal.pdu.AeTitles;
import io.github.swfsdk.dicom.internal.pdu.AssociateAccept;
import io.github.swfsdk.dicom.internal.pdu.AssociateRequest;
import io.github.swfsdk.dicom.internal.pdu.PData;
import io.github.swfsdk.dicom.internal.pdu.PDataValue;
import io.github.swfsdk.dicom.internal.pdu.RequestedContext;
import io.github.swfsdk.dicom.internal.pdu.UserInformation;
import io.github.swfsdk.dicom.net.AccessPolicy;
import io.github.swfsdk.dicom.net.AssociationOptions;
import io.github.swfsdk.dicom.net.Leniency;
import io.github.swfsdk.dicom.service.DimseResponse;
import io.github.swfsdk.dicom.service.VerificationService;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What real devices do wrong on the wire: forgiven once it is named, told to listeners once, and not forgiven otherwise. */
@Timeout(60)
class LeniencyTest {
    private static final Uid COMMITMENT = Uids.STORAGE_COMMITMENT_PUSH_MODEL;
    private static final int EVENT = 0x0100;

    private final Events events = new Events();

    private AssociationServer start(Set<Leniency> forgiven) throws IOException {
        AssociationServer server = new AssociationServer(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                AccessPolicy.anyone(),
                Optional.empty(),
                List.of(
                        new VerificationService(),
                        TestService.of(COMMITMENT, (request, pending) -> DimseResponse.success())),
                new Engine(
                        AssociationOptions.builder()
                                .leniencies(forgiven)
                                .drain(Duration.ofMillis(500))
                                .build(),
                        Optional.empty(),
                        TestCoder.withDefaults(),
                        List.of(events)));
        server.start();
        return server;
    }

    @ParameterizedTest
    @EnumSource
    void isForgivenAndToldOnce(Leniency leniency) throws Exception {
        try (AssociationServer server = start(Set.of(leniency));
                ScriptedPeer peer = ScriptedPeer.connect(server.address().getPort())) {
            peer.forgiving(leniency).send(request(leniency)); // an even number comes back as it is
            peer.receive(AssociateAccept.class);
            for (int messageId = 1; messageId <= 2; messageId++) {
                send(peer, leniency, messageId);
                assertThat(peer.receiveMessage().status()).isZero();
            }
            peer.release();
            assertThat(events.heard())
                    .filteredOn(event -> event.startsWith("leniency"))
                    .containsExactly("leniency " + leniency);
        }
    }

    @ParameterizedTest
    @EnumSource
    void isNotForgivenWhereThatIsSaid(Leniency leniency) throws Exception {
        try (AssociationServer server = start(EnumSet.complementOf(EnumSet.of(leniency)));
                ScriptedPeer peer = ScriptedPeer.connect(server.address().getPort())) {
            peer.send(request(leniency));
            boolean inRequest = switch (leniency) {
                case EVEN_CONTEXT_ID, PADDED_UID, MISSING_USER_INFORMATION, LONG_VERSION_NAME -> true;
                case ODD_FRAGMENT, COMMAND_STRUCTURE, MISSING_ROLE_SELECTION -> false;
            };
            if (!inRequest) {
                peer.receive(AssociateAccept.class);
                send(peer, leniency, 1);
            }
            peer.receive(Abort.class);
            assertThat(events.heard()).noneMatch(event -> event.startsWith("leniency"));
        }
    }

    private static AssociateRequest request(Leniency leniency) {
        String implementation = leniency == Leniency.MISSING_USER_INFORMATION ? "" : "1.2.3";
        UserInformation.Builder information = UserInformation.builder(16384, implementation);
        if (leniency == Leniency.LONG_VERSION_NAME) {
            information.implementationVersion("SEVENTEEN-LETTERS");
        }
        String padding = leniency == Leniency.PADDED_UID ? "\0" : "";
        int first = leniency == Leniency.EVEN_CONTEXT_ID ? 2 : 1;
        return new AssociateRequest(
                AeTitles.of("SWF", "PEER"),
                List.of(
                        new RequestedContext(first, Uids.VERIFICATION.value() + padding, List.of("1.2.840.10008.1.2")),
                        new RequestedContext(first + 2, COMMITMENT.value(), List.of("1.2.840.10008.1.2"))),
                information.build());
    }

    /** An echo, or an event report in a role that was not negotiated. */
    private static void send(ScriptedPeer peer, Leniency leniency, int messageId) throws IOException {
        int echoContext = leniency == Leniency.EVEN_CONTEXT_ID ? 2 : 1;
        CommandSet echo = CommandSet.of(0x0030)
                .put(CommandElement.AFFECTED_SOP_CLASS, Uids.VERIFICATION)
                .put(CommandElement.MESSAGE_ID, messageId);
        switch (leniency) {
            case ODD_FRAGMENT -> {
                ByteBuffer bytes = echo.encode();
                int half = bytes.limit() / 2 | 1;
                peer.send(new PData(List.of(
                        new PDataValue(echoContext, true, false, bytes.slice(0, half)),
                        new PDataValue(echoContext, true, true, bytes.slice(half, bytes.limit() - half)))));
            }
            case COMMAND_STRUCTURE -> {
                ByteBuffer bytes = echo.encode();
                bytes.put(8, (byte) (bytes.get(8) + 2)); // the value of (0000,0000), little endian
                peer.send(new PData(List.of(new PDataValue(echoContext, true, true, bytes))));
            }
            case MISSING_ROLE_SELECTION ->
                peer.sendMessage(
                        echoContext + 2,
                        CommandSet.of(EVENT)
                                .put(CommandElement.AFFECTED_SOP_CLASS, COMMITMENT)
                                .put(CommandElement.AFFECTED_SOP_INSTANCE, Uids.STORAGE_COMMITMENT_PUSH_MODEL_INSTANCE)
                                .put(CommandElement.MESSAGE_ID, messageId)
                                .put(CommandElement.EVENT_TYPE, 1),
                        new byte[0]);
            default -> peer.sendMessage(echoContext, echo, new byte[0]);
        }
    }
}
