package io.github.swfsdk.api;

/**
 * Root of the SDK's unchecked failures; each activity has its own family below it.
 *
 * <p>A message never holds patient data: tags, offsets, UIDs and AE titles only.
 */
public class SwfException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** Creates a failure with a one-line description of its facts. */
    public SwfException(String message) {
        super(message);
    }

    /** Creates a failure with a one-line description of its facts and what led to it. */
    public SwfException(String message, Throwable cause) {
        super(message, cause);
    }
}
