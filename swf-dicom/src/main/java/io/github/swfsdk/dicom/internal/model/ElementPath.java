package io.github.swfsdk.dicom.internal.model;

import io.github.swfsdk.api.dataset.AttributePath;
import io.github.swfsdk.api.dataset.Tag;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Where in a document a reader is. One caller at a time. */
final class ElementPath {
    private final List<AttributePath.Item> parents = new ArrayList<>();
    private @Nullable Tag latest;

    /** An attribute is being read, or goes on after its latest item. */
    void at(Tag tag) {
        latest = tag;
    }

    /** An item begins, counted from 1. */
    void enter(Tag sequence, int number) {
        parents.add(new AttributePath.Item(sequence, number));
    }

    /** The latest item is complete. */
    void leave() {
        parents.remove(parents.size() - 1);
    }

    /** How many items there are around what is read. */
    int depth() {
        return parents.size();
    }

    /** The attribute; empty before the first. */
    @Override
    public String toString() {
        return latest == null ? "" : new AttributePath(parents, latest).toString();
    }
}
