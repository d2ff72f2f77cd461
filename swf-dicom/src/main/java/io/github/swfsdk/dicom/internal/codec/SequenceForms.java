package io.github.swfsdk.dicom.internal.codec;

import io.github.swfsdk.api.dataset.SequenceElement;
import io.github.swfsdk.dicom.io.WriteOptions;
import io.github.swfsdk.dicom.io.WriteOptions.SequenceLengths;
import java.util.Collections;

/** Decides how each sequence is written: as it was read, else as the options say. Immutable. */
final class SequenceForms {
    /** Of defined length, each. */
    static final SequenceForms DEFINED = new SequenceForms(RecordedForm.NONE, SequenceLengths.DEFINED);

    private final RecordedForm recorded;
    private final SequenceLengths otherwise;

    private SequenceForms(RecordedForm recorded, SequenceLengths otherwise) {
        this.recorded = recorded;
        this.otherwise = otherwise;
    }

    static SequenceForms of(WriteOptions options) {
        return new SequenceForms((RecordedForm) options.form(), options.sequenceLengths());
    }

    RecordedForm.Level outermost() {
        return recorded.outermost();
    }

    RecordedForm.Sequence of(SequenceElement element) {
        RecordedForm.Sequence known = recorded.of(element);
        if (known != null) {
            return known;
        }
        boolean undefined = otherwise == SequenceLengths.UNDEFINED && !element.isEmpty();
        RecordedForm.Level item = undefined ? RecordedForm.Level.DELIMITED : RecordedForm.Level.PLAIN;
        int count = element.items().size();
        return new RecordedForm.Sequence(undefined, false, Collections.nCopies(count, item));
    }
}
