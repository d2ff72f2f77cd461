package io.github.swfsdk.api.dataset;

import java.util.List;
import java.util.Objects;

/**
 * A sequence of items, each a data set of its own (PS3.5, 7.5).
 *
 * @param items the items in order; none is an empty sequence, which differs from one empty item
 */
public record SequenceElement(Tag tag, List<DataSet> items) implements Element {
    /** Copies the list. */
    public SequenceElement {
        Objects.requireNonNull(tag, "tag");
        items = List.copyOf(items);
    }

    /** Returns a sequence of these items. */
    public static SequenceElement of(Tag tag, List<DataSet> items) {
        return new SequenceElement(tag, items);
    }

    @Override
    public Vr vr() {
        return Vr.SQ;
    }

    @Override
    public boolean isEmpty() {
        return items.isEmpty();
    }

    @Override
    public String toString() {
        return tag + " SQ " + items.size() + " items";
    }
}
