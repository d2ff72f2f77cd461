package io.github.swfsdk.dicom.internal.dimse;

import io.github.swfsdk.dicom.internal.transport.PduBuffers;
import io.github.swfsdk.dicom.internal.transport.SocketTransport;
import io.github.swfsdk.dicom.internal.transport.Threads;
import io.github.swfsdk.dicom.internal.transport.Watchdog;
import io.github.swfsdk.dicom.net.AssociationListener;
import io.github.swfsdk.dicom.net.AssociationOptions;
import io.github.swfsdk.dicom.net.TlsOptions;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What all associations of a server or a connector share. Its threads end by themselves when they are idle. Thread-safe. */
public final class Engine {
    private static final Logger LOG = LoggerFactory.getLogger(Engine.class);
    private static final long IDLE_SECONDS = 30;

    private final AssociationOptions options;
    private final Optional<TlsOptions> tls;
    private final DataSetCoder coder;
    private final List<AssociationListener> listeners;
    private final Watchdog watchdog = new Watchdog(System::nanoTime, Threads.platform("swf-dicom-watchdog"));
    private final ThreadFactory closers = Threads.platform("swf-dicom-abort");
    private final PduBuffers buffers;
    private final Executor readers;
    private final Executor handlers;

    /**
     * Creates an engine without a thread.
     *
     * @param tls how connections are secured; empty if they are not
     * @param coder encodes what is sent, decodes what is answered
     */
    public Engine(
            AssociationOptions options,
            Optional<TlsOptions> tls,
            DataSetCoder coder,
            List<AssociationListener> listeners) {
        this.options = options;
        this.tls = tls;
        this.coder = coder;
        this.listeners = List.copyOf(listeners);
        this.buffers = SocketTransport.buffers(options);
        this.readers = pool("swf-dicom-reader", options.virtualThreads());
        this.handlers = pool("swf-dicom-handler", options.virtualThreads());
    }

    /**
     * Threads that are used again, for associations and operations are often short. Bounded where work comes from: a server
     * counts its connections, and each hands over no more than its window of operations.
     */
    private static Executor pool(String name, boolean virtualIfPossible) {
        return new ThreadPoolExecutor(
                0,
                Integer.MAX_VALUE,
                IDLE_SECONDS,
                TimeUnit.SECONDS,
                new SynchronousQueue<>(),
                Threads.blocking(name, virtualIfPossible));
    }

    AssociationOptions options() {
        return options;
    }

    /** How connections are secured; empty if they are not. */
    Optional<TlsOptions> tls() {
        return tls;
    }

    DataSetCoder coder() {
        return coder;
    }

    PduBuffers buffers() {
        return buffers;
    }

    Watchdog watchdog() {
        return watchdog;
    }

    /** For last words that must not hold up their speaker. */
    ThreadFactory closers() {
        return closers;
    }

    /** For the reader of each association. */
    Executor readers() {
        return readers;
    }

    /** For requests of peers: vendor code runs there. */
    Executor handlers() {
        return handlers;
    }

    /** Tells every listener; their failures stay theirs. */
    void tell(Consumer<AssociationListener> event) {
        for (AssociationListener listener : listeners) {
            try {
                event.accept(listener);
            } catch (RuntimeException e) {
                LOG.warn("association listener failed", e);
            }
        }
    }
}
