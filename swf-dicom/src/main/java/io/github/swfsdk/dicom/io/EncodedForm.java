package io.github.swfsdk.dicom.io;

import io.github.swfsdk.dicom.internal.codec.RecordedForm;

/**
 * How a data set was encoded where the standard leaves a choice and a {@link io.github.swfsdk.api.dataset.DataSet} keeps no
 * trace of it: preamble, lengths of sequences and items (PS3.5, 7.5), group lengths (7.2), sequences under UN (6.2.2),
 * escape sequences that change nothing (6.1.2.5). A writer that is given the form repeats it for each element that is still
 * the one that was read, and so gives back the same bytes; other elements are written as its options say. Group lengths
 * are counted anew.
 *
 * <p>Not kept are what the standard forbids, and the compressed bytes of a deflated data set. Immutable and thread-safe.
 */
public sealed interface EncodedForm permits RecordedForm {
    /** The form of what was never encoded: a writer's options decide. */
    static EncodedForm none() {
        return RecordedForm.NONE;
    }
}
