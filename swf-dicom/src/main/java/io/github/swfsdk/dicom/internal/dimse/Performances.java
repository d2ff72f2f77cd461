package io.github.swfsdk.dicom.internal.dimse;

import io.github.swfsdk.api.dataset.DataSet;
import io.github.swfsdk.api.dataset.Uid;
import io.github.swfsdk.dicom.internal.pdu.PduException;
import io.github.swfsdk.dicom.internal.pdu.Tolerance;
import io.github.swfsdk.dicom.internal.transport.DeadlineException;
import io.github.swfsdk.dicom.io.DicomFormatException;
import io.github.swfsdk.dicom.net.AssociationOptions;
import io.github.swfsdk.dicom.net.Leniency;
import io.github.swfsdk.dicom.net.OperationInfo;
import io.github.swfsdk.dicom.net.OperationStart;
import io.github.swfsdk.dicom.service.DimseOperation;
import io.github.swfsdk.dicom.service.DimseResponse;
import io.github.swfsdk.dicom.service.PendingResponses;
import io.github.swfsdk.dicom.service.Status;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The requests of the peer: finds the service for each, runs it, and sends what it answers. The thread that reads brings them,
 * and waits when more come than were agreed on. It runs C-STORE, C-ECHO, N-CREATE and N-SET itself where the peer has one
 * operation at a time; handler threads run the others.
 */
final class Performances {
    private static final Logger LOG = LoggerFactory.getLogger(Performances.class);

    /** Answers a request; a service, or a refusal. */
    @FunctionalInterface
    private interface Answer {
        DimseResponse to(IncomingRequest request, PendingResponses pending);
    }

    /** Operations that may be as short as the hand-over to another thread. */
    private static final Set<DimseOperation> SHORT =
            EnumSet.of(DimseOperation.C_ECHO, DimseOperation.N_CREATE, DimseOperation.N_SET);

    private final Association association;
    private final Engine engine;
    private final HostedServices services;
    private final MessageWriter writer;
    private final Tolerance tolerance;

    /** Operations that the peer has outstanding: given back just before the final response leaves. */
    private final Semaphore window;

    /** Handler threads: given back after the final response has left, so that a peer that does not read gets no more. */
    private final Semaphore threads;

    private final int maxThreads;
    private final boolean oneAtATime;

    /** What the thread that reads is to run itself. */
    private @Nullable Runnable next;

    private final ConcurrentHashMap<Integer, IncomingRequest> outstanding = new ConcurrentHashMap<>();
    private final AtomicInteger running = new AtomicInteger();

    /** @param maxPerformed operations that the peer may have outstanding at a time */
    Performances(
            Association association,
            Engine engine,
            HostedServices services,
            MessageWriter writer,
            Tolerance tolerance,
            int maxPerformed) {
        this.association = association;
        this.engine = engine;
        this.services = services;
        this.writer = writer;
        this.tolerance = tolerance;
        this.window = new Semaphore(maxPerformed);
        this.maxThreads = maxPerformed + 1;
        this.oneAtATime = maxPerformed == 1;
        this.threads = new Semaphore(maxThreads);
    }

    boolean isIdle() {
        return running.get() == 0;
    }

    /** Waits until each request that has come is answered; false if the time is over first. Not for a handler thread. */
    boolean awaitIdle(Duration limit) throws InterruptedException {
        boolean idle = threads.tryAcquire(maxThreads, limit.toNanos(), TimeUnit.NANOSECONDS);
        if (idle) {
            threads.release(maxThreads);
        }
        return idle;
    }

    int running() {
        return running.get();
    }

    /** A request has come. The thread that reads. */
    IncomingDataSet request(AgreedContext context, CommandSet command) throws IOException, PduException {
        if (command.field() == CommandSet.C_CANCEL_RQ) {
            cancel(command.messageId());
            return IncomingDataSet.IGNORED;
        }
        Optional<DimseOperation> operation = operation(command.field());
        IncomingRequest request = new IncomingRequest(
                association,
                engine,
                context,
                command,
                operation.orElse(DimseOperation.C_ECHO), // a refusal looks at the command only
                sopClass(operation, context, command));
        Answer answer = operation.isEmpty() ? refuse(Status.UNRECOGNIZED_OPERATION) : answer(request);
        return start(request, answer);
    }

    /** The association is gone: services hear it from their requests. */
    void fail() {
        outstanding.values().forEach(IncomingRequest::cancel);
    }

    private void cancel(int messageId) {
        IncomingRequest request = outstanding.get(messageId);
        if (request != null) {
            request.cancel();
        }
    }

    private static Optional<DimseOperation> operation(int field) {
        for (DimseOperation each : DimseOperation.values()) {
            if (each.commandField() == field) {
                return Optional.of(each);
            }
        }
        return Optional.empty();
    }

    private static Uid sopClass(Optional<DimseOperation> operation, AgreedContext context, CommandSet command) {
        boolean requested = operation.isPresent() && operation.get().usesRequestedUids();
        return command.uid(requested ? CommandElement.REQUESTED_SOP_CLASS : CommandElement.AFFECTED_SOP_CLASS)
                .orElse(context.abstractSyntax());
    }

    private Answer answer(IncomingRequest request) throws PduException {
        DimseOperation operation = request.operation();
        Optional<HostedServices.Hosted> hosted = services.find(request.context().abstractSyntax());
        boolean sameClass = request.sopClassUid().equals(request.context().abstractSyntax());
        if (hosted.isEmpty()
                || !sameClass && services.find(request.sopClassUid()).isEmpty()) {
            return refuse(operation.isComposite() ? Status.SOP_CLASS_NOT_SUPPORTED : Status.NO_SUCH_SOP_CLASS);
        }
        if (operation != DimseOperation.C_ECHO && !association.admitsOperation()) {
            return refuse(operation.isComposite() ? Status.OUT_OF_RESOURCES : Status.RESOURCE_LIMITATION);
        }
        if (!request.context().mayPerform(operation)) {
            tolerance.use(Leniency.MISSING_ROLE_SELECTION);
            association.tellLeniencies();
        }
        return hosted.get().service()::handle;
    }

    private static Answer refuse(Status status) {
        return (request, pending) -> DimseResponse.of(status);
    }

    private IncomingDataSet start(IncomingRequest request, Answer answer) throws IOException {
        acquire(threads);
        acquire(window);
        running.incrementAndGet();
        boolean duplicate = outstanding.putIfAbsent(request.messageId(), request) != null;
        Answer actual = duplicate ? refuse(Status.DUPLICATE_INVOCATION) : answer;
        Runnable task = () -> perform(request, actual);
        AssociationOptions options = engine.options();
        if (request.operation() == DimseOperation.C_STORE && request.hasDataSet()) {
            DataSetPipe pipe = new DataSetPipe(
                    options.maxBytesAhead(),
                    options.handler(),
                    options.read().multipliedBy(2), // the watchdog is first; this is a second line
                    association::readSome,
                    () -> association.timedOut("read", options.read()));
            runHere(task);
            return request.receiveInto(pipe);
        }
        if (request.hasDataSet()) {
            return request.receiveInto(
                    new CollectedDataSet(options.maxDataSetInMemory(), dataSet -> run(request, task)));
        }
        run(request, task);
        return IncomingDataSet.IGNORED;
    }

    private void run(IncomingRequest request, Runnable task) {
        if (SHORT.contains(request.operation())) {
            runHere(task);
        } else {
            engine.handlers().execute(task);
        }
    }

    /** The thread that reads runs it when the message has been taken, unless operations may run beside each other. */
    private void runHere(Runnable task) {
        next = task;
    }

    /** Runs the operation that was begun, if this thread is to do so. The thread that reads. */
    void proceed() {
        Runnable task = next;
        next = null;
        if (task == null) {
            return;
        }
        if (oneAtATime) {
            association.perform(task);
        } else {
            engine.handlers().execute(task);
        }
    }

    private void acquire(Semaphore permits) throws IOException {
        Duration limit = engine.options().handler();
        try {
            if (!permits.tryAcquire(limit.toNanos(), TimeUnit.NANOSECONDS)) {
                throw new DeadlineException("handler", limit);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while waiting for a running operation");
        }
    }

    /** A handler thread, or the one that reads. */
    private void perform(IncomingRequest request, Answer answer) {
        OperationStart start = new OperationStart(request.name(), request.sopClassUid(), request.messageId(), false);
        engine.tell(listener -> listener.operationStarted(association.info(), start));
        boolean answered = false;
        try {
            DimseResponse response = ask(request, answer);
            request.closeDataSet();
            outstanding.remove(request.messageId(), request);
            window.release();
            answered = finish(request, response);
        } finally {
            if (!answered) {
                engine.tell(listener -> listener.operationAbandoned(association.info(), start));
            }
            threads.release();
            running.decrementAndGet();
            association.operationEnded();
        }
    }

    /** The one place around vendor code: whatever it throws becomes a status. */
    private DimseResponse ask(IncomingRequest request, Answer answer) {
        try {
            return answer.to(request, new Pending(request));
        } catch (DicomFormatException e) {
            LOG.warn("{} {} is malformed: {}", request.name(), request.reference(), e.getMessage());
            return DimseResponse.of(failure(request.operation()), String.valueOf(e.getMessage()));
        } catch (RuntimeException | Error e) {
            if (association.isUsable()) {
                LOG.error("{} {} failed", request.name(), request.reference(), e);
            } else {
                LOG.debug("{} {} ended with its association", request.name(), request.reference(), e);
            }
            return DimseResponse.of(failure(request.operation()));
        }
    }

    private static Status failure(DimseOperation operation) {
        return operation.isComposite() && operation != DimseOperation.C_ECHO
                ? Status.CANNOT_UNDERSTAND
                : Status.PROCESSING_FAILURE;
    }

    /** Whether the response has left. */
    private boolean finish(IncomingRequest request, DimseResponse response) {
        if (!association.isUsable()) {
            return false;
        }
        try {
            respond(request, response);
        } catch (MessageWriter.DataSetException e) {
            return finishWithoutDataSet(request, e);
        } catch (IOException e) {
            association.writeFailed(e);
            return false;
        }
        report(request, response.status());
        return true;
    }

    private boolean finishWithoutDataSet(IncomingRequest request, MessageWriter.DataSetException cause) {
        if (cause.partlySent()) {
            association.sourceFailed(cause);
            return false;
        }
        LOG.error("the response of {} {} cannot be encoded", request.name(), request.reference(), cause);
        return finish(request, DimseResponse.of(failure(request.operation())));
    }

    private void respond(IncomingRequest request, DimseResponse response) throws IOException {
        CommandSet command = command(request, response);
        Optional<DataSet> dataSet = response.dataSet();
        if (dataSet.isPresent()) {
            writer.send(request.context(), command, dataSet.get());
        } else {
            writer.send(request.context(), command);
        }
    }

    private static CommandSet command(IncomingRequest request, DimseResponse response) {
        CommandSet asked = request.command();
        CommandSet command = CommandSet.of(asked.field() | CommandSet.RESPONSE)
                .put(CommandElement.MESSAGE_ID_RESPONDED_TO, asked.messageId())
                .put(CommandElement.AFFECTED_SOP_CLASS, request.sopClassUid())
                .put(CommandElement.STATUS, response.status().code());
        response.sopInstanceUid()
                .or(request::sopInstanceUid)
                .ifPresent(uid -> command.put(CommandElement.AFFECTED_SOP_INSTANCE, uid));
        request.typeId().ifPresent(type -> command.put(Invocations.typeElement(request.operation()), type));
        if (!response.errorComment().isEmpty()) {
            command.putText(CommandElement.ERROR_COMMENT, ErrorComment.fit(response.errorComment()));
        }
        response.errorId().ifPresent(id -> command.put(CommandElement.ERROR_ID, id));
        if (!response.offendingElements().isEmpty()) {
            command.put(CommandElement.OFFENDING_ELEMENT, response.offendingElements());
        }
        if (!response.attributeIdentifiers().isEmpty()) {
            command.put(CommandElement.ATTRIBUTE_IDENTIFIERS, response.attributeIdentifiers());
        }
        return command;
    }

    private void report(IncomingRequest request, Status status) {
        Duration elapsed = Duration.ofNanos(System.nanoTime() - request.beganAt());
        OperationInfo operation = new OperationInfo(
                request.name(), request.sopClassUid(), request.messageId(), false, status.code(), elapsed);
        engine.tell(listener -> listener.operationDone(association.info(), operation));
    }

    /** The service's way to send pending responses. */
    private final class Pending implements PendingResponses {
        private final IncomingRequest request;

        Pending(IncomingRequest request) {
            this.request = request;
        }

        @Override
        public boolean send(Status status, DataSet identifier) {
            if (!status.isPending()) {
                throw new IllegalArgumentException("a pending response has the status FF00H or FF01H, not " + status);
            }
            if (isCancelled()) {
                return false;
            }
            try {
                respond(request, DimseResponse.of(status).withDataSet(identifier));
            } catch (MessageWriter.DataSetException e) {
                throw association.sourceFailed(e);
            } catch (IOException e) {
                association.writeFailed(e);
                return false;
            }
            return !isCancelled();
        }

        @Override
        public boolean isCancelled() {
            return request.isCancelled();
        }
    }
}
