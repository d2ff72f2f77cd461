package io.github.swfsdk.dicom.net;

import io.github.swfsdk.api.SwfException;

/** An association could not be opened, or broke. A failed status from the peer is no such thing: that is a result. */
public class AssociationException extends SwfException {
    private static final long serialVersionUID = 1L;

    /** Creates a failure with a one-line description. */
    public AssociationException(String message) {
        super(message);
    }

    /** Creates a failure with a one-line description and what led to it. */
    public AssociationException(String message, Throwable cause) {
        super(message, cause);
    }
}
