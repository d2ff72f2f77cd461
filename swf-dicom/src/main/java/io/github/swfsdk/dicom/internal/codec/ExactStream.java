package io.github.swfsdk.dicom.internal.codec;

import java.io.IOException;
import java.io.InputStream;

/** A stream that steps over bytes faster than they can be read, and never beyond its end. One caller at a time. */
public abstract class ExactStream extends InputStream {
    /** Steps over so many bytes; returns how many, fewer only at the end of the stream. */
    @Override
    public abstract long skip(long count) throws IOException;
}
