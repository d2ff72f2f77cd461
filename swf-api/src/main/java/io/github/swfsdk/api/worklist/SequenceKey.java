package io.github.swfsdk.api.worklist;

import io.github.swfsdk.api.dataset.AttributePath;
import io.github.swfsdk.api.dataset.DataSet;
import io.github.swfsdk.api.worklist.WorklistAttribute.ReturnType;
import java.util.List;
import java.util.Optional;

/**
 * A sequence key with keys in its item: one stored item has to match all of them, and the matching items are answered, each
 * with the requested attributes (PS3.4, C.2.2.2.6).
 *
 * @param type when the answer has it
 */
record SequenceKey(AttributePath path, ReturnType type, ItemKeys keys, boolean filters) implements ItemKeys.Key {
    SequenceKey(AttributePath path, ReturnType type, ItemKeys keys) {
        this(path, type, keys, keys.filters());
    }

    @Override
    public Optional<AttributePath> mismatch(DataSet item) {
        if (!filters) {
            return Optional.empty();
        }
        List<DataSet> items = item.items(path.tag());
        if (items.size() == 1) {
            return keys.mismatch(items.get(0)); // says which of the inner keys it is
        }
        return matching(items).isEmpty() ? Optional.of(path) : Optional.empty();
    }

    @Override
    public List<AttributePath> mismatches(DataSet item) {
        List<DataSet> items = item.items(path.tag());
        return items.size() == 1
                ? keys.mismatches(items.get(0))
                : mismatch(item).stream().toList();
    }

    @Override
    public void answer(DataSet item, DataSet.Builder answer) {
        List<DataSet> items =
                matching(item.items(path.tag())).stream().map(keys::answer).toList();
        if (!items.isEmpty() || type.isPresentWhenUnknown() || type.isPresentWhenEmpty() && item.contains(path.tag())) {
            answer.put(path.tag(), items);
        }
    }

    private List<DataSet> matching(List<DataSet> items) {
        return items.stream().filter(item -> keys.mismatch(item).isEmpty()).toList();
    }
}
