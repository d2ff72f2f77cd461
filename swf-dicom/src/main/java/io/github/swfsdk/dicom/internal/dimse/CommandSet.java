package io.github.swfsdk.dicom.internal.dimse;

import static io.github.swfsdk.dicom.internal.dimse.CommandElement.COMMAND_FIELD;
import static io.github.swfsdk.dicom.internal.dimse.CommandElement.DATA_SET_TYPE;
import static io.github.swfsdk.dicom.internal.dimse.CommandElement.GROUP_LENGTH;
import static io.github.swfsdk.dicom.internal.dimse.CommandElement.MESSAGE_ID;
import static io.github.swfsdk.dicom.internal.dimse.CommandElement.MESSAGE_ID_RESPONDED_TO;

import io.github.swfsdk.api.dataset.Tag;
import io.github.swfsdk.api.dataset.Uid;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** A command set: the elements of group 0000 in Implicit VR Little Endian (PS3.7, 6.3). One thread while it is built. */
final class CommandSet {
    /** A response has this bit in its command field. */
    static final int RESPONSE = 0x8000;

    static final int C_CANCEL_RQ = 0x0FFF;

    private static final int NO_DATA_SET = 0x0101;
    private static final int DATA_SET_FOLLOWS = 0x0001;
    private static final int HEADER = 8;

    private final Map<CommandElement, Object> values = new EnumMap<>(CommandElement.class);

    CommandSet() {}

    /** A command without data set, until {@link #followedByDataSet()}. */
    static CommandSet of(int commandField) {
        return new CommandSet().put(COMMAND_FIELD, commandField).put(DATA_SET_TYPE, NO_DATA_SET);
    }

    /** Says that a data set follows. */
    CommandSet followedByDataSet() {
        return put(DATA_SET_TYPE, DATA_SET_FOLLOWS);
    }

    CommandSet put(CommandElement element, int value) {
        values.put(element, value);
        return this;
    }

    CommandSet put(CommandElement element, Uid value) {
        return putText(element, value.value());
    }

    /** Text of the default repertoire; anything else becomes a question mark. */
    CommandSet putText(CommandElement element, String value) {
        values.put(element, value);
        return this;
    }

    CommandSet put(CommandElement element, List<Tag> value) {
        values.put(element, value);
        return this;
    }

    /** (0000,0100). */
    int field() {
        return number(COMMAND_FIELD).orElse(0);
    }

    boolean isResponse() {
        return (field() & RESPONSE) != 0;
    }

    /** (0000,0110), or of a response or cancel (0000,0120). */
    int messageId() {
        boolean answers = isResponse() || field() == C_CANCEL_RQ;
        return number(answers ? MESSAGE_ID_RESPONDED_TO : MESSAGE_ID).orElse(0);
    }

    boolean hasDataSet() {
        return number(DATA_SET_TYPE).orElse(NO_DATA_SET) != NO_DATA_SET;
    }

    boolean has(CommandElement element) {
        return values.containsKey(element);
    }

    OptionalInt number(CommandElement element) {
        return values.get(element) instanceof Integer number ? OptionalInt.of(number) : OptionalInt.empty();
    }

    String text(CommandElement element) {
        return values.get(element) instanceof String text ? text : "";
    }

    /** The identifier; empty if it is absent or unusable. */
    Optional<Uid> uid(CommandElement element) {
        String text = text(element);
        return Uid.isUsable(text) ? Optional.of(Uid.of(text)) : Optional.empty();
    }

    List<Tag> tags(CommandElement element) {
        if (!(values.get(element) instanceof List<?> list)) {
            return List.of();
        }
        List<Tag> tags = new ArrayList<>(list.size());
        list.forEach(tag -> tags.add((Tag) tag));
        return tags;
    }

    /** The bytes as they travel, group length first. */
    ByteBuffer encode() {
        int length = 0;
        for (Map.Entry<CommandElement, Object> entry : values.entrySet()) {
            length += HEADER + padded(length(entry.getValue()));
        }
        ByteBuffer out = ByteBuffer.allocate(HEADER + Integer.BYTES + length).order(ByteOrder.LITTLE_ENDIAN);
        header(out, GROUP_LENGTH, Integer.BYTES);
        out.putInt(length);
        values.forEach((element, value) -> write(out, element, value)); // in ascending order, as the enum is
        return out.flip();
    }

    private static void write(ByteBuffer out, CommandElement element, Object value) {
        int length = length(value);
        header(out, element, padded(length));
        if (value instanceof Integer number) {
            out.putShort(number.shortValue());
        } else if (value instanceof String text) {
            out.put(text.getBytes(StandardCharsets.US_ASCII));
            if (padded(length) > length) {
                out.put((byte) (element.kind() == CommandElement.Kind.UI ? 0 : ' '));
            }
        } else {
            for (Object each : (List<?>) value) {
                Tag tag = (Tag) each;
                out.putShort((short) tag.group()).putShort((short) tag.element());
            }
        }
    }

    private static void header(ByteBuffer out, CommandElement element, int length) {
        out.putShort((short) 0).putShort((short) element.element()).putInt(length);
    }

    private static int length(Object value) {
        if (value instanceof Integer) {
            return Short.BYTES;
        }
        return value instanceof String text ? text.length() : ((List<?>) value).size() * Integer.BYTES;
    }

    private static int padded(int length) {
        return length + (length & 1);
    }

    @Override
    public String toString() {
        return String.format("command %04XH, message %d", field(), messageId());
    }
}
