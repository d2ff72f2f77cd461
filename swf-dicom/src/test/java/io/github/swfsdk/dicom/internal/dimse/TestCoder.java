package io.github.swfsdk.dicom.internal.dimse;

import io.github.swfsdk.dicom.io.ReadOptions;
import io.github.swfsdk.dicom.io.WriteOptions;

/** What turns data sets into bytes where a test does not care how. */
final class TestCoder {
    private TestCoder() {}

    static DataSetCoder withDefaults() {
        return new DataSetCoder(ReadOptions.forMessages(), WriteOptions.defaults());
    }
}
