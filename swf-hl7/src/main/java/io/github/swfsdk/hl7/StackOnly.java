package io.github.swfsdk.hl7;

import org.jspecify.annotations.Nullable;

/** Where another failure happened, without its message: an embedding program's message may hold patient data. */
final class StackOnly extends Exception {
    private static final long serialVersionUID = 1L;

    StackOnly(Throwable failure) {
        super(failure.getClass().getName(), causeOf(failure), false, true);
        setStackTrace(failure.getStackTrace());
    }

    private static @Nullable Throwable causeOf(Throwable failure) {
        Throwable cause = failure.getCause();
        return cause == null || cause == failure ? null : new StackOnly(cause);
    }
}
