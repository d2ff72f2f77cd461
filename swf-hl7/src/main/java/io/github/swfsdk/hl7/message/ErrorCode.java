package io.github.swfsdk.hl7.message;

import java.util.Arrays;
import java.util.Optional;

/** Message error condition codes (HL7 table 0357), told in the ERR segment of an acknowledgement. */
public enum ErrorCode {
    /** 0: the message was accepted. */
    MESSAGE_ACCEPTED(0, "Message accepted"),
    /** 100: a segment is missing, out of place or unreadable. */
    SEGMENT_SEQUENCE_ERROR(100, "Segment sequence error"),
    /** 101: a required field is empty. */
    REQUIRED_FIELD_MISSING(101, "Required field missing"),
    /** 102: a value does not fit its data type. */
    DATA_TYPE_ERROR(102, "Data type error"),
    /** 103: a coded value is not in its table. */
    TABLE_VALUE_NOT_FOUND(103, "Table value not found"),
    /** 200: the message type is not supported. */
    UNSUPPORTED_MESSAGE_TYPE(200, "Unsupported message type"),
    /** 201: the trigger event is not supported. */
    UNSUPPORTED_EVENT_CODE(201, "Unsupported event code"),
    /** 202: the processing ID is not supported. */
    UNSUPPORTED_PROCESSING_ID(202, "Unsupported processing id"),
    /** 203: the version is not supported. */
    UNSUPPORTED_VERSION_ID(203, "Unsupported version id"),
    /** 204: an identifier names nothing that is known. */
    UNKNOWN_KEY_IDENTIFIER(204, "Unknown key identifier"),
    /** 205: an identifier names something else already. */
    DUPLICATE_KEY_IDENTIFIER(205, "Duplicate key identifier"),
    /** 206: the record cannot be changed now. */
    APPLICATION_RECORD_LOCKED(206, "Application record locked"),
    /** 207: a failure of the receiver, or any other that has no code. */
    APPLICATION_INTERNAL_ERROR(207, "Application internal error");

    private final int code;
    private final String text;

    ErrorCode(int code, String text) {
        this.code = code;
        this.text = text;
    }

    /** The number in the table. */
    public int code() {
        return code;
    }

    /** The description in the table. */
    public String text() {
        return text;
    }

    /** Finds the entry of a number. */
    public static Optional<ErrorCode> of(String code) {
        return Arrays.stream(values())
                .filter(entry -> String.valueOf(entry.code).equals(code))
                .findFirst();
    }
}
