package io.github.swfsdk.examples.department;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** A peer that may send any bytes: PDUs are put together by hand (PS3.8, 9.3). */
final class RawDicomPeer implements AutoCloseable {
    static final int ASSOCIATE_AC = 2;
    static final int ASSOCIATE_RJ = 3;
    static final int P_DATA_TF = 4;
    static final int ABORT = 7;

    private static final int PATIENCE_MILLIS = 20_000;
    private static final int MAX_LENGTH = 16384;

    private final Socket socket;
    private final DataInputStream in;

    private RawDicomPeer(Socket socket) throws IOException {
        this.socket = socket;
        this.in = new DataInputStream(socket.getInputStream());
    }

    /** A PDU as it came: its type and what follows the length. */
    record Pdu(int type, byte[] body) {}

    static RawDicomPeer connect(int port) throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setSoTimeout(PATIENCE_MILLIS);
        return new RawDicomPeer(socket);
    }

    void send(byte[] bytes) throws IOException {
        socket.getOutputStream().write(bytes);
        socket.getOutputStream().flush();
    }

    /** Sends the header of a PDU and a body that may be shorter than it says. */
    void send(int type, int length, byte[] body) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream pdu = new DataOutputStream(bytes);
        pdu.writeByte(type);
        pdu.writeByte(0);
        pdu.writeInt(length);
        pdu.write(body);
        send(bytes.toByteArray());
    }

    /** Asks for an association with one context, number 1, in Implicit VR Little Endian. */
    void associate(String calledAe, String abstractSyntax) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream body = new DataOutputStream(bytes);
        body.writeShort(1); // protocol version
        body.writeShort(0);
        body.write(String.format("%-16s%-16s", calledAe, "TEST").getBytes(StandardCharsets.US_ASCII));
        body.write(new byte[32]);
        body.write(item(0x10, text("1.2.840.10008.3.1.1.1"))); // application context
        body.write(item(0x20, context(abstractSyntax)));
        ByteArrayOutputStream user = new ByteArrayOutputStream();
        user.write(item(0x51, new byte[] {0, 0, MAX_LENGTH >> 8, 0}));
        user.write(item(0x52, text("1.2.3")));
        body.write(item(0x50, user.toByteArray()));
        send(1, bytes.size(), bytes.toByteArray());
    }

    Pdu receive() throws IOException {
        int type = in.readUnsignedByte();
        in.skipNBytes(1);
        return new Pdu(type, in.readNBytes(in.readInt()));
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }

    private static byte[] context(String abstractSyntax) throws IOException {
        ByteArrayOutputStream context = new ByteArrayOutputStream();
        context.write(new byte[] {1, 0, 0, 0});
        context.write(item(0x30, text(abstractSyntax)));
        context.write(item(0x40, text("1.2.840.10008.1.2")));
        return context.toByteArray();
    }

    private static byte[] item(int type, byte[] content) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream item = new DataOutputStream(bytes);
        item.writeByte(type);
        item.writeByte(0);
        item.writeShort(content.length);
        item.write(content);
        return bytes.toByteArray();
    }

    private static byte[] text(String value) {
        return value.getBytes(StandardCharsets.US_ASCII);
    }
}
