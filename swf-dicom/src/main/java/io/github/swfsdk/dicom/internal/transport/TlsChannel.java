package io.github.swfsdk.dicom.internal.transport;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.ByteChannel;

/** The two streams of a TLS socket as a channel. One thread reads, one writes; whoever has the socket closes it. */
final class TlsChannel implements ByteChannel {
    /** What TLS gives and takes at a time, at most. */
    private static final int RECORD = 16 * 1024;

    private final InputStream in;
    private final OutputStream out;
    private final byte[] incoming = new byte[RECORD];
    private final byte[] outgoing = new byte[RECORD];

    TlsChannel(InputStream in, OutputStream out) {
        this.in = in;
        this.out = out;
    }

    @Override
    public int read(ByteBuffer target) throws IOException {
        int count = in.read(incoming, 0, Math.min(incoming.length, target.remaining()));
        if (count > 0) {
            target.put(incoming, 0, count);
        }
        return count;
    }

    @Override
    public int write(ByteBuffer source) throws IOException {
        int count = Math.min(source.remaining(), outgoing.length);
        source.get(outgoing, 0, count);
        out.write(outgoing, 0, count);
        return count;
    }

    @Override
    public boolean isOpen() {
        return true;
    }

    @Override
    public void close() {
        // the socket is closed by its owner
    }
}
