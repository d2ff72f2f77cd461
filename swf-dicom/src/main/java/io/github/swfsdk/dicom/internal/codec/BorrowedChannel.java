package io.github.swfsdk.dicom.internal.codec;

import java.nio.channels.WritableByteChannel;

/** A channel to something that its owner closes. */
public abstract class BorrowedChannel implements WritableByteChannel {
    @Override
    public final boolean isOpen() {
        return true;
    }

    @Override
    public final void close() {
        // its owner does
    }
}
