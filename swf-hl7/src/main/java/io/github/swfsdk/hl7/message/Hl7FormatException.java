package io.github.swfsdk.hl7.message;

import io.github.swfsdk.api.SwfException;
import java.util.Objects;

/** A message cannot be read, or does not hold what its transaction needs. Says where and why, never a value. */
public final class Hl7FormatException extends SwfException {
    private static final long serialVersionUID = 1L;

    private final ErrorCode code;
    private final transient Hl7Location location;

    /** Creates a failure; the reason is one line without values of the message. */
    public Hl7FormatException(ErrorCode code, Hl7Location location, String reason) {
        super(location + ": " + reason);
        this.code = Objects.requireNonNull(code, "code");
        this.location = location;
    }

    /** What kind of failure, as an acknowledgement tells it. */
    public ErrorCode code() {
        return code;
    }

    /** Where in the message. */
    public Hl7Location location() {
        return location;
    }
}
