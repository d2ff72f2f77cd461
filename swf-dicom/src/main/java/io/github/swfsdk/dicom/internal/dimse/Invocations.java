package io.github.swfsdk.dicom.internal.dimse;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import io.github.swfsdk.api.dataset.DataSet;
import io.github.swfsdk.api.dataset.Uid;
import io.github.swfsdk.dicom.io.DicomFormatException;
import io.github.swfsdk.dicom.net.AssociationException;
import io.github.swfsdk.dicom.net.AssociationTimeoutException;
import io.github.swfsdk.dicom.net.OperationInfo;
import io.github.swfsdk.dicom.net.OperationStart;
import io.github.swfsdk.dicom.service.DimseMessage;
import io.github.swfsdk.dicom.service.DimseOperation;
import io.github.swfsdk.dicom.service.DimseResponse;
import io.github.swfsdk.dicom.service.Status;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiPredicate;
import org.jspecify.annotations.Nullable;

/**
 * The requests that this side has sent and the responses they wait for. Thread-safe: any thread sends, the thread that reads
 * delivers.
 */
final class Invocations {
    private static final int MEDIUM_PRIORITY = 0;

    private final Association association;
    private final Engine engine;
    private final MessageWriter writer;
    private final AgreedContexts contexts;
    private final Semaphore window;
    private final AtomicInteger lastMessageId = new AtomicInteger();
    private final ConcurrentHashMap<Integer, PendingRequest> pending = new ConcurrentHashMap<>();

    @GuardedBy("pending")
    private @Nullable AssociationException ended;

    /** @param maxInvoked operations that may be outstanding at a time */
    Invocations(Association association, Engine engine, MessageWriter writer, AgreedContexts contexts, int maxInvoked) {
        this.association = association;
        this.engine = engine;
        this.writer = writer;
        this.contexts = contexts;
        this.window = new Semaphore(maxInvoked);
    }

    boolean isIdle() {
        return pending.isEmpty();
    }

    int outstanding() {
        return pending.size();
    }

    /** Sends a request and waits for its final response. */
    DimseResponse send(DimseMessage message, BiPredicate<Status, DataSet> taker) {
        AgreedContext context = choose(message);
        long began = System.nanoTime();
        awaitWindow();
        try {
            PendingRequest request = register();
            OperationStart start = start(message, request.messageId());
            try {
                DimseResponse response = exchange(message, context, request, taker);
                report(start, response, began);
                return response;
            } catch (RuntimeException e) {
                engine.tell(listener -> listener.operationAbandoned(association.info(), start));
                throw e;
            } finally {
                pending.remove(request.messageId());
            }
        } finally {
            window.release();
        }
    }

    private DimseResponse exchange(
            DimseMessage message, AgreedContext context, PendingRequest request, BiPredicate<Status, DataSet> taker) {
        write(message, context, request.messageId());
        return new ResponseLoop(message, context, request, taker).run();
    }

    private OperationStart start(DimseMessage message, int messageId) {
        OperationStart start = new OperationStart(
                message.operation().name().replace('_', '-'), message.sopClassUid(), messageId, true);
        engine.tell(listener -> listener.operationStarted(association.info(), start));
        return start;
    }

    /** A response has come. The thread that reads. */
    IncomingDataSet response(AgreedContext context, CommandSet command) throws IOException {
        PendingRequest request = pending.get(command.messageId());
        if (request == null) {
            return IncomingDataSet.IGNORED; // nobody asked, or nobody waits any more
        }
        if (!command.hasDataSet()) {
            request.deliver(new PendingRequest.Received(context, command, null));
            return IncomingDataSet.IGNORED;
        }
        return new CollectedDataSet(
                engine.options().maxDataSetInMemory(),
                dataSet -> request.deliver(new PendingRequest.Received(context, command, dataSet)));
    }

    /** The association is gone: everybody who waits hears why, and nobody can begin to wait. */
    void fail(AssociationException cause) {
        synchronized (pending) {
            ended = cause;
        }
        pending.values().forEach(request -> request.fail(cause));
    }

    private AgreedContext choose(DimseMessage message) {
        DimseOperation operation = message.operation();
        return contexts.first(context -> context.abstractSyntax().equals(message.sopClassUid())
                        && context.mayInvoke(operation)
                        && carries(context.transferSyntax(), message.body()))
                .orElseThrow(() -> new AssociationException(association.info().reference()
                        + " has no presentation context for " + operation + " of " + message.sopClassUid()));
    }

    private boolean carries(Uid transferSyntax, DimseMessage.Body body) {
        if (body instanceof DimseMessage.Encoded encoded) {
            return transferSyntax.equals(encoded.transferSyntaxUid());
        }
        return body instanceof DimseMessage.None || engine.coder().writes(transferSyntax);
    }

    private void awaitWindow() {
        Duration limit = engine.options().response();
        try {
            if (!window.tryAcquire(limit.toNanos(), TimeUnit.NANOSECONDS)) {
                throw new AssociationTimeoutException(association.info().reference(), "response", limit);
            }
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    private AssociationException interrupted(InterruptedException e) {
        Thread.currentThread().interrupt();
        return new AssociationException("interrupted on " + association.info().reference(), e);
    }

    private PendingRequest register() {
        synchronized (pending) {
            if (ended != null) {
                throw ended;
            }
            while (true) { // the window is smaller than the number of IDs
                int id = lastMessageId.updateAndGet(last -> last >= 0xFFFF ? 1 : last + 1);
                PendingRequest request = new PendingRequest(id, engine.options());
                if (pending.putIfAbsent(id, request) == null) {
                    return request;
                }
            }
        }
    }

    private void write(DimseMessage message, AgreedContext context, int messageId) {
        CommandSet command = command(message, messageId);
        try {
            if (message.body() instanceof DimseMessage.Values values) {
                writer.send(context, command, values.dataSet());
            } else if (message.body() instanceof DimseMessage.Encoded encoded) {
                writer.send(context, command, encoded.bytes());
            } else {
                writer.send(context, command);
            }
        } catch (MessageWriter.DataSetException e) {
            throw association.sourceFailed(e);
        } catch (IOException e) {
            throw association.writeFailed(e);
        }
    }

    private static CommandSet command(DimseMessage message, int messageId) {
        DimseOperation operation = message.operation();
        boolean requested = operation.usesRequestedUids();
        CommandSet command = CommandSet.of(operation.commandField())
                .put(CommandElement.MESSAGE_ID, messageId)
                .put(
                        requested ? CommandElement.REQUESTED_SOP_CLASS : CommandElement.AFFECTED_SOP_CLASS,
                        message.sopClassUid());
        message.sopInstanceUid()
                .ifPresent(uid -> command.put(
                        requested ? CommandElement.REQUESTED_SOP_INSTANCE : CommandElement.AFFECTED_SOP_INSTANCE, uid));
        boolean hasPriority = operation.isComposite() && operation != DimseOperation.C_ECHO;
        if (hasPriority) {
            command.put(CommandElement.PRIORITY, MEDIUM_PRIORITY);
        }
        message.typeId().ifPresent(type -> command.put(typeElement(operation), type));
        if (!message.attributeIdentifiers().isEmpty()) {
            command.put(CommandElement.ATTRIBUTE_IDENTIFIERS, message.attributeIdentifiers());
        }
        return command;
    }

    static CommandElement typeElement(DimseOperation operation) {
        return operation == DimseOperation.N_EVENT_REPORT ? CommandElement.EVENT_TYPE : CommandElement.ACTION_TYPE;
    }

    private void report(OperationStart start, DimseResponse response, long began) {
        Duration elapsed = Duration.ofNanos(System.nanoTime() - began);
        OperationInfo operation = new OperationInfo(
                start.operation(),
                start.sopClassUid(),
                start.messageId(),
                true,
                response.status().code(),
                elapsed);
        engine.tell(listener -> listener.operationDone(association.info(), operation));
    }

    /** Takes the responses of one request, on the thread that waits for them. */
    private final class ResponseLoop {
        private final DimseMessage message;
        private final AgreedContext context;
        private final PendingRequest request;
        private final BiPredicate<Status, DataSet> taker;
        private boolean cancelled;
        private @Nullable RuntimeException failure;

        ResponseLoop(
                DimseMessage message,
                AgreedContext context,
                PendingRequest request,
                BiPredicate<Status, DataSet> taker) {
            this.message = message;
            this.context = context;
            this.request = request;
            this.taker = taker;
        }

        DimseResponse run() {
            while (true) {
                PendingRequest.Received received = next();
                Status status = new Status(
                        received.command().number(CommandElement.STATUS).orElse(0));
                if (!status.isPending()) {
                    if (failure != null) {
                        throw failure;
                    }
                    return response(status, received);
                }
                if (!cancelled && !offer(status, received)) {
                    cancel();
                }
            }
        }

        private PendingRequest.Received next() {
            Duration limit = engine.options().response();
            try {
                return request.take(limit).orElseThrow(() -> association.timedOut("response", limit));
            } catch (InterruptedException e) {
                AssociationException cause = interrupted(e);
                association.fail(cause); // the answer would meet nobody
                throw cause;
            }
        }

        /** What the taker or a malformed data set throws ends the operation in order before it is thrown on. */
        private boolean offer(Status status, PendingRequest.Received received) {
            try {
                Optional<DataSet> dataSet = decode(received);
                return dataSet.isEmpty() || taker.test(status, dataSet.get());
            } catch (RuntimeException e) {
                failure = e;
                return false;
            }
        }

        private void cancel() {
            cancelled = true;
            try {
                writer.send(
                        context,
                        CommandSet.of(CommandSet.C_CANCEL_RQ)
                                .put(CommandElement.MESSAGE_ID_RESPONDED_TO, request.messageId()));
            } catch (IOException e) {
                throw association.writeFailed(e);
            }
        }

        private DimseResponse response(Status status, PendingRequest.Received received) {
            CommandSet command = received.command();
            return new DimseResponse(
                    status,
                    decode(received),
                    command.uid(CommandElement.AFFECTED_SOP_INSTANCE),
                    command.text(CommandElement.ERROR_COMMENT),
                    command.number(CommandElement.ERROR_ID),
                    command.tags(CommandElement.OFFENDING_ELEMENT),
                    command.tags(CommandElement.ATTRIBUTE_IDENTIFIERS));
        }

        private Optional<DataSet> decode(PendingRequest.Received received) {
            CollectedDataSet dataSet = received.dataSet();
            if (dataSet == null) {
                return Optional.empty();
            }
            int limit = engine.options().maxDataSetInMemory();
            if (dataSet.exceedsLimit()) {
                throw new DicomFormatException(
                        "the data set of a response to " + message.operation() + " exceeds maxDataSetInMemory",
                        limit,
                        "");
            }
            try {
                return Optional.of(engine.coder()
                        .read(dataSet.content(), received.context().transferSyntax(), association::dataSetTook));
            } catch (IOException e) {
                throw new DicomFormatException("the data set of a response ends too early", dataSet.held(), "", e);
            }
        }
    }
}
