package io.github.swfsdk.hl7;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.github.swfsdk.api.order.OrderIntake;
import io.github.swfsdk.api.patient.PatientUpdateHandler;
import io.github.swfsdk.hl7.internal.ack.AckWriter;
import io.github.swfsdk.hl7.internal.mllp.MllpConnection;
import io.github.swfsdk.hl7.internal.mllp.Watchdog;
import io.github.swfsdk.hl7.internal.order.OrderTransaction;
import io.github.swfsdk.hl7.internal.order.PatientTransaction;
import io.github.swfsdk.hl7.internal.order.Transaction;
import io.github.swfsdk.hl7.internal.parse.HeaderCheck;
import io.github.swfsdk.hl7.mapping.OrderMapper;
import io.github.swfsdk.hl7.mapping.OrderProfile;
import io.github.swfsdk.hl7.mapping.PatientMapper;
import io.github.swfsdk.hl7.mapping.StationDirectory;
import io.github.swfsdk.hl7.message.ControlIds;
import io.github.swfsdk.hl7.message.Leniency;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Receives HL7 v2 messages over MLLP, hands orders and patient updates to the embedding program, and acknowledges them when
 * its decision has come: AA means that it has made the change durable. Orders are ORM^O01 (RAD-2, RAD-4, RAD-13), patient
 * updates ADT^A01, A04, A05, A08 and A40 (RAD-1, RAD-12).
 *
 * <p>Handlers are called on the server's handler threads, several at a time. Each connection has one message outstanding.
 * Thread-safe.
 */
public final class Hl7Server implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Hl7Server.class);

    /** Of the system, per connection: acknowledgements are small, and a peer that reads none should not cost megabytes. */
    private static final int SEND_BUFFER = 64 * 1024;

    /** Connections that wait to be accepted. */
    private static final int BACKLOG = 64;

    private static final Duration ACCEPT_PAUSE = Duration.ofMillis(100);

    private final ServerSocket listener;
    private final MessageDispatcher dispatcher;
    private final MllpOptions options;
    private final ThreadPoolExecutor handlers;
    private final Watchdog watchdog = new Watchdog("swf-hl7-server-watchdog");
    private final Thread acceptor;
    private final AtomicInteger connectionNumbers = new AtomicInteger();

    private final Object lock = new Object();

    /** The open connections, each with its thread. */
    @GuardedBy("lock")
    private final Map<ServerConnection, Thread> connections = new HashMap<>();

    @GuardedBy("lock")
    private boolean closed;

    private Hl7Server(ServerSocket listener, MessageDispatcher dispatcher, MllpOptions options) {
        this.listener = listener;
        this.dispatcher = dispatcher;
        this.options = options;
        this.handlers = handlerPool(options);
        this.acceptor = new Thread(this::accept, "swf-hl7-acceptor");
    }

    /** Starts with the defaults: loopback, any free port, no handler. */
    public static Builder builder() {
        return new Builder();
    }

    /** The port that is listened to. */
    public int port() {
        return listener.getLocalPort();
    }

    /**
     * Stops listening, closes idle connections, and lets messages at work be answered for as long as
     * {@link MllpOptions#closeTimeout()} allows. A second call returns at once.
     */
    @Override
    public void close() {
        List<ServerConnection> open;
        synchronized (lock) {
            if (closed) {
                return;
            }
            closed = true;
            lock.notifyAll();
            open = List.copyOf(connections.keySet());
        }
        closeListener();
        open.forEach(ServerConnection::drain);
        awaitConnections();
        handlers.shutdownNow();
        watchdog.close();
    }

    private void accept() {
        while (true) {
            Socket socket;
            try {
                socket = listener.accept();
            } catch (IOException e) {
                if (isClosed()) {
                    return;
                }
                LOG.warn("could not accept a connection: {}", e.getMessage());
                pause();
                continue;
            }
            try {
                serve(socket);
            } catch (IOException e) {
                LOG.debug("connection ended before it began: {}", e.getMessage());
                closeQuietly(socket);
            }
        }
    }

    /** For a failure that lasts, such as no free descriptors: not to spin. Ends at once when the server closes. */
    private void pause() {
        synchronized (lock) {
            if (closed) {
                return;
            }
            try {
                TimeUnit.NANOSECONDS.timedWait(lock, ACCEPT_PAUSE.toNanos());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private void serve(Socket socket) throws IOException {
        String peer = String.valueOf(socket.getRemoteSocketAddress());
        socket.setSendBufferSize(SEND_BUFFER);
        MllpConnection frames = new MllpConnection(
                socket,
                watchdog,
                options.maxMessageLength(),
                options.leniencies().contains(Leniency.LINE_FEED_AFTER_CARRIAGE_RETURN));
        ServerConnection connection = new ServerConnection(frames, peer, dispatcher, handlers, options);
        Thread thread = new Thread(
                () -> {
                    connection.run();
                    forget(connection);
                },
                "swf-hl7-connection-" + connectionNumbers.incrementAndGet());
        thread.setDaemon(true);
        synchronized (lock) {
            if (!closed && connections.size() < options.maxConnections()) {
                connections.put(connection, thread);
                thread.start();
                return;
            }
        }
        LOG.warn("connection from {} closed: {} are open", peer, options.maxConnections());
        connection.close();
    }

    private void forget(ServerConnection connection) {
        synchronized (lock) {
            connections.remove(connection);
            lock.notifyAll();
        }
    }

    private boolean isClosed() {
        synchronized (lock) {
            return closed;
        }
    }

    private void closeListener() {
        try {
            listener.close();
        } catch (IOException e) {
            LOG.warn("listener on port {} did not close cleanly: {}", port(), e.getMessage());
        }
    }

    private void awaitConnections() {
        long deadline = System.nanoTime() + options.closeTimeout().toNanos();
        List<ServerConnection> late;
        synchronized (lock) {
            try {
                while (!connections.isEmpty() && System.nanoTime() < deadline) {
                    TimeUnit.NANOSECONDS.timedWait(lock, deadline - System.nanoTime());
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            late = List.copyOf(connections.keySet());
        }
        if (!late.isEmpty()) {
            LOG.warn("{} connections were still at work after {}", late.size(), options.closeTimeout());
            late.forEach(ServerConnection::close);
        }
    }

    private static void closeQuietly(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            LOG.debug("socket did not close cleanly: {}", e.getMessage());
        }
    }

    private static ThreadPoolExecutor handlerPool(MllpOptions options) {
        AtomicInteger numbers = new AtomicInteger();
        return new ThreadPoolExecutor(
                options.handlerThreads(),
                options.handlerThreads(),
                0,
                TimeUnit.SECONDS,
                new ArrayBlockingQueue<>(options.maxConnections()), // one outstanding message each
                task -> {
                    Thread thread = new Thread(task, "swf-hl7-handler-" + numbers.incrementAndGet());
                    thread.setDaemon(true);
                    return thread;
                });
    }

    /** Collects what a server needs. */
    public static final class Builder {
        private InetAddress address = InetAddress.getLoopbackAddress();
        private int port;
        private MllpOptions options = MllpOptions.defaults();
        private @Nullable OrderIntake orders;
        private @Nullable PatientUpdateHandler patients;
        private OrderProfile orderProfile = OrderProfile.SCHEDULED;
        private StationDirectory stations = StationDirectory.modalityAsStation();
        private final Set<HeaderCheck.Address> senders = new HashSet<>();
        private final Set<HeaderCheck.Address> receivers = new HashSet<>();
        private final List<Hl7Listener> listeners = new ArrayList<>();

        private Builder() {}

        /** The local address to listen on; default loopback. */
        public Builder bind(InetAddress local) {
            address = Objects.requireNonNull(local, "address");
            return this;
        }

        /** The port to listen on; default 0, any that is free. 2575 is registered for HL7. */
        public Builder port(int number) {
            port = number;
            return this;
        }

        /** Limits and deadlines. */
        public Builder options(MllpOptions limits) {
            options = Objects.requireNonNull(limits, "options");
            return this;
        }

        /** Takes ORM^O01 in; without it, ORM is not supported. */
        public Builder orders(OrderIntake intake) {
            orders = Objects.requireNonNull(intake, "orders");
            return this;
        }

        /** Takes ADT in; without it, ADT is not supported. */
        public Builder patients(PatientUpdateHandler handler) {
            patients = Objects.requireNonNull(handler, "patients");
            return this;
        }

        /** What orders have to bring along; default {@link OrderProfile#SCHEDULED}. */
        public Builder orderProfile(OrderProfile profile) {
            orderProfile = Objects.requireNonNull(profile, "orderProfile");
            return this;
        }

        /** Assigns stations to ordered steps; default {@link StationDirectory#modalityAsStation()}. */
        public Builder stations(StationDirectory directory) {
            stations = Objects.requireNonNull(directory, "stations");
            return this;
        }

        /** Accepts this sending application and facility (MSH-3, MSH-4); default any. May be called several times. */
        public Builder acceptFrom(String application, String facility) {
            senders.add(new HeaderCheck.Address(application, facility));
            return this;
        }

        /** Accepts messages to this application and facility (MSH-5, MSH-6); default any. May be called several times. */
        public Builder acceptFor(String application, String facility) {
            receivers.add(new HeaderCheck.Address(application, facility));
            return this;
        }

        /** Adds a listener. */
        public Builder listener(Hl7Listener listener) {
            listeners.add(Objects.requireNonNull(listener, "listener"));
            return this;
        }

        /**
         * Listens from now on.
         *
         * @throws IOException if the address is taken or is not local
         */
        public Hl7Server start() throws IOException {
            MessageDispatcher dispatcher = new MessageDispatcher(
                    transactions(),
                    new HeaderCheck(options.leniencies(), senders, receivers),
                    new AckWriter(options.clock(), new ControlIds(options.clock())),
                    options,
                    listeners);
            ServerSocket socket = new ServerSocket();
            try {
                socket.setReuseAddress(true);
                socket.bind(new InetSocketAddress(address, port), BACKLOG);
            } catch (IOException e) {
                socket.close();
                throw e;
            }
            Hl7Server server = new Hl7Server(socket, dispatcher, options);
            server.acceptor.start();
            return server;
        }

        private List<Transaction> transactions() {
            List<Transaction> transactions = new ArrayList<>();
            if (orders != null) {
                transactions.add(new OrderTransaction(orders, OrderMapper.with(orderProfile, stations)));
            }
            if (patients != null) {
                transactions.add(new PatientTransaction(patients, PatientMapper.standard()));
            }
            if (transactions.isEmpty()) {
                throw new IllegalStateException("a server needs orders or patients");
            }
            return transactions;
        }
    }
}
