package io.github.swfsdk.dicom.internal.pdu;

/** Reasons of an A-ABORT whose source is the service provider (PS3.8, Table 9-26). */
public enum AbortReason {
    NOT_SPECIFIED(0),
    UNRECOGNIZED_PDU(1),
    UNEXPECTED_PDU(2),
    UNRECOGNIZED_PARAMETER(4),
    UNEXPECTED_PARAMETER(5),
    INVALID_PARAMETER_VALUE(6);

    private final int code;

    AbortReason(int code) {
        this.code = code;
    }

    /** Byte 10 of the A-ABORT PDU. */
    public int code() {
        return code;
    }
}
