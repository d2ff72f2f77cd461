package io.github.swfsdk.dicom.internal.codec;

import io.github.swfsdk.api.dataset.DataSet;
import io.github.swfsdk.api.dataset.Element;
import io.github.swfsdk.api.dataset.SequenceElement;
import io.github.swfsdk.api.dataset.Tags;
import io.github.swfsdk.api.dataset.TextElement;
import io.github.swfsdk.api.dataset.Vr;
import io.github.swfsdk.dicom.internal.charset.SpecificCharacterSet;
import io.github.swfsdk.dicom.io.ReplacedTextListener;
import io.github.swfsdk.dicom.io.WriteOptions;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Encodes the text of one data set: each level in its own character set, where an item without one inherits that of its
 * data set (PS3.3, C.12.1.1.2), or all levels in one that replaces them.
 */
final class TextEncoder {
    private final @Nullable SpecificCharacterSet replacing;
    private final ReplacedTextListener listener;
    private final RecordedForm form;
    private SpecificCharacterSet current;

    private TextEncoder(@Nullable SpecificCharacterSet replacing, ReplacedTextListener listener, RecordedForm form) {
        this.replacing = replacing;
        this.listener = listener;
        this.form = form;
        current = replacing == null ? SpecificCharacterSet.DEFAULT : replacing;
    }

    /** Each level in its own character set. */
    static TextEncoder own(ReplacedTextListener listener) {
        return new TextEncoder(null, listener, RecordedForm.NONE);
    }

    /** For {@link SpecificCharacterSet#STORED}. */
    static TextEncoder stored() {
        return new TextEncoder(SpecificCharacterSet.STORED, tag -> {}, RecordedForm.NONE);
    }

    static TextEncoder choose(DataSet dataSet, WriteOptions options) {
        SpecificCharacterSet wanted = null;
        for (List<String> candidate : options.characterSets().candidates()) {
            wanted = SpecificCharacterSet.of(candidate);
            if (isEncodedBy(wanted, dataSet)) {
                break;
            }
        }
        if (wanted != null) {
            return new TextEncoder(wanted, options.listener(), RecordedForm.NONE);
        }
        boolean fits = canEncode(dataSet, SpecificCharacterSet.DEFAULT);
        return new TextEncoder(
                fits ? null : SpecificCharacterSet.UTF_8, options.listener(), (RecordedForm) options.form());
    }

    /** Returns the data set with the character set that is used, at the outermost level and nowhere else. */
    DataSet withCharacterSet(DataSet dataSet) {
        if (replacing == null) {
            return dataSet;
        }
        DataSet.Builder builder = without(dataSet).toBuilder();
        boolean needed =
                dataSet.contains(Tags.SPECIFIC_CHARACTER_SET) || !canEncode(dataSet, SpecificCharacterSet.DEFAULT);
        if (needed && !replacing.values().isEmpty()) {
            builder.put(Tags.SPECIFIC_CHARACTER_SET, replacing.values().toArray(String[]::new));
        }
        return builder.build();
    }

    private static DataSet without(DataSet dataSet) {
        DataSet.Builder builder = dataSet.toBuilder().remove(Tags.SPECIFIC_CHARACTER_SET);
        for (Element element : dataSet) {
            if (element instanceof SequenceElement sequence) {
                List<DataSet> items =
                        sequence.items().stream().map(TextEncoder::without).toList();
                builder.put(SequenceElement.of(sequence.tag(), items));
            }
        }
        return builder.build();
    }

    /** Enters a data set or item; returns the character set to go back to. */
    SpecificCharacterSet enter(DataSet dataSet) {
        SpecificCharacterSet outer = current;
        if (replacing == null) {
            current = characterSet(dataSet, outer);
        }
        return outer;
    }

    void leave(SpecificCharacterSet outer) {
        current = outer;
    }

    byte[] encode(TextElement element) {
        boolean encoded = element.vr().kind() == Vr.Kind.ENCODED_TEXT;
        SpecificCharacterSet characterSet = encoded ? current : current.ofDefaultText();
        byte[] recorded = replacing == null ? form.bytesOf(element, characterSet.values()) : null;
        if (recorded != null) {
            return recorded;
        }
        boolean foreign = replacing != null && replacing != SpecificCharacterSet.STORED && encoded;
        SpecificCharacterSet.Encoded result = foreign
                ? characterSet.encodeForeign(element.text(), element.vr())
                : characterSet.encode(element.text(), element.vr());
        if (!result.complete()) {
            listener.replaced(element.tag());
        }
        return result.bytes();
    }

    /** Whether one character set has each character, whatever (0008,0005) says. */
    private static boolean isEncodedBy(SpecificCharacterSet wanted, DataSet dataSet) {
        for (Element element : dataSet) {
            boolean encoded = element instanceof SequenceElement sequence
                    ? sequence.items().stream().allMatch(item -> isEncodedBy(wanted, item))
                    : !(element instanceof TextElement text)
                            || text.vr().kind() != Vr.Kind.ENCODED_TEXT
                            || wanted.encodeForeign(text.text(), text.vr()).complete();
            if (!encoded) {
                return false;
            }
        }
        return true;
    }

    private static SpecificCharacterSet characterSet(DataSet dataSet, SpecificCharacterSet inherited) {
        return dataSet.contains(Tags.SPECIFIC_CHARACTER_SET)
                ? SpecificCharacterSet.of(dataSet.strings(Tags.SPECIFIC_CHARACTER_SET))
                : inherited;
    }

    private static boolean canEncode(DataSet dataSet, SpecificCharacterSet inherited) {
        SpecificCharacterSet characterSet = characterSet(dataSet, inherited);
        for (Element element : dataSet) {
            if (element instanceof SequenceElement sequence) {
                for (DataSet item : sequence.items()) {
                    if (!canEncode(item, characterSet)) {
                        return false;
                    }
                }
            } else if (element instanceof TextElement text
                    && text.vr().kind() == Vr.Kind.ENCODED_TEXT
                    && !characterSet.canEncode(text.text(), text.vr())) {
                return false;
            }
        }
        return true;
    }
}
