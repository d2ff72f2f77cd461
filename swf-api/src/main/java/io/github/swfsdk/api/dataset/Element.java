package io.github.swfsdk.api.dataset;

import java.util.List;

/** One data element: a tag, its value representation and its values (PS3.5, 7.1). Immutable. */
public sealed interface Element permits TextElement, NumberElement, BytesElement, FragmentsElement, SequenceElement {
    /** The tag that identifies the element in its data set. */
    Tag tag();

    /** The representation of the values. */
    Vr vr();

    /** Whether the element has zero length: it is present and carries no value. */
    boolean isEmpty();

    /** Returns an element without value, of the kind that the representation asks for. */
    static Element empty(Tag tag, Vr vr) {
        return switch (vr.kind()) {
            case TEXT, ENCODED_TEXT -> new TextElement(tag, vr, "");
            case NUMBER -> NumberElement.of(tag, vr);
            case BYTES -> BytesElement.of(tag, vr, new byte[0]);
            case SEQUENCE -> SequenceElement.of(tag, List.of());
        };
    }
}
