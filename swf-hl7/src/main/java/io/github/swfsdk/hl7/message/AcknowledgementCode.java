package io.github.swfsdk.hl7.message;

/** Acknowledgement code, MSA-1 (HL7 table 0008), in original mode. */
public enum AcknowledgementCode {
    /** Application accept: the message took effect, or is safely stored. */
    AA,
    /** Application error: the content is at fault; the same message will fail again. */
    AE,
    /** Application reject: type, version or processing ID is not supported, or the receiver cannot take it now. */
    AR
}
