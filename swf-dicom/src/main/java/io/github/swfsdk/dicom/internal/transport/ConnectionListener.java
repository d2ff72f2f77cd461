package io.github.swfsdk.dicom.internal.transport;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Waits for connections and hands each over. Thread-safe. */
public final class ConnectionListener implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ConnectionListener.class);
    private static final int BACKLOG = 128;
    private static final long PAUSE_MILLIS = 100;

    private final ServerSocketChannel server;
    private final InetSocketAddress bound;
    private final Consumer<SocketChannel> taker;
    private final CountDownLatch closed = new CountDownLatch(1);

    /**
     * Binds; connections wait until {@link #start()}.
     *
     * @param taker called on the accept thread, must not block; owns the connection, which blocks
     */
    public ConnectionListener(InetSocketAddress address, Consumer<SocketChannel> taker) throws IOException {
        this.taker = taker;
        this.server = ServerSocketChannel.open();
        try {
            server.setOption(StandardSocketOptions.SO_REUSEADDR, true);
            server.bind(address, BACKLOG);
            bound = (InetSocketAddress) server.getLocalAddress();
        } catch (IOException | RuntimeException e) {
            server.close();
            throw e;
        }
    }

    /** Where it listens. */
    public InetSocketAddress address() {
        return bound;
    }

    /** Starts the accept thread, which keeps the JVM alive. */
    public void start() {
        new Thread(this::acceptUntilClosed, "swf-dicom-accept-" + bound.getPort()).start();
    }

    /** Stops listening. Connections handed over live on. */
    @Override
    public void close() {
        closed.countDown();
        try {
            server.close();
        } catch (IOException e) {
            LOG.warn("listener on {} did not close cleanly", address(), e);
        }
    }

    private void acceptUntilClosed() {
        while (server.isOpen()) {
            try {
                taker.accept(server.accept());
            } catch (IOException | RuntimeException e) {
                if (server.isOpen()) {
                    LOG.warn("cannot accept a connection on {}", address(), e);
                    pause();
                }
            }
        }
    }

    /** Out of file descriptors, most likely: trying at once again would only burn the processor. */
    private void pause() {
        try {
            closed.await(PAUSE_MILLIS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            close();
        }
    }
}
