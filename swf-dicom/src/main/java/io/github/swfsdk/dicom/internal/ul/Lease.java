package io.github.swfsdk.dicom.internal.ul;

/** Bytes of a receive buffer that somebody still reads. */
@FunctionalInterface
public interface Lease {
    /** Gives the bytes back; nobody may look at them any more. Any thread; once. */
    void release();
}
