package io.github.swfsdk.hl7;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.github.swfsdk.api.event.Cause;
import io.github.swfsdk.hl7.internal.ack.AckRule;
import io.github.swfsdk.hl7.internal.mllp.FrameException;
import io.github.swfsdk.hl7.internal.mllp.MllpConnection;
import io.github.swfsdk.hl7.message.Leniency;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One accepted connection: receives a message, has it handled, sends the acknowledgement, and only then receives the next.
 * {@link #run()} belongs to the connection's thread; {@link #drain()} and {@link #close()} may be called by any.
 */
final class ServerConnection implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(ServerConnection.class);

    private final MllpConnection connection;
    private final String peer;
    private final MessageDispatcher dispatcher;
    private final ExecutorService handlers;
    private final MllpOptions options;

    private final Object lock = new Object();

    @GuardedBy("lock")
    private boolean atWork;

    @GuardedBy("lock")
    private boolean draining;

    ServerConnection(
            MllpConnection connection,
            String peer,
            MessageDispatcher dispatcher,
            ExecutorService handlers,
            MllpOptions options) {
        this.connection = connection;
        this.peer = peer;
        this.dispatcher = dispatcher;
        this.handlers = handlers;
        this.options = options;
    }

    @Override
    public void run() {
        try {
            serve();
        } catch (IOException e) {
            LOG.debug("connection from {} ended: {}", peer, e.getMessage());
        } finally {
            close();
        }
    }

    /** Lets the message at work be answered, then closes; closes now if there is none. */
    void drain() {
        synchronized (lock) {
            draining = true;
            if (atWork) {
                return;
            }
        }
        close();
    }

    /** Closes whatever is at work. */
    void close() {
        try {
            connection.close();
        } catch (IOException e) {
            LOG.debug("connection from {} did not close cleanly: {}", peer, e.getMessage());
        }
    }

    private void serve() throws IOException {
        while (true) {
            Optional<byte[]> message;
            try {
                message = connection.receive(options.idleTimeout(), options.receiveTimeout());
            } catch (FrameException e) {
                refuse(e);
                return;
            }
            if (message.isEmpty() || !startWork()) {
                return;
            }
            connection.send(handle(message.get()), options.sendTimeout());
            if (!endWork()) {
                return;
            }
        }
    }

    /** The position in the stream is lost: says why, once, and ends. */
    private void refuse(FrameException failure) throws IOException {
        LOG.info("connection from {} refused: {}", peer, failure.getMessage());
        byte[] answer = dispatcher.refuse(
                failure.content(), unknownSender(), AckRule.BAD_FRAME, String.valueOf(failure.getMessage()));
        connection.send(answer, options.sendTimeout());
        connection.finish(options.closeTimeout());
    }

    private byte[] handle(byte[] message) {
        if (connection.skippedLineFeed()) {
            dispatcher.tolerated(message, unknownSender(), Leniency.LINE_FEED_AFTER_CARRIAGE_RETURN);
        }
        Future<byte[]> answer;
        try {
            answer = handlers.submit(() -> dispatcher.handle(message, unknownSender()));
        } catch (RejectedExecutionException e) {
            return dispatcher.refuse(message, unknownSender(), AckRule.BUSY, "too busy, try again");
        }
        try {
            return answer.get(options.handlerTimeout().toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            answer.cancel(true);
            LOG.error("message from {} not handled within {}", peer, options.handlerTimeout());
        } catch (ExecutionException e) {
            LOG.error("message from {}: handler failed", peer, new StackOnly(e));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            answer.cancel(true);
        }
        return dispatcher.refuse(message, unknownSender(), AckRule.INTERNAL_ERROR, "no answer from the application");
    }

    private boolean startWork() {
        synchronized (lock) {
            atWork = !draining;
            return atWork;
        }
    }

    private boolean endWork() {
        synchronized (lock) {
            atWork = false;
            return !draining;
        }
    }

    private Cause unknownSender() {
        return new Cause(Cause.Kind.HL7, peer, "");
    }
}
