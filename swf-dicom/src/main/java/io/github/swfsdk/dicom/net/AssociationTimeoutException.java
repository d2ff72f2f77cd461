package io.github.swfsdk.dicom.net;

import java.time.Duration;

/** A deadline of {@link AssociationOptions} passed; the association is aborted. */
public final class AssociationTimeoutException extends AssociationException {
    private static final long serialVersionUID = 1L;

    private final String deadline;
    private final Duration limit;

    /** Creates a failure from the name and the value of the option. */
    public AssociationTimeoutException(String peer, String deadline, Duration limit) {
        super(deadline + " deadline of " + limit + " passed with " + peer);
        this.deadline = deadline;
        this.limit = limit;
    }

    /** The name of the option, for example {@code response}. */
    public String deadline() {
        return deadline;
    }

    /** The value of the option. */
    public Duration limit() {
        return limit;
    }
}
