package io.github.swfsdk.dicom.internal.pdu;

/**
 * A PDU that the standard does not allow. The upper layer answers it with A-ABORT and the reason carried here (PS3.8,
 * 9.3.8).
 */
public final class PduException extends Exception {

    private static final long serialVersionUID = 1L;

    private final AbortReason reason;

    public PduException(AbortReason reason, String message) {
        super(message);
        this.reason = reason;
    }

    /** The provider reason for the A-ABORT that answers it. */
    public AbortReason reason() {
        return reason;
    }
}
