package io.github.swfsdk.hl7.internal.ack;

import static io.github.swfsdk.hl7.message.AcknowledgementCode.AA;
import static io.github.swfsdk.hl7.message.AcknowledgementCode.AE;
import static io.github.swfsdk.hl7.message.AcknowledgementCode.AR;
import static io.github.swfsdk.hl7.message.ErrorCode.APPLICATION_INTERNAL_ERROR;
import static io.github.swfsdk.hl7.message.ErrorCode.APPLICATION_RECORD_LOCKED;
import static io.github.swfsdk.hl7.message.ErrorCode.DATA_TYPE_ERROR;
import static io.github.swfsdk.hl7.message.ErrorCode.DUPLICATE_KEY_IDENTIFIER;
import static io.github.swfsdk.hl7.message.ErrorCode.MESSAGE_ACCEPTED;
import static io.github.swfsdk.hl7.message.ErrorCode.REQUIRED_FIELD_MISSING;
import static io.github.swfsdk.hl7.message.ErrorCode.SEGMENT_SEQUENCE_ERROR;
import static io.github.swfsdk.hl7.message.ErrorCode.TABLE_VALUE_NOT_FOUND;
import static io.github.swfsdk.hl7.message.ErrorCode.UNKNOWN_KEY_IDENTIFIER;
import static io.github.swfsdk.hl7.message.ErrorCode.UNSUPPORTED_EVENT_CODE;
import static io.github.swfsdk.hl7.message.ErrorCode.UNSUPPORTED_MESSAGE_TYPE;
import static io.github.swfsdk.hl7.message.ErrorCode.UNSUPPORTED_PROCESSING_ID;
import static io.github.swfsdk.hl7.message.ErrorCode.UNSUPPORTED_VERSION_ID;

import io.github.swfsdk.hl7.message.AcknowledgementCode;
import io.github.swfsdk.hl7.message.ErrorCode;
import io.github.swfsdk.hl7.message.Hl7FormatException;
import io.github.swfsdk.hl7.message.Hl7Location;

/**
 * How each outcome is acknowledged: MSA-1, the error code, and the place that is blamed where the outcome itself does not
 * name one. AR is for what the sender may do better at another time or with another message (HL7 v2.3.1, 2.13.1.3: type,
 * event, version, processing ID, or the receiver's state); AE is for content.
 */
public enum AckRule {
    /** The request took effect, now or before. */
    ACCEPTED(AA, MESSAGE_ACCEPTED, Hl7Location.NONE),

    /** The frame holds no MSH: there is no control ID to answer to. */
    NO_HEADER(AR, SEGMENT_SEQUENCE_ERROR, Hl7Location.of("MSH", 1)),
    /** What came is no frame, or is longer than is received. */
    BAD_FRAME(AR, APPLICATION_INTERNAL_ERROR, Hl7Location.NONE),
    /** MSH-9.1 is none of ours. */
    UNSUPPORTED_TYPE(AR, UNSUPPORTED_MESSAGE_TYPE, Hl7Location.of("MSH", 9)),
    /** MSH-9.2 is none of ours. */
    UNSUPPORTED_TRIGGER(AR, UNSUPPORTED_EVENT_CODE, Hl7Location.of("MSH", 9)),
    /** MSH-11 is neither P, T nor D. */
    UNKNOWN_PROCESSING_ID(AR, UNSUPPORTED_PROCESSING_ID, Hl7Location.of("MSH", 11)),
    /** MSH-12 is older than 2.3.1, or no version 2. */
    UNSUPPORTED_VERSION(AR, UNSUPPORTED_VERSION_ID, Hl7Location.of("MSH", 12)),
    /** Each handler is at work and the queue is full, or the server is closing. */
    BUSY(AR, APPLICATION_INTERNAL_ERROR, Hl7Location.NONE),

    /** A segment is out of place or unreadable. */
    BAD_STRUCTURE(AE, SEGMENT_SEQUENCE_ERROR, Hl7Location.NONE),
    /** A required field is empty. */
    MISSING_FIELD(AE, REQUIRED_FIELD_MISSING, Hl7Location.NONE),
    /** A value does not fit its type or length, or its bytes are no text. */
    BAD_VALUE(AE, DATA_TYPE_ERROR, Hl7Location.NONE),
    /** A coded value, character set or application is not known. */
    UNKNOWN_CODE(AE, TABLE_VALUE_NOT_FOUND, Hl7Location.NONE),
    /** An identifier names nothing that is known. */
    UNKNOWN_KEY(AE, UNKNOWN_KEY_IDENTIFIER, Hl7Location.NONE),
    /** The order is not known. */
    UNKNOWN_ORDER(AE, UNKNOWN_KEY_IDENTIFIER, Hl7Location.of("ORC", 2)),
    /** The scheduled step is not known. */
    UNKNOWN_STEP(AE, UNKNOWN_KEY_IDENTIFIER, Hl7Location.of("OBR", 20)),
    /** The patient is not known. */
    UNKNOWN_PATIENT(AE, UNKNOWN_KEY_IDENTIFIER, Hl7Location.of("PID", 3)),
    /** The order numbers name an order with other content. */
    DUPLICATE_ORDER(AE, DUPLICATE_KEY_IDENTIFIER, Hl7Location.of("ORC", 2)),
    /** An identifier stands twice in the message. */
    DUPLICATE_KEY(AE, DUPLICATE_KEY_IDENTIFIER, Hl7Location.NONE),
    /** Surviving and subsumed patient are the same. */
    SAME_PATIENT(AE, DUPLICATE_KEY_IDENTIFIER, Hl7Location.of("MRG", 1)),
    /** The order has gone too far for the request. */
    TOO_LATE(AE, APPLICATION_RECORD_LOCKED, Hl7Location.of("ORC", 1)),
    /** The order is inconsistent in itself or with what is known. */
    INVALID_ORDER(AE, DATA_TYPE_ERROR, Hl7Location.of("ORC", 2)),
    /** A rule of the site forbids it. */
    NOT_PERMITTED(AE, APPLICATION_INTERNAL_ERROR, Hl7Location.NONE),
    /** The handler failed or gave no answer in time, or the message is beyond a limit. */
    INTERNAL_ERROR(AE, APPLICATION_INTERNAL_ERROR, Hl7Location.NONE);

    private final AcknowledgementCode acknowledgement;
    private final ErrorCode error;
    private final Hl7Location location;

    AckRule(AcknowledgementCode acknowledgement, ErrorCode error, Hl7Location location) {
        this.acknowledgement = acknowledgement;
        this.error = error;
        this.location = location;
    }

    /** The rule for a message that cannot be read. */
    public static AckRule of(Hl7FormatException failure) {
        return switch (failure.code()) {
            case SEGMENT_SEQUENCE_ERROR -> BAD_STRUCTURE;
            case REQUIRED_FIELD_MISSING -> MISSING_FIELD;
            case DATA_TYPE_ERROR -> BAD_VALUE;
            case TABLE_VALUE_NOT_FOUND -> UNKNOWN_CODE;
            case UNSUPPORTED_MESSAGE_TYPE -> UNSUPPORTED_TYPE;
            case UNSUPPORTED_EVENT_CODE -> UNSUPPORTED_TRIGGER;
            case UNSUPPORTED_PROCESSING_ID -> UNKNOWN_PROCESSING_ID;
            case UNSUPPORTED_VERSION_ID -> UNSUPPORTED_VERSION;
            case UNKNOWN_KEY_IDENTIFIER -> UNKNOWN_KEY;
            case DUPLICATE_KEY_IDENTIFIER -> DUPLICATE_KEY;
            default -> INTERNAL_ERROR;
        };
    }

    /** MSA-1. */
    public AcknowledgementCode acknowledgement() {
        return acknowledgement;
    }

    /** ERR-1.4, or ERR-3 from v2.5 on. */
    public ErrorCode error() {
        return error;
    }

    /** The place that is blamed unless a better one is known. */
    public Hl7Location location() {
        return location;
    }
}
