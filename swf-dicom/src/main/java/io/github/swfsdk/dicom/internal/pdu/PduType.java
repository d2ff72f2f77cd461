package io.github.swfsdk.dicom.internal.pdu;

import java.util.Optional;

/** The PDU types of PS3.8, 9.3.1. */
public enum PduType {
    ASSOCIATE_RQ(0x01, "A-ASSOCIATE-RQ"),
    ASSOCIATE_AC(0x02, "A-ASSOCIATE-AC"),
    ASSOCIATE_RJ(0x03, "A-ASSOCIATE-RJ"),
    P_DATA_TF(0x04, "P-DATA-TF"),
    RELEASE_RQ(0x05, "A-RELEASE-RQ"),
    RELEASE_RP(0x06, "A-RELEASE-RP"),
    ABORT(0x07, "A-ABORT");

    private static final PduType[] BY_CODE = values();

    private final int code;
    private final String label;

    PduType(int code, String label) {
        this.code = code;
        this.label = label;
    }

    /** Byte 1 of the PDU. */
    public int code() {
        return code;
    }

    /** The type with this code; empty when the standard knows none. */
    public static Optional<PduType> of(int code) {
        return code >= 1 && code <= BY_CODE.length ? Optional.of(BY_CODE[code - 1]) : Optional.empty();
    }

    /** The name as the standard writes it. */
    @Override
    public String toString() {
        return label;
    }
}
