package io.github.swfsdk.dicom.internal.dimse;

import io.github.swfsdk.dicom.internal.pdu.AbortReason;
import io.github.swfsdk.dicom.internal.pdu.PData;
import io.github.swfsdk.dicom.internal.pdu.PDataValue;
import io.github.swfsdk.dicom.internal.pdu.PduException;
import io.github.swfsdk.dicom.internal.pdu.Tolerance;
import io.github.swfsdk.dicom.internal.ul.Transport;
import io.github.swfsdk.dicom.net.Leniency;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Collections;
import java.util.Iterator;
import org.jspecify.annotations.Nullable;

/**
 * Puts fragments together again: first the command set, then the data set, over one presentation context (PS3.8, Annex E).
 * Takes any fragmentation. For the thread that reads, except for {@link #fail} and {@link #isInMessage}.
 */
final class MessageReader {
    /** Takes what has been put together. */
    interface Receiver {
        /**
         * A command set is complete.
         *
         * @return where its data set goes, if one follows
         */
        IncomingDataSet command(AgreedContext context, CommandSet command) throws IOException, PduException;

        /**
         * What {@link #command} or the end of its data set has begun may run now; more may be taken meanwhile, on this thread or
         * another.
         */
        default void proceed() {}
    }

    private final Transport transport;
    private final Tolerance tolerance;
    private final int maxCommand;
    private final Receiver receiver;
    private byte[] commandBytes = new byte[512];
    private int commandLength;
    private @Nullable AgreedContext context;
    private Iterator<PDataValue> received = Collections.emptyIterator();
    private volatile @Nullable IncomingDataSet dataSet;
    private volatile boolean inMessage;

    MessageReader(Transport transport, Tolerance tolerance, int maxCommand, Receiver receiver) {
        this.transport = transport;
        this.tolerance = tolerance;
        this.maxCommand = maxCommand;
        this.receiver = receiver;
    }

    /** Whether a message has begun and not ended. Any thread. */
    boolean isInMessage() {
        return inMessage;
    }

    /** A PDU has come; all of the one before was taken. */
    void received(PData data) {
        received = data.values().iterator();
    }

    /** Takes the next fragment of the PDU; false when none is left. */
    boolean takeNext(AgreedContexts contexts) throws IOException, PduException {
        if (!received.hasNext()) {
            return false;
        }
        PDataValue value = received.next();
        AgreedContext agreed = contexts.byId(value.contextId())
                .orElseThrow(
                        () -> invalid("data on presentation context " + value.contextId() + ", which is not accepted"));
        take(value, agreed);
        return true;
    }

    /** The association is gone: whoever reads a data set hears it. Any thread. */
    void fail(IOException cause) {
        IncomingDataSet open = dataSet;
        if (open != null) {
            open.fail(cause);
        }
    }

    private void take(PDataValue value, AgreedContext agreed) throws IOException, PduException {
        if (inMessage && agreed != context) {
            throw invalid("a message changes its presentation context");
        }
        if (!value.last() && value.fragment().remaining() % 2 != 0) {
            tolerance.use(Leniency.ODD_FRAGMENT);
        }
        IncomingDataSet open = dataSet;
        if (value.command() != (open == null)) {
            throw new PduException(
                    AbortReason.UNEXPECTED_PARAMETER,
                    value.command() ? "a command inside a data set" : "a data set without a command");
        }
        inMessage = true;
        context = agreed;
        if (open == null) {
            takeCommand(value, agreed);
        } else {
            takeDataSet(value, open);
        }
    }

    private void takeCommand(PDataValue value, AgreedContext agreed) throws IOException, PduException {
        ByteBuffer fragment = value.fragment();
        if (commandLength + fragment.remaining() > maxCommand) {
            throw invalid("a command set is longer than " + maxCommand + " bytes");
        }
        if (!value.last()) {
            append(fragment);
            return;
        }
        ByteBuffer bytes = fragment;
        if (commandLength > 0) {
            append(fragment);
            bytes = ByteBuffer.wrap(commandBytes, 0, commandLength).slice();
        }
        CommandSet command = CommandReader.read(bytes, tolerance);
        commandLength = 0;
        // a response may be on its way before this returns; what follows belongs to the next message then
        inMessage = command.hasDataSet();
        IncomingDataSet target = receiver.command(agreed, command);
        dataSet = command.hasDataSet() ? target : null;
        receiver.proceed();
    }

    private void takeDataSet(PDataValue value, IncomingDataSet open) throws IOException {
        open.fragment(value.fragment(), transport);
        if (value.last()) {
            dataSet = null;
            inMessage = false;
            open.end();
            receiver.proceed();
        }
    }

    private void append(ByteBuffer fragment) {
        int count = fragment.remaining();
        if (commandBytes.length - commandLength < count) {
            commandBytes = Arrays.copyOf(commandBytes, Math.max(2 * commandBytes.length, commandLength + count));
        }
        fragment.get(commandBytes, commandLength, count);
        commandLength += count;
    }

    private static PduException invalid(String message) {
        return new PduException(AbortReason.INVALID_PARAMETER_VALUE, message);
    }
}
