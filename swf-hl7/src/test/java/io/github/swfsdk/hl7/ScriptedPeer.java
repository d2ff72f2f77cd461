package io.github.swfsdk.hl7;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;

/** The other end of a connection, byte by byte. Each wait ends after ten seconds with a failure. */
final class ScriptedPeer implements AutoCloseable {
    private static final int DEADLINE_MILLIS = 10_000;

    private final Socket socket;

    private ScriptedPeer(Socket socket) throws IOException {
        this.socket = socket;
        socket.setSoTimeout(DEADLINE_MILLIS);
        socket.setTcpNoDelay(true);
    }

    static ScriptedPeer connect(int port) throws IOException {
        return new ScriptedPeer(new Socket(InetAddress.getLoopbackAddress(), port));
    }

    /** Connects with the smallest receive buffer, so that the other side soon has to wait. */
    static ScriptedPeer connectWithSmallBuffer(int port) throws IOException {
        Socket socket = new Socket();
        socket.setReceiveBufferSize(1);
        socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), DEADLINE_MILLIS);
        return new ScriptedPeer(socket);
    }

    static ScriptedPeer of(Socket accepted) throws IOException {
        return new ScriptedPeer(accepted);
    }

    void sendBytes(byte... bytes) throws IOException {
        socket.getOutputStream().write(bytes);
    }

    void sendFrame(String message) throws IOException {
        sendFrame(message.getBytes(StandardCharsets.UTF_8));
    }

    void sendFrame(byte[] message) throws IOException {
        ByteArrayOutputStream frame = new ByteArrayOutputStream();
        frame.write(0x0B);
        frame.writeBytes(message);
        frame.write(0x1C);
        frame.write(0x0D);
        sendBytes(frame.toByteArray());
    }

    void endOfInput() throws IOException {
        socket.shutdownOutput();
    }

    /** Reads a frame, or nothing if the peer closes. */
    String receiveUntilClosedOrFrame() throws IOException {
        ByteArrayOutputStream received = new ByteArrayOutputStream();
        InputStream in = socket.getInputStream();
        for (int next = in.read(); next >= 0 && next != 0x1C; next = in.read()) {
            received.write(next);
        }
        return received.toString(StandardCharsets.UTF_8);
    }

    /** Reads exactly 0BH, a message, 1CH 0DH. */
    String receiveFrame() throws IOException {
        InputStream in = socket.getInputStream();
        int first = in.read();
        if (first != 0x0B) {
            throw new AssertionError("expected the start of a frame, but read " + first);
        }
        ByteArrayOutputStream message = new ByteArrayOutputStream();
        int next = in.read();
        while (next != 0x1C) {
            if (next < 0) {
                throw new AssertionError("the stream ended within a frame");
            }
            message.write(next);
            next = in.read();
        }
        if (in.read() != 0x0D) {
            throw new AssertionError("1CH is not followed by 0DH");
        }
        return message.toString(StandardCharsets.UTF_8);
    }

    /** Reads what still comes; the peer has to close. */
    byte[] receiveUntilClosed() throws IOException {
        ByteArrayOutputStream received = new ByteArrayOutputStream();
        try {
            socket.getInputStream().transferTo(received);
        } catch (SocketException e) {
            return received.toByteArray(); // reset: closed as well
        }
        return received.toByteArray();
    }

    void expectClosed() throws IOException {
        byte[] rest = receiveUntilClosed();
        if (rest.length > 0) {
            throw new AssertionError("expected the end of the connection, but read " + rest.length + " bytes");
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
