package io.github.swfsdk.dicom.internal.dimse;

import io.github.swfsdk.api.dataset.DataSet;
import io.github.swfsdk.dicom.internal.codec.Streams;
import io.github.swfsdk.dicom.internal.pdu.PDataWriter;
import io.github.swfsdk.dicom.internal.transport.DeadlineException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Sends messages, one after the other: fragments of different messages are not mixed (PS3.8, Annex E). Thread-safe. The lock
 * keeps messages apart while they are written; every write below it has its own deadline.
 */
final class MessageWriter {
    /** Where the peer takes only small PDUs, several of them leave with one write. */
    private static final int SEND_BUFFER = 64 * 1024;

    /** The data set, not the network, failed; whether the association can go on depends on how much had been sent. */
    static final class DataSetException extends IOException {
        private static final long serialVersionUID = 1L;

        private final boolean partlySent;

        DataSetException(Throwable cause, boolean partlySent) {
            super("the data set could not be read or encoded", cause);
            this.partlySent = partlySent;
        }

        /** Whether part of the message is with the peer: it cannot be ended then. */
        boolean partlySent() {
            return partlySent;
        }
    }

    /** Writes the data set of a message. */
    @FunctionalInterface
    private interface Body {
        void writeTo(PDataWriter out) throws IOException;
    }

    private final ReentrantLock lock = new ReentrantLock();
    private final PDataWriter out;
    private final DataSetCoder coder;
    private final Duration turn;
    private boolean partlySent; // under the lock

    /**
     * Creates a writer.
     *
     * @param maxPdu longest PDU body to send
     * @param turn how long to wait for the end of another message
     */
    MessageWriter(int maxPdu, PDataWriter.Buffers buffers, PDataWriter.Sink sink, DataSetCoder coder, Duration turn) {
        this.out = new PDataWriter(maxPdu, SEND_BUFFER, buffers, pdus -> {
            partlySent = true;
            sink.write(pdus);
        });
        this.coder = coder;
        this.turn = turn;
    }

    /** Sends a message without data set. */
    void send(AgreedContext context, CommandSet command) throws IOException {
        send(context, command, (Body) null);
    }

    /** Sends a message with a data set, encoded as agreed. */
    void send(AgreedContext context, CommandSet command, DataSet dataSet) throws IOException {
        send(context, command.followedByDataSet(), target -> {
            try {
                coder.write(dataSet, context.transferSyntax(), new FragmentStream(target));
            } catch (RuntimeException e) {
                throw new DataSetException(e, partlySent);
            }
        });
    }

    /** Sends a message with a data set that is encoded already; the stream is read to its end and not closed. */
    void send(AgreedContext context, CommandSet command, InputStream encoded) throws IOException {
        send(context, command.followedByDataSet(), target -> target.write(new Source(encoded)));
    }

    private void send(AgreedContext context, CommandSet command, @Nullable Body body) throws IOException {
        awaitTurn();
        try {
            partlySent = false;
            out.begin(context.id(), true);
            ByteBuffer bytes = command.encode();
            out.write(bytes.array(), 0, bytes.limit());
            out.end();
            if (body != null) {
                out.begin(context.id(), false);
                body.writeTo(out);
                out.end();
            }
            out.flush();
        } finally {
            out.close();
            lock.unlock();
        }
    }

    private void awaitTurn() throws IOException {
        try {
            if (!lock.tryLock(turn.toNanos(), TimeUnit.NANOSECONDS)) {
                throw new DeadlineException("response", turn);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted before sending a message");
        }
    }

    /** Tells failures of the source from failures of the network. */
    private final class Source implements ReadableByteChannel {
        private final InputStream in;

        Source(InputStream in) {
            this.in = in;
        }

        @Override
        public int read(ByteBuffer target) throws IOException {
            try {
                return Streams.read(in, target);
            } catch (IOException | RuntimeException e) {
                throw new DataSetException(e, partlySent);
            }
        }

        @Override
        public boolean isOpen() {
            return true;
        }

        @Override
        public void close() {
            // the stream is not ours
        }
    }

    /** The encoder's view of the message. */
    private static final class FragmentStream extends OutputStream {
        private final PDataWriter target;
        private final byte[] one = new byte[1];

        FragmentStream(PDataWriter target) {
            this.target = target;
        }

        @Override
        public void write(int value) throws IOException {
            one[0] = (byte) value;
            target.write(one, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            target.write(bytes, offset, length);
        }
    }
}
