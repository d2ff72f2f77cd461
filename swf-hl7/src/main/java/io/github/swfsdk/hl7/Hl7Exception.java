package io.github.swfsdk.hl7;

import io.github.swfsdk.api.SwfException;

/**
 * A message got no usable acknowledgement: no connection, a connection that broke, a deadline that passed, or an answer
 * that is none. Whether the receiver took the message is unknown; sending it again with the same control ID is right.
 */
public final class Hl7Exception extends SwfException {
    private static final long serialVersionUID = 1L;

    Hl7Exception(String message) {
        super(message);
    }

    Hl7Exception(String message, Throwable cause) {
        super(message, cause);
    }
}
