package io.github.swfsdk.dicom.internal.dimse;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.swfsdk.api.dataset.Uid;
import io.github.swfsdk.dicom.internal.pdu.AeTitles;
import io.github.swfsdk.dicom.internal.pdu.AnsweredContext;
import io.github.swfsdk.dicom.internal.pdu.AssociateAccept;
import io.github.swfsdk.dicom.internal.pdu.AssociateRequest;
import io.github.swfsdk.dicom.internal.pdu.ContextResult;
import io.github.swfsdk.dicom.internal.pdu.PData;
import io.github.swfsdk.dicom.internal.pdu.PDataValue;
import io.github.swfsdk.dicom.internal.pdu.Pdu;
import io.github.swfsdk.dicom.internal.pdu.PduException;
import io.github.swfsdk.dicom.internal.pdu.PduHeader;
import io.github.swfsdk.dicom.internal.pdu.PduReader;
import io.github.swfsdk.dicom.internal.pdu.ReleaseReply;
import io.github.swfsdk.dicom.internal.pdu.ReleaseRequest;
import io.github.swfsdk.dicom.internal.pdu.RequestedContext;
import io.github.swfsdk.dicom.internal.pdu.Tolerance;
import io.github.swfsdk.dicom.internal.pdu.UserInformation;
import io.github.swfsdk.dicom.net.Leniency;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** A peer that plays a script of PDUs over loopback and looks at what arrives. Every wait ends after ten seconds. */
final class ScriptedPeer implements AutoCloseable {
    private static final int DEADLINE_MILLIS = 10_000;

    private final Socket socket;
    private final DataInputStream in;
    private Set<Leniency> forgiven = Set.of();

    private ScriptedPeer(Socket socket) throws IOException {
        this.socket = socket;
        socket.setSoTimeout(DEADLINE_MILLIS);
        socket.setTcpNoDelay(true);
        this.in = new DataInputStream(socket.getInputStream());
    }

    static ScriptedPeer connect(int port) throws IOException {
        return new ScriptedPeer(new Socket(InetAddress.getLoopbackAddress(), port));
    }

    /** Speaks over a connection that is there. */
    static ScriptedPeer over(Socket connected) throws IOException {
        return new ScriptedPeer(connected);
    }

    /** Waits for a connection. */
    static ScriptedPeer accept(ServerSocket server) throws IOException {
        server.setSoTimeout(DEADLINE_MILLIS);
        return new ScriptedPeer(server.accept());
    }

    /** Connects and opens an association; contexts get the numbers 1, 3, 5 and so on. */
    static ScriptedPeer associate(int port, Uid... abstractSyntaxes) throws IOException {
        ScriptedPeer peer = connect(port);
        peer.send(request(abstractSyntaxes));
        AssociateAccept accept = peer.receive(AssociateAccept.class);
        assertThat(accept.contexts()).allMatch(AnsweredContext::accepted);
        return peer;
    }

    static AssociateRequest request(Uid... abstractSyntaxes) {
        return request(UserInformation.builder(16384, "1.2.3"), abstractSyntaxes);
    }

    static AssociateRequest request(UserInformation.Builder information, Uid... abstractSyntaxes) {
        List<RequestedContext> contexts = new ArrayList<>();
        for (Uid uid : abstractSyntaxes) {
            contexts.add(new RequestedContext(2 * contexts.size() + 1, uid.value(), List.of("1.2.840.10008.1.2")));
        }
        return new AssociateRequest(AeTitles.of("SWF", "PEER"), contexts, information.build());
    }

    /** Answers a request by accepting the first transfer syntax of each context. */
    void acceptAll(AssociateRequest request, UserInformation.Builder information) throws IOException {
        List<AnsweredContext> answers = request.contexts().stream()
                .map(each -> new AnsweredContext(
                        each.id(),
                        ContextResult.ACCEPTANCE,
                        each.transferSyntaxes().get(0)))
                .toList();
        send(new AssociateAccept(request, answers, information.build()));
    }

    void send(Pdu pdu) throws IOException {
        ByteBuffer bytes = pdu.encode();
        socket.getOutputStream().write(bytes.array(), 0, bytes.remaining());
    }

    void sendRaw(byte[] bytes) throws IOException {
        socket.getOutputStream().write(bytes);
    }

    /** Sends a command, and a data set unless it is empty, each in one PDU of its own. */
    void sendMessage(int contextId, CommandSet command, byte[] dataSet) throws IOException {
        if (dataSet.length > 0) {
            command.followedByDataSet();
        }
        send(new PData(List.of(new PDataValue(contextId, true, true, command.encode()))));
        if (dataSet.length > 0) {
            send(new PData(List.of(new PDataValue(contextId, false, true, ByteBuffer.wrap(dataSet)))));
        }
    }

    /** The next PDU, which must be of this type. */
    <T extends Pdu> T receive(Class<T> type) throws IOException {
        Pdu pdu = receivePdu();
        assertThat(pdu).isInstanceOf(type);
        return type.cast(pdu);
    }

    private Pdu receivePdu() throws IOException {
        byte[] header = new byte[PduHeader.LENGTH];
        in.readFully(header);
        try {
            PduHeader read = PduHeader.read(ByteBuffer.wrap(header), 1 << 20, 1 << 24);
            byte[] body = new byte[(int) read.bodyLength()];
            in.readFully(body);
            return PduReader.read(read.type(), ByteBuffer.wrap(body), new Tolerance(forgiven));
        } catch (PduException e) {
            throw new AssertionError("what arrived is no PDU", e);
        }
    }

    /** Takes this from the other side, too. */
    ScriptedPeer forgiving(Leniency leniency) {
        forgiven = Set.of(leniency);
        return this;
    }

    /** A whole message. */
    record Message(int contextId, CommandSet command, byte[] dataSet) {
        int status() {
            return command.number(CommandElement.STATUS).orElse(-1);
        }
    }

    /** The next message, in whatever fragments it comes. */
    Message receiveMessage() throws IOException {
        ByteArrayOutputStream command = new ByteArrayOutputStream();
        ByteArrayOutputStream dataSet = new ByteArrayOutputStream();
        CommandSet read = null;
        while (true) {
            for (PDataValue value : receive(PData.class).values()) {
                ByteArrayOutputStream target = value.command() ? command : dataSet;
                ByteBuffer fragment = value.fragment();
                target.write(fragment.array(), fragment.arrayOffset() + fragment.position(), fragment.remaining());
                if (value.command() && value.last()) {
                    read = readCommand(command.toByteArray());
                }
                if (value.last() && read != null && value.command() != read.hasDataSet()) {
                    return new Message(value.contextId(), read, dataSet.toByteArray());
                }
            }
        }
    }

    private static CommandSet readCommand(byte[] bytes) {
        try {
            return CommandReader.read(ByteBuffer.wrap(bytes), Tolerance.none());
        } catch (PduException e) {
            throw new AssertionError("what arrived is no command", e);
        }
    }

    void release() throws IOException {
        send(new ReleaseRequest());
        receive(ReleaseReply.class);
    }

    /** The other side closes the connection, in order or by a reset. */
    void expectClosed() {
        try {
            assertThat(in.read()).isEqualTo(-1);
        } catch (java.net.SocketTimeoutException e) {
            throw new AssertionError("the connection is still open", e);
        } catch (IOException e) {
            assertThat(e).hasMessageContaining("reset");
        }
    }

    Socket socket() {
        return socket;
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
