package io.github.swfsdk.dicom;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Connections that mean no good, from addresses of their own: a quarter says nothing, a quarter associates and says nothing more,
 * a quarter sends its request byte by byte, and a quarter floods the server and never reads. Whoever is thrown out comes back.
 * One thread keeps all of them going.
 */
@SuppressWarnings("try") // closing joins a thread
final class HostileCrowd implements AutoCloseable {
    /** Longest pause between two rounds over all connections. */
    private static final long ROUND_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

    /** How often one that was thrown out comes back, in rounds. */
    private static final int RETURN_ROUNDS = 10;

    private final int port;
    private final byte[] request;
    private final List<Intruder> intruders = new ArrayList<>();
    private final Thread thread;
    private volatile boolean ended;
    private volatile long rounds;
    private volatile long visits; // written by one thread

    /**
     * Starts the crowd.
     *
     * @param request an A-ASSOCIATE-RQ that the server accepts
     */
    HostileCrowd(int port, int size, List<String> addresses, byte[] request) throws IOException {
        this.port = port;
        this.request = request;
        Kind[] kinds = Kind.values();
        for (int i = 0; i < size; i++) {
            intruders.add(new Intruder(
                    kinds[i % kinds.length], InetAddress.getByName(addresses.get(i / 4 % addresses.size())), i));
        }
        this.thread = new Thread(this::run, "hostile-crowd");
        thread.setDaemon(true);
        thread.start();
    }

    /** How often all of them had their turn. */
    long rounds() {
        return rounds;
    }

    /** How many connections they have made or tried in all. */
    long visits() {
        return visits;
    }

    @Override
    public void close() throws InterruptedException {
        ended = true;
        thread.join(TimeUnit.SECONDS.toMillis(10));
    }

    private void run() {
        while (!ended) {
            long began = System.nanoTime();
            intruders.forEach(Intruder::act);
            rounds++;
            LockSupport.parkNanos(ROUND_NANOS - (System.nanoTime() - began));
        }
        intruders.forEach(Intruder::leave);
    }

    private enum Kind {
        HALF_OPEN,
        SILENT,
        SLOW,
        FLOODING
    }

    /** One connection, again and again. */
    private final class Intruder {
        private final Kind kind;
        private final InetAddress from;
        private final Random random;
        private SocketChannel channel;
        private ByteBuffer toSend = ByteBuffer.allocate(0);
        private int absent;

        Intruder(Kind kind, InetAddress from, long seed) {
            this.kind = kind;
            this.from = from;
            this.random = new Random(seed);
        }

        void act() {
            try {
                if (channel == null) {
                    if (absent-- <= 0) {
                        come();
                    }
                } else {
                    goOn();
                }
            } catch (IOException e) {
                leave(); // thrown out
            }
        }

        private void come() throws IOException {
            absent = RETURN_ROUNDS;
            channel = SocketChannel.open();
            channel.bind(new InetSocketAddress(from, 0));
            channel.setOption(StandardSocketOptions.SO_LINGER, 0);
            channel.configureBlocking(false);
            channel.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            visits++;
            toSend = ByteBuffer.wrap(request);
        }

        private void goOn() throws IOException {
            if (channel.isConnectionPending() && !channel.finishConnect()) {
                return; // the queue of the server is full
            }
            switch (kind) {
                case HALF_OPEN -> lookWhetherThrownOut();
                case SILENT -> {
                    channel.write(toSend);
                    lookWhetherThrownOut();
                }
                case SLOW -> {
                    if (toSend.hasRemaining()) {
                        channel.write(toSend.slice(toSend.position(), 1));
                        toSend.position(toSend.position() + 1);
                    }
                    lookWhetherThrownOut();
                }
                case FLOODING -> flood();
            }
        }

        private void flood() throws IOException {
            if (!toSend.hasRemaining()) {
                byte[] garbage = new byte[16 * 1024];
                random.nextBytes(garbage);
                if (random.nextBoolean()) { // the header of a P-DATA-TF of this length
                    ByteBuffer.wrap(garbage).put((byte) 4).put((byte) 0).putInt(garbage.length - 6);
                }
                toSend = ByteBuffer.wrap(garbage);
            }
            channel.write(toSend);
        }

        private void lookWhetherThrownOut() throws IOException {
            if (channel.read(ByteBuffer.allocate(64)) < 0) {
                throw new IOException("thrown out");
            }
        }

        void leave() {
            if (channel != null) {
                try {
                    channel.close();
                } catch (IOException e) {
                    throw new IllegalStateException("a channel does not close", e);
                }
                channel = null;
            }
        }
    }
}
