package io.github.swfsdk.dicom.io;

import io.github.swfsdk.api.SwfException;

/** Bytes are not what the standard says, or exceed a limit. Carries where; never what. */
public final class DicomFormatException extends SwfException {
    private static final long serialVersionUID = 1L;

    private final long offset;
    private final String path;

    /**
     * Creates a failure.
     *
     * @param problem what is wrong, without values
     * @param offset bytes from the start of the input
     * @param path the attribute, such as {@code (0040,0100)[2].(0040,0002)}; empty if outside of any
     */
    public DicomFormatException(String problem, long offset, String path) {
        super(problem + " at byte " + offset + (path.isEmpty() ? "" : ", in " + path));
        this.offset = offset;
        this.path = path;
    }

    /** Creates a failure and what led to it. */
    public DicomFormatException(String problem, long offset, String path, Throwable cause) {
        this(problem, offset, path);
        initCause(cause);
    }

    /** Bytes from the start of the input. */
    public long offset() {
        return offset;
    }

    /** The attribute; empty if outside of any. */
    public String path() {
        return path;
    }
}
