package io.github.swfsdk.dicom.internal.dimse;

import java.util.Optional;

/** The elements of command sets (PS3.7, Table E.1-1) that are not retired. */
enum CommandElement {
    GROUP_LENGTH(0x0000, Kind.UL),
    AFFECTED_SOP_CLASS(0x0002, Kind.UI),
    REQUESTED_SOP_CLASS(0x0003, Kind.UI),
    COMMAND_FIELD(0x0100, Kind.US),
    MESSAGE_ID(0x0110, Kind.US),
    MESSAGE_ID_RESPONDED_TO(0x0120, Kind.US),
    MOVE_DESTINATION(0x0600, Kind.TEXT),
    PRIORITY(0x0700, Kind.US),
    DATA_SET_TYPE(0x0800, Kind.US),
    STATUS(0x0900, Kind.US),
    OFFENDING_ELEMENT(0x0901, Kind.AT),
    ERROR_COMMENT(0x0902, Kind.TEXT),
    ERROR_ID(0x0903, Kind.US),
    AFFECTED_SOP_INSTANCE(0x1000, Kind.UI),
    REQUESTED_SOP_INSTANCE(0x1001, Kind.UI),
    EVENT_TYPE(0x1002, Kind.US),
    ATTRIBUTE_IDENTIFIERS(0x1005, Kind.AT),
    ACTION_TYPE(0x1008, Kind.US),
    REMAINING_SUBOPERATIONS(0x1020, Kind.US),
    COMPLETED_SUBOPERATIONS(0x1021, Kind.US),
    FAILED_SUBOPERATIONS(0x1022, Kind.US),
    WARNING_SUBOPERATIONS(0x1023, Kind.US),
    MOVE_ORIGINATOR(0x1030, Kind.TEXT),
    MOVE_ORIGINATOR_MESSAGE_ID(0x1031, Kind.US);

    /** How values are encoded: the value representations of PS3.5 that commands use. */
    enum Kind {
        /** Unsigned 16 bit. */
        US,
        /** Unsigned 32 bit. */
        UL,
        /** UID, padded with NUL. */
        UI,
        /** AE or LO, padded with a space. */
        TEXT,
        /** Attribute tags. */
        AT
    }

    private static final CommandElement[] ALL = values();

    private final int element;
    private final Kind kind;

    CommandElement(int element, Kind kind) {
        this.element = element;
        this.kind = kind;
    }

    /** The element number in group 0000. */
    int element() {
        return element;
    }

    Kind kind() {
        return kind;
    }

    static Optional<CommandElement> of(int element) {
        for (CommandElement each : ALL) {
            if (each.element == element) {
                return Optional.of(each);
            }
        }
        return Optional.empty();
    }
}
