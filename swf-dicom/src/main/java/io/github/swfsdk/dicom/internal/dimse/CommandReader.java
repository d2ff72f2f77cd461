package io.github.swfsdk.dicom.internal.dimse;

import io.github.swfsdk.api.dataset.Tag;
import io.github.swfsdk.dicom.internal.pdu.AbortReason;
import io.github.swfsdk.dicom.internal.pdu.PduException;
import io.github.swfsdk.dicom.internal.pdu.Tolerance;
import io.github.swfsdk.dicom.net.Leniency;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads command sets (PS3.7, 6.3.1). One that cannot be understood has no answer but A-ABORT. One thread only. */
final class CommandReader {
    private final ByteBuffer in;
    private final Tolerance tolerance;
    private final CommandSet command = new CommandSet();

    private CommandReader(ByteBuffer bytes, Tolerance tolerance) {
        this.in = bytes.order(ByteOrder.LITTLE_ENDIAN);
        this.tolerance = tolerance;
    }

    /** Reads a whole command set. */
    static CommandSet read(ByteBuffer bytes, Tolerance tolerance) throws PduException {
        return new CommandReader(bytes, tolerance).read();
    }

    private CommandSet read() throws PduException {
        int previous = -1;
        while (in.hasRemaining()) {
            if (in.remaining() < 8) {
                throw invalid("a command set ends inside an element");
            }
            int group = Short.toUnsignedInt(in.getShort());
            int element = Short.toUnsignedInt(in.getShort());
            long length = Integer.toUnsignedLong(in.getInt());
            if (group != 0) {
                throw invalid("a command set has an element of group " + group);
            }
            if (length > in.remaining()) {
                throw invalid("a command element declares " + length + " bytes, " + in.remaining() + " are left");
            }
            if (element <= previous || previous < 0 && element != 0) {
                tolerance.use(Leniency.COMMAND_STRUCTURE);
            }
            previous = element;
            value(element, (int) length);
        }
        return checked();
    }

    private void value(int element, int length) throws PduException {
        ByteBuffer value = in.slice(in.position(), length).order(ByteOrder.LITTLE_ENDIAN);
        in.position(in.position() + length);
        Optional<CommandElement> known = CommandElement.of(element);
        if (known.isEmpty() || command.has(known.get())) {
            return; // retired elements are ignored, and so is a second occurrence
        }
        switch (known.get().kind()) {
            case UL -> groupLength(value);
            case US -> number(known.get(), value);
            case UI -> command.putText(known.get(), uid(value));
            case TEXT -> command.putText(known.get(), text(value).strip());
            case AT -> command.put(known.get(), tags(value));
        }
    }

    /** The group length is not kept: it is computed when a command is written. */
    private void groupLength(ByteBuffer value) throws PduException {
        if (value.remaining() != Integer.BYTES || value.getInt() != in.remaining()) {
            tolerance.use(Leniency.COMMAND_STRUCTURE);
        }
    }

    private void number(CommandElement element, ByteBuffer value) throws PduException {
        if (value.remaining() >= Short.BYTES) {
            command.put(element, Short.toUnsignedInt(value.getShort()));
        } else if (value.hasRemaining()) {
            throw invalid("a number in a command set has one byte");
        }
    }

    private String uid(ByteBuffer value) throws PduException {
        String text = text(value);
        int end = text.length();
        if (end > 0 && text.charAt(end - 1) == 0) {
            end--; // the padding that the standard knows
        }
        String uid = text.substring(0, end);
        String stripped = uid.replace('\0', ' ').strip();
        if (stripped.length() != uid.length()) {
            tolerance.use(Leniency.PADDED_UID);
        }
        return stripped;
    }

    private static String text(ByteBuffer value) {
        byte[] bytes = new byte[value.remaining()]; // not more than has already arrived
        value.get(bytes);
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }

    private static List<Tag> tags(ByteBuffer value) {
        List<Tag> tags = new ArrayList<>(value.remaining() / Integer.BYTES);
        while (value.remaining() >= Integer.BYTES) {
            int group = Short.toUnsignedInt(value.getShort());
            tags.add(Tag.of(group, Short.toUnsignedInt(value.getShort())));
        }
        return tags;
    }

    private CommandSet checked() throws PduException {
        boolean cancel = command.field() == CommandSet.C_CANCEL_RQ;
        CommandElement id =
                command.isResponse() || cancel ? CommandElement.MESSAGE_ID_RESPONDED_TO : CommandElement.MESSAGE_ID;
        for (CommandElement needed :
                new CommandElement[] {CommandElement.COMMAND_FIELD, CommandElement.DATA_SET_TYPE, id}) {
            if (!command.has(needed)) {
                throw invalid("a command set has no " + needed);
            }
        }
        if (command.isResponse() && !command.has(CommandElement.STATUS)) {
            throw invalid("a response has no status");
        }
        return command;
    }

    private static PduException invalid(String message) {
        return new PduException(AbortReason.INVALID_PARAMETER_VALUE, message);
    }
}
