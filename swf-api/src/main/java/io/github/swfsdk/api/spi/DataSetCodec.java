package io.github.swfsdk.api.spi;

import io.github.swfsdk.api.dataset.DataSet;
import java.util.ServiceLoader;

/**
 * Turns data sets into bytes and back, for stores that keep them. Whatever {@link #encode} wrote, by any earlier version,
 * {@link #decode} reads. Thread-safe.
 */
public interface DataSetCodec {
    /** Returns the data set as bytes. */
    byte[] encode(DataSet dataSet);

    /** Reads what {@link #encode} wrote; anything else is an {@link io.github.swfsdk.api.SwfException}. */
    DataSet decode(byte[] bytes);

    /** The codec found on the class or module path, as {@code swf-dicom} brings one. */
    static DataSetCodec installed() {
        return ServiceLoader.load(DataSetCodec.class)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException(
                        "no DataSetCodec is installed: add swf-dicom, or hand one to the store"));
    }
}
