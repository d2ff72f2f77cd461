package io.github.swfsdk.dicom.internal.dimse;

import io.github.swfsdk.api.dataset.DataSet;
import io.github.swfsdk.api.dataset.Tag;
import io.github.swfsdk.api.dataset.Uid;
import io.github.swfsdk.dicom.io.DicomFormatException;
import io.github.swfsdk.dicom.io.LeniencyListener;
import io.github.swfsdk.dicom.net.AssociationInfo;
import io.github.swfsdk.dicom.service.DimseAssociation;
import io.github.swfsdk.dicom.service.DimseOperation;
import io.github.swfsdk.dicom.service.DimseRequest;
import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** A request of the peer. For the handling thread, except for {@link #cancel()} and {@link #isCancelled()}. */
final class IncomingRequest implements DimseRequest {
    private final Association association;
    private final Engine engine;
    private final AgreedContext context;
    private final CommandSet command;
    private final DimseOperation operation;
    private final Uid sopClass;
    private final long beganAt = System.nanoTime();
    private volatile @Nullable IncomingDataSet incoming; // set by the thread that reads before the handler starts
    private volatile boolean cancelled;
    private boolean contentTaken;
    private @Nullable DataSet decoded;

    IncomingRequest(
            Association association,
            Engine engine,
            AgreedContext context,
            CommandSet command,
            DimseOperation operation,
            Uid sopClass) {
        this.association = association;
        this.engine = engine;
        this.context = context;
        this.command = command;
        this.operation = operation;
        this.sopClass = sopClass;
    }

    AgreedContext context() {
        return context;
    }

    CommandSet command() {
        return command;
    }

    /** The operation as the standard writes it, or its command field if the standard has none. */
    String name() {
        return command.field() == operation.commandField()
                ? operation.name().replace('_', '-')
                : String.format("%04XH", command.field());
    }

    long beganAt() {
        return beganAt;
    }

    /** Where the data set comes from. Reader thread, before the handler starts. */
    IncomingDataSet receiveInto(IncomingDataSet dataSet) {
        incoming = dataSet;
        return dataSet;
    }

    /** A C-CANCEL has come, or the association is gone. Any thread. */
    void cancel() {
        cancelled = true;
    }

    /** Any thread. */
    boolean isCancelled() {
        return cancelled || !association.isUsable();
    }

    /** Skips what was not read of the data set. */
    void closeDataSet() {
        if (incoming instanceof DataSetPipe pipe) {
            pipe.close();
        }
    }

    @Override
    public DimseOperation operation() {
        return operation;
    }

    @Override
    public int messageId() {
        return command.messageId();
    }

    @Override
    public Uid sopClassUid() {
        return sopClass;
    }

    @Override
    public Optional<Uid> sopInstanceUid() {
        return command.uid(
                operation.usesRequestedUids()
                        ? CommandElement.REQUESTED_SOP_INSTANCE
                        : CommandElement.AFFECTED_SOP_INSTANCE);
    }

    @Override
    public OptionalInt typeId() {
        return command.number(Invocations.typeElement(operation));
    }

    @Override
    public List<Tag> attributeIdentifiers() {
        return command.tags(CommandElement.ATTRIBUTE_IDENTIFIERS);
    }

    @Override
    public String callingAeTitle() {
        AssociationInfo info = association.info();
        return info.requestor() ? info.calledAeTitle() : info.callingAeTitle();
    }

    @Override
    public String calledAeTitle() {
        AssociationInfo info = association.info();
        return info.requestor() ? info.callingAeTitle() : info.calledAeTitle();
    }

    @Override
    public String reference() {
        return association.info().reference() + "/" + messageId();
    }

    @Override
    public String origin() {
        return reference() + " " + association.info().origin();
    }

    @Override
    public Uid transferSyntaxUid() {
        return context.transferSyntax();
    }

    @Override
    public boolean hasDataSet() {
        return command.hasDataSet();
    }

    @Override
    public DataSet dataSet() {
        if (decoded == null) {
            if (contentTaken) {
                throw new IllegalStateException("the content of " + reference() + " was taken");
            }
            decoded = hasDataSet() ? decode() : DataSet.empty();
        }
        return decoded;
    }

    @Override
    public InputStream content() {
        if (contentTaken || decoded != null) {
            throw new IllegalStateException("the content of " + reference() + " was taken");
        }
        contentTaken = true;
        return open();
    }

    @Override
    public DimseAssociation association() {
        return association;
    }

    @Override
    public LeniencyListener leniencies() {
        return association::dataSetTook;
    }

    private DataSet decode() {
        int limit = engine.options().maxDataSetInMemory();
        try (InputStream in = new Limited(open(), limit)) {
            return engine.coder().read(in, context.transferSyntax(), leniencies());
        } catch (IOException e) {
            throw new UncheckedIOException("the data set of " + reference() + " cannot be read", e);
        }
    }

    private InputStream open() {
        if (incoming instanceof DataSetPipe pipe) {
            return pipe;
        }
        if (incoming instanceof CollectedDataSet collected) {
            if (collected.exceedsLimit()) {
                throw tooLong(engine.options().maxDataSetInMemory());
            }
            return collected.content();
        }
        return new ByteArrayInputStream(new byte[0]);
    }

    private static DicomFormatException tooLong(int limit) {
        return new DicomFormatException("the data set exceeds maxDataSetInMemory", limit, "");
    }

    /** Ends a streamed data set that is to be decoded, and is longer than what may be held. */
    private static final class Limited extends FilterInputStream {
        private final int limit;
        private long count;

        Limited(InputStream in, int limit) {
            super(in);
            this.limit = limit;
        }

        @Override
        public int read() throws IOException {
            int value = super.read();
            count(value < 0 ? 0 : 1);
            return value;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            int read = super.read(bytes, offset, length);
            count(Math.max(read, 0));
            return read;
        }

        private void count(int bytes) {
            count += bytes;
            if (count > limit) {
                throw tooLong(limit);
            }
        }
    }
}
