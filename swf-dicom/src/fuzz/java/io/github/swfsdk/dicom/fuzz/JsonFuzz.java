package io.github.swfsdk.dicom.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;

/** Coverage-guided inputs for the decoder of JSON documents; one class for each target, as one process fuzzes one. */
class JsonFuzz {
    @FuzzTest(maxDuration = "5m")
    void fuzz(byte[] input) {
        FuzzTargets.json(input);
    }
}
