package io.github.swfsdk.api.storage;

import io.github.swfsdk.api.SwfException;

/** A backend could not do what was asked; nothing of it took effect. */
public final class StorageException extends SwfException {
    private static final long serialVersionUID = 1L;

    /** What stood in the way. */
    public enum Reason {
        /** Nothing is kept under this identifier. */
        NOT_FOUND,
        /** Other content is kept under the same identifier. */
        CONFLICT,
        /** No room is left. */
        OUT_OF_SPACE,
        /** The medium or the database failed. */
        FAILED
    }

    private final Reason reason;

    /** Creates a failure with a one-line description without patient data. */
    public StorageException(Reason reason, String message) {
        super(message);
        this.reason = reason;
    }

    /** Creates a failure with a one-line description without patient data, and what led to it. */
    public StorageException(Reason reason, String message, Throwable cause) {
        super(message, cause);
        this.reason = reason;
    }

    /** What stood in the way. */
    public Reason reason() {
        return reason;
    }
}
