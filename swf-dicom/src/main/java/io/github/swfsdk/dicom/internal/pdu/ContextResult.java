package io.github.swfsdk.dicom.internal.pdu;

/** The acceptor's answer to one proposed presentation context (PS3.8, Table 9-18). */
public enum ContextResult {
    ACCEPTANCE,
    USER_REJECTION,
    NO_REASON,
    ABSTRACT_SYNTAX_NOT_SUPPORTED,
    TRANSFER_SYNTAXES_NOT_SUPPORTED;

    private static final ContextResult[] BY_CODE = values();

    /** Byte 7 of the item. */
    public int code() {
        return ordinal();
    }

    static ContextResult of(int code) throws PduException {
        if (code >= BY_CODE.length) {
            throw ItemReader.invalid("presentation context result " + code + " is not known");
        }
        return BY_CODE[code];
    }
}
