package io.github.swfsdk.api.worklist;

import io.github.swfsdk.api.dataset.AttributePath;
import io.github.swfsdk.api.dataset.DataSet;
import io.github.swfsdk.api.dataset.Tag;
import java.util.List;
import java.util.Optional;

/**
 * A sequence key of zero length or with one empty item: all of the sequence is requested.
 *
 * @param alwaysPresent whether the answer has the sequence even if there is no item
 * @param inner attributes that each item of the answer has, also unknown ones
 */
record WholeSequenceKey(AttributePath path, boolean alwaysPresent, List<Tag> inner) implements ItemKeys.Key {
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
        if (!items.isEmpty() || alwaysPresent) {
            answer.put(path.tag(), items);
        }
    }

    private DataSet complete(DataSet item) {
        return item.toBuilder().ensure(inner.toArray(Tag[]::new)).build();
    }
}
