package io.github.swfsdk.api.workflow;

import io.github.swfsdk.api.SwfException;

/** A transaction could not be committed because others changed what it rests on; nothing of it took effect. */
public final class WorkflowConflictException extends SwfException {
    private static final long serialVersionUID = 1L;

    /** Creates a failure with a one-line description without patient data. */
    public WorkflowConflictException(String message) {
        super(message);
    }
}
