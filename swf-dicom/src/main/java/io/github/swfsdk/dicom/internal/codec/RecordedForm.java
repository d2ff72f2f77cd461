package io.github.swfsdk.dicom.internal.codec;

import io.github.swfsdk.api.dataset.SequenceElement;
import io.github.swfsdk.api.dataset.TextElement;
import io.github.swfsdk.dicom.io.EncodedForm;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a reader has noted. Elements are told apart by identity: an equal one that somebody made has no form. Filled by one
 * thread, immutable once handed out.
 */
public final class RecordedForm implements EncodedForm {
    /** No form of anything. */
    public static final RecordedForm NONE = new RecordedForm();

    /**
     * The form of a data set or item.
     *
     * @param groups groups that have a group length
     * @param undefined whether an item ends with a delimiter
     */
    record Level(Set<Integer> groups, boolean undefined) {
        /** A data set, or an item of defined length. */
        static final Level PLAIN = new Level(Set.of(), false);

        /** An item that ends with a delimiter. */
        static final Level DELIMITED = new Level(Set.of(), true);

        static Level of(Set<Integer> groups, boolean undefined) {
            if (!groups.isEmpty()) {
                return new Level(groups, undefined);
            }
            return undefined ? DELIMITED : PLAIN; // few objects for many items
        }
    }

    /**
     * The form of a sequence.
     *
     * @param undefined whether it ends with a delimiter
     * @param unknown whether it is Implicit VR Little Endian under UN
     * @param items its items in order
     */
    record Sequence(boolean undefined, boolean unknown, List<Level> items) {}

    /**
     * Text whose bytes are not what encoding it gives.
     *
     * @param characterSet values of (0008,0005) that they were read with
     * @param bytes without padding
     */
    record Text(List<String> characterSet, byte[] bytes) {}

    private final Map<SequenceElement, Sequence> sequences = new IdentityHashMap<>();
    private final Map<TextElement, Text> texts = new IdentityHashMap<>();
    private byte[] preamble = {};
    private Level outermost = Level.PLAIN;

    RecordedForm() {}

    void preamble(byte[] bytes) {
        preamble = bytes;
    }

    void outermost(Level level) {
        outermost = level;
    }

    void put(SequenceElement element, Sequence form) {
        sequences.put(element, form);
    }

    void put(TextElement element, Text form) {
        texts.put(element, form);
    }

    /** The 128 bytes before the prefix, or none. */
    public byte[] preamble() {
        return preamble.clone();
    }

    Level outermost() {
        return outermost;
    }

    @Nullable
    Sequence of(SequenceElement element) {
        return sequences.get(element);
    }

    /** The bytes of text that is to be encoded in a character set; null if encoding gives them. */
    byte @Nullable [] bytesOf(TextElement element, List<String> characterSet) {
        Text text = texts.get(element);
        return text != null && text.characterSet.equals(characterSet) ? text.bytes : null;
    }
}
