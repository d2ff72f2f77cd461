package io.github.swfsdk.dicom.internal.codec;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.WritableByteChannel;

/** A stream that can hand its bytes on as they lie in its buffers. One caller at a time. */
public abstract class PassingStream extends InputStream {
    /** Hands so many bytes on; returns how many, fewer only at the end of the stream. */
    public abstract long pass(long count, WritableByteChannel out) throws IOException;
}
