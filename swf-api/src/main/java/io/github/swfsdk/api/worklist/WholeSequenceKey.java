package io.github.swfsdk.api.worklist;

import io.github.swfsdk.api.dataset.AttributePath;
import io.github.swfsdk.api.dataset.DataSet;
import io.github.swfsdk.api.dataset.Tag;
import io.github.swfsdk.api.worklist.WorklistAttribute.ReturnType;
import java.util.List;
import java.util.Optional;

/**
 * A sequence key of zero length or with one empty item: all of the sequence is requested.
 *
 * @param type when the answer has it
 * @param inner attributes that each item of the answer has, also unknown ones
 * @param onlyWithValue attributes that an item of the answer has with a value or not at all
 */
record WholeSequenceKey(AttributePath path, ReturnType type, List<Tag> inner, List<Tag> onlyWithValue)
        implements ItemKeys.Key {
    @Override
    public boolean filters() {
        return false;
    }

    @Override
    public Optional<AttributePath> mismatch(DataSet item) {
        return Optional.empty();
    }

    @Override
    public void answer(DataSet item, DataSet.Builder answer) {
        List<DataSet> items =
                item.items(path.tag()).stream().map(this::complete).toList();
        if (!items.isEmpty() || type.isPresentWhenUnknown() || type.isPresentWhenEmpty() && item.contains(path.tag())) {
            answer.put(path.tag(), items);
        }
    }

    private DataSet complete(DataSet item) {
        DataSet.Builder complete = item.toBuilder().ensure(inner.toArray(Tag[]::new));
        for (Tag tag : onlyWithValue) {
            if (!item.hasValue(tag)) {
                complete.remove(tag);
            }
        }
        return complete.build();
    }
}
