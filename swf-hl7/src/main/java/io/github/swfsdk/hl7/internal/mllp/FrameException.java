package io.github.swfsdk.hl7.internal.mllp;

import java.io.IOException;

/** What a peer sent is no frame. After it the position in the stream is unknown: the connection ends. */
public final class FrameException extends IOException {
    private static final long serialVersionUID = 1L;

    private final transient byte[] content;

    FrameException(String message, byte[] content) {
        super(message);
        this.content = content;
    }

    /** What was received of the message, possibly nothing. */
    public byte[] content() {
        return content.clone();
    }
}
