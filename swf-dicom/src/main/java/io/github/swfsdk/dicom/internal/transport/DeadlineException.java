package io.github.swfsdk.dicom.internal.transport;

import java.io.IOException;
import java.time.Duration;

/** The watchdog closed the connection because a deadline had passed. */
public final class DeadlineException extends IOException {
    private static final long serialVersionUID = 1L;

    private final String deadline;
    private final Duration limit;

    /** Names the option of {@link io.github.swfsdk.dicom.net.AssociationOptions} and its value. */
    public DeadlineException(String deadline, Duration limit) {
        super(deadline + " deadline of " + limit + " passed");
        this.deadline = deadline;
        this.limit = limit;
    }

    /** The name of the option. */
    public String deadline() {
        return deadline;
    }

    /** The value of the option. */
    public Duration limit() {
        return limit;
    }
}
